#pragma once
// SYNTHETIC data for tests: no place, unit or event in it exists. Two countries share the meridian 0: "Laos" to the west, "Viet Nam" to
// the east, every boundary a box of 10 degrees of longitude. On 2025-07-01 V-A and V-B become V-AB, and districts become
// communes; V-C stays.
//
//   lat 10 | L-2: L-21 (7.5..10), L-20 (5..7.5) | V-C always; district D-C (7.5..10), then commune C-C, no succession known
//    7.5   |                                    | V-B; district D-B (5..7.5), then communes C-B1 (5..6.25), C-B2 (6.25..7.5)
//    5     | L-1: L-11 (2.5..5), L-10 (0..2.5)  | V-A; districts D-A1 (0..2.5), D-A2 (2.5..5), then communes C-A1, C-A2

#include "model/dataset.hpp"

#include <memory>
#include <random>
#include <string>
#include <vector>

namespace bordermap::query::synthetic {

inline model::Day day(const char* text) {
    return model::parse_day(text).value();
}
inline model::FuzzyDate date(const std::string& edtf) {
    return model::FuzzyDate::parse(edtf).value();
}
inline const model::Day kReform = day("2025-07-01");

struct Box {
    std::string id;
    double south, north;
    bool west;  ///< west of the meridian: Laos
};

class Builder {
public:
    Builder() {
        data_ = std::make_shared<model::Dataset>();
        data_->files = {"synthetic"};
        data_->extra_names = {"admin_ids_then", "admin_ids_now", "admin_now_id", "area_ids",
                              "in_force",       "cadence_fact",  "cadence_note"};
        add_boundary("L", 0, 0, 10, true, "", {}, "Laos of the test");
        add_boundary("V", 0, 0, 10, false, "", {}, "Viet Nam of the test");
        const model::Interval before{model::kOpenPast, kReform};
        const model::Interval after{kReform, model::kOpenFuture};
        add_boundary("L-1", 1, 0, 5, true, "L", {}, "Ban Một");
        add_boundary("L-2", 1, 5, 10, true, "L", {}, "Ban Hai");
        add_boundary("V-A", 1, 0, 5, false, "V", before, "Alpha");
        add_boundary("V-B", 1, 5, 7.5, false, "V", before, "Beta");
        add_boundary("V-AB", 1, 0, 7.5, false, "V", after, "Alpha");
        add_boundary("V-C", 1, 7.5, 10, false, "V", {}, "Gamma");
        add_boundary("L-10", 2, 0, 2.5, true, "L-1", {}, "Muang Xay");
        add_boundary("L-11", 2, 2.5, 5, true, "L-1", {}, "Muang Nong");
        add_boundary("L-20", 2, 5, 7.5, true, "L-2", {}, "Muang Khun");
        add_boundary("L-21", 2, 7.5, 10, true, "L-2", {}, "Muang Kham");
        add_boundary("D-A1", 2, 0, 2.5, false, "V-A", before, "Huyen Mot");
        add_boundary("D-A2", 2, 2.5, 5, false, "V-A", before, "Huyen Hai");
        add_boundary("D-B", 2, 5, 7.5, false, "V-B", before, "Huyen Ba");
        add_boundary("D-C", 2, 7.5, 10, false, "V-C", before, "Huyen Bon");
        add_boundary("C-A1", 2, 0, 2.5, false, "V-AB", after, "Xa Mot");
        add_boundary("C-A2", 2, 2.5, 5, false, "V-AB", after, "Xa Hai");
        add_boundary("C-B1", 2, 5, 6.25, false, "V-AB", after, "Xa Ba");
        add_boundary("C-B2", 2, 6.25, 7.5, false, "V-AB", after, "Đồng Đăng");
        add_boundary("C-C", 2, 7.5, 10, false, "V-C", after, "Xa Nam");
        add_succession("V-A", "V-AB");
        add_succession("V-B", "V-AB");
        add_succession("D-A1", "C-A1");
        add_succession("D-A2", "C-A2");
        add_succession("D-B", "C-B1");
        add_succession("D-B", "C-B2");
        add_term(data_->categories, "K", "", "crime");
        add_term(data_->categories, "K.1", "K", "drugs");
        add_term(data_->categories, "K.2", "K", "arms");
        add_term(data_->categories, "H", "", "flood");
        add_term(data_->areas, "P", "", "people");
        add_term(data_->areas, "P.1", "P", "twinning of villages");
        add_term(data_->areas, "S", "", "patrol");
    }

