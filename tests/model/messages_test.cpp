// Every word of the program in every language, and every language with the same blanks to fill.

#include "model/messages.hpp"

#include "model/language.hpp"

#include <algorithm>
#include <array>
#include <gtest/gtest.h>
#include <set>
#include <string>

namespace bordermap::model {
namespace {

std::string_view in(const Message& message, Language language) {
    switch (language) {
        case Language::Vietnamese:
            return message.vi;
        case Language::Lao:
            return message.lo;
        case Language::English:
            break;
    }
    return message.en;
}

std::multiset<std::string> blanks(std::string_view text) {
    std::multiset<std::string> found;
    for (std::size_t open = text.find('{'); open != std::string_view::npos; open = text.find('{', open + 1)) {
        if (open + 1 < text.size() && text[open + 1] == '{') {
            ++open;
            continue;
        }
        found.insert(std::string(text.substr(open, text.find('}', open) - open + 1)));
    }
    return found;
}

TEST(Messages, NoneIsMissingInAnyLanguage) {
    ASSERT_GT(messages().size(), 100U);
    for (const Message& message : messages()) {
        for (const Language language : kLanguages) {
            EXPECT_FALSE(in(message, language).empty()) << message.key << " in " << language_code(language);
            EXPECT_EQ(tr(message.key, language), in(message, language));
        }
    }
}

TEST(Messages, KeysAreSortedAndUnique) {
    const auto all = messages();
    for (std::size_t i = 1; i < all.size(); ++i) {
        EXPECT_LT(all[i - 1].key, all[i].key);
    }
}

TEST(Messages, TranslationsHaveTheSameBlanks) {
    for (const Message& message : messages()) {
        EXPECT_EQ(blanks(message.en), blanks(message.vi)) << message.key;
        EXPECT_EQ(blanks(message.en), blanks(message.lo)) << message.key;
    }
}

TEST(Messages, LaoIsWrittenInLaoScript) {
    for (const Message& message : messages()) {
        const bool words =
            std::any_of(message.en.begin(), message.en.end(), [](char c) { return c >= 'a' && c <= 'z'; });
        if (words && message.en != message.lo) {
            EXPECT_NE(message.lo.find('\xE0'), std::string_view::npos) << message.key << ": " << message.lo;
        }
    }
}

TEST(Messages, AGapIsSeen) {
    EXPECT_EQ(tr("no.such.key", Language::Lao), "no.such.key");
    EXPECT_EQ(tr("", Language::English), "");
}

TEST(Languages, CodesGoBothWays) {
    for (const Language language : kLanguages) {
        EXPECT_EQ(parse_language(language_code(language)), language);
    }
    EXPECT_FALSE(parse_language("fr").has_value());
    EXPECT_FALSE(parse_language("").has_value());
}

TEST(Languages, NamesFallBackInTheirOrder) {
    const Names all{"e", "v", "l"};
    EXPECT_EQ(all.display(Language::English), "e");
    EXPECT_EQ(all.display(Language::Vietnamese), "v");
    EXPECT_EQ(all.display(Language::Lao), "l");
    EXPECT_EQ((Names{"", "v", "l"}).display(Language::English), "v");
    EXPECT_EQ((Names{"e", "", "l"}).display(Language::Vietnamese), "e");
    EXPECT_EQ((Names{"e", "v", ""}).display(Language::Lao), "e");
    EXPECT_EQ((Names{"", "v", ""}).display(Language::Lao), "v");
    EXPECT_EQ((Names{"", "", "l"}).display(Language::English), "l");
    EXPECT_EQ((Names{}).display(Language::English), "");
    EXPECT_EQ(all.in(Language::Lao), "l");
}

}  // namespace
}  // namespace bordermap::model
