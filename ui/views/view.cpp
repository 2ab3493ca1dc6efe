#include "ui/views/view.hpp"

#include <utility>

namespace ow::ui {

void View::send(app::shell::Action action) const { actions.emplace_back(std::move(action)); }
void View::send(app::session::Action action) const { actions.emplace_back(std::move(action)); }
void View::send(app::appeal::Action action) const { actions.emplace_back(std::move(action)); }
void View::send(app::mine::Action action) const { actions.emplace_back(action); }
void View::send(app::steps::Action action) const { actions.emplace_back(std::move(action)); }
void View::send(app::rating::Action action) const { actions.emplace_back(std::move(action)); }
void View::send(app::track::Action action) const { actions.emplace_back(std::move(action)); }
void View::send(app::workbench::Action action) const { actions.emplace_back(std::move(action)); }
void View::send(app::settings::Action action) const { actions.emplace_back(action); }
void View::send(app::search::Action action) const { actions.emplace_back(std::move(action)); }

}  // namespace ow::ui
