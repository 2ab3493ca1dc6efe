#include "tests/unit/ui/views/pages_fixture.hpp"
#include "ui/views/appeal/appeal_pages.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace ow;
using namespace ow::test;
namespace appeal = app::appeal;
using domain::AppealStep;

namespace {

app::Model form_on(AppealStep step) {
    app::Model model = resident_on(app::to_appeal_step(step));
    model.get<app::appeal::Model>().form.page = domain::to_code(step);
    return model;
}

domain::AppealDraft written() {
    domain::AppealDraft draft;
    draft.key = "k";
    draft.owner = "a";
    draft.category = domain::Category::help;
    draft.title = "3 号楼二单元楼道灯不亮";
    draft.description = "从上周三晚上开始，二到四楼的灯都不亮，楼里有两位老人，晚上下楼不敢走。";
    draft.place_text = "柳巷路 8 号 3 号楼";
    draft.grid_id = "liuxiang-1";
    draft.contact_mode = domain::ContactMode::named;
    draft.contact_phone = "13900000002";
    draft.saved_at = noon();
    return draft;
}

app::Photo photo(const std::string& id, app::PhotoState state) {
    app::Photo one;
    one.local.local_id = id;
    one.local.name = id + ".jpg";
    one.state = state;
    if (state == app::PhotoState::refused) one.refusal = app::world::PhotoRefusal::not_image;
    return one;
}

domain::FieldError wrong(std::string path, domain::FieldCode code) {
    domain::FieldError error;
    error.path = std::move(path);
    error.code = code;
    return error;
}

}  // namespace

TEST_CASE("The section leads to a new report, to cases, to tracking and to the phone", "[views][appeal][unit]") {
    app::Model model = resident_on(app::to_page(app::pages::appeals));
    Harness h;
    h.show(model, ui::draw_appeals);
    CHECK(h.find(Role::link, "我要反映").href == "#/appeals/new/kind");
    CHECK(h.says("查询进度"));
    CHECK(h.says("打电话找人"));
}

TEST_CASE("A draft that was found is offered: go on or throw it away", "[views][appeal][unit]") {
    app::Model model = resident_on(app::to_page(app::pages::appeals));
    model.get<app::appeal::Model>().offered = written();
    Harness h;
    h.show(model, ui::draw_appeals);
    CHECK(h.says("3 号楼二单元楼道灯不亮"));
    CHECK_FALSE(h.has(Role::link, "我要反映"));
    h.press(Role::button, "接着写");
    h.press(Role::button, "不要了");
    CHECK(sent<appeal::DraftContinued, appeal::Action>(h).size() == 1);
    CHECK(sent<appeal::DiscardPressed, appeal::Action>(h).size() == 1);
}

TEST_CASE("What was not delivered yet stands on the section's page", "[views][appeal][unit]") {
    app::Model model = resident_on(app::to_page(app::pages::appeals));
    domain::CommandStatus filing;
    filing.key = "f1";
    filing.act = domain::filing_act;
    filing.title = "井盖松了";
    filing.queued_at = noon();
    filing.state = domain::CommandState::waiting;
    model.get<app::filings::Model>().mine = {filing};
    Harness h;
    h.show(model, ui::draw_appeals);
    CHECK(h.says("井盖松了"));
    CHECK(h.says("等待网络"));
}

TEST_CASE("The first page asks for the kind", "[views][appeal][unit]") {
    app::Model model = form_on(AppealStep::kind);
    Harness h;
    h.show(model, ui::draw_appeal_form);
    CHECK(h.says("第 1 步，共 5 步"));
    CHECK(h.has(Role::radio_group, "诉求类型"));
    h.press(Role::radio, "投诉");
    CHECK(given<appeal::Filled, appeal::Action>(h, "category") == domain::Value("complaint"));
    CHECK_FALSE(h.has(Role::button, "上一步"));
    h.press(Role::button, "下一步");
    CHECK(acted<form::NextPressed, appeal::Filled, appeal::Action>(h).size() == 1);
}

TEST_CASE("The second page asks what happened and shows that it is kept", "[views][appeal][unit]") {
    app::Model model = form_on(AppealStep::what);
    app::appeal::take_answers(model.get<app::appeal::Model>(), written());
    model.get<app::appeal::Model>().form.page = domain::to_code(AppealStep::what);
    model.get<app::appeal::Model>().save = appeal::SaveState::saved;
    Harness h;
    h.show(model, ui::draw_appeal_form);
    CHECK(h.find(Role::heading, "出了什么事？").level == 1);
    CHECK(h.says("第 2 步，共 5 步"));
    CHECK(h.says("已自动保存"));
    CHECK(h.says("35 / 1000"));
    CHECK(h.hint_of(h.find(Role::text_area, "详细描述")).find("不用写身份证号") != std::string::npos);
    h.type("标题", "灯不亮");
    h.press(Role::button, "上一步");
    CHECK(given<appeal::Filled, appeal::Action>(h, "title") == domain::Value("灯不亮"));
    CHECK(acted<form::PreviousPressed, appeal::Filled, appeal::Action>(h).size() == 1);
}

