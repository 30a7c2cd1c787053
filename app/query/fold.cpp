#include "query/gazetteer.hpp"

#include <algorithm>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/uscript.h>
#include <unicode/utf16.h>

namespace bordermap::query {

namespace {

constexpr UChar32 kLaoToneFirst = 0x0EC8;
constexpr UChar32 kLaoToneLast = 0x0ECE;

/// What the folded form keeps of a decomposed code point; 0 for nothing.
UChar32 fold_code_point(UChar32 c) {
    const int8_t type = u_charType(c);
    if (type == U_NON_SPACING_MARK || type == U_COMBINING_SPACING_MARK || type == U_ENCLOSING_MARK) {
        // A Lao vowel sign is a letter of its own at primary strength; tone marks (and niggahita, into which NFKD takes
        // sala am apart) are not.
        UErrorCode status = U_ZERO_ERROR;
        const bool lao = uscript_getScript(c, &status) == USCRIPT_LAO;
        return lao && (c < kLaoToneFirst || c > kLaoToneLast) ? c : 0;
    }
    if (!u_isalnum(c)) {
        return 0;
    }
    const UChar32 lower = u_foldCase(c, U_FOLD_CASE_DEFAULT);
    constexpr UChar32 kDStroke = 0x0111;  // has no decomposition
    return lower == kDStroke ? 'd' : lower;
}

}  // namespace

std::string fold(std::string_view utf8) {
    std::string folded;
    folded.reserve(utf8.size());
    const bool ascii =
        std::all_of(utf8.begin(), utf8.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
    if (ascii) {
        for (const char c : utf8) {
            if (c >= 'A' && c <= 'Z') {
                folded.push_back(static_cast<char>(c - 'A' + 'a'));
            } else if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
                folded.push_back(c);
            }
        }
        return folded;
    }
    UErrorCode status = U_ZERO_ERROR;
    static const icu::Normalizer2* const normalizer = icu::Normalizer2::getNFKDInstance(status);
    icu::UnicodeString text =
        icu::UnicodeString::fromUTF8(icu::StringPiece(utf8.data(), static_cast<int32_t>(utf8.size())));
    if (normalizer != nullptr) {
        icu::UnicodeString decomposed;
        status = U_ZERO_ERROR;
        normalizer->normalize(text, decomposed, status);
        if (U_SUCCESS(status) != 0) {
            text = decomposed;
        }
    }
    icu::UnicodeString kept;
    for (int32_t i = 0; i < text.length(); i = text.moveIndex32(i, 1)) {
        if (const UChar32 c = fold_code_point(text.char32At(i)); c != 0) {
            kept.append(c);
        }
    }
    kept.toUTF8String(folded);
    return folded;
}

}  // namespace bordermap::query
