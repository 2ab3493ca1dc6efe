#include "tests/unit/ui/form_fixture.hpp"
#include "ui/widgets/text.hpp"

#include <catch2/catch_test_macros.hpp>

#include <algorithm>

using namespace ow;
using namespace ow::test;
using domain::Value;
using form::FieldType;

namespace {

/// One field, drawn; its texts are those of the appeal, so that it has words.
struct OneField : FormProgram {
    explicit OneField(form::FormField one, Setup setup = {}) : FormProgram({std::move(one)}, std::move(setup)) {
        start();
    }
};

form::FormField choice(std::string path, std::vector<std::string> options) {
    form::FormField out = field(FieldType::choice, std::move(path), true);
    out.options = std::move(options);
    return out;
}

form::FormField with_parts(FieldType type, std::string path, std::vector<std::string> parts) {
    form::FormField out = field(type, std::move(path), true);
    out.parts = std::move(parts);
    return out;
}

form::FormField children() {
    form::FormField group = field(FieldType::group, "children");
    group.max = 2;
    group.fields = {field(FieldType::text, "name", true), field(FieldType::date, "born")};
    return group;
}

/// Everything the engine can ask, each once.
std::vector<form::FormField> everything() {
    form::FormField title = field(FieldType::text, "title", true);
    title.max = 60;
    form::FormField story = field(FieldType::long_text, "story", true);
    story.max = 1000;
    form::FormField photos = field(FieldType::attachments, "attachments");
    photos.max = 6;
    form::FormField some = choice("some", {"a", "b", "c"});
    some.type = FieldType::multi_choice;
    return {title,
            story,
            field(FieldType::id_number, "id_number", true),
            field(FieldType::phone, "phone", true),
            field(FieldType::date, "born", true),
            field(FieldType::number, "area"),
            field(FieldType::integer, "people"),
            field(FieldType::money, "rent"),
            field(FieldType::bank_card, "card"),
            choice("one", {"a", "b"}),
            some,
            field(FieldType::yes_no, "alone", true),
            with_parts(FieldType::place, "place", {"text", "grid_id", "lon", "lat"}),
            with_parts(FieldType::address, "home", {"community", "building", "room"}),
            with_parts(FieldType::person, "contact", {"name", "relation", "phone"}),
            children(),
            photos,
            field(FieldType::signature, "signature"),
            field(FieldType::fact, "age"),
            field(FieldType::case_number, "number"),
            field(FieldType::query_code, "query_code"),
            field(FieldType::one_time_code, "code"),
            field(FieldType::password, "password"),
            field(FieldType::department, "department_id", true),
            field(FieldType::grid, "grid_id"),
            field(FieldType::declaration, "consent", true)};
}

/// A field's name where its own text is not there: the key.
std::string key(std::string_view path) { return "test.form." + std::string(path) + ".label"; }

}  // namespace

TEST_CASE("A form with every type of field can be read and reached by every reader", "[form][unit]") {
    for (const Setup& reader : readers()) {
        FormProgram p(everything(), reader);
        p.start();
        INFO(reader.width);
        CHECK(p.faults() == std::vector<std::string>{});
        for (const form::FormField& one : p.definition.fields)
            CHECK((p.says(key(one.path)) || one.type == FieldType::place));
    }
}

TEST_CASE("What is typed is the answer", "[form][unit]") {
    OneField p(field(FieldType::text, "title", true));
    p.type(key("title"), "楼道灯坏了");
    CHECK(p.text("title") == "楼道灯坏了");
    CHECK(p.outcomes.back().edited);
    CHECK(p.outcomes.back().path == "title");
}

TEST_CASE("A long text says how much too long it is while it is written", "[form][unit]") {
    form::FormField story = field(FieldType::long_text, "story");
    story.max = 5;
    OneField p(story);
    p.type(key("story"), "一二三四五六七");
    CHECK(p.says("超出 2 字"));
}

TEST_CASE("Keyboards and autofill fit what is asked", "[form][unit]") {
    FormProgram p(everything());
    p.start();
    const auto input = [&](std::string_view path) { return p.find(Role::text_field, key(path)).input; };
    CHECK(input("phone") == a11y::InputType::tel);
    CHECK(p.find(Role::text_field, key("phone")).autocomplete == "tel");
    CHECK(input("id_number") == a11y::InputType::identity_number);
    CHECK(input("people") == a11y::InputType::number);
    CHECK(input("card") == a11y::InputType::one_time_code);
    CHECK(p.find(Role::text_field, key("code")).autocomplete == "one-time-code");
    CHECK(input("password") == a11y::InputType::password);
    CHECK(p.find(Role::text_field, "姓名").autocomplete == "name");
}

