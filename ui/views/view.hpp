#pragma once
/// What every page function gets: the frame to draw in, the model to draw, and where to put what the person did.

#include "src/app/action.hpp"
#include "src/app/model.hpp"
#include "ui/frame/ui.hpp"

#include <utility>
#include <vector>

namespace ow::ui {

/// Handed down by value of reference; lives for one pass.
struct View {
    Ui& ui;
    const app::Model& model;
    std::vector<app::Action>& actions;

    /// What the person did; handled after the pass.
    template <class A>
    void send(A action) const {
        actions.emplace_back(std::move(action));
    }
};

/// The theme of the model's settings on a surface of that width.
[[nodiscard]] Theme theme_of(const app::Model& model, float width);

/// Draws whatever page the model is on, with toasts and dialog. The only entry the composition root needs.
void draw_application(const View& view);

}  // namespace ow::ui
