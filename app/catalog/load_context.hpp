#pragma once
/// What the readers of one load share.

#include "catalog/catalog.hpp"
#include "catalog/limits.hpp"
#include "catalog/problem_log.hpp"

#include <atomic>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace bordermap::catalog {

/// Thrown by the readers when the caller asked to stop; caught by load().
struct Cancelled {};

/// Where a record was read; parallel to Dataset::files.
struct FileLayer {
    std::string file, layer;
};

struct LoadContext {
    model::Dataset dataset;
    ProblemLog log;
    std::vector<LayerInfo> layers;
    std::vector<FileLayer> file_layers;
    std::unordered_map<std::string, std::uint16_t> extra_index;
    std::uint64_t vertices = 0;
    bool data_opened = true;  ///< false: sources of data were named and none of them could be opened
    bool strict = false;      ///< `check`: text and numbers are looked at more closely than loading needs
    std::string encoding_override;
    Progress progress;
    const std::atomic<bool>* cancel = nullptr;
    double progress_from = 0.0, progress_span = 0.0;  ///< share of the file being read

    void throw_if_cancelled() const {
        if (cancel != nullptr && cancel->load(std::memory_order_relaxed)) {
            throw Cancelled{};
        }
    }
    void advance(double fraction_of_file, const std::string& file) const {
        if (progress) {
            progress(progress_from + progress_span * fraction_of_file, file);
        }
    }
    /// Index of the file and layer for Record::file.
    std::uint16_t add_file(const std::string& file, const std::string& layer, bool many_layers) {
        dataset.files.push_back(many_layers ? file + ":" + layer : file);
        file_layers.push_back({file, layer});
        return static_cast<std::uint16_t>(dataset.files.size() - 1);
    }
    std::uint16_t extra_name(const std::string& name) {
        const auto [found, added] =
            extra_index.try_emplace(name, static_cast<std::uint16_t>(dataset.extra_names.size()));
        if (added) {
            dataset.extra_names.push_back(name);
        }
        return found->second;
    }
    /// A Problem at a record that is already in the dataset.
    void report(std::string_view kind, model::Severity severity, const model::Record& record, std::string_view field,
                std::string message, std::string cure) {
        const auto& place = file_layers.at(record.file);
        log.add(kind, {severity, place.file, place.layer, record.row, std::string(field), std::move(message),
                       std::move(cure)});
    }
};

}  // namespace bordermap::catalog
