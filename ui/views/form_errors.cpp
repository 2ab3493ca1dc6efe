#include "ui/views/form_errors.hpp"

#include "src/app/field_errors.hpp"
#include "ui/views/words.hpp"
#include "ui/widgets/feedback.hpp"

namespace ow::ui {

std::optional<std::string> draw_form_errors(const View& view, const std::vector<domain::FieldError>& errors,
                                            const std::optional<domain::ApiError>& call) {
    Ui& ui = view.ui;
    std::vector<std::string> texts;
    if (call && errors.empty()) texts.push_back(words(*call));
    const std::size_t plain = texts.size();
    for (const domain::FieldError& error : errors)
        texts.push_back(words(error));
    if (texts.empty()) return std::nullopt;

    std::vector<ErrorLine> lines;
    lines.reserve(texts.size());
    for (std::size_t i = 0; i < texts.size(); ++i) {
        // The place in the list tells the fields apart; a field may be on another page and have no node here.
        lines.push_back({texts[i], i < plain ? 0 : static_cast<NodeId>(i - plain + 1)});
    }
    const NodeId chosen = error_summary(ui, app::error_summary_node, tr("form.errors"), lines, false);
    if (chosen == 0) return std::nullopt;
    return errors[chosen - 1].path;
}

}  // namespace ow::ui
