#include "ui/records_behind.hpp"

#include "query/incidents_by_area.hpp"
#include "ui/timeline_model.hpp"

#include <algorithm>

namespace bordermap::ui {
namespace {

using model::Index;
using model::kNone;
using model::Ref;
using model::RefKind;

bool is_incident(const model::Incident& incident) {
    return incident.record_kind == model::RecordKind::Incident;
}

bool inside(const std::vector<model::Term>& terms, Index term, const std::string& id) {
    for (int guard = 0; term < terms.size() && guard < 16; ++guard) {
        if (terms[term].id == id) {
            return true;
        }
        term = terms[term].parent;
    }
    return false;
}

}  // namespace

std::vector<Ref> records_behind(const query::QueryIndex& index, const query::Selection& selection,
                                const Behind& behind) {
    using What = Behind::What;
    const model::Dataset& data = index.dataset();
    std::vector<Ref> found;
    const bool dated_only = selection.filter.windowed();
    const auto incidents = [&](const auto& wanted) {
        for (const Index i : selection.incidents) {
            if (wanted(data.incidents[i])) {
                found.push_back({RefKind::Incident, i});
            }
        }
    };
    const auto events = [&](const auto& wanted) {
        for (const Index i : selection.events) {
            if (wanted(data.events[i])) {
                found.push_back({RefKind::Event, i});
            }
        }
    };
    const auto counted = [&](const auto& record) { return !dated_only || record.date.dated(); };
    switch (behind.what) {
        case What::Nothing:
            break;
        case What::Agreements:
            for (const query::SelectedAgreement& entry : selection.agreements) {
                found.push_back({RefKind::Agreement, entry.agreement});
            }
            break;
        case What::Events:
            events(counted);
            break;
        case What::Incidents:
            incidents([&](const model::Incident& each) { return is_incident(each) && counted(each); });
            break;
        case What::Totals:
            incidents([&](const model::Incident& each) { return !is_incident(each) && counted(each); });
            break;
        case What::Units:
            for (const Index i : selection.units) {
                found.push_back({RefKind::Unit, i});
            }
            break;
        case What::Gates:
            for (const Index i : selection.gates) {
                found.push_back({RefKind::Gate, i});
            }
            break;
        case What::Undated:
            events([](const model::Event& each) { return !each.date.dated(); });
            incidents([](const model::Incident& each) { return !each.date.dated(); });
            break;
        case What::Month: {
            const auto in_month = [&](const auto& each) {
                return each.date.dated() && model::month_start(model::counting_day(each.date.interval())) == behind.day;
            };
            events(in_month);
            incidents([&](const model::Incident& each) { return is_incident(each) && in_month(each); });
            break;
        }
        case What::Category:
            incidents([&](const model::Incident& each) {
                return is_incident(each) && counted(each) &&
                       (behind.id.empty() ? each.category >= data.categories.size()
                                          : inside(data.categories, each.category, behind.id));
            });
            break;
        case What::Area:
            for (const query::SelectedAgreement& entry : selection.agreements) {
                const auto& areas = data.agreements[entry.agreement].areas;
                if (std::any_of(areas.begin(), areas.end(), [&](const model::Undertaking& each) {
                        return each.area < data.areas.size() && data.areas[each.area].id == behind.id;
                    })) {
                    found.push_back({RefKind::Agreement, entry.agreement});
                }
            }
            break;
        case What::UnitKind:
            for (const Index i : selection.units) {
                if (data.units[i].kind == behind.id) {
                    found.push_back({RefKind::Unit, i});
                }
            }
            break;
        case What::Province:
        case What::District: {
            const auto area = data.boundary_by_id.find(behind.id);
            for (const Index i : query::incidents_in_area(index, selection, behind.what == What::Province ? 1 : 2,
                                                          area == data.boundary_by_id.end() ? kNone : area->second)) {
                found.push_back({RefKind::Incident, i});
            }
            break;
        }
        case What::Lives:
            for (const query::SelectedAgreement& entry : selection.agreements) {
                if (may_live_on(data.agreements[entry.agreement], behind.day)) {
                    found.push_back({RefKind::Agreement, entry.agreement});
                }
            }
            break;
        case What::Provinces:
            for (Index i = 0; i < data.boundaries.size(); ++i) {
                const model::AdminUnit& place = data.boundaries[i];
                if (place.level == 1 && selection.boundary_alive[i] != 0 &&
                    model::country_code(place.country) == behind.id) {
                    found.push_back({RefKind::Boundary, i});
                }
            }
            break;
        case What::Refs:
            for (const Ref& ref : behind.refs) {
                const auto has = [&](const std::vector<Index>& list) {
                    return std::find(list.begin(), list.end(), ref.index) != list.end();
                };
                const bool passes =
                    ref.kind == RefKind::Unit       ? has(selection.units)
                    : ref.kind == RefKind::Event    ? has(selection.events)
                    : ref.kind == RefKind::Gate     ? has(selection.gates)
                    : ref.kind == RefKind::Incident ? selection.incident_pass[ref.index] != 0
                    : ref.kind == RefKind::Agreement
                        ? std::any_of(selection.agreements.begin(), selection.agreements.end(),
                                      [&](const query::SelectedAgreement& each) { return each.agreement == ref.index; })
                        : false;
                if (passes) {
                    found.push_back(ref);
                }
            }
            break;
    }
    return found;
}

Dating dating_of(const model::Dataset& dataset, Ref ref) {
    const model::FuzzyDate* date = model::date_of(dataset, ref);
    if (date == nullptr || !date->dated()) {
        return Dating::Undated;
    }
    return date->certain().empty() ? Dating::Uncertain : Dating::Known;
}

DatedList part_by_date(const model::Dataset& dataset, const std::vector<Ref>& refs) {
    DatedList lists;
    for (const Ref& ref : refs) {
        const Dating dating = dating_of(dataset, ref);
        (dating == Dating::Known       ? lists.known
         : dating == Dating::Uncertain ? lists.uncertain
                                       : lists.undated)
            .push_back(ref);
    }
    const auto newer = [&](const Ref& a, const Ref& b) {
        return model::counting_day(model::date_of(dataset, a)->interval()) >
               model::counting_day(model::date_of(dataset, b)->interval());
    };
    std::stable_sort(lists.known.begin(), lists.known.end(), newer);
    std::stable_sort(lists.uncertain.begin(), lists.uncertain.end(), newer);
    return lists;
}

}  // namespace bordermap::ui
