#include "cartography/legend.hpp"

#include "cartography/cluster_marks.hpp"
#include "cartography/count_marks.hpp"
#include "cartography/links.hpp"
#include "cartography/meetings.hpp"
#include "model/messages.hpp"
#include "query/describe.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace bordermap::cartography {

namespace {

using model::tr;

const model::Term* term(const model::Dataset& dataset, model::Index index) {
    return index < dataset.categories.size() ? &dataset.categories[index] : nullptr;
}

}  // namespace

std::string category_name(const model::Term& category, model::Language language) {
    std::string name = category.name.in(language);
    if (name.empty()) {
        const std::string key = "furniture.group." + category.id;
        const std::string_view known = tr(key, language);
        name = known != key ? std::string(known) : category.name.display(language);
    }
    return name.empty() ? category.id : query::capitalised(name);
}

model::Index legend_category(const model::Dataset& dataset, const Theme& theme, model::Index category) {
    const auto same_look = [&](model::Index a, model::Index b) {
        const std::string& left = dataset.categories[a].id;
        const std::string& right = dataset.categories[b].id;
        return category_symbol(left) == category_symbol(right) &&
               theme.category_colour(left) == theme.category_colour(right);
    };
    model::Index top = category;
    // A tree that leads in a circle would never end: it is no deeper than it has terms.
    for (std::size_t steps = 0; steps < dataset.categories.size(); ++steps) {
        const model::Term* here = term(dataset, top);
        if (here == nullptr || here->parent == model::kNone || here->parent >= dataset.categories.size() ||
            !same_look(here->parent, category)) {
            break;
        }
        top = here->parent;
    }
    return top;
}

std::string area_title(const IncidentAreas& areas, model::Language language) {
    return areas.style == session::IncidentStyle::Choropleth ? measure_words(areas.measure, language)
                                                             : std::string(tr("areas.circles", language));
}

std::vector<LegendRow> area_rows(const IncidentAreas& areas, const Theme& theme, model::Language language) {
    using Sample = LegendRow::Sample;
    std::vector<LegendRow> section;
    const auto add = [&](Sample sample, std::string text, Colour colour = {}) -> LegendRow& {
        LegendRow& row = section.emplace_back();
        row.sample = sample;
        row.text = std::move(text);
        row.colour = colour;
        return row;
    };
    const auto counted = [&](std::string_view key, auto... numbers) {
        return fmt::format(fmt::runtime(tr(key, language)), numbers...);
    };
    if (areas.style == session::IncidentStyle::Symbols) {
        return section;
    }
    if (areas.style == session::IncidentStyle::Circles) {
        if (areas.district_circles || areas.province_circles) {
            LegendRow& row = add(Sample::Circles, {});
            for (const std::uint32_t number : sample_numbers(areas.most)) {
                row.circles.emplace_back(number, areas.radius(number));
            }
            add(Sample::Words, std::string(tr("areas.circles.scaled", language)));
        }
        if (areas.province_circles) {
            add(Sample::Ring, std::string(tr("areas.circles.province", language)), theme.area_classes.back());
        }
        if (areas.counts.not_located > 0) {
            add(Sample::Words, counted("areas.not_located.district", areas.counts.not_located));
        }
        if (areas.counts.nowhere > 0) {
            add(Sample::Words, counted("areas.not_located.province", areas.counts.nowhere));
        }
    } else {
        for (std::size_t i = areas.classes.count(); i-- > 0;) {
            add(Sample::Fill, fmt::format("{}   ({})", class_range(areas, i, language), areas.in_class[i]),
                theme.area_classes.at(class_fill(areas, i) - 1U));
        }
        if (areas.without_incident > 0) {
            add(Sample::Fill, counted("areas.none", areas.without_incident), theme.area_none);
        }
        if (areas.not_applicable > 0) {
            add(Sample::Fill,
                counted(areas.no_outlines ? "areas.not_applicable_or_outlined" : "areas.not_applicable",
                        areas.not_applicable, areas.incidents_there),
                theme.area_not_applicable);
        } else if (areas.no_outlines) {
            add(Sample::Fill, std::string(tr("areas.not_outlined", language)), theme.area_not_applicable);
        }
        add(Sample::Words, counted(areas.counts.level == 1 ? "areas.level.province" : "areas.level.district",
                                   classing_words(areas.classing, language)));
        if (areas.counts.not_located > 0) {
            add(Sample::Words,
                counted(areas.counts.level == 1 ? "areas.not_located.province" : "areas.not_located.district",
                        areas.counts.not_located));
        }
    }
    add(Sample::Words, std::string(tr("areas.note", language)));
    return section;
}

