#pragma once
/// What every page function gets: the frame to draw in, the model to draw, and where to put what the person did.

#include "src/app/action.hpp"
#include "src/app/model.hpp"
#include "src/app/shell.hpp"
#include "ui/frame/ui.hpp"

#include <span>
#include <utility>
#include <vector>

namespace ow::ui {

struct Feature;

/// Lives for one pass.
struct View {
    Ui& ui;
    const app::Model& model;
    std::vector<app::Action>& actions;
    std::span<const Feature* const> features{};  ///< the program's, with their pages

    /// What the person did, for the feature (or the shell) whose action it is; handled after the pass.
    template <class Action>
    void send(Action action) const {
        actions.push_back(to_action(std::move(action)));
    }
};

/// The theme of the model's settings on a surface of that width.
[[nodiscard]] Theme theme_of(const app::Model& model, float width);

/// Draws whatever page the model is on, with toasts and dialog. The only entry the composition root needs.
void draw_application(const View& view);

}  // namespace ow::ui
