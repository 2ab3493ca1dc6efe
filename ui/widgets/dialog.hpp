#pragma once
/// A modal dialog: the browser's own `dialog` keeps the focus inside and makes the rest inert; ImGui draws it.

#include "ui/frame/ui.hpp"
#include "ui/widgets/container.hpp"

#include <optional>

namespace ow::ui {

/// Where a dialog stands.
enum class DialogPlace {
    middle,  ///< a card: questions
    sheet,   ///< along the bottom edge on phones, along the right edge where there is room: choices, filters, details
};

/// What a dialog can have beside its title.
struct DialogOptions {
    DialogPlace place = DialogPlace::middle;
    std::string_view close{};  ///< name of a close button beside the title; "" = none
};

/// Draws over the page while it lives. The caller puts widgets between construction and destruction.
/// Escape or the close button asks to dismiss.
class Dialog {
  public:
    /// `title` is the accessible name and the heading.
    Dialog(Ui& ui, std::string_view key, std::string_view title, const DialogOptions& options = {});
    ~Dialog();
    Dialog(const Dialog&) = delete;
    Dialog& operator=(const Dialog&) = delete;
    /// True when the person wants it closed without an answer.
    [[nodiscard]] bool dismissed() const { return m_dismissed; }

  private:
    Ui& m_ui;
    NodeId m_id;
    Rect m_rect;
    std::optional<ScrollArea> m_body;
    bool m_dismissed = false;
};

}  // namespace ow::ui
