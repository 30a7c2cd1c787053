#include "catalog/catalog.hpp"
#include "catalog/load_dataset.hpp"

#include <algorithm>
#include <exception>
#include <utility>

namespace bordermap::catalog {

bool LoadResult::has_errors() const {
    return std::any_of(problems.begin(), problems.end(),
                       [](const model::Problem& problem) { return problem.severity == model::Severity::Error; });
}

LoadResult load(const LoadOptions& options) {
    LoadContext context;
    context.encoding_override = options.encoding;
    context.progress = options.progress;
    context.cancel = options.cancel;
    LoadResult result;
    try {
        load_dataset(options, context, nullptr);
        result.data_opened = context.data_opened;
        result.dataset = std::make_shared<const model::Dataset>(std::move(context.dataset));
        result.layers = std::move(context.layers);
    } catch (const Cancelled&) {
        context.log.add("cancelled",
                        {model::Severity::Warning, {}, {}, -1, {}, "loading was cancelled; nothing is loaded", ""});
    } catch (const std::bad_alloc&) {
        context.log.add("memory", {model::Severity::Error,
                                   {},
                                   {},
                                   -1,
                                   {},
                                   "memory ran out while loading; nothing is loaded",
                                   "load fewer or smaller files"});
    } catch (const std::exception& fault) {
        context.log.add("internal", {model::Severity::Error,
                                     {},
                                     {},
                                     -1,
                                     {},
                                     std::string("loading failed: ") + fault.what(),
                                     "report this fault"});
    }
    if (result.dataset == nullptr) {
        result.dataset = std::make_shared<const model::Dataset>();
    }
    result.problems = context.log.take();
    return result;
}

}  // namespace bordermap::catalog
