#pragma once
/// Which links of a picture are one line, which of them stand out, and where their numbers stand.

#include "cartography/compose_marks.hpp"
#include "cartography/links.hpp"

#include <compare>
#include <optional>
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
/// What the links of one picture join.
struct LinkGround {
    std::span<const LinkPlace> places;
    std::span<const LinkSlot> slots;  ///< per unit
};

/// How sure a tie is, the surest first, and of what kind, the closest first: how its line looks.
enum class LinkSureness : std::uint8_t { Certain, Inherited, Unsure, Ended };
enum class LinkKind : std::uint8_t { Twinning, Coordination, Other };
struct LinkLook {
    LinkSureness sureness = LinkSureness::Ended;
    LinkKind kind = LinkKind::Other;
    auto operator<=>(const LinkLook&) const =
        default;  // NOLINT(modernize-use-nullptr): takes the 0 of <=> for a pointer
};
[[nodiscard]] LinkLook look_of_link(const model::Dataset& dataset, const query::Link& link);

/// Between two places, or two of their symbols where all the links of a line end there.
struct LinkSpan {
    LinkSlot from, to;
    [[nodiscard]] bool same_places(const LinkSpan& other) const {
        return from.place == other.from.place && to.place == other.to.place;
    }
    [[nodiscard]] LinkEnd from_end(const LinkGround& ground) const { return end(ground, from); }
    [[nodiscard]] LinkEnd to_end(const LinkGround& ground) const { return end(ground, to); }
    /// Widens it to what the other joins, between the same places.
    void join(const LinkSpan& other);

private:
    [[nodiscard]] static LinkEnd end(const LinkGround& ground, LinkSlot slot) {
        const LinkPlace& place = ground.places[slot.place];
        return slot.symbol < place.symbols.size() ? place.symbols[slot.symbol] : place.whole;
    }
};

/// Links that are one line: those between two places, and from afar all those between two provinces.
struct LinkBundle {
    std::vector<std::uint32_t> links;      ///< into Selection::links
    std::vector<model::Index> agreements;  ///< of them, each once: its number
    LinkSpan span;  ///< what its line joins; of a bundle of provinces the ends of the surest of its links
    model::Index shown = model::kNone;  ///< the agreement that pick() answers its line with
    bool of_provinces = false;
    bool open = false;              ///< drawn as the lines between the places
    std::optional<glm::vec2> mark;  ///< px, middle of its number; none: one agreement alone, or out of the picture
    std::optional<glm::vec2> stem;  ///< px, where on its line a number is joined to that stands off it
};

/// In an order that is the same in every frame. `apart`, per agreement: its links join no bundle of provinces. What joins symbols
/// that touch, and has no line, is in none unless its provinces have one. Where the lines of bundles would be the same line they
/// are one bundle.
[[nodiscard]] std::vector<LinkBundle> bundle_links(const Frame& frame, const LinkGround& ground,
                                                   std::span<const std::uint8_t> apart);
/// Per link: it is of what is pointed at or selected, which its bundle opens for. Of a bundle that is itself pointed at all are.
[[nodiscard]] std::vector<std::uint8_t> light_links(const Frame& frame, std::vector<LinkBundle>& bundles);
/// Finds places for their numbers on or beside their lines, or off them where all that is taken, clear of `taken` and of each
/// other where there is room; the same whatever is pointed at. `size` in px.
void place_numbers(const Frame& frame, const LinkGround& ground, std::span<const Box> taken, float size,
                   std::vector<LinkBundle>& bundles);

}  // namespace bordermap::cartography
