#pragma once
/// Classes of a choropleth: where the breaks between them lie.

#include "session/session.hpp"

#include <span>
#include <vector>

namespace bordermap::cartography {

/// Class i holds the values in [breaks[i], breaks[i + 1]), the last its upper end, too.
struct Classes {
    std::vector<double> breaks;  ///< ascending, one more than there are classes; empty without values
    [[nodiscard]] std::size_t count() const { return breaks.empty() ? 0 : breaks.size() - 1; }
    /// The class of a value; values below the first break belong to the first, above the last to the last.
    [[nodiscard]] std::size_t of(double value) const;
};

/// At most `count` classes (1..9) of finite values in any order. Fewer where there are fewer distinct values: no class is ever
/// empty but for equal intervals, and equal values are never in two. Natural breaks after W. D. Fisher, "On grouping for maximum
/// homogeneity", Journal of the American Statistical Association 53 (1958): exact, by dynamic programming over the
/// distinct values.
[[nodiscard]] Classes make_classes(std::span<const double> values, session::Classing classing, std::size_t count);

}  // namespace bordermap::cartography
