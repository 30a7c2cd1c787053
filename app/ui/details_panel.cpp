/// Everything that is known of what is selected.

#include "model/messages.hpp"
#include "ui/app.hpp"
#include "ui/open_address.hpp"
#include "ui/widgets.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <imgui.h>

namespace bordermap::ui {
namespace {

using model::Index;
using model::Ref;
using model::RefKind;

class Details {
public:
    explicit Details(App& app) : app_(app), data_(*app.data->dataset), language_(app.language()) {}

    void draw(Ref ref) {
        switch (ref.kind) {
            case RefKind::Boundary:
                boundary(ref.index);
                break;
            case RefKind::Unit:
                unit(ref.index);
                break;
            case RefKind::Agreement:
                agreement(ref.index);
                break;
            case RefKind::Event:
                event(ref.index);
                break;
            case RefKind::Incident:
                incident(ref.index);
                break;
            case RefKind::Gate:
                gate(ref.index);
                break;
            case RefKind::Source:
            case RefKind::None:
                break;
        }
    }

private:
    void heading(std::string_view key, std::size_t count = 0) {
        ImGui::Dummy({0, app_.style.px(4)});
        std::string words = app_.tr(key);
        if (count > 0) {
            words += fmt::format("  {}", count);
        }
        text_wrapped(app_, app_.style.fonts.strong, app_.style.colours.text, words);
    }

    void named(std::string_view key, std::string_view value) { field(app_, app_.tr(key), display_text(value)); }
    void worded(std::string_view key, std::string_view group, std::string_view value) {
        field(app_, app_.tr(key), word(app_, group, value));
    }
    void date(std::string_view key, const model::FuzzyDate& value) {
        if (value.empty()) {
            return;
        }
        std::string words = query::describe_date(value, language_);
        // The record's own text where it says more than a day.
        if (value.precision() != model::DatePrecision::SingleDay || value.uncertain() || value.approximate() ||
            value.is_span()) {
            words += fmt::format("  ({})", value.text());
        }
        named(key, words);
    }
    void day(std::string_view key, model::Day value) {
        if (value != model::kOpenPast && value != model::kOpenFuture) {
            named(key, query::describe_day(value, language_));
        }
    }
    void position(const model::Position& at) {
        std::string words = query::describe_precision(at, language_);
        if (at.known()) {
            words = fmt::format("{:.3f}, {:.3f} · {}", at.at.lat, at.at.lon, words);
        }
        named("ui.field.position", words);
    }

    // The names in the languages that are not the title.
    void names(const model::Names& name) {
        const std::string& shown = name.display(language_);
        std::string others;
        for (const model::Language language : model::kLanguages) {
            const std::string& other = name.in(language);
            if (!other.empty() && other != shown && others.find(other) == std::string::npos) {
                others += (others.empty() ? "" : "\n") + other;
            }
        }
        named("ui.field.names", others);
    }

    bool link_to(const char* prefix, Ref ref, const std::string& note) {
        const Look look = look_of(app_, ref);
        const std::string id = fmt::format("{}.{}", prefix, model::id_of(data_, ref));
        if (link(app_, id.c_str(), title_words(app_, ref), note, look.shape, look.colour)) {
            app_.select(ref, false);
            return true;
        }
        return false;
    }

    void parties(const std::vector<model::Party>& list, std::string_view role_group) {
        if (list.empty()) {
            return;
        }
        heading("ui.field.parties", list.size());
        for (const model::Country country :
             {model::Country::VietNam, model::Country::Laos, model::Country::Other, model::Country::None}) {
            for (const model::Party& party : list) {
                if (party.unit >= data_.units.size() || data_.units[party.unit].country != country) {
                    continue;
                }
                std::string note = kind_words(app_, {RefKind::Unit, party.unit});
                if (!party.role.empty()) {
                    note = word(app_, role_group, party.role) + " · " + note;
                }
                link_to("party", {RefKind::Unit, party.unit}, note);
            }
        }
    }

    // Columns beyond the contract: all of them, folded away so that they do not bury the rest.
    void extras(const model::Record& record) {
        const auto shown = [&](const model::ExtraField& extra) {
            return !extra.value.empty() && extra.name < data_.extra_names.size();
        };
        const auto count = std::count_if(record.extra.begin(), record.extra.end(), shown);
        if (count == 0) {
            return;
        }
        bool& open = app_.filter_panel.expanded["details.more"];
        if (!section(app_, "details.more", app_.tr("ui.field.more"), std::to_string(count), open)) {
            return;
        }
        for (const model::ExtraField& extra : record.extra) {
            if (shown(extra)) {
                field(app_, word(app_, "ui.column", data_.extra_names[extra.name]), display_text(extra.value));
            }
        }
    }

