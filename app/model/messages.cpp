#include "model/messages.hpp"

#include "model/messages_tables.hpp"

#include <algorithm>
#include <vector>

namespace bordermap::model {

std::span<const Message> messages() {
    static const std::vector<Message> all = [] {
        std::vector<Message> merged;
        for (const auto table : {query_messages(), furniture_messages(), panel_messages()}) {
            merged.insert(merged.end(), table.begin(), table.end());
        }
        std::sort(merged.begin(), merged.end(), [](const Message& a, const Message& b) { return a.key < b.key; });
        return merged;
    }();
    return all;
}

std::string_view tr(std::string_view key, Language language) {
    const auto all = messages();
    const auto found =
        std::lower_bound(all.begin(), all.end(), key,
                         [](const Message& message, std::string_view wanted) { return message.key < wanted; });
    if (found == all.end() || found->key != key) {
        return key;
    }
    switch (language) {
        case Language::Vietnamese:
            return found->vi;
        case Language::Lao:
            return found->lo;
        case Language::English:
            break;
    }
    return found->en;
}

}  // namespace bordermap::model
