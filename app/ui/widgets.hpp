#pragma once
/// The controls of the panels. All measures in px of the design; every one marks itself in App::marks when it has a name.

#include "query/describe.hpp"
#include "ui/app.hpp"
#include "ui/icons.hpp"

#include <imgui.h>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace bordermap::ui {

/// A fixed panel without decoration, with a soft shadow and the panel's colour. Ends with end_panel().
bool begin_panel(App& app, const char* name, const Rect& rect, bool rounded, float padding = 16, int flags = 0);
void end_panel();

/// Text as the map's language has it: ICU line breaks where there is Lao, else at spaces. `width` px, 0: to the edge.
void text_wrapped(App& app, ImFont* font, ImU32 colour, std::string_view utf8, float width = 0);
/// One line, cut with an ellipsis at `width` px; a tooltip shows the whole where it was cut.
void text_fitted(App& app, ImFont* font, ImU32 colour, std::string_view utf8, float width);
[[nodiscard]] ImVec2 text_size(ImFont* font, std::string_view utf8);
/// Cut with an ellipsis to fit.
[[nodiscard]] std::string fitted(ImFont* font, std::string_view utf8, float width);
void draw_text(ImDrawList* where, ImFont* font, ImVec2 at, ImU32 colour, std::string_view utf8);

void tooltip(App& app, std::string_view words);
/// The tooltip of the hovered `item` (an ImGui id), once the pointer has rested on it.
void hint(App& app, unsigned item, std::string_view words);

struct ButtonLook {
    std::string label;
    std::optional<Icon> icon;
    bool primary = false;  ///< filled with the accent
    bool active = false;
    bool quiet = false;  ///< no fill until hovered
    bool enabled = true;
    float width = 0;  ///< 0: by the label
    float height = 32;
    std::string hint;  ///< tooltip
};
bool button(App& app, const char* id, const ButtonLook& look);
bool icon_button(App& app, const char* id, Icon icon, const std::string& hint, bool active = false, float size = 32,
                 bool enabled = true);
/// A pill; with `closable` a cross at its end. 1: clicked, 2: closed.
int chip(App& app, const char* id, const std::string& label, bool active, bool closable = false);

bool segmented(App& app, const char* id, const std::vector<std::string>& labels, int& index, float width);
bool switch_row(App& app, const char* id, const std::string& label, bool on);
bool search_field(App& app, const char* id, std::string& text, const std::string& hint, float width,
                  bool focus = false);

/// Heading that opens and closes; `note` stands at its right end.
bool section(App& app, const char* id, const std::string& title, const std::string& note, bool& open);

struct RowLook {
    std::string label;
    std::string count;  ///< right-aligned
    int check = -1;     ///< -1 no box, 0 off, 1 on, 2 partly
    std::optional<cartography::SymbolShape> symbol;
    ImU32 symbol_colour = 0;
    float indent = 0;
    int arrow = -1;  ///< -1 none, 0 closed, 1 open
    bool strong = false, faint = false, selected = false;
    bool count_opens = false;  ///< the count is a button of its own
    std::string hint;          ///< tooltip
    float height = 30;
};
/// 0 nothing, 1 the row, 2 its arrow, 3 its count.
int row(App& app, const char* id, const RowLook& look);

struct Look {
    std::optional<cartography::SymbolShape> shape;
    ImU32 colour = 0;
    bool hollow = false;
};
/// A word at the end of a row that warns or qualifies, explained by its hint.
struct Badge {
    std::string word, hint;
    bool strong = false;  ///< a warning
};
struct RecordLook {
    Look of;
    std::string title, below;
    std::string third;  ///< a third line; none: the row has two
    std::vector<Badge> badges;
    bool selected = false;
    float width = 0;  ///< px; 0: to the edge
};
/// Heights of rows of two and of three lines, px of the design.
inline constexpr float kRecordRow = 52, kTallRecordRow = 70;
/// Symbol, title, and a quiet second line that ends in badges.
bool record_row(App& app, const char* id, const RecordLook& look);
/// What of a record is not sure, or not counted: place, confidence, totals, inheritance.
[[nodiscard]] std::vector<Badge> badges_of(const App& app, model::Ref ref);

/// "Label" over its value; nothing for an empty value.
void field(App& app, const std::string& name, const std::string& value);
/// A line that leads somewhere.
bool link(App& app, const char* id, const std::string& label, const std::string& note = {},
          std::optional<cartography::SymbolShape> symbol = {}, ImU32 colour = 0);
void separator(App& app, float space = 8);
/// Small words that hold a number, underlined under the pointer where they open its records. True when they do.
bool number_words(App& app, const char* id, const std::string& words, bool opens);

/// Numbers as the language writes them: 1,234 / 1.234.
[[nodiscard]] std::string number(const App& app, std::uint64_t value);
using query::capitalised;
/// The word of a value of the records, capitalised: tr("<group>.<value>"), or the value made readable.
[[nodiscard]] std::string word(const App& app, std::string_view group, std::string_view value);

[[nodiscard]] ImU32 category_colour(const App& app, model::Index category);
[[nodiscard]] cartography::SymbolShape category_shape(const App& app, model::Index category);
/// How a thing looks in lists: as on the map.
[[nodiscard]] Look look_of(const App& app, model::Ref ref);
/// Of a review meeting, by its state: the same in the list and in the details.
[[nodiscard]] ImU32 meeting_colour(const App& app, const query::MeetingDue& due);
/// That a category or area is a label of the parties, and where it is named; empty for other terms.
[[nodiscard]] std::string label_note(const App& app, const model::Term& term);
/// A commune, ward or special zone: what Viet Nam has below the province since July 2025.
[[nodiscard]] bool is_commune(const model::AdminUnit& place);
/// "Province of Laos", "Twinning", "Drug trafficking".
[[nodiscard]] std::string kind_words(const App& app, model::Ref ref);
[[nodiscard]] std::string title_words(const App& app, model::Ref ref);
/// Name of a boundary with the boundary that holds it.
[[nodiscard]] std::string place_words(const App& app, model::Index boundary);

}  // namespace bordermap::ui