TEST_CASE("Enter leads to the next field, and from the last one on", "[form][unit]") {
    FormProgram p({field(FieldType::text, "title", true), field(FieldType::text, "place", true)});
    p.start();
    CHECK(p.find(Role::text_field, key("title")).has(a11y::state_enter_next));
    CHECK_FALSE(p.find(Role::text_field, key("place")).has(a11y::state_enter_next));
    // Enter in the last one does what the button does, and says so on the key.
    CHECK(p.find(Role::text_field, key("place")).has(a11y::state_enter_send));
    CHECK_FALSE(p.find(Role::text_field, key("title")).has(a11y::state_enter_send));
    p.type(key("title"), "灯");
    p.submit(Role::text_field, key("title"));
    REQUIRE(p.focused() != nullptr);
    CHECK(p.name_of(*p.focused()) == key("place"));
    CHECK_FALSE(p.outcomes.back().submit);
    p.type(key("place"), "三号楼");
    p.submit(Role::text_field, key("place"));
    CHECK(p.outcomes.back().submit);
}

TEST_CASE("A number that is known is shown as one would type it", "[form][unit]") {
    OneField p(field(FieldType::number, "area"));
    p.act(form::Edited{"area", 62.5});
    p.frame();
    CHECK(p.find(Role::text_field, key("area")).value == "62.5");
    p.type(key("area"), "63");
    CHECK(p.text("area") == "63");
}

TEST_CASE("A date keeps what is half written", "[form][unit]") {
    OneField p(field(FieldType::date, "born", true));
    p.type("年", "1957");
    CHECK(p.text("born") == "1957--");
    p.type("月", "3");
    p.type("日", "8");
    CHECK(p.text("born") == "1957-3-8");
    CHECK(p.find(Role::text_field, "月").value == "3");
    p.type("年", "");
    p.type("月", "");
    p.type("日", "");
    CHECK(p.state.answers.find("born") == nullptr);
}

TEST_CASE("One is chosen of several, several are ticked, yes or no is said", "[form][unit]") {
    form::FormField some = choice("some", {"a", "b", "c"});
    some.type = FieldType::multi_choice;
    FormProgram p({choice("one", {"help", "praise"}), some, field(FieldType::yes_no, "alone", true)});
    p.start();
    const auto option = [](std::string_view path, std::string_view code) {
        return "test.form." + std::string(path) + ".option." + std::string(code);
    };
    (void)option;
    const auto radios = p.all(Role::radio);
    REQUIRE(radios.size() == 4);
    p.request(radios[1]->id, ActionKind::click);
    CHECK(p.text("one") == "praise");
    const auto boxes = p.all(Role::checkbox);
    REQUIRE(boxes.size() == 3);
    p.request(boxes[0]->id, ActionKind::click);
    p.request(p.all(Role::checkbox)[2]->id, ActionKind::click);
    CHECK(*p.state.answers.find("some")->as_list() == Value::List{"a", "c"});
    p.request(p.all(Role::checkbox)[0]->id, ActionKind::click);
    CHECK(*p.state.answers.find("some")->as_list() == Value::List{"c"});
    p.press(Role::radio, "是");
    CHECK(*p.state.answers.find("alone")->as_bool());
    p.press(Role::radio, "不是");
    CHECK_FALSE(*p.state.answers.find("alone")->as_bool());
}

TEST_CASE("A department is chosen from the street's list", "[form][unit]") {
    OneField p(field(FieldType::grid, "grid_id"));
    p.choose(key("grid_id"), "柳巷第1网格");
    CHECK(p.text("grid_id") == "liuxiang-1");
}

TEST_CASE("A consent is given by ticking its own words", "[form][unit]") {
    OneField p(field(FieldType::declaration, "consent", true));
    p.press(Role::checkbox, key("consent"));
    CHECK(*p.state.answers.find("consent")->as_bool());
}

TEST_CASE("A person is asked part by part", "[form][unit]") {
    OneField p(with_parts(FieldType::person, "contact", {"name", "relation", "phone"}));
    p.type("姓名", "李四");
    p.type("联系电话", "0512-12345678");
    CHECK(p.text("contact.name") == "李四");
    CHECK(p.text("contact.phone") == "0512-12345678");
    CHECK(p.is_inside(p.find(Role::text_field, "姓名"), p.find(Role::group, key("contact"))));
}

