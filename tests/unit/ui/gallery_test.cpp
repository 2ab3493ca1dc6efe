/// The page with every widget: what must hold for all of them, in every mode, width, text size and language.

#include "ui/views/gallery/gallery.hpp"

#include <catch2/catch_test_macros.hpp>

#include "tests/unit/a11y/mirror.hpp"
#include "tests/unit/ui/harness.hpp"

using namespace ow;
using namespace ow::test;
using ui::Ui;

namespace {

/// The gallery with everything unfolded.
struct Gallery {
    app::Model model;
    Harness h;

    explicit Gallery(Setup setup = {}) : h(std::move(setup)) {
        model.demo = true;
        h.show(model, ui::draw_gallery);
    }
};

std::vector<Setup> every_setup() {
    std::vector<Setup> all;
    for (const char* language : {"zh-CN", "en"})
        for (const auto& [width, height] :
             {std::pair{320.0f, 568.0f}, {390.0f, 844.0f}, {834.0f, 1112.0f}, {1280.0f, 800.0f}})
            for (const ui::Mode mode : {ui::Mode::standard, ui::Mode::elder})
                for (const ui::Contrast contrast : {ui::Contrast::normal, ui::Contrast::high_dark})
                    for (const float larger : {0.0f, 1.0f}) {
                        ui::ThemeChoice theme;
                        theme.mode = mode;
                        theme.contrast = contrast;
                        theme.text_scale = mode == ui::Mode::standard ? 1 + larger : 1;
                        theme.elder_px = 22 + 8 * larger;
                        all.push_back({.width = width, .height = height, .theme = theme, .language = language});
                    }
    return all;
}

std::string described(const Setup& setup) {
    return setup.language + " " + std::to_string(setup.width) +
           (setup.theme.mode == ui::Mode::elder ? " elder " : " standard ") + std::to_string(setup.theme.text_scale) +
           " " + std::to_string(setup.theme.elder_px);
}

}  // namespace

TEST_CASE("Every widget has a name, a target of its mode's size and an id of its own", "[gallery][widget][unit]") {
    for (const Setup& setup : every_setup()) {
        Gallery page(setup);
        INFO(described(setup));
        CHECK(page.h.faults() == std::vector<std::string>{});
        CHECK(page.h.catalogue().missing().empty());
    }
}

TEST_CASE("No widget is wider than the window, however large the text", "[gallery][widget][unit]") {
    for (const Setup& setup : every_setup()) {
        Gallery page(setup);
        INFO(described(setup));
        for (const Node& node : page.h.tree().nodes()) {
            INFO(a11y::role_name(node.role) << " " << page.h.name_of(node));
            CHECK(node.screen.x >= -0.5f);
            CHECK(node.screen.x + node.screen.w <= setup.width + 0.5f);
        }
    }
}

TEST_CASE("Controls that are side by side never lie over each other", "[gallery][widget][unit]") {
    for (const Setup& setup : every_setup()) {
        Gallery page(setup);
        INFO(described(setup));
        std::vector<const Node*> controls;
        for (const Node& node : page.h.tree().nodes())
            // A map's own buttons lie on it.
            if (a11y::is_interactive(node.role) && node.role != Role::map) controls.push_back(&node);
        for (std::size_t i = 0; i < controls.size(); ++i)
            for (std::size_t j = i + 1; j < controls.size(); ++j) {
                const auto inner = [](a11y::Rect r) { return a11y::Rect{r.x + 1, r.y + 1, r.w - 2, r.h - 2}; };
                // The bars stay while the content scrolls under them.
                const Node* banner = page.h.tree().find(controls[i]->parent);
                if (banner != nullptr && (banner->role == Role::banner || banner->role == Role::navigation)) continue;
                const Node* other = page.h.tree().find(controls[j]->parent);
                if (other != nullptr && (other->role == Role::banner || other->role == Role::navigation)) continue;
                INFO(page.h.name_of(*controls[i]) << " and " << page.h.name_of(*controls[j]));
                CHECK_FALSE(inner(controls[i]->screen).intersects(inner(controls[j]->screen)));
            }
    }
}

TEST_CASE("A page of every widget settles, and then a frame takes one pass and sends nothing",
          "[gallery][widget][unit]") {
    for (const Setup& setup : every_setup()) {
        Gallery page(setup);
        INFO(described(setup));
        const a11y::Tree before = page.h.tree();
        CHECK(page.h.frame() == 1);
        CHECK(a11y::diff(before, page.h.tree()).empty());
    }
}

TEST_CASE("Pressing every control of the gallery keeps the mirror in step", "[gallery][widget][unit]") {
    Gallery page({.width = 390, .height = 844});
    Mirror mirror;
    a11y::Tree before;
    const auto compare = [&](const std::string& after) {
        mirror.apply(a11y::diff(before, page.h.tree()));
        before = page.h.tree();
        INFO(after);
        CHECK((mirror.faults.empty() ? std::string() : mirror.faults.front()) == "");
        CHECK(mirror.difference(before) == "");
    };
    compare("the first frame");
    std::vector<std::pair<Role, std::string>> controls;
    for (const Node& node : page.h.tree().nodes())
        if (a11y::is_interactive(node.role)) controls.emplace_back(node.role, page.h.name_of(node));
    CHECK(controls.size() > 60);
    for (const auto& [role, name] : controls) {
        const Node* node = page.h.look_for(role, name);
        if (node == nullptr) continue;
        page.h.request(node->id, a11y::is_text_entry(role) ? ActionKind::set_value : ActionKind::click, "新的内容");
        compare(name);
        CHECK(page.h.faults() == std::vector<std::string>{});
        if (!page.h.all(Role::dialog).empty()) {
            page.h.dismiss();
            compare("the dialog's end");
        }
    }
}

TEST_CASE("Every control shows a ring when the keyboard's focus is on it", "[gallery][widget][unit]") {
    Gallery page({.width = 390, .height = 6000});
    std::vector<NodeId> controls;
    for (const Node& node : page.h.tree().nodes())
        if (a11y::is_interactive(node.role) && !node.has(a11y::state_disabled)) controls.push_back(node.id);
    const auto ring_pixels = [&] {
        const ui::Colour focus = page.h.ui().theme().colour.focus;
        return page.h.vertices_of(focus);
    };
    page.h.ui().set_focus(0, false);
    page.h.frame();
    CHECK(ring_pixels() == 0);
    for (const NodeId id : controls) {
        const Node* node = page.h.tree().find(id);
        if (node == nullptr || node->screen.y + node->screen.h > 5900) continue;
        page.h.focus(id);
        INFO(a11y::role_name(page.h.tree().find(id)->role) << " " << page.h.name_of(*page.h.tree().find(id)));
        CHECK(ring_pixels() > 0);
    }
}