    void caveat(const std::string& text, const std::string& confidence) {
        worded("ui.field.confidence", "confidence", confidence);
        if (text.empty()) {
            return;
        }
        // Set apart, so that it is not read past.
        const float pad = app_.style.px(10), width = ImGui::GetContentRegionAvail().x;
        const ImVec2 at = ImGui::GetCursorScreenPos();
        ImDrawList* list = ImGui::GetWindowDrawList();
        list->ChannelsSplit(2);
        list->ChannelsSetCurrent(1);
        ImGui::SetCursorScreenPos({at.x + pad + app_.style.px(22), at.y + app_.style.px(6)});
        text_wrapped(app_, app_.style.fonts.body, app_.style.colours.text, display_text(text),
                     width - 2 * pad - app_.style.px(22));
        const float bottom = ImGui::GetItemRectMax().y + app_.style.px(6);
        draw_icon(list, Icon::Warning, {at.x + pad + app_.style.px(7), at.y + app_.style.px(16)}, app_.style.px(16),
                  app_.style.colours.warning);
        list->ChannelsSetCurrent(0);
        list->AddRectFilled(at, {at.x + width, bottom},
                            to_u32(mix(app_.style.theme->panel.with_alpha(1), app_.style.theme->warning, 0.12F)),
                            app_.style.px(6));
        list->ChannelsMerge();
        ImGui::SetCursorScreenPos({at.x, bottom});
        ImGui::Dummy({0, app_.style.px(2)});
    }

    void sources(const std::vector<Index>& list, const std::vector<std::string>& ids) {
        if (list.empty() && ids.empty()) {
            return;
        }
        heading("ui.field.sources", std::max(list.size(), ids.size()));
        for (const Index index : list) {
            if (index >= data_.sources.size()) {
                continue;
            }
            const model::Source& source = data_.sources[index];
            const Palette& c = app_.style.colours;
            const float pad = app_.style.px(10), width = ImGui::GetContentRegionAvail().x;
            const ImVec2 at = ImGui::GetCursorScreenPos();
            ImDrawList* draw_list = ImGui::GetWindowDrawList();
            draw_list->ChannelsSplit(2);
            draw_list->ChannelsSetCurrent(1);
            ImGui::SetCursorScreenPos({at.x + pad, at.y + app_.style.px(8)});
            ImGui::BeginGroup();
            ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {app_.style.px(4), app_.style.px(2)});
            const float inner = width - 2 * pad;
            text_wrapped(app_, app_.style.fonts.strong, c.text,
                         display_text(source.title.empty() ? source.id : source.title), inner);
            std::string line = source.publisher;
            if (!source.published.empty()) {
                line += (line.empty() ? "" : " · ") + source.published;
            }
            if (!source.licence.empty()) {
                line += (line.empty() ? "" : " · ") + source.licence;
            }
            text_wrapped(app_, app_.style.fonts.small, c.muted, display_text(line), inner);
            if (!source.url.empty()) {
                text_wrapped(app_, app_.style.fonts.small, c.accent_strong,
                             fitted(app_.style.fonts.small, source.url, inner - app_.style.px(22)), inner);
            }
            ImGui::PopStyleVar();
            ImGui::EndGroup();
            const float bottom = ImGui::GetItemRectMax().y + app_.style.px(8);
            ImGui::SetCursorScreenPos(at);
            const std::string id = "source." + source.id;
            ImGui::PushID(id.c_str());
            const bool clicked = ImGui::InvisibleButton("s", {width, bottom - at.y});
            const bool copied = ImGui::IsItemClicked(ImGuiMouseButton_Right);
            ImGui::PopID();
            const bool hovered = ImGui::IsItemHovered() && !source.url.empty();
            app_.mark(id, at.x, at.y, width, bottom - at.y);
            if (!source.url.empty()) {
                draw_icon(draw_list, Icon::Copy, {at.x + width - pad - app_.style.px(6), bottom - app_.style.px(17)},
                          app_.style.px(14), c.muted);
            }
            draw_list->ChannelsSetCurrent(0);
            draw_list->AddRectFilled(at, {at.x + width, bottom}, hovered ? c.hover : c.control, app_.style.px(6));
            draw_list->ChannelsMerge();
            if (hovered) {
                ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
                hint(app_, ImGui::GetID(id.c_str()), source.url + "\n" + app_.tr("ui.source.open"));
            }
            if (source.url.empty()) {
                continue;
            }
            if (clicked && open_address(source.url)) {
                app_.say(source.url);
            } else if (clicked || copied) {  // no program to open it with: the address is at hand all the same
                ImGui::SetClipboardText(source.url.c_str());
                app_.say(app_.tr("ui.source.copied"));
            }
        }
        if (list.size() < ids.size()) {  // an id that no source has: shown, not hidden
            for (const std::string& id : ids) {
                if (!data_.source_by_id.contains(id)) {
                    text_wrapped(app_, app_.style.fonts.small, app_.style.colours.warning,
                                 fmt::format(fmt::runtime(app_.tr("ui.source.unknown")), id));
                }
            }
        }
    }

