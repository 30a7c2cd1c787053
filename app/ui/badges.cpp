/// What of a record is not sure, or not counted, in a word each.

#include "ui/app.hpp"
#include "ui/widgets.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace bordermap::ui {
namespace {

using model::RefKind;

class Badges {
public:
    explicit Badges(const App& app) : app_(app), data_(*app.data->dataset) {}

    void add(const char* key, bool strong, std::string hint = {}) {
        list_.push_back({app_.tr(key), hint.empty() ? app_.tr(std::string(key) + ".hint") : std::move(hint), strong});
    }

    void place(const model::Position& position, model::Index admin) {
        using cartography::KnownTo;
        KnownTo known = KnownTo::Point;
        if (position.known() && position.precision_km >= 0) {
            if (admin >= data_.boundaries.size()) {
                const auto around = app_.data->index->boundaries_at(position.at, app_.session().filter.as_of);
                admin = around.empty() ? model::kNone : around.back();
            }
            known = cartography::known_to(*app_.data->map, admin, position.precision_km * 1000);
        } else if (admin < data_.boundaries.size()) {  // placed by its administrative unit alone
            const int level = data_.boundaries[admin].level;
            known = level == 1 ? KnownTo::Province : level >= 2 ? KnownTo::District : KnownTo::Point;
        }
        const std::string precision = display_text(query::describe_precision(position, app_.language()));
        if (known != KnownTo::Point) {
            const char* key = known == KnownTo::District ? "ui.badge.district" : "ui.badge.province";
            add(key, false, fmt::format("{} · {}", app_.tr(std::string(key) + ".hint"), precision));
        }
    }

    void confidence(const std::string& value) {
        if (value == "low") {
            add("ui.badge.low", true);
        }
    }

    std::vector<Badge> take() { return std::move(list_); }

private:
    const App& app_;
    const model::Dataset& data_;
    std::vector<Badge> list_;
};

}  // namespace

std::vector<Badge> badges_of(const App& app, model::Ref ref) {
    const model::Dataset& data = *app.data->dataset;
    Badges badges(app);
    switch (ref.kind) {
        case RefKind::Agreement: {
            const model::Agreement& agreement = data.agreements[ref.index];
            const auto& passing = app.selection.agreements;
            const auto entry = std::find_if(passing.begin(), passing.end(),
                                            [&](const auto& each) { return each.agreement == ref.index; });
            if (entry != passing.end()) {
                if (entry->party_gone) {
                    badges.add("ui.badge.gone", true);
                }
                if (entry->inherited) {
                    badges.add("ui.badge.inherited", false);
                }
                if (entry->by_inheritance) {
                    badges.add("ui.badge.by_lineage", false);
                }
            }
            badges.confidence(agreement.confidence);
            if (agreement.position.known()) {
                badges.place(agreement.position, model::kNone);
            }
            break;
        }
        case RefKind::Event: {
            const model::Event& event = data.events[ref.index];
            badges.confidence(event.confidence);
            if (event.position.known()) {
                badges.place(event.position, model::kNone);
            }
            break;
        }
        case RefKind::Incident: {
            const model::Incident& incident = data.incidents[ref.index];
            if (incident.record_kind != model::RecordKind::Incident) {
                badges.add(incident.record_kind == model::RecordKind::Total ? "ui.badge.total" : "ui.badge.snapshot",
                           true);
            }
            badges.confidence(incident.confidence);
            badges.place(incident.position, incident.admin);
            break;
        }
        case RefKind::Unit:
            badges.place(data.units[ref.index].position, data.units[ref.index].admin);
            break;
        default:
            break;
    }
    return badges.take();
}

}  // namespace bordermap::ui
