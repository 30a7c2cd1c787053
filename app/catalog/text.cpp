#include "catalog/text.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>
#include <unicode/stringpiece.h>
#include <unicode/uchar.h>
#include <unicode/ucnv.h>
#include <unicode/unistr.h>
#include <unicode/utf8.h>
#include <vector>

namespace bordermap::catalog {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

const icu::Normalizer2& nfc() {
    UErrorCode status = U_ZERO_ERROR;
    // Lives as long as ICU; there is no build of ICU without it.
    return *icu::Normalizer2::getNFCInstance(status);
}

icu::StringPiece piece(std::string_view text) {
    return {text.data(), static_cast<std::int32_t>(text.size())};
}

/// Calls f(code point or negative, start, end) for each character or bad byte sequence.
template <typename F>
void each_character(std::string_view text, F&& f) {
    const auto length = static_cast<std::int32_t>(text.size());
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
    for (std::int32_t at = 0; at < length;) {
        const auto start = at;
        UChar32 character = 0;
        U8_NEXT(bytes, at, length, character);
        if (!f(character, static_cast<std::size_t>(start), static_cast<std::size_t>(at))) {
            return;
        }
    }
}

std::vector<UChar32> characters(std::string_view utf8) {
    std::vector<UChar32> all;
    all.reserve(utf8.size());
    each_character(utf8, [&](UChar32 character, std::size_t, std::size_t) {
        all.push_back(character);
        return true;
    });
    return all;
}

/// The byte that Windows-1252 has for a character, -1 when it has none.
int windows_1252_byte(UChar32 character) {
    static constexpr std::array<UChar32, 32> kHigh = {0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
                                                      0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D,   0x017D, 0x8F,
                                                      0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                                      0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178};
    if (character < 0x80 || (character >= 0xA0 && character <= 0xFF)) {
        return character;
    }
    const auto* found = std::find(kHigh.begin(), kHigh.end(), character);
    return found == kHigh.end() ? -1 : static_cast<int>(0x80 + (found - kHigh.begin()));
}

bool is_utf8_read_as_1252(const std::vector<UChar32>& text) {
    std::string bytes;
    for (const auto character : text) {
        const auto byte = windows_1252_byte(character);
        if (byte < 0) {
            return false;
        }
        bytes.push_back(static_cast<char>(byte));
    }
    return !is_ascii(bytes) && is_utf8(bytes);
}

/// TCVN3 fonts put Vietnamese letters on the signs of Latin-1, which then stand inside words.
bool is_tcvn3(const std::vector<UChar32>& text) {
    static constexpr std::array<UChar32, 18> kSigns = {0xA1, 0xA2, 0xA3, 0xA4, 0xA5, 0xA6, 0xA7, 0xA8, 0xA9,
                                                       0xAC, 0xAE, 0xB5, 0xB6, 0xB8, 0xB9, 0xBC, 0xBD, 0xBE};
    const auto is_letter = [&](std::size_t at) { return at < text.size() && u_isalpha(text[at]) != 0; };
    std::size_t count = 0;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const auto sign = std::find(kSigns.begin(), kSigns.end(), text[at]) != kSigns.end();
        count += sign && at > 0 && is_letter(at - 1) && (is_letter(at + 1) || at + 1 == text.size()) ? 1U : 0U;
    }
    return count != 0;
}

bool has_lost_letters(const std::vector<UChar32>& text) {
    for (std::size_t at = 0; at + 1 < text.size(); ++at) {
        if (text[at] == '?' && (u_isalpha(text[at + 1]) != 0 || text[at + 1] == '?')) {
            return true;
        }
    }
    return false;
}

}  // namespace

std::string_view trim(std::string_view text) {
    if (text.starts_with(kByteOrderMark)) {
        text.remove_prefix(kByteOrderMark.size());
    }
    constexpr std::string_view kSpace = " \t\r\n\v\f";
    const auto first = text.find_first_not_of(kSpace);
    if (first == std::string_view::npos) {
        return {};
    }
    return text.substr(first, text.find_last_not_of(kSpace) - first + 1);
}

std::string lower_ascii(std::string_view text) {
    std::string lower(text);
    for (auto& c : lower) {
        if (c >= 'A' && c <= 'Z') {
            c = static_cast<char>(c - 'A' + 'a');
        }
    }
    return lower;
}

