#include "ui/widgets/text_field.hpp"
#include <set>
#include "tests/unit/ui/harness.hpp"

#include <imgui.h>
#include <catch2/catch_test_macros.hpp>

using namespace ow;
using namespace ow::test;
using ui::FieldSpec;
using ui::Ui;

namespace {

/// A field with what it reported.
struct Field {
    Harness h;
    std::string value;
    int changes = 0, submits = 0, leaves = 0;

    explicit Field(FieldSpec spec, Setup setup = {}) : h(std::move(setup)) {
        h.show([this, spec](Ui& ui) {
            FieldSpec now = spec;
            if (!value.empty()) now.value = value;
            const ui::FieldResult result = ui::text_field(ui, "f", now);
            if (result.changed) {
                value = *result.changed;
                ++changes;
            }
            submits += result.submitted;
            leaves += result.left;
        });
    }
    [[nodiscard]] const Node& node() { return h.find(Role::text_field, "手机号"); }
};

}  // namespace

TEST_CASE("A field is named by its label and described by its hint", "[text_field][widget][unit]") {
    Field f({.label = "手机号",
             .value = "138",
             .hint = "用来接收验证码",
             .input = a11y::InputType::tel,
             .autocomplete = "tel"});
    CHECK(f.node().value == "138");
    CHECK(f.node().input == a11y::InputType::tel);
    CHECK(f.node().autocomplete == "tel");
    CHECK(f.node().has(a11y::state_required));
    CHECK_FALSE(f.node().has(a11y::state_invalid));
    CHECK(f.h.hint_of(f.node()) == "用来接收验证码");
    CHECK(f.h.error_of(f.node()).empty());
    CHECK(f.h.find(Role::label, "手机号").labelled_by == f.node().id);
    CHECK(f.h.faults().empty());
}

TEST_CASE("A field in error says what is wrong, beside its name", "[text_field][widget][unit]") {
    Field f({.label = "手机号", .value = "", .error = "请填写 11 位手机号"});
    CHECK(f.node().has(a11y::state_invalid));
    CHECK(f.h.error_of(f.node()) == "请填写 11 位手机号");
    CHECK(f.h.faults().empty());
}

TEST_CASE("The words of a field are read in order: label, hint, error, field", "[text_field][widget][unit]") {
    Field f({.label = "手机号", .value = "", .hint = "提示", .error = "错误"});
    std::vector<std::string> order;
    for (const Node& node : f.h.tree().nodes())
        if (node.role != Role::root) order.push_back(f.h.name_of(node));
    CHECK(order == std::vector<std::string>{"手机号", "提示", "错误", "手机号"});
}

TEST_CASE("A disabled field says so", "[text_field][widget][unit]") {
    Field f({.label = "手机号", .value = "138", .required = false, .disabled = true});
    CHECK(f.node().has(a11y::state_disabled));
    CHECK_FALSE(f.node().has(a11y::state_required));
}

TEST_CASE("What the browser's input reports comes out once: text, Enter and leaving", "[text_field][widget][unit]") {
    Field f({.label = "手机号", .value = ""});
    f.h.type("手机号", "13800000000");
    CHECK(f.value == "13800000000");
    CHECK(f.changes == 1);
    f.h.submit(Role::text_field, "手机号");
    CHECK(f.submits == 1);
    f.h.leave(Role::text_field, "手机号");
    CHECK(f.leaves == 1);
    CHECK(f.changes == 1);
}

TEST_CASE("A field can be emptied", "[text_field][widget][unit]") {
    Harness h;
    std::string value = "旧";
    h.show([&](Ui& ui) {
        if (auto result = ui::text_field(ui, "f", {.label = "标题", .value = value}); result.changed)
            value = *result.changed;
    });
    h.type("标题", "");
    CHECK(value.empty());
}

TEST_CASE("While the browser's input has the focus, the canvas does not draw the text beneath it",
          "[text_field][widget][unit]") {
    Field f({.label = "手机号", .value = "13800000000"});
    const int resting = f.h.drawn().TotalVtxCount;
    f.h.tap(Role::text_field, "手机号");
    REQUIRE(f.h.focused() != nullptr);
    CHECK(f.h.focused()->id == f.node().id);
    f.h.ui().set_focus(0, false);
    f.h.frame();
    CHECK(f.h.drawn().TotalVtxCount == resting);
}

TEST_CASE("A multi-line field counts characters, not bytes, against its limit", "[text_field][widget][unit]") {
    Harness h;
    h.show([](Ui& ui) {
        ui::text_field(ui, "d", {.label = "描述", .value = "路灯𠮷不亮", .rows = 4, .max_length = 500});
    });
    CHECK(h.find(Role::text_area, "描述").set_size == 500);
    CHECK(h.says("5 / 500"));
    CHECK(h.faults().empty());
}

