#pragma once
/// Opens the address of a source in the user's browser.

#include <string>

namespace bordermap::ui {

/// True for an http or https address without spaces, quotes or control characters: nothing else is ever passed on.
[[nodiscard]] bool is_web_address(const std::string& address);
/// Starts the desktop's opener (xdg-open) without a shell and without waiting for it. False when it cannot be started, or
/// the address is no web address.
bool open_address(const std::string& address);

}  // namespace bordermap::ui