    void origin(const model::Record& record) {
        if (record.file < data_.files.size() && record.row > 0) {
            ImGui::Dummy({0, app_.style.px(4)});
            const std::string& file = data_.files[record.file];
            const std::size_t slash = file.find_last_of('/');
            text_wrapped(app_, app_.style.fonts.small, app_.style.colours.muted,
                         fmt::format("{} · {}:{}", record.id,
                                     slash == std::string::npos ? file : file.substr(slash + 1), record.row));
        }
    }

    void place_button(Index boundary) {
        if (boundary >= data_.boundaries.size()) {
            return;
        }
        const std::string& id = data_.boundaries[boundary].id;
        const auto& places = app_.session().filter.places;
        const bool on = std::find(places.begin(), places.end(), id) != places.end();
        ButtonLook look;
        look.icon = Icon::Filter;
        look.label = app_.tr(on ? "ui.details.unfilter" : "ui.details.filter");
        look.primary = !on;
        look.width = ImGui::GetContentRegionAvail().x;
        look.height = 36;
        if (button(app_, "details.filter", look)) {
            app_.emit("filter.place.toggle", {{"id", id}});
        }
    }

    void admin(std::string_view key, Index boundary) {
        if (boundary < data_.boundaries.size()) {
            text_wrapped(app_, app_.style.fonts.small, app_.style.colours.muted, app_.tr(key));
            link_to("admin", {RefKind::Boundary, boundary}, kind_words(app_, {RefKind::Boundary, boundary}));
        }
    }

    void refs(std::string_view key, const char* prefix, const std::vector<Ref>& list, std::size_t most = 12) {
        if (list.empty()) {
            return;
        }
        heading(key, list.size());
        for (std::size_t i = 0; i < std::min(most, list.size()); ++i) {
            std::string note = kind_words(app_, list[i]);
            if (const model::FuzzyDate* date = model::date_of(data_, list[i])) {
                note += " · " + display_text(query::describe_date(*date, language_));
            }
            link_to(prefix, list[i], note);
        }
        if (list.size() > most) {
            ButtonLook look;
            look.label = fmt::format(fmt::runtime(app_.tr("ui.more")), list.size() - most);
            look.quiet = true;
            if (button(app_, fmt::format("more.{}", key).c_str(), look)) {
                app_.show_behind({Behind::What::Refs, {}, 0, list});
            }
        }
    }

    void boundary(Index index) {
        const model::AdminUnit& place = data_.boundaries[index];
        place_button(index);
        names(place.name);
        worded("ui.field.kind", "boundary.kind", place.kind);
        named("ui.field.code", place.code);
        named("ui.field.iso", place.iso_3166_2);
        day("ui.field.valid_from", place.valid.from);
        day("ui.field.valid_to", place.valid.to);
        std::string aliases;
        for (const model::Alias& alias : data_.aliases) {
            if (alias.target_id == place.id) {
                aliases += (aliases.empty() ? "" : ", ") + alias.alias;
            }
        }
        named("ui.field.aliases", aliases);
        if (place.parent < data_.boundaries.size()) {
            admin("ui.field.parent", place.parent);
        }
        std::vector<Ref> lineage;
        for (const Index other : app_.data->index->lineage(index)) {
            lineage.push_back({RefKind::Boundary, other});
        }
        refs("ui.field.lineage", "lineage", lineage);
        std::vector<Ref> units, gates, incidents;
        const auto inside = [&](Index admin) {
            for (int guard = 0; admin < data_.boundaries.size() && guard < 8; ++guard) {
                if (admin == index) {
                    return true;
                }
                admin = data_.boundaries[admin].parent;
            }
            return false;
        };
        for (const Index i : app_.selection.units) {
            if (inside(data_.units[i].admin)) {
                units.push_back({RefKind::Unit, i});
            }
        }
        for (Index i = 0; i < data_.gates.size(); ++i) {
            if (inside(data_.gates[i].admin_vn) || inside(data_.gates[i].admin_la)) {
                gates.push_back({RefKind::Gate, i});
            }
        }
        for (const Index i : app_.selection.incidents) {
            if (inside(data_.incidents[i].admin)) {
                incidents.push_back({RefKind::Incident, i});
            }
        }
        std::reverse(incidents.begin(), incidents.end());
        refs("ui.field.units", "unit", units);
        refs("ui.field.gates", "gate", gates);
        refs("ui.field.incidents", "incident", incidents);
        extras(place);
        origin(place);
    }