TEST_CASE("A full device is said clearly while somebody writes", "[views][appeal][unit]") {
    app::Model model = form_on(AppealStep::what);
    model.get<app::appeal::Model>().save = appeal::SaveState::failed;
    model.get<app::appeal::Model>().save_failure = app::world::StorageFailure::full;
    Harness h;
    h.show(model, ui::draw_appeal_form);
    CHECK(h.says("存储空间满了"));
    CHECK_FALSE(h.says("已自动保存"));
}

TEST_CASE("A missing place and a refused photo are said above and beside, the other photo stays",
          "[views][appeal][unit]") {
    app::Model model = form_on(AppealStep::where);
    model.get<app::appeal::Model>().form.photos["attachments"].items = {photo("p1", app::PhotoState::ready),
                                                                        photo("p2", app::PhotoState::refused)};
    model.get<app::appeal::Model>().form.errors = {wrong("place.text", domain::FieldCode::required),
                                                   wrong("attachments.1", domain::FieldCode::format)};
    Harness h;
    h.show(model, ui::draw_appeal_form);
    CHECK(h.has(Role::heading, "请检查以下问题"));
    CHECK(h.error_of(h.find(Role::text_field, "发生地点")) == "请填写发生地点");
    CHECK(h.has(Role::link, "请填写发生地点"));
    CHECK(h.has(Role::button, "第 1 张照片"));
    h.press(Role::link, "第 2 张照片不是图片文件，请换一张");
    CHECK(acted<form::ErrorFollowed, appeal::Filled, appeal::Action>(h).front().path == "attachments.1");
    CHECK(h.ui().marked("field:attachments.1") ==
          h.find(Role::button, "没有添加：p2.jpg 这个文件不是照片 点此更换").id);
    CHECK(h.ui().marked("error-summary") != 0);
}

TEST_CASE("A refused photo is replaced by another, or taken out", "[views][appeal][unit]") {
    app::Model model = form_on(AppealStep::where);
    model.get<app::appeal::Model>().form.photos["attachments"].items = {photo("p2", app::PhotoState::refused)};
    Harness h;
    h.show(model, ui::draw_appeal_form);
    h.press(Role::button, "没有添加：p2.jpg 这个文件不是照片 点此更换");
    const auto wanted = acted<form::PhotosWanted, appeal::Filled, appeal::Action>(h);
    REQUIRE(wanted.size() == 1);
    CHECK(wanted[0].replaces == "p2");
    h.press(Role::button, "知道了，去掉没有添加的 p2.jpg");
    CHECK(acted<form::PhotoRemoved, appeal::Filled, appeal::Action>(h).front().local_id == "p2");
}

TEST_CASE("Photos come from files or from the camera until there are six", "[views][appeal][unit]") {
    app::Model model = form_on(AppealStep::where);
    Harness h;
    h.show(model, ui::draw_appeal_form);
    h.press(Role::button, "添加照片");
    h.press(Role::button, "拍照");
    const auto wanted = acted<form::PhotosWanted, appeal::Filled, appeal::Action>(h);
    REQUIRE(wanted.size() == 2);
    CHECK(wanted[0].source == app::PhotoSource::files);
    CHECK(wanted[1].source == app::PhotoSource::camera);
    for (int i = 0; i < 6; ++i)
        model.get<app::appeal::Model>().form.photos["attachments"].items.push_back(
            photo("p" + std::to_string(i), app::PhotoState::ready));
    h.frame();
    CHECK_FALSE(h.has(Role::button, "添加照片"));
    CHECK(h.says("已经有 6 张了"));
}

TEST_CASE("The place can be the device's position or a grid from the list", "[views][appeal][unit]") {
    app::Model model = form_on(AppealStep::where);
    Harness h;
    h.show(model, ui::draw_appeal_form);
    h.press(Role::button, "用我的位置");
    h.press(Role::button, "从网格里选");
    CHECK(acted<form::LocatePressed, appeal::Filled, appeal::Action>(h).size() == 1);
    CHECK(acted<form::GridListToggled, appeal::Filled, appeal::Action>(h).size() == 1);
    model.get<app::appeal::Model>().form.places["place"].grid_list_open = true;
    h.frame();
    h.choose("所在网格", "东河第1网格");
    CHECK(given<appeal::Filled, appeal::Action>(h, "place.grid_id") == domain::Value("donghe-1"));
}

