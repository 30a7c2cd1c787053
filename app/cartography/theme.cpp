#include "cartography/theme.hpp"

#include "embedded_themes.hpp"

#include <algorithm>
#include <cmath>
#include <deque>
#include <fmt/format.h>
#include <fstream>
#include <iterator>
#include <map>
#include <mutex>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <system_error>

namespace bordermap::cartography {

namespace {

using nlohmann::json;

struct NamedColour {
    const char* key;
    Colour Theme::*member;
};
constexpr std::array kColours{NamedColour{"sea", &Theme::sea},
                              NamedColour{"context_land", &Theme::context_land},
                              NamedColour{"context_line", &Theme::context_line},
                              NamedColour{"fill_vn", &Theme::fill_vn},
                              NamedColour{"fill_la", &Theme::fill_la},
                              NamedColour{"glow_vn", &Theme::glow_vn},
                              NamedColour{"glow_la", &Theme::glow_la},
                              NamedColour{"border", &Theme::border},
                              NamedColour{"border_casing", &Theme::border_casing},
                              NamedColour{"outline", &Theme::outline},
                              NamedColour{"province_line", &Theme::province_line},
                              NamedColour{"district_line", &Theme::district_line},
                              NamedColour{"river", &Theme::river},
                              NamedColour{"river_text", &Theme::river_text},
                              NamedColour{"country_text", &Theme::country_text},
                              NamedColour{"province_text", &Theme::province_text},
                              NamedColour{"district_text", &Theme::district_text},
                              NamedColour{"town_text", &Theme::town_text},
                              NamedColour{"halo", &Theme::halo},
                              NamedColour{"link_twinning", &Theme::link_twinning},
                              NamedColour{"link_coordination", &Theme::link_coordination},
                              NamedColour{"link_other", &Theme::link_other},
                              NamedColour{"meeting_overdue", &Theme::meeting_overdue},
                              NamedColour{"meeting_never", &Theme::meeting_never},
                              NamedColour{"meeting_due", &Theme::meeting_due},
                              NamedColour{"meeting_upcoming", &Theme::meeting_upcoming},
                              NamedColour{"meeting_unknown", &Theme::meeting_unknown},
                              NamedColour{"unit_fill", &Theme::unit_fill},
                              NamedColour{"unit_text", &Theme::unit_text},
                              NamedColour{"gate", &Theme::gate},
                              NamedColour{"event", &Theme::event},
                              NamedColour{"hover", &Theme::hover},
                              NamedColour{"selected", &Theme::selected},
                              NamedColour{"dim", &Theme::dim},
                              NamedColour{"panel", &Theme::panel},
                              NamedColour{"panel_line", &Theme::panel_line},
                              NamedColour{"text", &Theme::text},
                              NamedColour{"text_muted", &Theme::text_muted},
                              NamedColour{"accent", &Theme::accent},
                              NamedColour{"accent_text", &Theme::accent_text},
                              NamedColour{"control", &Theme::control},
                              NamedColour{"control_hover", &Theme::control_hover},
                              NamedColour{"histogram", &Theme::histogram},
                              NamedColour{"histogram_selected", &Theme::histogram_selected},
                              NamedColour{"warning", &Theme::warning}};

struct NamedWidth {
    const char* key;
    float Theme::*member;
};
constexpr std::array kWidths{
    NamedWidth{"border", &Theme::border_width},           NamedWidth{"border_casing", &Theme::border_casing_width},
    NamedWidth{"province", &Theme::province_width},       NamedWidth{"district", &Theme::district_width},
    NamedWidth{"outline", &Theme::outline_width},         NamedWidth{"river_major", &Theme::river_major_width},
    NamedWidth{"river_minor", &Theme::river_minor_width}, NamedWidth{"link", &Theme::link_width},
    NamedWidth{"link_halo", &Theme::link_halo},           NamedWidth{"symbol", &Theme::symbol_size},
    NamedWidth{"symbol_halo", &Theme::symbol_halo}};

int hex_digit(char c) {
    if (c >= '0' && c <= '9') {
        return c - '0';
    }
    if (c >= 'a' && c <= 'f') {
        return c - 'a' + 10;
    }
    if (c >= 'A' && c <= 'F') {
        return c - 'A' + 10;
    }
    return -1;
}

/// WCAG 2.1, "relative luminance".
double luminance(const Colour& colour) {
    const auto linear = [](float value) {
        const auto v = static_cast<double>(value);
        return v <= 0.04045 ? v / 12.92 : std::pow((v + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(colour.r) + 0.7152 * linear(colour.g) + 0.0722 * linear(colour.b);
}

[[noreturn]] void refuse(std::string_view file, std::string_view key, std::string_view cure) {
    throw std::runtime_error(fmt::format("{}: {}: {}", file, key, cure));
}

const json& member(const json& object, const char* key, const std::string& path, std::string_view file) {
    if (!object.is_object() || !object.contains(key)) {
        refuse(file, path, "missing; add it as in themes/light.json");
    }
    return object.at(key);
}

Colour colour_at(const json& value, const std::string& path, std::string_view file) {
    if (!value.is_string()) {
        refuse(file, path, R"(not a colour; write it as "#rrggbb" or "#rrggbbaa")");
    }
    try {
        return parse_colour(value.get_ref<const std::string&>());
    } catch (const std::invalid_argument&) {
        refuse(file, path, R"(not a colour; write it as "#rrggbb" or "#rrggbbaa")");
    }
}

float width_at(const json& value, const std::string& path, std::string_view file) {
    if (!value.is_number() || value.get<float>() < 0.F || value.get<float>() > 200.F) {
        refuse(file, path, "not a width; write a number of pixels from 0 to 200");
    }
    return value.get<float>();
}

template <typename Table>
void refuse_unknown(const json& object, const Table& known, const std::string& section, std::string_view file,
                    std::string_view also = {}) {
    for (const auto& item : object.items()) {
        const std::string& key = item.key();
        const bool found = key == also || std::any_of(known.begin(), known.end(),
                                                      [&key](const auto& entry) { return key == entry.key; });
        if (!found) {
            refuse(file, section + "." + key, "not a known key; remove it or correct its spelling");
        }
    }
}

Colour mixed(const Colour& a, const Colour& b, float share) {
    return {a.r + (b.r - a.r) * share, a.g + (b.g - a.g) * share, a.b + (b.b - a.b) * share, 1.F};
}

/// The optional section "areas": {"classes": five colours, lowest first, "none", "not_applicable"}. Without it the colours run from
/// the land's towards the accent's and the text's.
void read_areas(const json& root, Theme& theme, std::string_view file) {
    for (std::size_t i = 0; i < Theme::kClasses; ++i) {
        const float share = static_cast<float>(i) / (Theme::kClasses - 1);
        theme.area_classes.at(i) =
            mixed(mixed(theme.fill_vn, theme.accent, 0.3F), mixed(theme.accent, theme.text, 0.45F), share);
    }
    theme.area_none = theme.fill_vn;
    theme.area_not_applicable = mixed(theme.fill_vn, theme.text, 0.16F);
    if (!root.contains("areas")) {
        return;
    }
    const json& areas = root.at("areas");
    const json& classes = member(areas, "classes", "areas.classes", file);
    if (!classes.is_array() || classes.size() != Theme::kClasses) {
        refuse(file, "areas.classes", "write five colours, of the lowest class first");
    }
    for (std::size_t i = 0; i < Theme::kClasses; ++i) {
        theme.area_classes.at(i) = colour_at(classes[i], fmt::format("areas.classes[{}]", i), file);
    }
    theme.area_none = colour_at(member(areas, "none", "areas.none", file), "areas.none", file);
    theme.area_not_applicable =
        colour_at(member(areas, "not_applicable", "areas.not_applicable", file), "areas.not_applicable", file);
    constexpr std::array kKnown{NamedColour{"classes", nullptr}, NamedColour{"none", nullptr},
                                NamedColour{"not_applicable", nullptr}};
    refuse_unknown(areas, kKnown, "areas", file);
}

}  // namespace

Colour parse_colour(std::string_view text) {
    const bool shape = (text.size() == 7 || text.size() == 9) && text.front() == '#' &&
                       std::all_of(text.begin() + 1, text.end(), [](char c) { return hex_digit(c) >= 0; });
    if (!shape) {
        throw std::invalid_argument(fmt::format("'{}' is not a colour; write it as #rrggbb or #rrggbbaa", text));
    }
    const auto channel = [&text](std::size_t at) {
        return static_cast<float>(hex_digit(text[at]) * 16 + hex_digit(text[at + 1])) / 255.F;
    };
    return {channel(1), channel(3), channel(5), text.size() == 9 ? channel(7) : 1.F};
}

double contrast_ratio(const Colour& a, const Colour& b) {
    const double la = luminance(a);
    const double lb = luminance(b);
    return (std::max(la, lb) + 0.05) / (std::min(la, lb) + 0.05);
}

Colour Theme::category_colour(std::string_view category_id) const {
    std::size_t best = 0;
    Colour colour = text_muted;
    for (const auto& [prefix, candidate] : categories) {
        const bool whole_part = category_id.size() == prefix.size() ||
                                (category_id.size() > prefix.size() && category_id[prefix.size()] == '.');
        if (category_id.starts_with(prefix) && whole_part && prefix.size() > best) {
            best = prefix.size();
            colour = candidate;
        }
    }
    return colour;
}

Theme theme_from_json(std::string_view text, std::string_view file) {
    json root;
    try {
        root = json::parse(text, nullptr, true, true);
    } catch (const json::parse_error& error) {
        const std::string_view before = text.substr(0, error.byte > 0 ? error.byte - 1 : 0);
        refuse(file, fmt::format("line {}", 1 + std::count(before.begin(), before.end(), '\n')),
               "not JSON; look for a missing comma, quote or brace there or before it");
    }
    if (!root.is_object()) {
        refuse(file, "file", "not a JSON object; compare it with themes/light.json");
    }
    Theme result;
    const json& name = member(root, "name", "name", file);
    if (!name.is_string() || name.get_ref<const std::string&>().empty()) {
        refuse(file, "name", "not a name; write a short text");
    }
    result.name = name.get<std::string>();
    const json& dark = member(root, "dark", "dark", file);
    if (!dark.is_boolean()) {
        refuse(file, "dark", "write true or false");
    }
    result.dark = dark.get<bool>();

    const json& colours = member(root, "colours", "colours", file);
    for (const NamedColour& entry : kColours) {
        const std::string path = std::string("colours.") + entry.key;
        result.*entry.member = colour_at(member(colours, entry.key, path, file), path, file);
    }
    refuse_unknown(colours, kColours, "colours", file);

    const json& categories = member(root, "categories", "categories", file);
    if (!categories.is_object()) {
        refuse(file, "categories", "not an object of category id and colour");
    }
    for (const auto& [id, value] : categories.items()) {
        result.categories.emplace_back(id, colour_at(value, "categories." + id, file));
    }

    read_areas(root, result, file);

    const json& widths = member(root, "widths", "widths", file);
    for (const NamedWidth& entry : kWidths) {
        const std::string path = std::string("widths.") + entry.key;
        result.*entry.member = width_at(member(widths, entry.key, path, file), path, file);
    }
    const json& glow = member(widths, "glow", "widths.glow", file);
    if (!glow.is_array() || glow.size() != result.glow_widths.size()) {
        refuse(file, "widths.glow", "write three numbers, narrow to wide");
    }
    for (std::size_t i = 0; i < result.glow_widths.size(); ++i) {
        result.glow_widths[i] = width_at(glow[i], fmt::format("widths.glow[{}]", i), file);
    }
    refuse_unknown(widths, kWidths, "widths", file, "glow");
    return result;
}

namespace {

/// The themes that the program knows. Replaced ones are kept: a scene, a panel or the export on its own thread may still refer to
/// them; a theme is small and an edit of one is rare.
class ThemeShelf {
public:
    static ThemeShelf& get() {
        static ThemeShelf shelf;
        return shelf;
    }

    std::vector<std::string> names() {
        const std::lock_guard lock(mutex_);
        std::vector<std::string> list;
        for (const Theme* each : current_) {
            list.push_back(each->name);
        }
        return list;
    }

    const Theme& find(std::string_view name) {
        const std::lock_guard lock(mutex_);
        const auto found =
            std::find_if(current_.begin(), current_.end(), [name](const Theme* each) { return each->name == name; });
        return found != current_.end() ? **found : *current_.front();
    }

    ThemeReading read(const std::filesystem::path& folder) {
        const std::lock_guard lock(mutex_);
        ThemeReading reading;
        std::vector<std::filesystem::path> files;
        std::error_code error;
        for (std::filesystem::directory_iterator at(folder, error), end; !error && at != end; at.increment(error)) {
            if (at->path().extension() == ".json") {
                files.push_back(at->path());
            }
        }
        if (error) {
            reading.faults.push_back(
                fmt::format("{}: {}; name a folder of theme files", folder.string(), error.message()));
            return reading;
        }
        std::sort(files.begin(), files.end());
        if (files.empty() && from_files_.empty()) {
            reading.faults.push_back(
                fmt::format("{}: no theme file; put a .json file like themes/light.json there", folder.string()));
        }
        std::map<std::string, const Theme*> read;
        for (const std::filesystem::path& file : files) {
            const auto before = from_files_.find(file.string());
            const Theme* const known = before != from_files_.end() ? before->second : nullptr;
            try {
                const Theme* const now = keep(read_file(file), known);
                for (const auto& [other, theme] : read) {
                    if (theme->name == now->name) {
                        refuse(file.string(), "name",
                               fmt::format("\"{}\" is the name of {}, too; give it another", now->name, other));
                    }
                }
                read.emplace(file.string(), now);
            } catch (const std::runtime_error& fault) {
                reading.faults.emplace_back(fault.what());
                if (known != nullptr) {
                    read.emplace(file.string(), known);
                }
            }
        }
        from_files_ = std::move(read);
        std::vector<const Theme*> themes = built_in_;
        for (const auto& [file, theme] : from_files_) {
            const std::string& name = theme->name;
            const auto same =
                std::find_if(themes.begin(), themes.end(), [&](const Theme* each) { return each->name == name; });
            if (same != themes.end()) {
                *same = theme;
            } else {
                themes.push_back(theme);
            }
        }
        reading.changed = themes != current_;
        current_ = std::move(themes);
        return reading;
    }

private:
    ThemeShelf() {
        for (const std::string_view file : embedded_theme_names()) {
            built_in_.push_back(keep(theme_from_json(embedded_theme(file), file), nullptr));
        }
        const auto rank = [](const Theme* theme) { return theme->name == "light" ? 0 : theme->name == "dark" ? 1 : 2; };
        std::stable_sort(built_in_.begin(), built_in_.end(),
                         [&](const Theme* a, const Theme* b) { return rank(a) < rank(b); });
        current_ = built_in_;
    }

    /// The object of what was read: `known` where nothing has changed.
    const Theme* keep(Theme theme, const Theme* known) {
        if (known != nullptr && *known == theme) {
            return known;
        }
        return &all_.emplace_back(std::move(theme));
    }

    static Theme read_file(const std::filesystem::path& file) {
        std::ifstream in(file, std::ios::binary);
        const std::string text{std::istreambuf_iterator<char>(in), {}};
        if (!in) {
            refuse(file.string(), "file", "cannot be read; look at its permissions");
        }
        return theme_from_json(text, file.string());
    }

    std::mutex mutex_;
    std::deque<Theme> all_;  ///< addresses stay
    std::vector<const Theme*> built_in_, current_;
    std::map<std::string, const Theme*> from_files_;  ///< what each file of the folder last held that was good
};

}  // namespace

std::vector<std::string> theme_names() {
    return ThemeShelf::get().names();
}

const Theme& theme(std::string_view name) {
    return ThemeShelf::get().find(name);
}

ThemeReading read_theme_folder(const std::filesystem::path& folder) {
    return ThemeShelf::get().read(folder);
}

}  // namespace bordermap::cartography
