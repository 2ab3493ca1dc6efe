#pragma once
/// The pages of 帮办代办.

#include "src/app/assist/assist.hpp"
#include "ui/views/view.hpp"
#include "ui/widgets/button.hpp"

#include <functional>
#include <string>

namespace ow::ui {

extern const Feature assist_feature;

void draw_assisted(const View& view);
void draw_assisted_new(const View& view);
void draw_assisted_matter(const View& view);
void draw_assisted_mandate(const View& view);
void draw_assisted_fill(const View& view);
void draw_assisted_check(const View& view);
void draw_assisted_sent(const View& view);

/// What these pages share.
namespace assist_parts {

/// Of two panes the person has the narrower one (design/assist-tablet.png). CSS px.
constexpr float person_share = 0.38f, both_from = 700, widest = 1240;

/// "第 2 步，共 4 步".
[[nodiscard]] std::string step_words(int step);
/// "示例老人甲 · 83 岁".
[[nodiscard]] std::string person_words(const View& view, const app::assist::Person& person);
/// Today, and the street's reference, as forms look at them.
[[nodiscard]] domain::CivilDate today_of(const View& view);
[[nodiscard]] const domain::Reference* reference_of(const View& view);
/// What is done, in words: the service's title, or the kind of an appeal.
[[nodiscard]] std::string matter_words(const app::assist::Errand& errand);
/// That there is no network, calmly; nothing while there is one.
void draw_offline(const View& view);
/// What the device's clock is off by and that it counts by the street's, or that it cannot tell.
void draw_clock(const View& view);
/// That somebody died, by the register, what can be done then, and how the register is put right; nothing for others.
/// \return whether it was drawn.
bool draw_deceased(const View& view, const app::assist::Person& person);
/// What went wrong with keeping or sending it.
void draw_trouble(const View& view, const app::assist::Model& model);
/// While the errand is on its way, or instead of it. \return whether it was drawn.
bool draw_not_ready(const View& view, const app::assist::Model& model, std::string_view title, int step);
/// One of several: what it is, and the button that takes it beside the words, or under them. \return whether it was
/// pressed.
bool draw_choice(Ui& ui, std::string_view name, const ButtonOptions& options, const std::function<void()>& words);

}  // namespace assist_parts

}  // namespace ow::ui
