#include "ui/widgets/field_group.hpp"

namespace ow::ui {

FieldGroup::FieldGroup(Ui& ui, const FieldGroupSpec& spec) : m_ui(ui), m_bar(ui, !spec.error.empty()) {
    const NodeId id = ui.id("group");
    const FieldTexts texts =
        field_texts(ui, spec.hide_label ? std::string_view{} : spec.label, spec.hint, spec.error, id);
    // The group carries the name itself; the words beside it are plain text.
    if (a11y::Node* label = ui.tree().find_mutable(texts.label)) {
        label->role = a11y::Role::text;
        label->labelled_by = 0;
    }
    ui.gap(10);
    m_error = spec.group_error != 0 ? spec.group_error : texts.error;
    m_at = {ui.left(), ui.next_y(), ui.width(), 0};
    a11y::Node& node = ui.emit_open(a11y::Role::group, id, spec.label, m_at);
    node.described_by = texts.hint;
    node.error_by = m_error;
    ui.push_column(m_at, 0);
}

FieldGroup::~FieldGroup() {
    m_at.h = m_ui.pop_column();
    m_ui.tree().close(m_at);
    m_ui.place(m_at.h);
}

}  // namespace ow::ui
