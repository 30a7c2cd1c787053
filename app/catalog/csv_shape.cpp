#include "catalog/csv_shape.hpp"

#include <algorithm>
#include <array>
#include <istream>
#include <string>
#include <string_view>

namespace bordermap::catalog {
namespace {

char most_frequent_separator(std::string_view header) {
    constexpr std::array kSeparators = {',', ';', '\t'};
    const auto count = [&](char c) { return std::count(header.begin(), header.end(), c); };
    return *std::max_element(kSeparators.begin(), kSeparators.end(),
                             [&](char a, char b) { return count(a) < count(b); });
}

}  // namespace

CsvShape csv_shape(std::istream& text, std::size_t max_faults) {
    CsvShape shape;
    bool header = true;
    bool quoted = false;
    bool content = false;
    std::size_t fields = 1;
    std::uint64_t line = 1;
    std::uint64_t first_line = 1;
    const auto end_record = [&] {
        if (content) {
            if (header) {
                shape.columns = fields;
                header = false;
            } else {
                ++shape.rows;
                if (fields != shape.columns || quoted) {
                    ++shape.fault_count;
                    if (shape.faults.size() < max_faults) {
                        shape.faults.push_back({shape.rows, first_line, fields, quoted});
                    }
                }
            }
        }
        content = false;
        fields = 1;
        first_line = line + 1;
    };
    const auto take = [&](char c) {
        if (c == '\n') {
            if (!quoted) {
                end_record();
            }
            ++line;
        } else if (c == '"') {
            quoted = !quoted;  // a doubled quotation mark turns it off and on again
            content = true;
        } else if (c == shape.separator) {
            fields += quoted ? 0U : 1U;
            content = true;
        } else if (c != '\r') {
            content = true;
        }
    };
    std::string chunk(std::size_t{1} << 20, '\0');
    for (bool first = true; text; first = false) {
        text.read(chunk.data(), static_cast<std::streamsize>(chunk.size()));
        const auto read = std::string_view(chunk).substr(0, static_cast<std::size_t>(text.gcount()));
        if (first) {
            shape.separator = most_frequent_separator(read.substr(0, read.find_first_of("\r\n")));
        }
        std::for_each(read.begin(), read.end(), take);
    }
    end_record();
    return shape;
}

}  // namespace bordermap::catalog
