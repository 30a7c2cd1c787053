#include "catalog/readers.hpp"
#include "catalog/text.hpp"

#include <fmt/format.h>
#include <string_view>
#include <utility>

namespace bordermap::catalog {
namespace {

using model::Severity;

/// The column groups that many tables share.
struct NameColumns {
    Column en, vi, lo;
    NameColumns(const Table& table, const std::string_view (&names)[3])
        : en(table.column(names[0])), vi(table.column(names[1])), lo(table.column(names[2])) {}
    [[nodiscard]] model::Names read(Table& table) const { return {table.text(en), table.text(vi), table.text(lo)}; }
};
constexpr std::string_view kNames[3] = {"name_en", "name_vi", "name_lo"};
constexpr std::string_view kTitles[3] = {"title_en", "title_vi", "title_lo"};

struct PositionColumns {
    Column lon, lat, precision;
    explicit PositionColumns(const Table& table)
        : lon(table.column("lon")), lat(table.column("lat")), precision(table.column("precision_km")) {}
    [[nodiscard]] model::Position read(Table& table) const { return table.position(lon, lat, precision); }
};

model::RecordKind record_kind(Table& table, const Column& column) {
    const auto text = table.text(column);
    if (text.empty() || text == "incident") {
        return model::RecordKind::Incident;
    }
    if (text == "total") {
        return model::RecordKind::Total;
    }
    if (text != "snapshot") {
        table.report("record kind", Severity::Error, column.name,
                     fmt::format(R"("{}" is not known; read as snapshot, which is never summed)", cut_utf8(text, 60)),
                     "write incident, total or snapshot");
    }
    return model::RecordKind::Snapshot;
}

/// One side of a table that joins two others.
struct LinkEnd {
    std::string_view column;
    std::string_view what;  ///< the record in words, for messages
    const std::unordered_map<std::string, model::Index>& ids;