TEST_CASE("Every way in which the position cannot be found has its words", "[views][appeal][unit]") {
    for (const std::string_view code : domain::Codes<app::world::LocateFailure>::words) {
        app::Model model = form_on(AppealStep::where);
        model.get<app::appeal::Model>().form.places["place"].locate = form::LocateState::failed;
        model.get<app::appeal::Model>().form.places["place"].failure =
            domain::from_code<app::world::LocateFailure>(code);
        Harness h;
        h.show(model, ui::draw_appeal_form);
        CHECK(h.catalogue().missing().empty());
        CHECK(h.says("地点"));
    }
}

TEST_CASE("A position that was found says near which grid, and can be taken back", "[views][appeal][unit]") {
    app::Model model = form_on(AppealStep::where);
    model.get<app::appeal::Model>().form.places["place"].locate = form::LocateState::found;
    form::set_position(model.get<app::appeal::Model>().form, "place", domain::Position{120.5701, 31.3001});
    Harness h;
    h.show(model, ui::draw_appeal_form);
    CHECK(h.says("柳巷第1网格"));
    h.press(Role::button, "不用这个位置");
    CHECK(acted<form::PositionCleared, appeal::Filled, appeal::Action>(h).size() == 1);
}

TEST_CASE("The map is behind a button, is asked for, may fail, and says the same as the list",
          "[views][appeal][map][unit]") {
    app::Model model = form_on(AppealStep::where);
    Harness h;
    h.show(model, ui::draw_appeal_form);
    CHECK_FALSE(h.has(Role::map, "网格地图"));
    h.press(Role::button, "在地图上选");
    CHECK_FALSE(sent<app::street::MapWanted, app::street::Action>(h).empty());
    model.get<app::street::Model>().grid_map.error = domain::make_error(domain::ApiErrorKind::network);
    h.frame();
    CHECK(h.says("地图没取到"));
    CHECK(h.has(Role::button, "再取一次"));
    model.get<app::street::Model>().grid_map.error.reset();
    model.get<app::street::Model>().grid_map.value = domain::make_grid_map(
        {{"donghe-1", "第1网格", "东河", {{{{120, 31}, {121, 31}, {121, 32}, {120, 32}, {120, 31}}}}}});
    h.frame();
    CHECK(h.faults().empty());
    h.press(Role::map, "网格地图");
    const auto marks = acted<form::PlaceMarked, appeal::Filled, appeal::Action>(h);
    REQUIRE(marks.size() == 1);
    CHECK(marks[0].grid_id == "donghe-1");
    form::set_position(model.get<app::appeal::Model>().form, "place", marks[0].position);
    model.get<app::appeal::Model>().form.answers.set("place.grid_id", marks[0].grid_id);
    model.get<app::appeal::Model>().form.places["place"].locate = form::LocateState::marked;
    h.frame();
    int told = 0;
    for (const Node& node : h.tree().nodes())
        told += h.name_of(node).find("已在地图上标出，在东河第1网格") != std::string::npos ? 1 : 0;
    CHECK(told == 1);
    CHECK(h.has(Role::button, "不用这个位置"));
    CHECK(h.find(Role::select, "所在网格").value == "donghe-1");
    CHECK(h.catalogue().missing().empty());
    // Nobody asked the device where it is.
    CHECK(h.has(Role::button, "用我的位置"));

    form::set_position(model.get<app::appeal::Model>().form, "place", {120.5, 33});
    model.get<app::appeal::Model>().form.answers.erase("place.grid_id");
    h.frame();
    CHECK(h.says("标的地方不在本街道的网格里"));
    CHECK_FALSE(h.says("已在地图上标出"));
    CHECK(h.has(Role::button, "不用这个位置"));
    CHECK(h.faults().empty());
}

TEST_CASE("The contact page knows the phone already and explains what anonymous means", "[views][appeal][unit]") {
    app::Model model = form_on(AppealStep::contact);
    Harness h;
    h.show(model, ui::draw_appeal_form);
    CHECK(h.says("138****0001"));
    CHECK(h.says("经办人看不到您是谁"));
    h.press(Role::radio, "匿名");
    CHECK(given<appeal::Filled, appeal::Action>(h, "contact.mode") == domain::Value("anonymous"));
    CHECK_FALSE(h.find(Role::text_field, "其他联系电话（选填）").has(a11y::state_required));
}

