/// File > Export snapshot: where, how large, and what came of it.

#include "ui/app.hpp"
#include "ui/widgets.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fmt/format.h>
#include <imgui.h>
#include <imgui_stdlib.h>

namespace bordermap::ui {
namespace {

struct Size {
    const char* key;
    int width, height;
};
constexpr std::array kSizes{Size{"ui.size.screen", 1920, 1080}, Size{"ui.size.uhd", 3840, 2160},
                            Size{"ui.size.a4", 3508, 2480}, Size{"ui.size.a3", 4961, 3508},
                            Size{"ui.size.custom", 0, 0}};
constexpr int kLeast = 16, kMost = 16384;

std::string with_extension(const std::string& name) {
    return name.empty() || !exporting::picture_extension(name).empty() ? name : name + ".png";
}

std::string path_of(const ExportState& state) {
    const std::filesystem::path name(with_extension(state.name));
    return name.is_absolute() ? name.string() : (std::filesystem::path(state.folder) / name).string();
}

void start(App& app) {
    ExportState& state = app.exporting;
    state.error.clear();
    const std::string path = path_of(state);
    std::error_code error;
    const std::filesystem::path folder = std::filesystem::path(path).parent_path();
    if (state.name.empty()) {
        state.error = app.tr("ui.export.no_name");
    } else if (!std::filesystem::is_directory(folder, error)) {
        state.error = fmt::format(fmt::runtime(app.tr("ui.export.no_folder")), folder.string());
    } else if (state.width < kLeast || state.height < kLeast || state.width > kMost || state.height > kMost) {
        state.error = fmt::format(fmt::runtime(app.tr("ui.export.bad_size")), kLeast, kMost);
    } else {
        exporting::SnapshotRequest request;
        request.path = path;
        request.width = state.width;
        request.height = state.height;
        request.furniture = state.furniture;
        // A picture of paper size becomes a sheet of that size.
        for (const exporting::PaperSize& paper : exporting::kPaperSizes) {
            const auto px = [](double mm) { return static_cast<int>(std::lround(mm / 25.4 * 300)); };
            if (state.width == px(paper.width_mm) && state.height == px(paper.height_mm)) {
                exporting::lay_on_sheet(request, paper, 300);
            }
        }
        app.remembered.export_folder = folder.string();
        app.exporter.start(std::move(request), app.data, app.session(), app.wake);
    }
    app.pacer.request();
}

void label(App& app, std::string_view key) {
    text_wrapped(app, app.style.fonts.small, app.style.colours.muted, app.tr(key));
}

/// A line of the picture that has a standard: shown while it is empty, and taken again by the button.
void line(App& app, const char* id, const char* command, const char* key, std::string& text, const std::string& set,
          const std::string& standard, float width) {
    label(app, key);
    const float reset = app.style.px(36);
    ImGui::SetNextItemWidth(width - reset - app.style.px(6));
    ImGui::PushID(id);
    if (ImGui::InputTextWithHint("##line", standard.c_str(), &text)) {
        app.emit(command, {{"text", text}});
    }
    ImGui::PopID();
    const ImVec2 low = ImGui::GetItemRectMin(), size = ImGui::GetItemRectSize();
    app.mark(id, low.x, low.y, size.x, size.y);
    if (ImGui::IsItemDeactivated()) {
        app.end_run();
    }
    if (!ImGui::IsItemActive() && text != set) {
        text = set;  // undone, or set elsewhere
    }
    ImGui::SameLine(0, app.style.px(6));
    if (icon_button(app, (std::string(id) + ".reset").c_str(), Icon::Undo, app.tr("ui.export.reset"), false, 32,
                    !set.empty())) {
        text.clear();
        app.emit(command, {{"text", ""}});
        app.end_run();
    }
}

}  // namespace

void begin_export(App& app) {
    if (!app.ready()) {
        return;
    }
    ExportState& state = app.exporting;
    if (state.folder.empty()) {
        const char* home = std::getenv("HOME");
        state.folder = !app.remembered.export_folder.empty() ? app.remembered.export_folder
                       : home != nullptr                     ? home
                                                             : std::filesystem::temp_directory_path().string();
    }
    state.name =
        suggest_file_name(query::describe_filter(*app.data->dataset, app.session().filter, model::Language::English),
                          model::format_day(app.session().filter.as_of));
    state.error.clear();
    state.title = app.session().title;
    state.disclaimer = app.session().disclaimer;
    app.open(Dialog::Export);
}

void draw_export_dialog(App& app) {
    const bool first = app.window.dialog_opened;
    if (!begin_dialog(app, "export dialog", app.tr("ui.export.title"), 640, 0)) {
        return;
    }
    ExportState& state = app.exporting;
    const Palette& c = app.style.colours;
    const float width = ImGui::GetContentRegionAvail().x;
    const Exporter::Status status = app.exporter.status();
    const bool running = status.state == Exporter::State::Running;

    label(app, "ui.export.name");
    if (first) {
        ImGui::SetKeyboardFocusHere();
    }
    ImGui::SetNextItemWidth(width);
    const bool enter = ImGui::InputText("##name", &state.name,
                                        ImGuiInputTextFlags_EnterReturnsTrue | ImGuiInputTextFlags_AutoSelectAll);
    app.mark("export.name", ImGui::GetItemRectMin().x, ImGui::GetItemRectMin().y, ImGui::GetItemRectSize().x,
             ImGui::GetItemRectSize().y);
    label(app, "ui.export.folder");
    ImGui::SetNextItemWidth(width);
    const bool enter_folder = ImGui::InputText("##folder", &state.folder, ImGuiInputTextFlags_EnterReturnsTrue);
    app.mark("export.folder", ImGui::GetItemRectMin().x, ImGui::GetItemRectMin().y, ImGui::GetItemRectSize().x,
             ImGui::GetItemRectSize().y);

    label(app, "ui.export.size");
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {app.style.px(6), app.style.px(6)});
    float x = 0;
    for (std::size_t i = 0; i < kSizes.size(); ++i) {
        const std::string words = app.tr(kSizes.at(i).key);
        const float chip_width = text_size(app.style.fonts.small, words).x + app.style.px(26);
        if (i > 0 && x + chip_width < width) {
            ImGui::SameLine();
        } else {
            x = 0;
        }
        x += chip_width;
        if (chip(app, fmt::format("export.size.{}", i).c_str(), words, state.preset == static_cast<int>(i)) != 0) {
            state.preset = static_cast<int>(i);
            if (kSizes.at(i).width > 0) {
                state.width = kSizes.at(i).width;
                state.height = kSizes.at(i).height;
            }
        }
    }
    ImGui::PopStyleVar();
    if (state.preset == static_cast<int>(kSizes.size()) - 1) {
        ImGui::SetNextItemWidth(app.style.px(110));
        ImGui::InputInt("##width", &state.width, 0);
        ImGui::SameLine();
        ImGui::SetCursorPosY(ImGui::GetCursorPosY() + app.style.px(6));
        ImGui::TextUnformatted("×");
        ImGui::SameLine();
        ImGui::SetCursorPosY(ImGui::GetCursorPosY() - app.style.px(6));
        ImGui::SetNextItemWidth(app.style.px(110));
        ImGui::InputInt("##height", &state.height, 0);
    }
    if (switch_row(app, "export.furniture", app.tr("ui.export.furniture"), state.furniture)) {
        state.furniture = !state.furniture;
    }
    if (state.furniture) {
        // Of the Session: the window, the slides and the picture have them alike.
        const session::Session& session = app.session();
        line(app, "export.title", "title", "ui.export.picture_title", state.title, session.title,
             display_text(query::describe_filter(*app.data->dataset, session.filter, app.language())), width);
        line(app, "export.disclaimer", "disclaimer", "ui.export.disclaimer", state.disclaimer, session.disclaimer,
             app.tr("furniture.disclaimer"), width);
    }
    const std::string path = path_of(state);
    std::error_code none;
    const bool exists = std::filesystem::exists(path, none);
    text_wrapped(app, app.style.fonts.small, exists && !running && status.path != path ? c.warning : c.muted,
                 fmt::format("{}  ·  {} × {} px{}", path, state.width, state.height,
                             exists && !running && status.path != path ? "  ·  " + app.tr("ui.export.replaces") : ""));
    if (!state.error.empty()) {
        text_wrapped(app, app.style.fonts.body, c.warning, state.error);
    } else if (status.state == Exporter::State::Done) {
        text_wrapped(app, app.style.fonts.strong, c.accent_strong,
                     fmt::format(fmt::runtime(app.tr("ui.export.done")), status.path, status.seconds));
    } else if (status.state == Exporter::State::Failed) {
        text_wrapped(app, app.style.fonts.body, c.warning, status.message);
    }
    ImGui::Dummy({0, app.style.px(4)});
    if (running) {
        // Nobody knows how long the driver takes: a light that wanders says that it goes on.
        app.pacer.keep_until(app.now + 0.5, 1.0 / 15.0);
        const ImVec2 at = ImGui::GetCursorScreenPos();
        const float h = app.style.px(6), y = at.y + app.style.px(15);
        ImDrawList* list = ImGui::GetWindowDrawList();
        list->AddRectFilled({at.x, y}, {at.x + width, y + h}, c.control, h / 2);
        const float t = static_cast<float>(std::fmod(app.now, 1.6) / 1.6), from = (width * 1.3F) * t - width * 0.3F;
        list->AddRectFilled({at.x + std::max(0.0F, from), y}, {at.x + std::clamp(from + width * 0.3F, h, width), y + h},
                            c.accent, h / 2);
        ImGui::Dummy({width, app.style.px(36)});
    } else {
        ButtonLook look;
        look.icon = Icon::Export;
        look.label = app.tr("ui.export.go");
        look.primary = true;
        look.height = 36;
        if (button(app, "export.go", look) || enter || enter_folder) {
            start(app);
        }
        if (status.state == Exporter::State::Done) {
            ImGui::SameLine();
            ButtonLook copy;
            copy.icon = Icon::Copy;
            copy.label = app.tr("ui.export.copy_path");
            copy.height = 36;
            if (button(app, "export.copy", copy)) {
                ImGui::SetClipboardText(status.path.c_str());
                app.say(app.tr("ui.copied"));
            }
        }
    }
    end_dialog(app);
}

}  // namespace bordermap::ui
