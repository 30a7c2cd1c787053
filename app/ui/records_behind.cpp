#include "ui/records_behind.hpp"

#include <algorithm>

namespace bordermap::ui {
namespace {

using model::Index;
using model::kNone;
using model::Ref;
using model::RefKind;

bool windowed(const query::Selection& selection) {
    return selection.filter.from || selection.filter.to;
}

bool is_incident(const model::Incident& incident) {
    return incident.record_kind == model::RecordKind::Incident;
}

// A record counts once: in the first month that it may lie in, the last when its past is open.
model::Day month_of(const model::Interval& days) {
    return model::month_start(days.from > model::kOpenPast ? days.from : days.to - 1);
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
    const bool dated_only = windowed(selection);
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
                return each.date.dated() && month_of(each.date.interval()) == behind.month;
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
        case What::Province: {
            const auto province = data.boundary_by_id.find(behind.id);
            for (const Index i : query::incidents_in_province(
                     index, selection, province == data.boundary_by_id.end() ? kNone : province->second)) {
                found.push_back({RefKind::Incident, i});
            }
            break;
        }
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

const model::FuzzyDate* date_of(const model::Dataset& dataset, Ref ref) {
    switch (ref.kind) {
        case RefKind::Agreement: {
            const model::Agreement& agreement = dataset.agreements[ref.index];
            return agreement.signed_on.empty() ? &agreement.announced : &agreement.signed_on;
        }
        case RefKind::Event:
            return &dataset.events[ref.index].date;
        case RefKind::Incident:
            return &dataset.incidents[ref.index].date;
        default:
            return nullptr;
    }
}

Dating dating_of(const model::Dataset& dataset, Ref ref) {
    const model::FuzzyDate* date = date_of(dataset, ref);
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
        const model::Interval& first = date_of(dataset, a)->interval();
        const model::Interval& second = date_of(dataset, b)->interval();
        const auto start = [](const model::Interval& days) {
            return days.from > model::kOpenPast ? days.from : days.to - 1;
        };
        return start(first) > start(second);
    };
    std::stable_sort(lists.known.begin(), lists.known.end(), newer);
    std::stable_sort(lists.uncertain.begin(), lists.uncertain.end(), newer);
    return lists;
}

}  // namespace bordermap::ui