    void unit(Index index) {
        const model::Unit& unit = data_.units[index];
        names(unit.name);
        worded("ui.field.echelon", "unit.echelon", unit.echelon);
        day("ui.field.valid_from", unit.valid.from);
        day("ui.field.valid_to", unit.valid.to);
        position(unit.position);
        admin("ui.field.admin", unit.admin);
        if (unit.parent < data_.units.size()) {
            heading("ui.field.parent");
            link_to("parent", {RefKind::Unit, unit.parent}, kind_words(app_, {RefKind::Unit, unit.parent}));
        }
        std::vector<Ref> children, agreements, events;
        for (Index i = 0; i < data_.units.size(); ++i) {
            if (data_.units[i].parent == index) {
                children.push_back({RefKind::Unit, i});
            }
        }
        const auto has = [&](const std::vector<model::Party>& list) {
            return std::any_of(list.begin(), list.end(),
                               [&](const model::Party& party) { return party.unit == index; });
        };
        for (Index i = 0; i < data_.agreements.size(); ++i) {
            if (has(data_.agreements[i].parties)) {
                agreements.push_back({RefKind::Agreement, i});
            }
        }
        for (Index i = 0; i < data_.events.size(); ++i) {
            if (has(data_.events[i].parties)) {
                events.push_back({RefKind::Event, i});
            }
        }
        refs("ui.field.agreements", "agreement", agreements, 30);
        refs("ui.field.events", "event", events, 30);
        refs("ui.field.subordinate", "child", children, 30);
        sources(unit.sources, unit.source_ids);
        extras(unit);
        origin(unit);
    }

    void agreement(Index index) {
        const model::Agreement& agreement = data_.agreements[index];
        names(agreement.title);
        for (const query::SelectedAgreement& entry : app_.selection.agreements) {
            if (entry.agreement == index) {
                std::string words = capitalised(query::describe_stage(entry, language_));
                for (const std::string& sentence :
                     query::describe_inheritance(data_, app_.selection, index, language_)) {
                    words += "\n" + capitalised(sentence);
                }
                if (entry.by_inheritance) {
                    words += "\n" + std::string(model::tr("ui.badge.by_lineage.hint", language_));
                }
                named("ui.field.stage", words);
            }
        }
        date("ui.field.signed", agreement.signed_on);
        date("ui.field.announced", agreement.announced);
        date("ui.field.ends", agreement.ends);
        worded("ui.field.status", "agreement.status", agreement.status);
        named("ui.field.place", agreement.place);
        if (agreement.position.known()) {
            position(agreement.position);
        }
        parties(agreement.parties, "party.role");
        meetings(index);
        if (!agreement.areas.empty()) {
            heading("ui.field.areas", agreement.areas.size());
            for (const model::Undertaking& undertaking : agreement.areas) {
                if (undertaking.area < data_.areas.size()) {
                    field(app_, display_text(capitalised(data_.areas[undertaking.area].name.display(language_))),
                          undertaking.text.empty() ? "–" : display_text(undertaking.text));
                    aimed_at(undertaking);
                }
            }
        }
        std::vector<Ref> events;
        for (Index i = 0; i < data_.events.size(); ++i) {
            if (data_.events[i].agreement == index) {
                events.push_back({RefKind::Event, i});
            }
        }
        refs("ui.field.events", "event", events, 30);
        caveat(agreement.caveat, agreement.confidence);
        sources(agreement.sources, agreement.source_ids);
        extras(agreement);
        origin(agreement);
    }