std::vector<LegendRow> legend_rows(const FurnitureRequest& request) {
    using Sample = LegendRow::Sample;
    const Visible& visible = *request.visible;
    const Theme& theme = *request.theme;
    const model::Language language = request.session->language;
    std::vector<LegendRow> rows;
    std::vector<LegendRow> section;
    const auto close_section = [&](std::string_view title) {
        if (!section.empty()) {
            LegendRow header;
            header.text = title;
            rows.push_back(std::move(header));
            std::move(section.begin(), section.end(), std::back_inserter(rows));
            section.clear();
        }
    };
    const auto line = [&](bool shown, std::string_view key, Sample sample, Colour colour, float width,
                          Colour casing = {}, float casing_width = 0) {
        if (shown) {
            section.push_back({sample, std::string(tr(key, language)), colour, casing, width, casing_width, {}});
        }
    };
    const auto symbol = [&](bool shown, std::string text, SymbolShape shape, Colour colour) {
        if (shown) {
            section.push_back({Sample::Symbol, std::move(text), colour, {}, 0, 0, shape});
        }
    };
    const auto words = [language](std::string_view key) { return std::string(tr(key, language)); };
    // Where the colour tells the state of the meetings the kinds are told by their shapes alone.
    const Colour unit_colour = request.session->mode == session::Mode::Meetings ? theme.text_muted : theme.unit_fill;
    const auto unit = [&](SymbolShape shape, std::string_view key) {
        symbol(visible.unit_shapes[static_cast<std::size_t>(shape)], words(key), shape, unit_colour);
    };

    if (request.session->mode == session::Mode::Meetings) {
        for (const query::MeetingState state : kMeetingStates) {
            const auto count = std::count_if(request.selection->meetings.begin(), request.selection->meetings.end(),
                                             [state](const query::MeetingDue& due) { return due.state == state; });
            if (count == 0) {
                continue;
            }
            const MeetingStyle style = meeting_style(theme, state);
            LegendRow row;
            row.sample = Sample::Meeting;
            row.text = fmt::format("{} ({})", meeting_words(state, language), count);
            row.colour = style.colour;
            row.casing = theme.halo;
            row.width = theme.link_width;
            row.casing_width = theme.link_halo;
            row.shape = style.badge;
            row.hollow = style.hollow;
            row.dash = style.dash;
            row.gap = style.gap;
            section.push_back(std::move(row));
        }
        if (request.selection->agreements.size() > request.selection->meetings.size()) {
            const std::size_t without = request.selection->agreements.size() - request.selection->meetings.size();
            section.push_back({Sample::Link,
                               fmt::format("{} ({})", words("furniture.meeting.none"), without),
                               quiet_link(theme),
                               theme.halo,
                               theme.link_width * 0.7F,
                               theme.link_halo * 0.7F,
                               {}});
        }
        if (std::any_of(request.selection->meetings.begin(), request.selection->meetings.end(),
                        [](const query::MeetingDue& due) { return due.ambiguous; })) {
            section.push_back({Sample::Words, words("furniture.meeting.ambiguous"), {}, {}, 0, 0, {}});
        }
        close_section(tr("furniture.legend.meetings", language));
    }

    line(visible.link_twinning, "furniture.link.twinning", Sample::Link, theme.link_twinning, theme.link_width,
         theme.halo, theme.link_halo);
    line(visible.link_coordination, "furniture.link.coordination", Sample::Link, theme.link_coordination,
         theme.link_width, theme.halo, theme.link_halo);
    line(visible.link_other, "furniture.link.other", Sample::Link, theme.link_other, theme.link_width, theme.halo,
         theme.link_halo);
    const auto dashed = [&](bool shown, std::string_view key, const LinkDash& dash, Colour colour) {
        line(shown, key, Sample::DashedLine, colour, theme.link_width * dash.width);
        if (shown) {
            section.back().dash = dash.dash;
            section.back().gap = dash.gap;
        }
    };
    dashed(visible.link_inherited, "furniture.link.inherited", kInheritedDash, theme.text_muted);
    dashed(visible.link_unsure, "furniture.link.unsure", kUnsureDash, theme.text_muted);
    dashed(visible.link_ended, "furniture.link.ended", kEndedDash, theme.text_muted);
    const auto number = [&](bool shown, std::string_view key, std::string_view meetings_key) {
        // Where the picture is about meetings the lines with a number are those without.
        line(shown, request.session->mode == session::Mode::Meetings ? meetings_key : key, Sample::LinkNumber,
             theme.text_muted, theme.link_width, theme.halo, theme.link_halo);
    };
    number(visible.province_bundles, "furniture.link.provinces", "furniture.link.provinces.meetings");
    number(visible.link_counts, "furniture.link.number", "furniture.link.number.meetings");
    unit(SymbolShape::Square, "furniture.unit.army");
    unit(SymbolShape::Shield, "furniture.unit.guard");
    unit(SymbolShape::House, "furniture.unit.village");
    unit(SymbolShape::Authority, "furniture.unit.authority");
    unit(SymbolShape::Star, "furniture.unit.national");
    symbol(visible.events, words("furniture.event"), SymbolShape::Ring, theme.event);
    symbol(visible.gates, words("furniture.gate"), SymbolShape::Gate, theme.gate);
    if (visible.party_gone) {
        LegendRow row;
        row.sample = Sample::Symbol;
        row.text = words("furniture.party_gone");
        row.colour = unit_colour;
        row.hollow = true;
        row.shape = SymbolShape::Square;
        row.under_or_over = SymbolShape::Crossed;
        section.push_back(std::move(row));
    }
    if (visible.counts) {
        section.push_back({Sample::Count, words("furniture.count"), theme.unit_fill, {}, 0, 0, {}});
    }
    close_section(tr("furniture.legend.cooperation", language));

    std::vector<std::uint8_t> listed(visible.categories.size(), 0);
    for (model::Index i = 0; i < visible.categories.size(); ++i) {
        if (visible.categories[i] == 0) {
            continue;
        }
        const model::Index top =
            i < request.dataset->categories.size() ? legend_category(*request.dataset, theme, i) : i;
        if (listed[top] == 0) {
            listed[top] = 1;
        }
    }
    for (model::Index i = 0; i < listed.size() && i < request.dataset->categories.size(); ++i) {
        const model::Term& category = request.dataset->categories[i];
        symbol(listed[i] != 0, category_name(category, language), category_symbol(category.id),
               theme.category_colour(category.id));
    }
    symbol(listed.size() > request.dataset->categories.size() && listed.back() != 0, words("furniture.category.none"),
           SymbolShape::Circle, theme.text_muted);
    if (visible.clusters) {
        LegendRow row;
        row.sample = Sample::Donut;
        row.text = words("furniture.cluster");
        row.colour = theme.text;
        constexpr std::size_t kArcs = 3;
        for (std::size_t i = 0; i < section.size() && i < kArcs; ++i) {
            row.arcs.push_back(section[i].colour);
        }
        section.push_back(std::move(row));
    }
    close_section(tr("furniture.legend.incidents", language));
    section = area_rows(visible.areas, theme, language);
    close_section(area_title(visible.areas, language));

    const auto certainty = [&](bool shown, std::string_view key, SymbolShape bars) {
        if (shown) {
            LegendRow row;
            row.sample = Sample::Symbol;
            row.text = words(key);
            row.colour = theme.text_muted;
            row.hollow = true;
            row.shape = SymbolShape::Circle;
            row.under_or_over = bars;
            section.push_back(std::move(row));
        }
    };
    certainty(visible.hollow, "furniture.certainty.hollow", SymbolShape::Count);
    certainty(visible.known_district, "furniture.certainty.district", SymbolShape::OneBar);
    certainty(visible.known_province, "furniture.certainty.province", SymbolShape::TwoBars);
    if (visible.rings) {
        section.push_back({Sample::Ring, words("furniture.precision"), theme.text_muted, {}, 0, 0, {}});
    }
    close_section(tr("furniture.legend.certainty", language));

    line(visible.border, "furniture.boundary.border", Sample::Line, theme.border, theme.border_width,
         theme.border_casing, theme.border_casing_width);
    line(visible.provinces, "furniture.boundary.province", Sample::Line, theme.province_line, theme.province_width);
    line(visible.districts, "furniture.boundary.district", Sample::Line, theme.district_line,
         std::max(theme.district_width, 1.F));
    if (visible.border_piece_m > 0) {
        section.push_back({Sample::Words,
                           fmt::format(fmt::runtime(tr("furniture.boundary.pieces", language)),
                                       query::describe_number(visible.border_piece_m / 1000.0, language)),
                           {},
                           {},
                           0,
                           0,
                           {}});
    }
    close_section(tr("furniture.legend.boundaries", language));
    return rows;
}

}  // namespace bordermap::cartography
