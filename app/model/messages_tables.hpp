#pragma once
/// The tables that messages() joins, one per part of the program that speaks.

#include "model/messages.hpp"

namespace bordermap::model {

[[nodiscard]] std::span<const Message>
query_messages();  ///< filter sentence, counts, dates, precision, kinds of record
[[nodiscard]] std::span<const Message> furniture_messages();  ///< legend, scale bar, sources line, disclaimer
[[nodiscard]] std::span<const Message> panel_messages();      ///< panels, menus, timeline, dialogs

}  // namespace bordermap::model