    // The categories of incidents that an undertaking is aimed at; a click lists what passes of one.
    void aimed_at(const model::Undertaking& undertaking) {
        if (undertaking.categories.empty()) {
            return;
        }
        text_wrapped(app_, app_.style.fonts.small, app_.style.colours.muted, app_.tr("ui.details.aimed_at"));
        ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {app_.style.px(8), app_.style.px(1)});
        for (const Index category : undertaking.categories) {
            const model::Term& term = data_.categories[category];
            RowLook look;
            look.label = display_text(capitalised(term.name.display(language_)));
            look.symbol = category_shape(app_, category);
            look.symbol_colour = category_colour(app_, category);
            look.height = 28;
            look.count = number(
                app_,
                records_behind(*app_.data->index, app_.selection, {Behind::What::Category, term.id, 0, {}}).size());
            look.hint = label_note(app_, term);
            const std::string id = fmt::format("aim.{}.{}", undertaking.area, term.id);
            if (row(app_, id.c_str(), look) != 0) {
                app_.show_behind({Behind::What::Category, term.id, 0, {}});
            }
        }
        ImGui::PopStyleVar();
    }

    void meetings(Index index) {
        const model::Agreement& agreement = data_.agreements[index];
        if (agreement.cadence.empty() && agreement.cadence_text.empty() && agreement.meeting_host.empty()) {
            return;
        }
        heading("ui.field.meetings");
        const std::string period =
            agreement.cadence.empty() ? std::string() : query::describe_period(agreement.cadence, language_);
        named("ui.field.cadence", agreement.cadence_text.empty() ? period
                                  : period.empty()               ? fmt::format("“{}”", agreement.cadence_text)
                                                   : fmt::format("“{}” · {}", agreement.cadence_text, period));
        for (const query::MeetingDue& due : app_.selection.meetings) {
            if (due.agreement != index) {
                continue;
            }
            const ImVec2 at = ImGui::GetCursorScreenPos();
            draw_symbol(ImGui::GetWindowDrawList(), cartography::SymbolShape::Dot,
                        {at.x + app_.style.px(8), at.y + app_.style.px(11)}, app_.style.px(13),
                        meeting_colour(app_, due), 0, due.state == query::MeetingState::Unknown);
            ImGui::SetCursorScreenPos({at.x + app_.style.px(22), at.y});
            text_wrapped(app_, app_.style.fonts.body, app_.style.colours.text,
                         display_text(capitalised(query::describe_meeting(data_, due, language_))));
            std::vector<Ref> held;
            if (due.last < data_.events.size()) {
                held.push_back({RefKind::Event, due.last});
            }
            if (due.planned < data_.events.size()) {
                held.push_back({RefKind::Event, due.planned});
            }
            for (const Ref& ref : held) {
                const std::string when = display_text(query::describe_date(*model::date_of(data_, ref), language_));
                link_to("meeting", ref,
                        fmt::format(
                            fmt::runtime(app_.tr(ref.index == due.last ? "ui.meetings.last" : "ui.meetings.planned")),
                            when));
            }
        }
        worded("ui.field.meeting_host", "ui.word", agreement.meeting_host);
    }

    void event(Index index) {
        const model::Event& event = data_.events[index];
        names(event.title);
        date("ui.field.date", event.date);
        if (!event.date.dated()) {
            named("ui.field.date", query::describe_date(event.date, language_));
        }
        worded("ui.field.status", "event.status", event.status);
        named("ui.field.place", event.place);
        position(event.position);
        if (event.agreement < data_.agreements.size()) {
            refs("ui.field.agreement", "agreement", {{RefKind::Agreement, event.agreement}});
        }
        if (event.fulfils < data_.events.size()) {
            refs("ui.field.fulfils", "event", {{RefKind::Event, event.fulfils}});
        }
        std::vector<Ref> fulfilled;
        for (Index i = 0; i < data_.events.size(); ++i) {
            if (data_.events[i].fulfils == index) {
                fulfilled.push_back({RefKind::Event, i});
            }
        }
        refs("ui.field.fulfilled_by", "event", fulfilled);
        parties(event.parties, "event.role");
        caveat(event.caveat, event.confidence);
        sources(event.sources, event.source_ids);
        extras(event);
        origin(event);
    }

