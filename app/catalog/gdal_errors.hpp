#pragma once
/// What GDAL says becomes Problems: nothing is printed, and nothing reaches the network.

#include <string>
#include <string_view>
#include <vector>

namespace bordermap::catalog {

struct GdalMessage {
    bool error = true;  ///< false: a warning
    std::string text;
};

/// While it lives, the messages of GDAL, OGR and PROJ on this thread are collected here, HTTP requests are refused, and a
/// GeoPackage cannot make SQLite open further files. Must be destroyed on the thread that made it. Nests.
class GdalScope {
public:
    GdalScope();
    ~GdalScope();
    GdalScope(const GdalScope&) = delete;
    GdalScope& operator=(const GdalScope&) = delete;
    GdalScope(GdalScope&&) = delete;
    GdalScope& operator=(GdalScope&&) = delete;

    /// The messages since the last call, in order.
    [[nodiscard]] std::vector<GdalMessage> take();
    [[nodiscard]] bool empty() const { return messages_.empty(); }

    void collect(bool error, std::string_view text);

private:
    std::vector<GdalMessage> messages_;
    std::string virtual_tables_before_;
};

/// Registers the allow-listed drivers, once per process. No plugin is loaded.
void register_drivers();

}  // namespace bordermap::catalog
