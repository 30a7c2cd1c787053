#include "ui/style.hpp"

#include "cartography/text.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <imgui_freetype.h>

namespace bordermap::ui {
namespace {

using cartography::Colour;
using cartography::FontFace;

// What Noto Sans is asked for: Latin with every Vietnamese letter, general punctuation, arrows, the signs in our words.
constexpr std::array<ImWchar, 21> kLatinRanges{0x0020, 0x024F, 0x02B0, 0x036F, 0x1E00, 0x1EFF, 0x2010,
                                               0x205E, 0x20AB, 0x20AC, 0x2103, 0x2103, 0x2190, 0x2195,
                                               0x2212, 0x2212, 0x2248, 0x2265, 0xFFFD, 0xFFFD, 0};
constexpr std::array<ImWchar, 3> kLaoRanges{0x0E80, 0x0EFF, 0};

// Tone marks and the cancellation mark, and where their raised copies live.
constexpr unsigned kFirstTone = 0x0EC8, kLastTone = 0x0ECD, kRaisedTone = 0xE0C8;

bool above_vowel(unsigned c) {
    return c == 0x0EB1 || (c >= 0x0EB4 && c <= 0x0EB7) || c == 0x0EBB || c == 0x0ECD;
}

ImFont* add_font(FontFace face, float size) {
    ImGuiIO& io = ImGui::GetIO();
    ImFontConfig config;
    config.OversampleH = 1;
    config.OversampleV = 1;
    config.PixelSnapH = false;
    const std::string latin = cartography::TextShaper::font_file(face, "Latn");
    const std::string lao = cartography::TextShaper::font_file(face, "Laoo");
    const float pixels = std::round(size);
    ImFont* font = io.Fonts->AddFontFromFileTTF(latin.c_str(), pixels, &config, kLatinRanges.data());
    config.MergeMode = true;
    // Lao letters are low for their em: a little larger, they read as the Latin beside them.
    io.Fonts->AddFontFromFileTTF(lao.c_str(), std::round(pixels * 1.14F), &config, kLaoRanges.data());
    return font;
}

// Copies of the tone marks that stand one mark height higher: what GPOS would do for a tone above a vowel sign.
void add_raised_tones(ImFont* font) {
    for (unsigned c = kFirstTone; c <= kLastTone; ++c) {
        const ImFontGlyph* found = font->FindGlyphNoFallback(static_cast<ImWchar>(c));
        if (found == nullptr) {
            continue;
        }
        const ImFontGlyph glyph = *found;  // AddGlyph may move the array
        const float raise = std::round(font->FontSize * 0.19F);
        font->AddGlyph(nullptr, static_cast<ImWchar>(kRaisedTone + (c - kFirstTone)), glyph.X0, glyph.Y0 - raise,
                       glyph.X1, glyph.Y1 - raise, glyph.U0, glyph.V0, glyph.U1, glyph.V1, glyph.AdvanceX);
    }
    font->BuildLookupTable();
}

ImVec4 to_vec(ImU32 colour) {
    return ImGui::ColorConvertU32ToFloat4(colour);
}

struct Decoded {
    unsigned code = 0;
    std::size_t length = 1;
};
Decoded decode(std::string_view text, std::size_t at) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const unsigned lead = byte(at);
    if (lead >= 0xE0 && lead < 0xF0 && at + 2 < text.size()) {
        return {((lead & 0x0FU) << 12) | ((byte(at + 1) & 0x3FU) << 6) | (byte(at + 2) & 0x3FU), 3};
    }
    if (lead >= 0xC0 && lead < 0xE0 && at + 1 < text.size()) {
        return {((lead & 0x1FU) << 6) | (byte(at + 1) & 0x3FU), 2};
    }
    return {lead, 1};
}

void append(std::string& out, unsigned code) {  // BMP above U+07FF: all that is written here
    out += static_cast<char>(0xE0 | (code >> 12));
    out += static_cast<char>(0x80 | ((code >> 6) & 0x3F));
    out += static_cast<char>(0x80 | (code & 0x3F));
}

}  // namespace

