#pragma once
/// Rows of a CSV file that do not have as many fields as its header: GDAL would drop or pad fields without a word.

#include <cstddef>
#include <cstdint>
#include <iosfwd>
#include <vector>

namespace bordermap::catalog {

struct CsvRowFault {
    std::uint32_t row = 0;   ///< 1-based data row
    std::uint64_t line = 0;  ///< 1-based line of the file where the row begins
    std::size_t fields = 0;
    bool open_quote = false;  ///< the file ends inside quotation marks that open in this row
};

struct CsvShape {
    char separator = ',';
    std::size_t columns = 0;
    std::uint32_t rows = 0;
    std::vector<CsvRowFault> faults;  ///< the first `max_faults` of them
    std::size_t fault_count = 0;
};

/// RFC 4180 with `,`, `;` or tab as separator, the one that the header has most of; empty lines do not count.
[[nodiscard]] CsvShape csv_shape(std::istream& text, std::size_t max_faults);

}  // namespace bordermap::catalog