    void add_boundary(const std::string& id, int level, double south, double north, bool west,
                      const std::string& parent, model::Interval valid, const std::string& name) {
        model::AdminUnit unit;
        unit.id = id;
        unit.level = level;
        unit.country = west ? model::Country::Laos : model::Country::VietNam;
        unit.parent_id = parent;
        unit.name.en = name;
        unit.valid = valid;
        data_->boundaries.push_back(unit);
        boxes.push_back({id, south, north, west});
        const double left = west ? -10.0 : 0.0;
        auto& polygons = data_->boundary_polygons;
        for (const auto& [lon, lat] : std::initializer_list<std::pair<double, double>>{
                 {left, south}, {left + 10, south}, {left + 10, north}, {left, north}, {left, south}}) {
            polygons.vertices.push_back({lon, lat});
        }
        polygons.ring_vertices.push_back(static_cast<std::uint32_t>(polygons.vertices.size()));
        polygons.exterior.push_back(1);
        polygons.feature_rings.push_back(static_cast<std::uint32_t>(polygons.exterior.size()));
    }
    void add_succession(const std::string& from, const std::string& to, model::Day on = kReform) {
        model::Succession succession;
        succession.from_id = from;
        succession.to_id = to;
        succession.date = on;
        data_->successions.push_back(succession);
    }
    static void add_term(std::vector<model::Term>& terms, const std::string& id, const std::string& parent,
                         const std::string& name) {
        model::Term term;
        term.id = id;
        term.parent_id = parent;
        term.name.en = name;
        terms.push_back(term);
    }
    model::Unit& add_unit(const std::string& id, const std::string& admin, const std::string& kind, bool west,
                          model::Interval valid = {}) {
        model::Unit unit;
        unit.id = id;
        unit.name.en = id;
        unit.admin_id = admin;
        unit.kind = kind;
        unit.country = west ? model::Country::Laos : model::Country::VietNam;
        unit.valid = valid;
        data_->units.push_back(unit);
        return data_->units.back();
    }
    /// Units by index of being added.
    model::Agreement& add_agreement(const std::string& id, const std::string& signed_on,
                                    const std::vector<model::Index>& parties) {
        model::Agreement agreement;
        agreement.id = id;
        agreement.title.en = "title of " + id;
        agreement.signed_on = date(signed_on);
        for (const model::Index party : parties) {
            agreement.parties.push_back({party, "signatory"});
        }
        data_->agreements.push_back(agreement);
        return data_->agreements.back();
    }
    model::Event& add_event(const std::string& id, const std::string& on) {
        model::Event event;
        event.id = id;
        event.date = date(on);
        data_->events.push_back(event);
        return data_->events.back();
    }
    model::Incident& add_incident(const std::string& id, const std::string& on, const std::string& admin,
                                  const std::string& category = "K.1") {
        model::Incident incident;
        incident.id = id;
        incident.date = date(on);
        incident.admin_id = admin;
        incident.category_id = category;
        data_->incidents.push_back(incident);
        return data_->incidents.back();
    }
    static void extra(model::Record& record, std::uint16_t column, const std::string& value) {
        record.extra.push_back({column, value});
    }

    std::shared_ptr<const model::Dataset> build() {
        std::vector<model::Problem> problems;
        link(*data_, [&problems](model::Problem problem) { problems.push_back(std::move(problem)); });
        if (!problems.empty()) {
            throw std::logic_error(format_problem(problems.front()));
        }
        return data_;
    }
    model::Dataset& data() { return *data_; }

    std::vector<Box> boxes;  ///< as the boundaries

private:
    std::shared_ptr<model::Dataset> data_;
};

inline constexpr std::uint16_t kAdminIdsThen = 0, kAdminIdsNow = 1, kAdminNowId = 2, kAreaIds = 3;
inline constexpr std::uint16_t kInForce = 4, kCadenceFact = 5, kCadenceNote = 6;

}  // namespace bordermap::query::synthetic
