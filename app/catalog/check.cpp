#include "catalog/catalog.hpp"
#include "catalog/load_dataset.hpp"
#include "catalog/validate.hpp"

#include <exception>
#include <string>
#include <utility>

namespace bordermap::catalog {
namespace {

// Reading is quick, comparing shapes is not.
constexpr double kReadingShare = 0.2;

template <typename Records>
std::vector<const model::Record*> as_records(const Records& records) {
    std::vector<const model::Record*> all;
    all.reserve(records.size());
    for (const auto& record : records) {
        all.push_back(&record);
    }
    return all;
}

}  // namespace

std::vector<model::Problem> check(const std::vector<std::string>& sources, const Progress& progress, bool* opened) {
    LoadContext context;
    context.strict = true;
    LoadOptions options;
    options.data = sources;
    const auto advance = [&](double fraction, const std::string& what) {
        if (progress) {
            progress(fraction, what);
        }
    };
    context.progress = [&](double fraction, const std::string& file) { advance(fraction * kReadingShare, file); };
    OtherLayers other;
    try {
        load_dataset(options, context, &other);
        if (opened != nullptr) {
            *opened = context.data_opened;
        }
        advance(kReadingShare, "values");
        validate_values(context);
        validate_lineage(context);
        validate_positions(context);
        advance(0.3, "rings");
        validate_rings(context, context.dataset.boundary_polygons, as_records(context.dataset.boundaries));
        validate_rings(context, other.polygons, as_records(other.records));
        advance(0.5, "coverage");
        validate_coverage(context);
        advance(1.0, {});
    } catch (const std::exception& fault) {
        context.log.add("internal", {model::Severity::Error,
                                     {},
                                     {},
                                     -1,
                                     {},
                                     std::string("checking failed: ") + fault.what(),
                                     "report this fault"});
    }
    return context.log.take();
}

}  // namespace bordermap::catalog
