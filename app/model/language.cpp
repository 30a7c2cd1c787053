#include "model/language.hpp"

namespace bordermap::model {

std::string_view language_code(Language language) {
    switch (language) {
        case Language::Vietnamese:
            return "vi";
        case Language::Lao:
            return "lo";
        case Language::English:
            break;
    }
    return "en";
}

std::optional<Language> parse_language(std::string_view code) {
    for (const Language language : kLanguages) {
        if (code == language_code(language)) {
            return language;
        }
    }
    return std::nullopt;
}

const std::string& Names::in(Language language) const {
    switch (language) {
        case Language::Vietnamese:
            return vi;
        case Language::Lao:
            return lo;
        case Language::English:
            break;
    }
    return en;
}

const std::string& Names::display(Language language) const {
    const std::string& wanted = in(language);
    if (!wanted.empty()) {
        return wanted;
    }
    for (const Language fallback : kLanguages) {  // en, vi, lo: what is left of each order once the wanted one is out
        const std::string& name = in(fallback);
        if (!name.empty()) {
            return name;
        }
    }
    return wanted;
}

}  // namespace bordermap::model