    void incident(Index index) {
        const model::Incident& incident = data_.incidents[index];
        if (incident.record_kind != model::RecordKind::Incident) {
            named("ui.field.record_kind",
                  app_.tr(incident.record_kind == model::RecordKind::Total ? "ui.record.total_long"
                                                                           : "ui.record.snapshot_long"));
        }
        named("ui.field.date",
              query::describe_date(incident.date, language_) +
                  (incident.date.empty() || incident.date.precision() == model::DatePrecision::SingleDay
                       ? std::string()
                       : "  (" + incident.date.text() + ")"));
        if (!incident.quantity.empty()) {
            named("ui.field.quantity",
                  incident.quantity + (incident.quantity_unit.empty() ? "" : " " + incident.quantity_unit));
        }
        position(incident.position);
        admin("ui.field.admin", incident.admin);
        caveat(incident.caveat, incident.confidence);
        sources(incident.sources, incident.source_ids);
        extras(incident);
        origin(incident);
    }

    void gate(Index index) {
        const model::Gate& gate = data_.gates[index];
        names(gate.name);
        worded("ui.field.class_vn", "gate.class", gate.class_vn);
        worded("ui.field.class_la", "gate.class", gate.class_la);
        position(gate.position);
        admin("ui.field.admin_vn", gate.admin_vn);
        admin("ui.field.admin_la", gate.admin_la);
        sources(gate.sources, gate.source_ids);
        extras(gate);
        origin(gate);
    }

    App& app_;
    const model::Dataset& data_;
    model::Language language_;
};

}  // namespace

void draw_details_panel(App& app) {
    const Rect& rect = app.layout.right;
    const Ref ref = app.selected();
    if (rect.empty() || !ref) {
        return;
    }
    const Palette& c = app.style.colours;
    begin_panel(app, "right", rect, true, 14, ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoScrollWithMouse);
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {app.style.px(2), app.style.px(4)});
    const bool can_back = app.visited_at > 0, can_forward = app.visited_at + 1 < app.visited.size();
    if (icon_button(app, "details.back", Icon::Back, app.tr("ui.details.back"), false, 28, can_back)) {
        app.select(app.visited[--app.visited_at], false);
    }
    ImGui::SameLine();
    if (icon_button(app, "details.forward", Icon::Forward, app.tr("ui.details.forward"), false, 28, can_forward)) {
        app.select(app.visited[++app.visited_at], false);
    }
    ImGui::SameLine();
    if (icon_button(app, "details.fit", Icon::Target, app.tr("ui.fit.selected") + " (G)", false, 28)) {
        app.emit("view.fit_selected");
    }
    ImGui::SameLine(ImGui::GetWindowWidth() - app.style.px(14 + 28));
    if (icon_button(app, "details.close", Icon::Close, app.tr("ui.details.close") + " (Esc)", false, 28)) {
        app.emit("select.none");
    }
    ImGui::PopStyleVar();
    const Look look = look_of(app, ref);
    const ImVec2 at = ImGui::GetCursorScreenPos();
    float indent = 0;
    if (look.shape) {
        draw_symbol(ImGui::GetWindowDrawList(), *look.shape, {at.x + app.style.px(8), at.y + app.style.px(9)},
                    app.style.px(15), look.colour, 0, look.hollow);
        indent = app.style.px(24);
    }
    ImGui::SetCursorScreenPos({at.x + indent, at.y});
    text_wrapped(app, app.style.fonts.small, c.muted, kind_words(app, ref));
    const std::string title = title_words(app, ref);
    text_wrapped(app, title.size() > 90 ? app.style.fonts.strong : app.style.fonts.headline, c.text, title);
    const std::vector<Badge> badges = badges_of(app, ref);
    float badge_x = 0;
    for (std::size_t i = 0; i < badges.size(); ++i) {
        const float badge_width = text_size(app.style.fonts.small, badges[i].word).x + app.style.px(20);
        if (i > 0 && badge_x + badge_width < ImGui::GetContentRegionAvail().x) {
            ImGui::SameLine(0, app.style.px(4));
        } else {
            badge_x = 0;
        }
        badge_x += badge_width + app.style.px(4);
        (void)chip(app, fmt::format("badge.{}", i).c_str(), badges[i].word, false);
        if (ImGui::IsItemHovered()) {
            tooltip(app, badges[i].hint);
        }
    }
    separator(app, 6);
    // The list starts at its top for every new thing.
    ImGui::BeginChild(fmt::format("details {}", model::id_of(*app.data->dataset, ref)).c_str());
    Details(app).draw(ref);
    ImGui::EndChild();
    end_panel();
}

}  // namespace bordermap::ui
