/// Money and identity numbers: what is seen is grouped, what is kept is not.

#include "tests/unit/ui/harness.hpp"
#include "ui/widgets/id_number_field.hpp"
#include "ui/widgets/money_field.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace ow;
using namespace ow::test;
using ui::Ui;

TEST_CASE("An amount stays as it was typed and is known in whole cents", "[money][widget][unit]") {
    for (const ui::ThemeChoice& theme : {ui::ThemeChoice{}, elder()}) {
        Harness h({.width = 320, .theme = theme});
        std::string text;
        std::optional<domain::Money> amount;
        h.show([&](Ui& ui) {
            const auto now = ui::money_field(ui, "money", {.label = "申请金额（元）", .value = text}, "元");
            if (now.changed) text = *now.changed;
            amount = now.amount;
        });
        CHECK(h.find(Role::text_field, "申请金额（元）").input == a11y::InputType::number);
        CHECK_FALSE(amount.has_value());
        h.type("申请金额（元）", "1234.5");
        CHECK(text == "1234.5");
        CHECK(amount == domain::Money{123450});
        h.type("申请金额（元）", "12.345");
        CHECK(text == "12.345");
        CHECK_FALSE(amount.has_value());
        CHECK(h.faults() == std::vector<std::string>{});
    }
}

TEST_CASE("An identity number is kept without spaces once the field is left", "[id][widget][unit]") {
    Harness h;
    std::string text;
    h.show([&](Ui& ui) {
        if (auto now = ui::id_number_field(ui, "id", {.label = "身份证号", .value = text}); now.changed)
            text = *now.changed;
    });
    h.type("身份证号", "110101 19900307 663x");
    CHECK(text == "110101 19900307 663x");
    h.leave(Role::text_field, "身份证号");
    CHECK(text == "11010119900307663X");
    CHECK(h.find(Role::text_field, "身份证号").value == "11010119900307663X");
    CHECK(h.faults() == std::vector<std::string>{});
}

TEST_CASE("A read-only field can be read and copied, not changed", "[text_field][widget][unit]") {
    Harness h;
    h.show([&](Ui& ui) { ui::text_field(ui, "f", {.label = "编号", .value = "A1", .read_only = true}); });
    CHECK(h.find(Role::text_field, "编号").has(a11y::state_read_only));
    CHECK_FALSE(h.find(Role::text_field, "编号").has(a11y::state_disabled));
}