ImU32 to_u32(const Colour& colour, float alpha) {
    return ImGui::ColorConvertFloat4ToU32({colour.r, colour.g, colour.b, colour.a * alpha});
}

Colour mix(const Colour& a, const Colour& b, float t) {
    return {a.r + (b.r - a.r) * t, a.g + (b.g - a.g) * t, a.b + (b.b - a.b) * t, a.a + (b.a - a.a) * t};
}

void Style::load_fonts(float scale) {
    scale_ = scale;
    ImFontAtlas* atlas = ImGui::GetIO().Fonts;
    atlas->Clear();
    atlas->Flags |= ImFontAtlasFlags_NoPowerOfTwoHeight;
    atlas->TexDesiredWidth = 2048;
    atlas->FontBuilderIO = ImGuiFreeType::GetBuilderForFreeType();
    atlas->FontBuilderFlags = ImGuiFreeTypeBuilderFlags_LightHinting;
    fonts.body = add_font(FontFace::Regular, 15 * scale);
    fonts.small = add_font(FontFace::Regular, 13 * scale);
    fonts.strong = add_font(FontFace::SemiBold, 15 * scale);
    fonts.headline = add_font(FontFace::SemiBold, 20 * scale);
    fonts.large = add_font(FontFace::SemiBold, 26 * scale);
    atlas->Build();
    for (ImFont* font : {fonts.body, fonts.small, fonts.strong, fonts.headline, fonts.large}) {
        add_raised_tones(font);
    }
    ImGui::GetIO().FontDefault = fonts.body;
    if (theme != nullptr) {
        use_theme(*theme);
    }
}

