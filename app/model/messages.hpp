#pragma once
/// The program's own words in English, Vietnamese and Lao. One table (messages.cpp); a test fails on a gap.

#include "model/language.hpp"

#include <span>
#include <string_view>

namespace bordermap::model {

struct Message {
    std::string_view key;  ///< dotted, e.g. "filter.clear"
    std::string_view en, vi, lo;
};

/// Every message, sorted by key.
[[nodiscard]] std::span<const Message> messages();

/// The message in the language. An unknown key returns the key itself, so that a gap is seen and not hidden.
/// Arguments are filled in with fmt: `fmt::format(fmt::runtime(tr(...)), ...)`.
[[nodiscard]] std::string_view tr(std::string_view key, Language language);

}  // namespace bordermap::model
