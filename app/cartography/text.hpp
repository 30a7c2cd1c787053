#pragma once
/// Shaped text: HarfBuzz runs of Noto Sans / Noto Sans Lao, glyphs kept as signed distance fields in one atlas.

#include <cstdint>
#include <glm/vec2.hpp>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace bordermap::cartography {

enum class FontFace : std::uint8_t { Regular, SemiBold, Italic, Count };

/// One glyph of a run. Offsets in em, y down, relative to the run's origin on the baseline.
struct ShapedGlyph {
    std::uint32_t atlas = 0;  ///< index into GlyphAtlas::glyph()
    glm::vec2 offset{0, 0};
    float advance = 0;          ///< em
    std::uint32_t cluster = 0;  ///< byte offset in the text
};

struct ShapedRun {
    std::vector<ShapedGlyph> glyphs;
    float width = 0;                          ///< em, letter-spacing included
    float ascent = 0;                         ///< em, positive
    float descent = 0;                        ///< em, positive
    bool missing = false;                     ///< a character has no glyph in any of the fonts
    bool spaced = false;                      ///< letter-spaced
    std::shared_ptr<const std::string> text;  ///< what was shaped, UTF-8: the clusters count its bytes
};

/// Where a glyph stands in the atlas. Box in em relative to the glyph's origin, y down; texture rectangle in texels.
struct AtlasGlyph {
    glm::vec2 box_min{0, 0}, box_max{0, 0};
    glm::vec2 texel_min{0, 0}, texel_max{0, 0};
    std::uint32_t font_glyph = 0;  ///< its number in its font: the outline for back ends that draw outlines
    std::uint8_t font = 0;         ///< as TextShaper::font_file() counts
};

/// 8-bit distance field: 128 on the outline, more inside; one texel step is `spread_em` / 128. Grows downwards.
class GlyphAtlas {
public:
    static constexpr int kWidth = 2048;
    static constexpr float kPixelsPerEm = 56.0F;
    static constexpr float kSpreadPixels = 8.0F;  ///< distance at which the field saturates

    [[nodiscard]] const AtlasGlyph& glyph(std::uint32_t index) const;
    /// Copy for upload; version changes when pixels were added.
    [[nodiscard]] std::uint64_t version() const;
    [[nodiscard]] int height() const;
    [[nodiscard]] const std::vector<std::uint8_t>& pixels() const;  ///< kWidth x height()

private:
    friend class TextShaper;
    std::vector<AtlasGlyph> glyphs_;
    std::vector<std::uint8_t> pixels_;
    int height_ = 0, pen_x_ = 0, pen_y_ = 0, row_height_ = 0;
    std::uint64_t version_ = 0;
};

/// Owns fonts and atlas. Not thread-safe: one per drawing thread.
class TextShaper {
public:
    /// Throws std::runtime_error that names the Debian package (fonts-noto-core) when a font is missing.
    TextShaper();
    ~TextShaper();
    TextShaper(const TextShaper&) = delete;
    TextShaper& operator=(const TextShaper&) = delete;
    TextShaper(TextShaper&&) = delete;
    TextShaper& operator=(TextShaper&&) = delete;

    /// Splits by script, picks the font per script, shapes. `letter_spacing` in em is added after each cluster of Latin
    /// text (never of Lao). Results are cached.
    [[nodiscard]] const ShapedRun& shape(std::string_view utf8, FontFace face, float letter_spacing = 0.0F);
    /// Lines no wider than `width_em` where ICU line breaking allows; `no_break` names are never broken inside.
    [[nodiscard]] std::vector<std::string> wrap(std::string_view utf8, FontFace face, float width_em,
                                                const std::vector<std::string>& no_break = {});
    [[nodiscard]] std::shared_ptr<const GlyphAtlas> atlas() const;
    /// Forgets cached runs when there are more than `most`: references from shape() end here. Between two pictures only.
    void trim(std::size_t most = 20'000);

    /// File of a face, for the panels. Script: "Latn" or "Laoo".
    [[nodiscard]] static std::string font_file(FontFace face, std::string_view script);
    /// File of the font of an AtlasGlyph.
    [[nodiscard]] static const std::string& font_file(std::uint8_t font);

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace bordermap::cartography
