#pragma once
/// What a feature is to a program: its core (src/app/<feature>) and how its pages look. Each feature has one such
/// object, and a program is a list of them.

#include "src/app/feature.hpp"
#include "ui/text/icons.hpp"
#include "ui/views/view.hpp"

#include <span>
#include <string_view>
#include <vector>

namespace ow::ui {

/// The look of one page.
struct PageView {
    const app::Address* page = nullptr;
    void (*draw)(const View& view) = nullptr;
    Icon icon = Icon::none;           ///< in the navigation
    std::string_view search_entry{};  ///< i18n key under which the search finds the page, with "<key>.words"
    std::string_view search_id{};     ///< the first parameter of the page that the search leads to
};

/// A feature with its pages.
struct Feature {
    const app::Feature* core = nullptr;  ///< nullptr: pages of a core that another feature of the program brings
    std::span<const PageView> pages{};
    /// What the feature has at the end of every page, after all that the page is about; it decides where. Drawn once
    /// the whole program is there (ADR 18).
    void (*page_end)(const View& view) = nullptr;
    /// Changes how all pages are drawn, e.g. for the light outdoors; called last, each frame.
    void (*light)(const app::Model& model, Theme& theme) = nullptr;
};

/// What a program's model is made of.
[[nodiscard]] std::vector<const app::Feature*> cores(std::span<const Feature* const> features);

/// The look of a page, or nullptr when no feature of the program has it.
[[nodiscard]] const PageView* view_of(std::span<const Feature* const> features, const app::Address* page);

/// Features without pages of their own.
extern const Feature street_feature;
extern const Feature steps_feature;

/// The features of this program.
[[nodiscard]] std::span<const Feature* const> all_features();

}  // namespace ow::ui