    /// The record that the current row names; kNone with a Problem when there is none.
    [[nodiscard]] model::Index find(Table& table, const Column& from) const {
        const auto id = table.text(from);
        const auto found = ids.find(id);
        if (found != ids.end()) {
            return found->second;
        }
        table.report("reference", Severity::Error, from.name,
                     fmt::format(R"(there is no {} "{}"; the row is left out)", what, cut_utf8(id, 80)),
                     fmt::format("correct the id, or add the {}", what));
        return model::kNone;
    }
};

/// Reads a table that joins two others and says one thing of each pair.
template <typename Join>
void read_links(Table& table, const LinkEnd& first, const LinkEnd& second, std::string_view said, const Join& join) {
    const auto first_id = table.column(first.column);
    const auto second_id = table.column(second.column);
    const auto text = table.column(said);
    table.each_row([&] {
        model::Record record;
        if (!table.begin_record(record)) {
            return false;
        }
        const auto one = first.find(table, first_id);
        const auto other = second.find(table, second_id);
        if (one == model::kNone || other == model::kNone) {
            return false;
        }
        join(one, other, table.text(text));
        return true;
    });
}

void read_terms(Table& table, std::vector<model::Term>& terms) {
    const auto id = table.column("id");
    const auto parent_id = table.column("parent_id");
    const NameColumns names(table, kNames);
    const auto colour = table.column("colour");
    const auto symbol = table.column("symbol");
    table.each_row([&] {
        model::Term term;
        if (!table.begin_record(term)) {
            return false;
        }
        term.id = table.text(id);
        term.parent_id = table.text(parent_id);
        term.name = names.read(table);
        term.colour = table.text(colour);
        term.symbol = table.text(symbol);
        terms.push_back(std::move(term));
        return true;
    });
}

template <typename Records>
std::unordered_map<std::string, model::Index> index_of(const Records& records) {
    std::unordered_map<std::string, model::Index> ids;
    ids.reserve(records.size());
    for (std::size_t i = 0; i < records.size(); ++i) {
        ids.try_emplace(records[i].id, static_cast<model::Index>(i));
    }
    return ids;
}

}  // namespace

IdIndex index_ids(const model::Dataset& dataset) {
    return {index_of(dataset.units), index_of(dataset.agreements), index_of(dataset.events), index_of(dataset.areas)};
}

void read_sources(Table& table) {
    const auto id = table.column("id");
    const auto publisher = table.column("publisher");
    const auto title = table.column("title");
    const auto published = table.column("published");
    const auto url = table.column("url");
    const auto language = table.column("language");
    const auto licence = table.column("licence");
    table.each_row([&] {
        model::Source source;
        if (!table.begin_record(source)) {
            return false;
        }
        source.id = table.text(id);
        source.publisher = table.text(publisher);
        source.title = table.text(title);
        source.published = table.text(published);
        source.url = table.text(url);
        source.language = table.text(language);
        source.licence = table.text(licence);
        table.context().dataset.sources.push_back(std::move(source));
        return true;
    });
}

void read_categories(Table& table) {
    read_terms(table, table.context().dataset.categories);
}

void read_areas(Table& table) {
    read_terms(table, table.context().dataset.areas);
}

void read_units(Table& table) {
    const auto id = table.column("id");
    const NameColumns names(table, kNames);
    const auto kind = table.column("kind");
    const auto echelon = table.column("echelon");
    const auto country = table.column("country");
    const auto admin_id = table.column("admin_id");
    const auto parent_id = table.column("parent_id");
    const PositionColumns position(table);
    const auto valid_from = table.column("valid_from");
    const auto valid_to = table.column("valid_to");
    const auto source_ids = table.column("source_ids");
    table.each_row([&] {
        model::Unit unit;
        if (!table.begin_record(unit)) {
            return false;
        }
        unit.id = table.text(id);
        unit.name = names.read(table);
        unit.kind = table.text(kind);
        unit.echelon = table.text(echelon);
        unit.country = table.country(country, true);
        unit.admin_id = table.text(admin_id);
        unit.parent_id = table.text(parent_id);
        unit.position = position.read(table);
        unit.valid = table.validity(valid_from, valid_to);
        unit.source_ids = table.ids(source_ids);
        table.context().dataset.units.push_back(std::move(unit));
        return true;
    });
}

void read_agreements(Table& table) {
    const auto id = table.column("id");
    const auto kind = table.column("kind");
    const NameColumns titles(table, kTitles);
    const auto signed_on = table.column("signed");
    const auto announced = table.column("announced");
    const auto ends = table.column("ends");
    const auto status = table.column("status");
    const auto place = table.column("place");
    const PositionColumns position(table);
    const auto cadence = table.column("cadence");
    const auto cadence_text = table.column("cadence_text");
    const auto meeting_host = table.column("meeting_host");
    const auto caveat = table.column("caveat");
    const auto confidence = table.column("confidence");
    const auto source_ids = table.column("source_ids");
    table.each_row([&] {
        model::Agreement agreement;
        if (!table.begin_record(agreement)) {
            return false;
        }
        agreement.id = table.text(id);
        agreement.kind = table.text(kind);
        agreement.title = titles.read(table);
        agreement.signed_on = table.date(signed_on);
        agreement.announced = table.date(announced);
        agreement.ends = table.date(ends);
        if (agreement.signed_on.dated() && agreement.ends.dated() &&
            agreement.ends.interval().to <= agreement.signed_on.interval().from) {
            table.report(
                "interval", Severity::Error, ends.name,
                fmt::format("ends {} before it is signed {}", agreement.ends.text(), agreement.signed_on.text()),
                "correct one of the dates");
        }
        agreement.status = table.text(status);
        agreement.place = table.text(place);
        agreement.position = position.read(table);
        agreement.cadence = table.text(cadence);
        agreement.cadence_text = table.text(cadence_text);
        agreement.meeting_host = table.text(meeting_host);
        agreement.caveat = table.text(caveat);
        agreement.confidence = table.text(confidence);
        agreement.source_ids = table.ids(source_ids);
        table.context().dataset.agreements.push_back(std::move(agreement));
        return true;
    });
}

void read_events(Table& table) {
    const auto id = table.column("id");
    const auto kind = table.column("kind");
    const auto date = table.column("date");
    const auto status = table.column("status");
    const auto fulfils = table.column("fulfils");
    const NameColumns titles(table, kTitles);
    const auto place = table.column("place");
    const PositionColumns position(table);
    const auto agreement_id = table.column("agreement_id");
    const auto caveat = table.column("caveat");
    const auto confidence = table.column("confidence");
    const auto source_ids = table.column("source_ids");
    table.each_row([&] {
        model::Event event;
        if (!table.begin_record(event)) {
            return false;
        }
        event.id = table.text(id);
        event.kind = table.text(kind);
        event.date = table.date(date);
        event.status = table.text(status);
        event.fulfils_id = table.text(fulfils);
        event.title = titles.read(table);
        event.place = table.text(place);
        event.position = position.read(table);
        event.agreement_id = table.text(agreement_id);
        event.caveat = table.text(caveat);
        event.confidence = table.text(confidence);
        event.source_ids = table.ids(source_ids);
        table.context().dataset.events.push_back(std::move(event));
        return true;
    });
}

void read_incidents(Table& table) {
    const auto id = table.column("id");
    const auto category_id = table.column("category_id");
    const auto date = table.column("date");
    const PositionColumns position(table);
    const auto admin_id = table.column("admin_id");
    const auto kind = table.column("record_kind");
    const auto quantity = table.column("quantity");
    const auto quantity_unit = table.column("quantity_unit");
    const auto summary = table.column("summary");
    const auto caveat = table.column("caveat");
    const auto confidence = table.column("confidence");
    const auto source_ids = table.column("source_ids");
    table.each_row([&] {
        model::Incident incident;
        if (!table.begin_record(incident)) {
            return false;
        }
        incident.id = table.text(id);
        incident.category_id = table.text(category_id);
        incident.date = table.date(date);
        incident.position = position.read(table);
        incident.admin_id = table.text(admin_id);
        incident.record_kind = record_kind(table, kind);
        incident.quantity = table.text(quantity);
        incident.quantity_unit = table.text(quantity_unit);
        incident.summary = table.text(summary);
        incident.caveat = table.text(caveat);
        incident.confidence = table.text(confidence);
        incident.source_ids = table.ids(source_ids);
        table.context().dataset.incidents.push_back(std::move(incident));
        return true;
    });
}

void read_gates(Table& table) {
    const auto id = table.column("id");
    const NameColumns names(table, kNames);
    const auto class_vn = table.column("class_vn");
    const auto class_la = table.column("class_la");
    const auto admin_vn = table.column("admin_vn");
    const auto admin_la = table.column("admin_la");
    const PositionColumns position(table);
    const auto source_ids = table.column("source_ids");
    table.each_row([&] {
        model::Gate gate;
        if (!table.begin_record(gate)) {
            return false;
        }
        gate.id = table.text(id);
        gate.name = names.read(table);
        gate.class_vn = table.text(class_vn);
        gate.class_la = table.text(class_la);
        gate.admin_vn_id = table.text(admin_vn);
        gate.admin_la_id = table.text(admin_la);
        gate.position = position.read(table);
        gate.source_ids = table.ids(source_ids);
        table.context().dataset.gates.push_back(std::move(gate));
        return true;
    });
}

void read_successions(Table& table) {
    const auto from_id = table.column("from_id");
    const auto to_id = table.column("to_id");
    const auto date = table.column("date");
    const auto kind = table.column("kind");
    const auto source_ids = table.column("source_ids");
    table.each_row([&] {
        model::Succession succession;
        if (!table.begin_record(succession)) {
            return false;
        }
        succession.from_id = table.text(from_id);
        succession.to_id = table.text(to_id);
        const auto when = table.date(date);
        if (!when.dated()) {
            table.report("date", Severity::Error, date.name, "a succession needs its day; the row is left out",
                         "write it as 2025-07-01");
            return false;
        }
        succession.date = when.interval().from;
        succession.kind = table.text(kind);
        succession.source_ids = table.ids(source_ids);
        table.context().dataset.successions.push_back(std::move(succession));
        return true;
    });
}

void read_aliases(Table& table) {
    const auto target_id = table.column("target_id");
    const auto alias_column = table.column("alias");
    const auto language = table.column("language");
    table.each_row([&] {
        model::Alias alias;
        if (!table.begin_record(alias)) {
            return false;
        }
        alias.target_id = table.text(target_id);
        alias.alias = table.text(alias_column);
        alias.language = table.text(language);
        table.context().dataset.aliases.push_back(std::move(alias));
        return true;
    });
}

void read_agreement_parties(Table& table, const IdIndex& ids) {
    auto& agreements = table.context().dataset.agreements;
    read_links(table, {"agreement_id", "agreement", ids.agreements}, {"unit_id", "unit", ids.units}, "role",
               [&](model::Index agreement, model::Index unit, std::string role) {
                   agreements[agreement].parties.push_back({unit, std::move(role)});
               });
}

void read_agreement_areas(Table& table, const IdIndex& ids) {
    auto& agreements = table.context().dataset.agreements;
    const auto category_ids = table.column("category_ids");
    read_links(table, {"agreement_id", "agreement", ids.agreements}, {"area_id", "area", ids.areas}, "undertaking",
               [&](model::Index agreement, model::Index area, std::string undertaking) {
                   agreements[agreement].areas.push_back({area, std::move(undertaking), table.ids(category_ids), {}});
               });
}

void read_event_parties(Table& table, const IdIndex& ids) {
    auto& events = table.context().dataset.events;
    read_links(table, {"event_id", "event", ids.events}, {"unit_id", "unit", ids.units}, "role",
               [&](model::Index event, model::Index unit, std::string role) {
                   events[event].parties.push_back({unit, std::move(role)});
               });
}

}  // namespace bordermap::catalog
