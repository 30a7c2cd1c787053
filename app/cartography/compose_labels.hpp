#pragma once
/// The names of a Scene.

#include "cartography/compose_marks.hpp"

#include <string>
#include <unordered_map>
#include <vector>

namespace bordermap::cartography {

/// How names break into lines, kept from frame to frame: ICU's rules cost more than the placement.
class NameLines {
public:
    /// Ready for the names of this map in this language; forgets the others.
    void prepare(MapIndex& index, model::Language language);
    /// A long name in up to three lines of like length, about 11 em wide, broken after a comma before anywhere else and
    /// never inside a place name. One that needs more first loses what stands in brackets at its end, then its lines grow.
    const std::vector<std::string>& short_lines(TextShaper& text, const std::string& name, FontFace face);
    /// Two lines of nearly equal length; empty when the name cannot be broken so.
    const std::vector<std::string>& two_lines(TextShaper& text, const std::string& name, FontFace face);
    /// What a town is called in the language of the map, and the districts of that very name that its label stands for.
    /// GeoNames has one spelling of each: a boundary of the same name there, by letters alone, lends the others; without one
    /// English is written in plain letters.
    struct Town {
        std::string name;
        std::vector<model::Index> districts;
    };
    [[nodiscard]] const std::vector<Town>& towns() const { return towns_; }  ///< per Dataset::places
    /// Lines that names stand along, for `nominal` metres per px at 96 dpi; after prepare().
    const LabelPaths& paths(const PreparedMap& map, double nominal) {
        paths_.prepare(map, nominal);
        return paths_;
    }

private:
    void prepare_towns(MapIndex& index);
    [[nodiscard]] std::vector<std::string> broken(TextShaper& text, std::string_view name, FontFace face, float width,
                                                  bool at_commas) const;

    const void* map_ = nullptr;
    model::Language language_ = model::Language::English;
    std::vector<std::string> place_names_;
    std::unordered_map<std::string, std::vector<std::string>> short_, two_;
    std::vector<Town> towns_;
    LabelPaths paths_;
};

/// Adds names to scene.marks, keeping clear of what the placer holds; `placed` is kept by the caller to spare allocations.
void compose_labels(const Frame& frame, Scene& scene, const Visible& visible, NameLines& lines, TextShaper& text,
                    LabelPlacer& placer, std::vector<PlacedLabel>& placed);

}  // namespace bordermap::cartography
