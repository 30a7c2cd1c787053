#pragma once
/// Languages of names and of the program's own words.

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace bordermap::model {

enum class Language : std::uint8_t { English, Vietnamese, Lao };
inline constexpr std::array kLanguages{Language::English, Language::Vietnamese, Language::Lao};

/// "en", "vi", "lo".
[[nodiscard]] std::string_view language_code(Language language);
[[nodiscard]] std::optional<Language> parse_language(std::string_view code);

/// A name in up to three languages; any may be empty.
struct Names {
    std::string en;
    std::string vi;
    std::string lo;

    [[nodiscard]] const std::string& in(Language language) const;
    /// The name in `language`, else in the fallback order en -> vi -> lo (vi: vi, en, lo; lo: lo, en, vi).
    [[nodiscard]] const std::string& display(Language language) const;
    bool operator==(const Names&) const = default;
};

}  // namespace bordermap::model
