#pragma once
/// Text fields. The browser's own input lies over the drawn box and takes pointer, keyboard, IME and autofill; ImGui
/// draws the box always and the text only while the field has no focus.

#include "ui/frame/ui.hpp"

#include <optional>

namespace ow::ui {

/// What Enter does in a field of one line: it ends the typing, leads to the next field, or does what the form's main
/// button does. In a search it searches.
enum class Enter { done, next, send };

/// Where a field's label is drawn; it is its name in any case.
enum class LabelAt {
    above,
    inside,   ///< in the box while that is empty (search fields)
    heading,  ///< not: the heading of the page asks the same
};

/// What a field shows and asks for. The text is owned by the model.
struct FieldSpec {
    std::string_view label;
    std::string_view value;
    std::string_view hint{};
    std::string_view error{};  ///< already worded; "" = no error
    std::string_view note{};   ///< quiet line under the field (e.g. saved state)
    Icon note_icon = Icon::none;
    a11y::InputType input = a11y::InputType::text;
    std::string_view autocomplete{};  ///< HTML autofill token
    int rows = 1;                     ///< > 1 makes a multi-line field
    int max_length = 0;               ///< code points; shows "n / max" when > 0 (one line: near the end only)
    std::string_view too_long{};      ///< pattern with {count}, instead of "n / max" where the text is longer
    bool required = true;
    bool disabled = false;
    bool read_only = false;     ///< can be read, focused and copied, not changed
    NodeId group_error = 0;     ///< in error, told by the group's node (and not by `error`)
    std::string_view suffix{};  ///< drawn in the box at the right (unit); the label says it too
    LabelAt label_at = LabelAt::above;
    Icon icon = Icon::none;     ///< inside, left
    Enter enter = Enter::done;  ///< what the caller does on `submitted`; keyboards on glass say it on their key
    std::string_view shown{};   ///< drawn instead of the value while the field has no focus (masked numbers)
};

/// What came back in this frame.
struct FieldResult {
    std::optional<std::string> changed;  ///< the whole new text
    bool submitted = false;              ///< Enter in a single-line field
    bool left = false;                   ///< lost the focus
    bool pressed = false;                ///< by pointer
    NodeId id = 0;
};

/// Draws a labelled field over the column's width.
FieldResult text_field(Ui& ui, std::string_view key, const FieldSpec& spec);

/// Nodes of a field's words; 0 where there are none.
struct FieldTexts {
    NodeId label = 0, hint = 0, error = 0;
};
/// Draws the label, hint and error of any field-like group and reports their nodes.
FieldTexts field_texts(Ui& ui, std::string_view label, std::string_view hint, std::string_view error, NodeId field);

/// The red bar at the left of a field in error; draw after the field, from its top.
class ErrorBar {
  public:
    /// Indents the column while in error.
    ErrorBar(Ui& ui, bool in_error);
    ~ErrorBar();
    ErrorBar(const ErrorBar&) = delete;
    ErrorBar& operator=(const ErrorBar&) = delete;

  private:
    Ui& m_ui;
    bool m_active;
    float m_x = 0, m_y = 0;
};

}  // namespace ow::ui