TEST_CASE("The check page shows every answer with a way to change it, asks for consent and submits",
          "[views][appeal][unit]") {
    app::Model model = form_on(AppealStep::check);
    app::appeal::take_answers(model.get<app::appeal::Model>(), written());
    model.get<app::appeal::Model>().form.page = domain::to_code(AppealStep::check);
    Harness h;
    h.show(model, ui::draw_appeal_form);
    for (const char* said :
         {"求助", "3 号楼二单元楼道灯不亮", "柳巷路 8 号 3 号楼", "柳巷第1网格", "实名", "139 0000 0002", "没有照片"})
        CHECK(h.says(said));
    CHECK(h.find(Role::link, "修改 标题").href == "#/appeals/new/what");
    CHECK(h.find(Role::link, "修改 联系方式").href == "#/appeals/new/contact");
    const Node& consent = h.first(Role::checkbox);
    CHECK(h.name_of(consent).starts_with("我已知晓"));
    h.press(Role::checkbox, h.name_of(consent));
    h.press(Role::button, "提交");
    CHECK(given<appeal::Filled, appeal::Action>(h, "consent") == domain::Value(true));
    CHECK(acted<form::SubmitPressed, appeal::Filled, appeal::Action>(h).size() == 1);
}

TEST_CASE("While it is handed over, submitting again is not possible", "[views][appeal][unit]") {
    app::Model model = form_on(AppealStep::check);
    app::appeal::take_answers(model.get<app::appeal::Model>(), written());
    model.get<app::appeal::Model>().form.page = "check";
    model.get<app::appeal::Model>().submitting = true;
    Harness h;
    h.show(model, ui::draw_appeal_form);
    h.press(Role::button, "正在提交");
    CHECK(acted<form::SubmitPressed, appeal::Filled, appeal::Action>(h).empty());
}

TEST_CASE("A filing on its way tells how far it is and what to do, if anything", "[views][appeal][unit]") {
    app::Model model = resident_on(app::to_page(app::pages::appeal_sent, "f1"));
    domain::CommandStatus filing;
    filing.key = "f1";
    filing.act = domain::filing_act;
    filing.title = "井盖松了";
    filing.queued_at = noon();
    filing.photos_total = 3;
    filing.photos_done = 1;
    model.get<app::filings::Model>().mine = {filing};
    Harness h;
    h.show(model, ui::draw_appeal_sent);
    CHECK(h.says("正在传照片：第 2 张，共 3 张"));

    model.get<app::filings::Model>().mine[0].state = domain::CommandState::waiting;
    h.frame();
    CHECK(h.has(Role::heading, "已保存在本机"));
    CHECK(h.says("有网络时自动提交"));
    h.press(Role::button, "现在就试");
    CHECK(sent<app::filings::Retried, app::filings::Action>(h).front().key == "f1");

    model.get<app::filings::Model>().mine[0].state = domain::CommandState::signed_out;
    h.frame();
    CHECK(h.find(Role::link, "去登录").href.starts_with("#/login?next="));

    model.get<app::filings::Model>().mine[0].state = domain::CommandState::needs_attention;
    model.get<app::filings::Model>().mine[0].error = domain::make_error(domain::ApiErrorKind::invalid);
    model.get<app::filings::Model>().mine[0].error->fields = {wrong("title", domain::FieldCode::required)};
    h.frame();
    CHECK(h.says("请填写标题"));
    h.press(Role::button, "去修改");
    h.press(Role::button, "不提交了");
    CHECK(sent<appeal::FilingMended, appeal::Action>(h).front().key == "f1");
    CHECK(sent<app::filings::GivenUp, app::filings::Action>(h).front().key == "f1");

    model.get<app::filings::Model>().mine.clear();
    h.frame();
    CHECK(h.find(Role::link, "我的办件").href == "#/mine");
}

TEST_CASE("The appeal pages fit every reader", "[views][appeal][unit]") {
    for (const AppealStep step :
         {AppealStep::kind, AppealStep::what, AppealStep::where, AppealStep::contact, AppealStep::check}) {
        app::Model model = form_on(step);
        app::appeal::take_answers(model.get<app::appeal::Model>(), written());
        model.get<app::appeal::Model>().form.page = domain::to_code(step);
        model.get<app::appeal::Model>().save = appeal::SaveState::saved;
        model.get<app::appeal::Model>().restored = true;
        model.get<app::appeal::Model>().form.photos["attachments"].items = {photo("p1", app::PhotoState::ready),
                                                                            photo("p2", app::PhotoState::refused),
                                                                            photo("p3", app::PhotoState::shrinking)};
        model.get<app::appeal::Model>().form.errors = {wrong("place.text", domain::FieldCode::required),
                                                       wrong("title", domain::FieldCode::too_short)};
        CHECK(faults_for_all(model, ui::draw_appeal_form) == std::vector<std::string>{});
    }
    app::Model landing = resident_on(app::to_page(app::pages::appeals));
    landing.get<app::appeal::Model>().offered = written();
    CHECK(faults_for_all(landing, ui::draw_appeals) == std::vector<std::string>{});
    app::Model gone = resident_on(app::to_page(app::pages::appeal_sent, "f1"));
    CHECK(faults_for_all(gone, ui::draw_appeal_sent) == std::vector<std::string>{});
}
