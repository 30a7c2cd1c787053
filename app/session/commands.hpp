#pragma once
/// Every user action is a named, documented Command: keys, menus, scripts and tests call the same names. A Command changes a
/// Session and nothing else; undo restores the Session before it.

#include "model/language.hpp"
#include "query/gazetteer.hpp"
#include "query/selection.hpp"
#include "session/session.hpp"

#include <nlohmann/json.hpp>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace bordermap::session {

struct Command {
    std::string name;     ///< "filter.place.toggle"
    nlohmann::json args;  ///< object; documented per command
};

/// What a Command may look at while it changes the Session.
struct Context {
    const query::QueryIndex& index;
    const query::Gazetteer& gazetteer;
};

struct CommandInfo {
    std::string_view name;
    std::string_view args;     ///< e.g. `{"id": boundary id}`
    std::string_view summary;  ///< English, one line
    bool continuous;           ///< a run of it (pan, drag of the window, typing) is one undo step
    bool undoable;             ///< camera moves and selection are not
};

/// Every command, sorted by name. The names (stable):
///   filter.clear · filter.place.toggle {id} · filter.place.set {ids} · filter.window {from,to} (ISO days or null) ·
///   filter.as_of {day} · filter.category.toggle {id} · filter.area.toggle {id} · filter.kind.toggle {kind} ·
///   filter.text {text} · view.camera {lon,lat,metres_across} · view.fit_all · view.fit_filter · view.fit_selected ·
///   select {kind,id} · select.none · theme {name} · language {code} · language.next · layer {name,on} ·
///   title {text}
[[nodiscard]] std::span<const CommandInfo> commands();

/// The Session after the command. Throws std::invalid_argument with a sentence for an unknown name or bad arguments.
[[nodiscard]] Session apply(const Session& session, const Command& command, const Context& context);

/// Sessions before each undoable step. No step when the command changed nothing.
class History {
public:
    explicit History(Session initial) : current_(std::move(initial)) {}
    [[nodiscard]] const Session& current() const { return current_; }
    /// Throws as apply(); then nothing has changed.
    void run(const Command& command, const Context& context);
    /// The drag, the key press or the play that sent continuous commands is over: the next one is a step of its own.
    void end_run();
    bool undo();
    bool redo();
    [[nodiscard]] bool can_undo() const { return !undo_.empty(); }
    [[nodiscard]] bool can_redo() const { return !redo_.empty(); }
    /// Command name of the step that undo() would take back; empty when there is none.
    [[nodiscard]] std::string_view undo_name() const;

private:
    struct Step {
        Session before;
        std::string name;
    };
    void restore(std::vector<Step>& from, std::vector<Step>& to);

    Session current_;
    std::vector<Step> undo_, redo_;
    bool run_open_ = false;  ///< the last step was continuous and may be extended
};

}  // namespace bordermap::session
