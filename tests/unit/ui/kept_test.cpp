#include "tests/unit/ui/harness.hpp"

#include <catch2/catch_test_macros.hpp>

#include <cstddef>
#include <string>

using namespace ow;
using namespace ow::test;
using ui::Ui;

namespace {
/// Two states of widgets that would be garbage as one another.
struct Words {
    std::string text = "made";
};
struct Count {
    std::size_t rows = 7;
};
}  // namespace

TEST_CASE("Two widgets whose ids are the same never read each other's state", "[kept][unit]") {
    Harness h;
    h.show([&](Ui& ui) {
        constexpr a11y::NodeId id = 99;
        CHECK(ui.keep<Count>(id).rows == 7);
        ui.keep<Words>(id).text = "a text longer than what a string holds within itself";
        CHECK(ui.keep<Count>(id).rows == 7);
        ui.keep<Count>(id).rows = 8;
        CHECK(ui.keep<Words>(id).text == "a text longer than what a string holds within itself");
        CHECK(ui.keep<std::size_t>(id) == 0);
        ui.keep<Count>(id).rows = 7;
    });
}

TEST_CASE("A day of pages leaves no more behind than some hundred states, and the page in use keeps all of its own",
          "[kept][unit]") {
    Harness h;
    a11y::NodeId visit = 0;
    const auto page = [&](Ui& ui) {
        // The widgets of this page, and one that is on every page.
        ui.keep<Words>(1).text = "always here";
        for (a11y::NodeId widget = 0; widget < 10; ++widget)
            ui.keep<Count>(1000 + visit * 10 + widget).rows = visit;
    };
    for (; visit < 1000; ++visit)
        h.show(page);
    h.show([&](Ui& ui) {
        CHECK(ui.kept() <= Ui::kept_most);
        CHECK(ui.keep<Words>(1).text == "always here");
        // The page before is still as it was left.
        CHECK(ui.keep<Count>(1000 + 999 * 10).rows == 999);
        CHECK(ui.keep<Count>(1000 + 980 * 10).rows == 980);
        // One from the morning begins anew.
        CHECK(ui.keep<Count>(1000).rows == 7);
    });
    // A page with more states than that loses none of them while it is drawn.
    int anew = 0;
    const auto crowded = [&](Ui& ui) {
        for (a11y::NodeId widget = 0; widget < 2 * Ui::kept_most; ++widget) {
            std::size_t& rows = ui.keep<Count>(50'000 + widget).rows;
            anew += rows == 7 ? 1 : 0;
            rows = widget + 100;
        }
    };
    h.show(crowded);
    CHECK(anew == 2 * Ui::kept_most);
    h.show(crowded);
    CHECK(anew == 2 * Ui::kept_most);
}