bool is_ascii(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

bool is_utf8(std::string_view text) {
    bool valid = true;
    each_character(text, [&](UChar32 character, std::size_t, std::size_t) { return valid = character >= 0; });
    return valid;
}

std::string repair_utf8(std::string_view text) {
    std::string repaired;
    repaired.reserve(text.size() + kReplacement.size());
    each_character(text, [&](UChar32 character, std::size_t start, std::size_t end) {
        repaired.append(character >= 0 ? text.substr(start, end - start) : kReplacement);
        return true;
    });
    return repaired;
}

std::string_view cut_utf8(std::string_view text, std::size_t bytes) {
    if (text.size() <= bytes) {
        return text;
    }
    while (bytes > 0 && (static_cast<unsigned char>(text[bytes]) & 0xC0U) == 0x80U) {
        --bytes;
    }
    return text.substr(0, bytes);
}

bool is_nfc(std::string_view utf8) {
    UErrorCode status = U_ZERO_ERROR;
    return is_ascii(utf8) || nfc().isNormalizedUTF8(piece(utf8), status) != 0;
}

std::string to_nfc(std::string_view utf8) {
    std::string normal;
    icu::StringByteSink<std::string> sink(&normal, static_cast<std::int32_t>(utf8.size()));
    UErrorCode status = U_ZERO_ERROR;
    nfc().normalizeUTF8(0, piece(utf8), sink, nullptr, status);
    return U_SUCCESS(status) != 0 ? normal : std::string(utf8);
}

bool matches_glob(std::string_view text, std::string_view pattern) {
    const auto star = pattern.find('*');
    if (star == std::string_view::npos) {
        return text == pattern;
    }
    if (!text.starts_with(pattern.substr(0, star))) {
        return false;
    }
    text.remove_prefix(star);
    pattern.remove_prefix(star + 1);
    for (std::size_t skip = 0; skip <= text.size(); ++skip) {
        if (matches_glob(text.substr(skip), pattern)) {
            return true;
        }
    }
    return false;
}

std::string canonical_encoding(std::string_view declared) {
    auto name = lower_ascii(trim(declared));
    for (const std::string_view prefix : {"ansi ", "oem ", "ldid/", "cp"}) {
        if (name.starts_with(prefix)) {
            name.erase(0, prefix.size());
        }
    }
    if (name == "65001" || name == "utf8" || name == "utf-8") {
        return "UTF-8";
    }
    if (name.starts_with("8859") || name.starts_with("iso 8859") || name.starts_with("iso8859")) {
        std::string part = name.substr(name.find("8859") + 4);
        std::erase_if(part, [](char c) { return c < '0' || c > '9'; });
        return part.empty() ? std::string{} : "ISO-8859-" + part;
    }
    if (!name.empty() && std::all_of(name.begin(), name.end(), [](char c) { return c >= '0' && c <= '9'; })) {
        const auto windows =
            (name.size() == 4 && name.starts_with("125")) || name == "874" || name == "936" || name == "950";
        name.insert(0, windows ? "windows-" : "ibm-");
    }
    UErrorCode status = U_ZERO_ERROR;
    UConverter* converter = name.empty() ? nullptr : ucnv_open(name.c_str(), &status);
    if (converter == nullptr) {
        return {};
    }
    ucnv_close(converter);
    return name;
}

void TextDecoder::Close::operator()(UConverter* converter) const {
    ucnv_close(converter);
}

std::optional<TextDecoder> TextDecoder::open(const std::string& encoding) {
    TextDecoder decoder;
    if (encoding == "UTF-8") {
        return decoder;
    }
    UErrorCode status = U_ZERO_ERROR;
    decoder.converter_.reset(ucnv_open(encoding.c_str(), &status));
    if (decoder.converter_ == nullptr) {
        return std::nullopt;
    }
    decoder.name_ = encoding;
    return decoder;
}

std::string TextDecoder::decode(std::string_view bytes, bool& bad) const {
    if (utf8()) {
        bad = !is_utf8(bytes);
        return bad ? repair_utf8(bytes) : std::string(bytes);
    }
    std::vector<UChar> buffer(bytes.size() * 2 + 1);
    UErrorCode status = U_ZERO_ERROR;
    const auto length = ucnv_toUChars(converter_.get(), buffer.data(), static_cast<std::int32_t>(buffer.size()),
                                      bytes.data(), static_cast<std::int32_t>(bytes.size()), &status);
    if (U_FAILURE(status) != 0) {
        bad = true;
        return repair_utf8(bytes);
    }
    std::string text;
    icu::UnicodeString(buffer.data(), length).toUTF8String(text);
    bad = text.find(kReplacement) != std::string::npos;
    return text;
}

std::optional<TextFault> text_fault(std::string_view utf8) {
    if (utf8.find("  ") != std::string_view::npos) {
        return TextFault{"spaces", "two spaces in a row", "leave one"};
    }
    if (is_ascii(utf8) && utf8.find('?') == std::string_view::npos) {
        return std::nullopt;
    }
    const auto text = characters(utf8);
    const auto has = [&](auto&& test) { return std::any_of(text.begin(), text.end(), test); };
    if (has([](UChar32 c) { return c == 0xFFFD; })) {
        return TextFault{"lost text", "holds U+FFFD: letters were lost in an earlier conversion",
                         "enter the text again from its source"};
    }
    if (has_lost_letters(text)) {
        return TextFault{"lost text", "question marks stand where letters should be",
                         "enter the text again from its source"};
    }
    if (is_utf8_read_as_1252(text)) {
        return TextFault{"mojibake", "is UTF-8 that was once read as Windows-1252", "convert the source as UTF-8"};
    }
    if (is_tcvn3(text)) {
        return TextFault{"legacy text", "looks like the Vietnamese TCVN3 font encoding", "convert it to Unicode"};
    }
    if (has([](UChar32 c) { return c == 0x00D0 || c == 0x00F0; })) {
        return TextFault{"letter",
                         "holds U+00D0 or U+00F0 (Icelandic eth), which looks like the Vietnamese d with stroke",
                         "write U+0110 or U+0111"};
    }
    if (has([](UChar32 c) {
            return u_charType(c) == U_CONTROL_CHAR
                       ? c != '\n' && c != '\t' && c != '\r'
                       : (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0xFEFF;
        })) {
        return TextFault{"controls", "holds invisible control characters", "take them out"};
    }
    return std::nullopt;
}

}  // namespace bordermap::catalog