TEST_CASE("Another child is added, changed and taken away by large buttons", "[form][unit]") {
    OneField p(children());
    p.press(Role::button, "再加一个");
    CHECK(p.wanted<app::FocusNode>()->key == "item:children.0");
    p.type("test.form.children.name.label", "小明");
    p.press(Role::button, "写好了");
    CHECK(p.says("小明"));
    CHECK_FALSE(p.has(Role::text_field, "test.form.children.name.label"));
    p.press(Role::button, "再加一个");
    p.type("test.form.children.name.label", "小红");
    CHECK(p.says("已经有 2 个"));
    CHECK_FALSE(p.has(Role::button, "再加一个"));
    CHECK(p.text("children.1.name") == "小红");
    p.press(Role::button, "写好了");
    p.act(form::ItemRemoved{"children", 0});
    p.frame();
    CHECK(p.text("children.0.name") == "小红");
    CHECK(p.state.answers.find("children")->as_list()->size() == 1);
}

TEST_CASE("An error of a person in a group opens that person", "[form][unit]") {
    OneField p(children());
    p.act(form::ItemAdded{"children"});
    p.act(form::ItemOpened{});
    p.act(form::SubmitPressed{});
    p.frame();
    REQUIRE(p.state.errors.size() == 1);
    CHECK(p.state.errors[0].path == "children.0.name");
    p.act(form::ErrorFollowed{"children.0.name"});
    p.frame();
    CHECK(p.state.open_item == "children.0");
    CHECK(p.wanted<app::FocusNode>()->key == "field:children.0.name");
    CHECK(p.ui().marked("field:children.0.name") != 0);
}

TEST_CASE("A place is words, the device's position, or a grid of the list", "[form][unit]") {
    OneField p(with_parts(FieldType::place, "place", {"text", "grid_id", "lon", "lat"}));
    p.type("地点", "柳巷路 8 号");
    CHECK(p.text("place.text") == "柳巷路 8 号");
    p.press(Role::button, "用我的位置");
    REQUIRE(p.wanted<app::LocateDevice>() != nullptr);
    CHECK(p.says("正在定位"));
    p.press(Role::button, "从网格里选");
    p.choose("所在网格", "东河第1网格");
    CHECK(p.text("place.grid_id") == "donghe-1");
    p.act(form::PlaceMarked{"place", {120.57, 31.30}, "liuxiang-1"});
    p.frame();
    CHECK(p.says("已在地图上标出，在柳巷第1网格"));
    p.choose("所在网格", "东河第1网格");
    CHECK(p.state.answers.find("place.lon") == nullptr);
}

TEST_CASE("A grid that is lacking is said at its list, which is there to be chosen from", "[form][unit]") {
    OneField p(with_parts(FieldType::place, "place", {"text", "grid_id", "lon", "lat"}));
    p.state.errors.emplace_back().path = "place.grid_id";
    p.frame();
    CHECK(p.find(Role::select, "所在网格").has(a11y::state_invalid));
    CHECK_FALSE(p.has(Role::button, "从网格里选"));
    p.choose("所在网格", "东河第1网格");
    CHECK(p.text("place.grid_id") == "donghe-1");
}

TEST_CASE("Photos are wanted, shown, refused one by one and taken away", "[form][unit]") {
    form::FormField photos = field(FieldType::attachments, "attachments");
    photos.max = 2;
    OneField p(photos);
    p.press(Role::button, "添加照片");
    REQUIRE(p.wanted<app::PickPhotos>() != nullptr);
    CHECK(p.wanted<app::PickPhotos>()->room == 2);
    app::Photo bad;
    bad.local.local_id = "p1";
    bad.local.name = "信.docx";
    bad.state = app::PhotoState::refused;
    bad.refusal = app::world::PhotoRefusal::not_image;
    p.state.photos["attachments"].items = {bad};
    p.frame();
    CHECK(p.says("这个文件不是照片"));
    p.press(Role::button, "知道了，去掉没有添加的 信.docx");
    CHECK(p.state.photos["attachments"].items.empty());
    CHECK(p.wanted<app::DropPhoto>()->local_id == "p1");
}

TEST_CASE("A name that is typed counts as a signature", "[form][unit]") {
    OneField p(field(FieldType::signature, "signature"));
    p.press(Role::radio, "输入姓名");
    p.type("姓名", "王五");
    CHECK(p.text("signature.name") == "王五");
    CHECK(*p.state.answers.find("signature.by_name")->as_bool());
}

TEST_CASE("What is computed is shown, and follows what it is computed from", "[form][unit]") {
    form::FormField sum = field(FieldType::fact, "sum");
    sum.computed = Value::List{"mul", Value::List{"answer", "people"}, 2.0};
    FormProgram p({field(FieldType::integer, "people"), sum});
    p.start();
    CHECK(p.says("还不知道"));
    p.type(key("people"), "3");
    CHECK(p.says("6"));
    CHECK_FALSE(p.says("还不知道"));
}

