#pragma once
/// Models to draw pages from: a resident who is signed in, the demo street, the appeal form, a case that was just
/// filed.

#include "src/app/appeal/appeal.hpp"
#include "src/app/appeal/pages.hpp"
#include "src/app/appeal/parts.hpp"
#include "src/app/case_page/case_page.hpp"
#include "src/app/case_page/pages.hpp"
#include "src/app/filings/filings.hpp"
#include "src/app/filings/pages.hpp"
#include "src/app/home/pages.hpp"
#include "src/app/info/pages.hpp"
#include "src/app/mine/mine.hpp"
#include "src/app/mine/pages.hpp"
#include "src/app/model.hpp"
#include "src/app/notices/notices.hpp"
#include "src/app/notices/pages.hpp"
#include "src/app/rating/pages.hpp"
#include "src/app/rating/rating.hpp"
#include "src/app/receipt/pages.hpp"
#include "src/app/receipt/receipt.hpp"
#include "src/app/search/pages.hpp"
#include "src/app/session/pages.hpp"
#include "src/app/session/session.hpp"
#include "src/app/settings/pages.hpp"
#include "src/app/steps/steps.hpp"
#include "src/app/street/street.hpp"
#include "src/app/track/pages.hpp"
#include "src/app/track/track.hpp"
#include "src/app/workbench/pages.hpp"
#include "src/app/workbench/workbench.hpp"
#include "src/wire/assets.hpp"
#include "tests/unit/forms.hpp"
#include "tests/unit/ui/harness.hpp"
#include "ui/views/feature.hpp"

#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace ow::test {

/// 2026-11-21 13:05 in the street's zone.
[[nodiscard]] inline domain::Instant noon() { return *domain::parse_iso8601("2026-11-21T13:05:00+08:00"); }

/// A resident signed in on a page, with the street and the form known.
[[nodiscard]] inline app::Model resident_on(app::Route route) {
    app::Model model{ui::cores(ui::all_features())};
    model.started = true;
    model.now = noon();
    model.visit = 1;
    model.route = std::move(route);
    model.forms = catalogue_forms();
    domain::Account account;
    account.id = "a";
    account.phone_masked = "138****0001";
    model.get<app::session::Model>().status = app::session::Status::signed_in;
    model.get<app::session::Model>().account = account;
    domain::Reference reference;
    reference.street = {"示例街道", "320505", "示例街道综合服务中心", "0512-0000 1000"};
    reference.grids = {{"liuxiang-1", "第1网格", "柳巷", {120.57, 31.30}},
                       {"donghe-1", "第1网格", "东河", {120.60, 31.32}}};
    model.get<app::street::Model>().reference.value = reference;
    model.get<app::appeal::Model>().draft_loaded = true;
    return model;
}

/// What the page sent of one kind, in order.
template <class Wanted, class Feature>
[[nodiscard]] std::vector<Wanted> sent(const Harness& h) {
    std::vector<Wanted> found;
    for (const app::Action& action : h.actions())
        if (const auto* of_feature = action.what.get<Feature>())
            if (const auto* wanted = std::get_if<Wanted>(of_feature)) found.push_back(*wanted);
    return found;
}

/// What the view of a form sent of one kind, in order.
template <class Wanted, class Filled, class Feature>
[[nodiscard]] std::vector<Wanted> acted(const Harness& h) {
    std::vector<Wanted> found;
    const auto add = [&](const Filled& filled) {
        if (const auto* wanted = std::get_if<Wanted>(&filled.action)) found.push_back(*wanted);
    };
    if constexpr (std::is_same_v<Filled, Feature>) {
        for (const app::Action& action : h.actions())
            if (const auto* filled = action.what.get<Filled>()) add(*filled);
    } else {
        for (const Filled& filled : sent<Filled, Feature>(h))
            add(filled);
    }
    return found;
}

/// The value that a field was given first; null where it was not.
template <class Filled, class Feature>
[[nodiscard]] domain::Value given(const Harness& h, std::string_view path) {
    for (const app::form::Edited& edit : acted<app::form::Edited, Filled, Feature>(h))
        if (edit.path == path) return edit.value;
    return {};
}

namespace form = app::form;

/// Every reader a page is drawn for: phone, small phone, tablet, desktop; standard, elder, both high contrasts, text
/// twice as large.
[[nodiscard]] inline std::vector<Setup> readers() {
    ui::ThemeChoice high, dark, large, largest = elder();
    high.contrast = ui::Contrast::high_light;
    dark.contrast = ui::Contrast::high_dark;
    large.text_scale = 2;
    largest.elder_px = 30;
    std::vector<Setup> all;
    for (const float width : {320.0f, 390.0f, 820.0f, 1280.0f})
        for (const ui::ThemeChoice& theme : {ui::ThemeChoice{}, elder(), high, dark, large, largest}) {
            Setup setup;
            setup.width = width;
            setup.theme = theme;
            all.push_back(setup);
        }
    return all;
}

/// What is wrong with the page for any of the readers: faults of the tree, things that stand out of the window at the
/// side, texts that nobody wrote.
[[nodiscard]] inline std::vector<std::string> faults_for_all(const app::Model& model, const Harness::DrawView& draw) {
    std::vector<std::string> found;
    for (const Setup& setup : readers()) {
        Harness h(setup);
        h.show(model, draw);
        const std::string who = std::to_string(static_cast<int>(setup.width)) + " px: ";
        for (const std::string& fault : h.faults())
            found.push_back(who + fault);
        for (const Node& node : h.tree().nodes())
            if (node.screen.x < -0.5f || node.screen.x + node.screen.w > setup.width + 0.5f)
                found.push_back(who + std::string(a11y::role_name(node.role)) + " \"" + node.name +
                                "\" stands out at the side");
        for (const std::string& key : h.catalogue().missing())
            found.push_back((who + "no text for ").append(key));
        if (h.all(Role::heading).empty() || h.first(Role::heading).level == 0) found.push_back(who + "no heading");
    }
    return found;
}

}  // namespace ow::test
