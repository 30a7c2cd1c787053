#pragma once
/// The links of a Scene: which agreements it brings forward, their arcs, numbers, meetings and words.

#include "cartography/compose_marks.hpp"
#include "cartography/count_marks.hpp"
#include "cartography/links.hpp"

#include <span>
#include <vector>

namespace bordermap::cartography {

/// Symbols that stand side by side at one place, as ends of links.
struct LinkPlace {
    LinkEnd whole;
    std::vector<LinkEnd> symbols;
};
/// Where a unit's symbol stands; kNone: it has none.
struct LinkSlot {
    std::uint32_t place = model::kNone, symbol = model::kNone;
};

class Links {
public:
    explicit Links(const Frame& frame);

    /// Of a unit: an end of a link that passes, and of one that is highlighted.
    [[nodiscard]] bool is_end(model::Index unit) const { return linked_unit_[unit] != 0; }
    [[nodiscard]] bool is_highlit_end(model::Index unit) const { return linked_unit_[unit] == 2; }
    /// Something is highlighted: the rest steps back.
    [[nodiscard]] bool dimming() const { return dimming_; }
    /// The most pressing review meeting of a unit's agreements, where the picture is about them; null: none.
    [[nodiscard]] const query::MeetingDue* meeting_of_unit(model::Index unit) const { return unit_meeting_[unit]; }

    /// Adds the links to the Scene; `slots` per unit.
    void draw(std::span<const LinkPlace> places, std::span<const LinkSlot> slots, Scene& scene, TextShaper& text,
              Visible& visible, CollisionGrid& obstacles, CountMarks& counts) const;

private:
    const Frame& frame_;
    bool dimming_ = false;
    std::vector<const query::MeetingDue*> meeting_of_;    ///< per agreement; null: no cadence is stated
    std::vector<const query::MeetingDue*> unit_meeting_;  ///< per unit
    std::vector<std::uint8_t> highlit_agreement_;
    std::vector<std::uint8_t> linked_unit_;
};

}  // namespace bordermap::cartography