void Style::use_theme(const cartography::Theme& of_map) {
    theme = &of_map;
    const cartography::Theme& t = of_map;
    colours.panel = to_u32(t.panel);
    colours.line = to_u32(t.panel_line);
    colours.text = to_u32(t.text);
    colours.muted = to_u32(t.text_muted);
    colours.accent = to_u32(t.accent);
    colours.accent_text = to_u32(t.accent_text);
    colours.accent_soft = to_u32(mix(t.panel.with_alpha(1), t.accent, t.dark ? 0.24F : 0.12F));
    colours.control = to_u32(t.control);
    colours.hover = to_u32(t.control_hover);
    colours.histogram = to_u32(t.histogram);
    colours.histogram_selected = to_u32(t.histogram_selected);
    colours.warning = to_u32(t.warning);
    colours.warning_soft = to_u32(mix(t.panel.with_alpha(1), t.warning, 0.22F));
    colours.shadow = IM_COL32(0, 0, 0, t.dark ? 110 : 38);
    colours.sea = to_u32(t.sea);
    colours.veil = to_u32(mix(t.sea, Colour{0, 0, 0, 1}, t.dark ? 0.5F : 0.35F).with_alpha(0.55F));
    colours.accent_strong = cartography::contrast_ratio(t.accent.with_alpha(1), t.panel.with_alpha(1)) >= 4.5
                                ? colours.accent
                                : to_u32(mix(t.accent, t.text, 0.45F));

    ImGuiStyle& style = ImGui::GetStyle();
    style = ImGuiStyle();
    style.WindowRounding = 6;
    style.ChildRounding = 6;
    style.FrameRounding = 6;
    style.PopupRounding = 6;
    style.ScrollbarRounding = 6;
    style.GrabRounding = 6;
    style.WindowPadding = {16, 16};
    style.FramePadding = {10, 7};
    style.ItemSpacing = {8, 8};
    style.ItemInnerSpacing = {8, 4};
    style.ScrollbarSize = 10;
    style.WindowBorderSize = 0;
    style.PopupBorderSize = 1;
    style.ChildBorderSize = 0;
    style.FrameBorderSize = 0;
    style.WindowMinSize = {8, 8};
    style.DisplaySafeAreaPadding = {4, 4};
    style.ScaleAllSizes(scale_);
    style.PopupBorderSize = 1;
    style.AntiAliasedLinesUseTex = false;
    style.CircleTessellationMaxError = 0.15F;
    style.CurveTessellationTol = 0.6F;

    const auto set = [&](ImGuiCol slot, ImU32 colour) { style.Colors[slot] = to_vec(colour); };
    const ImU32 none = IM_COL32(0, 0, 0, 0);
    set(ImGuiCol_Text, colours.text);
    set(ImGuiCol_TextDisabled, colours.muted);
    set(ImGuiCol_WindowBg, to_u32(t.panel.with_alpha(1)));
    set(ImGuiCol_ChildBg, none);
    set(ImGuiCol_PopupBg, to_u32(t.panel.with_alpha(1)));
    set(ImGuiCol_Border, colours.line);
    set(ImGuiCol_BorderShadow, none);
    set(ImGuiCol_FrameBg, colours.control);
    set(ImGuiCol_FrameBgHovered, colours.hover);
    set(ImGuiCol_FrameBgActive, colours.hover);
    set(ImGuiCol_ScrollbarBg, none);
    set(ImGuiCol_ScrollbarGrab, to_u32(mix(t.control_hover, t.text_muted, 0.35F)));
    set(ImGuiCol_ScrollbarGrabHovered, colours.muted);
    set(ImGuiCol_ScrollbarGrabActive, colours.muted);
    set(ImGuiCol_CheckMark, colours.accent);
    set(ImGuiCol_Button, colours.control);
    set(ImGuiCol_ButtonHovered, colours.hover);
    set(ImGuiCol_ButtonActive, colours.hover);
    set(ImGuiCol_Header, colours.accent_soft);
    set(ImGuiCol_HeaderHovered, colours.hover);
    set(ImGuiCol_HeaderActive, colours.hover);
    set(ImGuiCol_Separator, colours.line);
    set(ImGuiCol_TextSelectedBg, to_u32(t.accent.with_alpha(0.35F)));
    set(ImGuiCol_NavHighlight, colours.accent);
    set(ImGuiCol_ModalWindowDimBg, to_u32(Colour{0, 0, 0, t.dark ? 0.55F : 0.35F}));
    set(ImGuiCol_TitleBg, to_u32(t.panel.with_alpha(1)));
    set(ImGuiCol_TitleBgActive, to_u32(t.panel.with_alpha(1)));
    set(ImGuiCol_ResizeGrip, none);
}

bool has_lao(std::string_view utf8) {
    // U+0E80..U+0EFF is E0 BA xx and E0 BB xx.
    for (std::size_t i = 0; i + 2 < utf8.size(); ++i) {
        const auto a = static_cast<unsigned char>(utf8[i]), b = static_cast<unsigned char>(utf8[i + 1]);
        if (a == 0xE0 && (b == 0xBA || b == 0xBB)) {
            return true;
        }
    }
    return false;
}

std::string display_text(std::string_view utf8) {
    if (!has_lao(utf8)) {
        return std::string(utf8);
    }
    std::string out;
    out.reserve(utf8.size() + 8);
    unsigned previous = 0;
    for (std::size_t i = 0; i < utf8.size();) {
        const Decoded c = decode(utf8, i);
        // SARA AM brings a sign above under the tone that is written before it.
        const bool before_am =
            c.code < 0x0ECC && i + c.length < utf8.size() && decode(utf8, i + c.length).code == 0x0EB3;
        if (c.code >= kFirstTone && c.code <= kLastTone && (above_vowel(previous) || before_am)) {
            append(out, kRaisedTone + (c.code - kFirstTone));
        } else {
            out.append(utf8.substr(i, c.length));
        }
        previous = c.code;
        i += c.length;
    }
    return out;
}

}  // namespace bordermap::ui