TEST_CASE("What the portal knows is shown with where it is from and can be said right or wrong", "[form][unit]") {
    form::FormField home = field(FieldType::text, "home", true);
    home.fact = "home";
    FormProgram p({home, field(FieldType::text, "title", true)}, {.theme = elder()});
    p.layout = form::Layout::one_by_one;
    Value facts = Value::object();
    facts.set("home.value", "柳巷路 8 号");
    facts.set("home.source", "2025 年 6 月体检时登记的");
    form::fill_known(p.state, p.setting(), facts);
    p.draw = [](const ui::FormView& view) {
        if (!ui::draw_known_question(view)) ui::draw_form_page(view);
    };
    p.start();
    CHECK(p.says("柳巷路 8 号"));
    CHECK(p.says("2025 年 6 月体检时登记的"));
    CHECK(p.find(Role::button, "对").screen.h >= 84);
    CHECK(p.faults().empty());
    p.press(Role::button, "对");
    CHECK(p.outcomes.back().moved);
    CHECK(p.state.page == "title");
    p.act(form::PreviousPressed{});
    p.frame();
    p.press(Role::button, "要改");
    CHECK(p.find(Role::text_field, key("home")).value == "柳巷路 8 号");
    p.type(key("home"), "东河路 2 号");
    CHECK(p.text("home") == "东河路 2 号");
}

TEST_CASE("The check page shows every answer with a way back to its page", "[form][unit]") {
    FormProgram p(everything());
    p.layout = form::Layout::sections;
    p.act(form::Edited{"title", "楼道灯"});
    p.act(form::Edited{"alone", true});
    p.draw = [](const ui::FormView& view) { ui::draw_answers(view); };
    p.start();
    CHECK(p.says("楼道灯"));
    CHECK(p.find(Role::link, "修改 " + key("title")).href == "#/form/first");
    CHECK(p.says("还没填"));
    CHECK_FALSE(p.has(Role::link, "修改 " + key("password")));
    CHECK(p.faults().empty());
}

TEST_CASE("The task list puts first what is still to do", "[form][unit]") {
    form::FormField second = field(FieldType::text, "later", true);
    second.section = "second";
    FormProgram p({field(FieldType::text, "title", true), second});
    p.layout = form::Layout::sections;
    p.act(form::Edited{"title", "灯"});
    p.draw = [](const ui::FormView& view) { ui::draw_task_list(view); };
    p.start();
    CHECK(p.says("已填好 1 项"));
    CHECK(p.says("还要填 1 项"));
    CHECK(p.says("还不能交"));
    CHECK(p.has(Role::progress, "填写进度"));
    CHECK(p.faults().empty());
    p.act(form::Edited{"later", "好"});
    p.frame();
    CHECK(p.says("都填好了"));
    CHECK(p.says("可以交了"));
}

TEST_CASE("A question with a page of its own is said once: by the heading", "[form][unit]") {
    for (const FieldType type :
         {FieldType::text, FieldType::long_text, FieldType::id_number, FieldType::phone, FieldType::money,
          FieldType::date, FieldType::yes_no, FieldType::choice, FieldType::multi_choice}) {
        form::FormField one = field(type, "title", type != FieldType::text);
        if (type == FieldType::choice || type == FieldType::multi_choice) one.options = {"a", "b"};
        FormProgram p({std::move(one), field(FieldType::text, "after")});
        p.layout = form::Layout::one_by_one;
        p.draw = [](const ui::FormView& view) {
            ui::heading(view.view.ui, "page-title", 1,
                        ui::form_page_title(view, form::page_of(view.setting, view.state)));
            ui::draw_form_page(view);
        };
        p.start();
        const std::string label = "test.form.title.label";
        const auto said = [&] {
            return std::ranges::count_if(p.tree().nodes(), [&](const Node& node) {
                const bool words = node.role == Role::heading || node.role == Role::text || node.role == Role::label;
                return words && p.name_of(node) == label;
            });
        };
        INFO(static_cast<int>(type));
        CHECK(said() == 1);
        // What it asks is still the name of what is filled in.
        CHECK(std::ranges::any_of(p.tree().nodes(), [&](const Node& node) {
            return node.role != Role::heading && node.role != Role::text && node.role != Role::label &&
                   p.name_of(node) == label;
        }));
        // Beside other questions it has its label again.
        p.layout = form::Layout::one_page;
        p.frame();
        CHECK(said() == 1);
    }
}
