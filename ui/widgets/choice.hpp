#pragma once
/// Choosing: checkbox, radio group, select, tabs. All map to the browser's own controls.

#include "ui/frame/ui.hpp"

#include <optional>
#include <span>

namespace ow::ui {

/// One choice of a group. `value` is what the model knows; `title` is shown; `detail` explains it.
struct Choice {
    std::string_view value;
    std::string_view title;
    std::string_view detail{};
    Icon icon = Icon::none;
};

/// A box to tick with its text beside it. Returns the new state when it was changed.
std::optional<bool> checkbox(Ui& ui, std::string_view key, std::string_view name, bool checked,
                             std::string_view error = {}, bool required = false);

/// Layout of a radio group.
enum class ChoiceLayout { cards, segments };

/// What a radio group says beside its choices.
struct ChoiceGroup {
    std::string_view label;
    std::string_view hint{};
    std::string_view error{};
    bool hide_label = false;
    bool required = true;
    ChoiceLayout layout = ChoiceLayout::cards;
};
/// One of several. Returns the newly chosen value.
std::optional<std::string> radio_group(Ui& ui, std::string_view key, const ChoiceGroup& group,
                                       std::span<const Choice> choices, std::string_view value);

/// A drop-down; the list that opens is the browser's own. `empty_title` is the first entry with an empty value.
std::optional<std::string> select(Ui& ui, std::string_view key, const ChoiceGroup& group,
                                  std::span<const Choice> choices, std::string_view value,
                                  std::string_view empty_title = {});

/// Tabs: one panel of several. Returns the newly chosen value.
std::optional<std::string> tabs(Ui& ui, std::string_view key, std::string_view name, std::span<const Choice> choices,
                                std::string_view value);

}  // namespace ow::ui