TEST_CASE("A quiet line under the field is read too", "[text_field][widget][unit]") {
    Harness h;
    h.show([](Ui& ui) {
        ui::text_field(ui, "d",
                       {.label = "描述",
                        .value = "",
                        .note = "已保存",
                        .note_icon = ui::Icon::cloud_check,
                        .rows = 4,
                        .max_length = 500});
    });
    CHECK(h.has(Role::text, "已保存"));
    CHECK(h.has(Role::text, "0 / 500"));
}

TEST_CASE("A field without a drawn label is named all the same", "[text_field][widget][unit]") {
    Field f({.label = "手机号", .value = "", .label_at = ui::LabelAt::inside, .icon = ui::Icon::search});
    CHECK(f.node().name == "手机号");
    CHECK(f.node().labelled_by == 0);
    CHECK(f.h.all(Role::label).empty());
}

TEST_CASE("A password is drawn as dots and its characters never reach the glyph loader", "[text_field][widget][unit]") {
    const auto drawn_with = [](std::string_view value) {
        Harness h;
        h.show([value](Ui& ui) {
            ui::text_field(ui, "p", {.label = "口令", .value = value, .input = a11y::InputType::password});
        });
        CHECK(h.find(Role::text_field, "口令").input == a11y::InputType::password);
        return h.glyphs().drawn;
    };
    std::set<char32_t> expected = drawn_with("");
    expected.insert(U'\u2022');
    CHECK(drawn_with("𠮷abc") == expected);
}

TEST_CASE("A number that is masked for the eye is whole for editing", "[text_field][widget][unit]") {
    Field f({.label = "手机号", .value = "13812345678", .shown = "138****5678"});
    CHECK(f.node().value == "13812345678");
}

TEST_CASE("The native input lies exactly over the drawn box, in its font", "[text_field][widget][unit]") {
    for (const ui::ThemeChoice& choice : {ui::ThemeChoice{}, elder()}) {
        Field f({.label = "手机号", .value = "1"}, {.theme = choice});
        CHECK(f.node().font_px == f.h.ui().theme().type.field);
        CHECK(f.node().font_px >= 16);  // smaller makes phones zoom in
        CHECK(f.node().screen.h >= f.h.ui().theme().size.target);
        CHECK(f.node().pad_x > 0);
        CHECK(f.node().pad_y * 2 + f.node().line_height <= f.node().screen.h + 1);
        CHECK(f.h.faults().empty());
    }
}

TEST_CASE("The core can ask for the focus of a field by its key", "[text_field][widget][unit]") {
    Field f({.label = "手机号", .value = ""});
    CHECK(f.h.ui().marked("f") == f.node().id);
    CHECK(f.h.ui().marked("other") == 0);
}

TEST_CASE("Two fields of one form do not take each other's text", "[text_field][widget][unit]") {
    Harness h;
    std::string name = "甲", phone = "1";
    h.show([&](Ui& ui) {
        if (auto r = ui::text_field(ui, "name", {.label = "姓名", .value = name}); r.changed) name = *r.changed;
        if (auto r = ui::text_field(ui, "phone", {.label = "电话", .value = phone}); r.changed) phone = *r.changed;
    });
    h.type("电话", "12345");
    CHECK(name == "甲");
    CHECK(phone == "12345");
    CHECK(h.tree().collisions() == 0);
}

TEST_CASE("A line that grows too long says so while it is written, not only afterwards", "[text_field][widget][unit]") {
    Field f({.label = "手机号", .value = "", .max_length = 5, .too_long = "超出 {count} 字"});
    CHECK_FALSE(f.h.says("/ 5"));
    f.h.type("手机号", "1234");
    CHECK(f.h.says("4 / 5"));
    f.h.type("手机号", "12345678");
    CHECK(f.h.says("超出 3 字"));
    CHECK_FALSE(f.h.says("8 / 5"));
    CHECK(f.h.is_inside(f.h.find(Role::text, "超出 3 字"), f.h.first(Role::status)));
    CHECK(f.h.faults().empty());
}

TEST_CASE("A field says whether Enter leads to the next one", "[text_field][widget][unit]") {
    CHECK(Field({.label = "手机号", .value = "", .enter = ui::Enter::next}).node().has(a11y::state_enter_next));
    CHECK_FALSE(Field({.label = "手机号", .value = ""}).node().has(a11y::state_enter_next));
    Harness h;
    h.show(
        [](Ui& ui) { ui::text_field(ui, "f", {.label = "说明", .value = "", .rows = 3, .enter = ui::Enter::next}); });
    CHECK_FALSE(h.find(Role::text_area, "说明").has(a11y::state_enter_next));
}
