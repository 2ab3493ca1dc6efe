#pragma once
/// Several fields that ask one thing (a date, a period): a labelled group with one hint and one error.

#include "ui/widgets/text_field.hpp"

namespace ow::ui {

/// The group's words.
struct FieldGroupSpec {
    std::string_view label;
    std::string_view hint{};
    std::string_view error{};
    NodeId group_error = 0;   ///< in error, told by the node of a group around it
    bool hide_label = false;  ///< the heading of the page asks the same
};

/// The group while it lives: the widgets drawn meanwhile are its parts.
class FieldGroup {
  public:
    /// Draws the words and opens the group; what follows is in it.
    FieldGroup(Ui& ui, const FieldGroupSpec& spec);
    ~FieldGroup();
    FieldGroup(const FieldGroup&) = delete;
    FieldGroup& operator=(const FieldGroup&) = delete;
    /// The node that tells the error, 0 without one: for FieldSpec::group_error.
    [[nodiscard]] NodeId error() const { return m_error; }

  private:
    Ui& m_ui;
    ErrorBar m_bar;
    NodeId m_error = 0;
    Rect m_at;
};

}  // namespace ow::ui
