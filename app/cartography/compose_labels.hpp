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
    void prepare(const MapIndex& index, model::Language language);
    /// A long name in up to three lines of like length, about 11 em wide, broken after a comma before anywhere else and
    /// never inside a place name; what does not fit is left to the details.
    const std::vector<std::string>& short_lines(TextShaper& text, const std::string& name, FontFace face);
    /// Two lines of nearly equal length; empty when the name cannot be broken so.
    const std::vector<std::string>& two_lines(TextShaper& text, const std::string& name, FontFace face);
    /// Lines that names stand along, for `nominal` metres per px at 96 dpi; after prepare().
    const LabelPaths& paths(const PreparedMap& map, double nominal) {
        paths_.prepare(map, nominal);
        return paths_;
    }

private:
    const void* map_ = nullptr;
    model::Language language_ = model::Language::English;
    std::vector<std::string> place_names_;
    std::unordered_map<std::string, std::vector<std::string>> short_, two_;
    LabelPaths paths_;
};

/// Adds names to scene.marks, keeping clear of what the placer holds; `placed` is kept by the caller to spare allocations.
void compose_labels(const Frame& frame, Scene& scene, const Visible& visible, NameLines& lines, TextShaper& text,
                    LabelPlacer& placer, std::vector<PlacedLabel>& placed);

}  // namespace bordermap::cartography
