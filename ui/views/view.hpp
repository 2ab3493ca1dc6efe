#pragma once
/// What every page function gets: the frame to draw in, the model to draw, and where to put what the person did.

#include "src/app/action.hpp"
#include "src/app/model.hpp"
#include "ui/frame/ui.hpp"

#include <vector>

namespace ow::ui {

/// Handed down by value of reference; lives for one pass.
struct View {
    Ui& ui;
    const app::Model& model;
    std::vector<app::Action>& actions;

    /// What the person did; handled after the pass. One overload a feature, defined once: the variant of all actions
    /// is costly to compile in every page.
    void send(app::shell::Action action) const;
    void send(app::session::Action action) const;
    void send(app::appeal::Action action) const;
    void send(app::mine::Action action) const;
    void send(app::steps::Action action) const;
    void send(app::rating::Action action) const;
    void send(app::track::Action action) const;
    void send(app::workbench::Action action) const;
    void send(app::settings::Action action) const;
    void send(app::search::Action action) const;
};

/// The theme of the model's settings on a surface of that width.
[[nodiscard]] Theme theme_of(const app::Model& model, float width);

/// Draws whatever page the model is on, with toasts and dialog. The only entry the composition root needs.
void draw_application(const View& view);

}  // namespace ow::ui
