// The words of the panels, menus, timeline and dialogs: filled with them.

#include "model/messages_tables.hpp"

namespace bordermap::model {

std::span<const Message> panel_messages() {
    return {};
}

}  // namespace bordermap::model
