#pragma once
/// The links of a Scene: which agreements it brings forward, their arcs, numbers, meetings and words.

#include "cartography/compose_marks.hpp"
#include "cartography/count_marks.hpp"
#include "cartography/link_bundles.hpp"

#include <span>
#include <vector>

namespace bordermap::cartography {

class Links {
public:
    explicit Links(const Frame& frame);

    /// Of a unit: an end of a link that passes.
    [[nodiscard]] bool is_end(model::Index unit) const { return linked_unit_[unit] != 0; }
    /// The most pressing review meeting of a unit's agreements, where the picture is about them; null: none.
    [[nodiscard]] const query::MeetingDue* meeting_of_unit(model::Index unit) const { return unit_meeting_[unit]; }

    /// Once the symbols have their places; `taken`: px that numbers of lines keep clear of.
    void lay_out(std::vector<LinkPlace> places, std::vector<LinkSlot> slots, std::vector<Box> taken);
    // After that:
    /// Of a unit: an end of a link that is highlighted.
    [[nodiscard]] bool is_highlit_end(model::Index unit) const { return linked_unit_[unit] == 2; }
    /// Something is highlighted: the rest steps back.
    [[nodiscard]] bool dimming() const { return dimming_; }
    /// Adds the links to the Scene.
    void draw(Scene& scene, TextShaper& text, Visible& visible, CollisionGrid& obstacles, CountMarks& counts) const;

private:
    const Frame& frame_;
    std::vector<const query::MeetingDue*> meeting_of_;    ///< per agreement; null: no cadence is stated
    std::vector<const query::MeetingDue*> unit_meeting_;  ///< per unit
    std::vector<std::uint8_t> linked_unit_;
    std::vector<LinkPlace> places_;
    std::vector<LinkSlot> slots_;
    std::vector<LinkBundle> bundles_;
    std::vector<std::uint8_t> lit_;  ///< per link
    bool dimming_ = false;
};

}  // namespace bordermap::cartography
