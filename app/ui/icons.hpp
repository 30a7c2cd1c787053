#pragma once
/// Drawn marks of the panels: icons, and the symbols of the map by the same shapes.

#include "cartography/symbols.hpp"

#include <imgui.h>

namespace bordermap::ui {

enum class Icon {
    Play,
    Pause,
    Search,
    Close,
    Back,
    Forward,
    ChevronDown,
    ChevronRight,
    ChevronLeft,
    Check,
    Minus,
    Plus,
    Sun,
    Moon,
    Contrast,
    Globe,
    Menu,
    Undo,
    Redo,
    Export,
    Fit,
    Filter,
    Warning,
    Info,
    Calendar,
    Layers,
    Present,
    Copy,
    Panel,
    Help,
    Target
};

/// Inside the square of side `size` around `centre`.
void draw_icon(ImDrawList* list, Icon icon, ImVec2 centre, float size, ImU32 colour);

/// A symbol of the map: outline traced from symbol_distance, so that map, legend and panels show one shape.
void draw_symbol(ImDrawList* list, cartography::SymbolShape shape, ImVec2 centre, float size, ImU32 fill, ImU32 halo,
                 bool hollow = false);

}  // namespace bordermap::ui
