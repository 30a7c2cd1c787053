#pragma once
/// Text as it comes from files: decoding, UTF-8 validity, normalisation, and the traces of encodings gone wrong.

#include <memory>
#include <optional>
#include <string>
#include <string_view>

struct UConverter;

namespace bordermap::catalog {

[[nodiscard]] std::string_view trim(std::string_view text);  ///< spaces, tabs and line ends of ASCII, and U+FEFF
[[nodiscard]] std::string lower_ascii(std::string_view text);
[[nodiscard]] bool is_ascii(std::string_view text);
[[nodiscard]] bool is_utf8(std::string_view text);
/// Every byte that is not part of a character becomes U+FFFD.
[[nodiscard]] std::string repair_utf8(std::string_view text);
/// At most `bytes` long, cut between characters.
[[nodiscard]] std::string_view cut_utf8(std::string_view text, std::size_t bytes);
[[nodiscard]] bool is_nfc(std::string_view utf8);
[[nodiscard]] std::string to_nfc(std::string_view utf8);
/// `*` matches any run of characters; both in lower case.
[[nodiscard]] bool matches_glob(std::string_view text, std::string_view pattern);

/// ICU's name for what a .cpg file or a user writes ("1258", "65001", "ANSI 1252", "utf8"); empty when it means nothing.
[[nodiscard]] std::string canonical_encoding(std::string_view declared);

/// Turns bytes in one encoding into UTF-8. Not for use by two threads at once.
class TextDecoder {
public:
    TextDecoder() = default;  ///< UTF-8
    /// `encoding` as canonical_encoding gives it; nullopt when ICU does not know it.
    [[nodiscard]] static std::optional<TextDecoder> open(const std::string& encoding);

    [[nodiscard]] const std::string& name() const { return name_; }
    [[nodiscard]] bool utf8() const { return converter_ == nullptr; }
    /// `bad` is set when a byte has no meaning in the encoding; it becomes U+FFFD.
    [[nodiscard]] std::string decode(std::string_view bytes, bool& bad) const;

private:
    struct Close {
        void operator()(UConverter* converter) const;
    };
    std::string name_ = "UTF-8";
    std::unique_ptr<UConverter, Close> converter_;
};

/// A trace of damage in text that is valid UTF-8.
struct TextFault {
    std::string_view kind;
    std::string message, cure;
};
/// Replacement characters, question marks for letters, UTF-8 read as Windows-1252, TCVN3 font encoding, U+00D0 for the
/// Vietnamese letter, invisible controls, two spaces in a row.
[[nodiscard]] std::optional<TextFault> text_fault(std::string_view utf8);

}  // namespace bordermap::catalog
