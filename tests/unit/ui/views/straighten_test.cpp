/// A page of a paper that was photographed at an angle: its corners are put there by keys, by buttons or by hand, it is
/// looked at before it counts, and can be had back as it was taken.

#include "tests/unit/services_fixture.hpp"
#include "tests/unit/ui/program.hpp"

#include "src/app/apply/apply.hpp"

#include <imgui.h>

#include <algorithm>

using namespace ow;
using namespace ow::test;
using domain::Value;
namespace world = app::world;

namespace {

constexpr const char* papers_url = "#/apply/elder_allowance/materials";

domain::LocalPhoto photo_of(const char* id, const char* name = "首页.jpg") {
    domain::LocalPhoto photo;
    photo.local_id = id;
    photo.name = name;
    photo.width = photo.height = 900;
    photo.bytes = 40'000;
    return photo;
}

void come(Program& p, Value draft = {}) {
    for (const char* id : {"photo-1", "photo-2", "photo-3"})
        for (const char* size : {"local:", "whole:"})
            p.pictures().ready.insert(std::string(size) + id);
    domain::Account account;
    account.id = "resident-1";
    account.role = domain::Role::resident;
    p.answer<api::GetSession>(api::SessionState{account});
    p.tell(world::ProgramWhole{});
    p.answer_tree("/catalogue", catalogue_index());
    p.answer_tree("/h1/services.zh-CN.json", services_list());
    p.answer_tree("/h1/service.elder_allowance.zh-CN.json", elder_allowance());
    p.answer_tree("/me/facts", known_facts());
    p.tell(world::DraftFetched{"form/resident-1/elder_allowance", std::move(draft)});
}

/// With a photo of the household register.
void photograph(Program& p) {
    p.send(app::apply::Filled{app::form::PhotosWanted{"materials.household", app::PhotoSource::files, {}}});
    p.tell(world::PhotoPicked{"photo-1", "首页.jpg"});
    p.tell(world::PhotoReady{photo_of("photo-1"), {}});
    while (p.wants<app::PickPhotos>())
        p.take_effect<app::PickPhotos>();
}

/// The device has made it, under another id.
void made(Program& p, const char* id) {
    p.tell(world::PhotoPicked{id, "首页.jpg"});
    p.tell(world::PhotoReady{photo_of(id), {}});
}

std::vector<std::string> dropped(const Program& p) {
    std::vector<std::string> ids;
    for (const app::Effect& effect : p.effects())
        if (const auto* drop = effect.get<app::DropPhoto>()) ids.push_back(drop->local_id);
    return ids;
}

std::vector<domain::LocalPhoto> photos(const Program& p) {
    return p.model().get<app::apply::Model>().form.photos.at("materials.household").kept();
}

Value newest_draft(Program& p) {
    Value draft = p.take_effect<app::KeepDraft>().draft;
    while (p.wants<app::KeepDraft>())
        draft = p.take_effect<app::KeepDraft>().draft;
    return draft;
}

}  // namespace

TEST_CASE("The four corners are put where they belong by keys and by buttons, and say where they are",
          "[views][apply][straighten][unit]") {
    Program p({.url = papers_url});
    come(p);
    photograph(p);
    p.press(Role::button, "裁正第 1 张照片");
    CHECK(p.says("把四个点移到纸的四个角上"));
    REQUIRE(p.focused() != nullptr);
    CHECK(p.focused()->name == "左上角");
    CHECK(p.find(Role::button, "左上角").description == "离左边 6%，离上边 6%");
    for (const char* corner : {"右上角", "右下角", "左下角"})
        CHECK(p.has(Role::button, corner));
    CHECK(p.faults().empty());
    // Nothing was done to the picture by that.
    CHECK_FALSE(p.wants<app::EditPhoto>());
    for (const char* key : {"ArrowRight", "ArrowRight", "ArrowDown"})
        p.request(p.find(Role::button, "左上角").id, ow::a11y::ActionKind::key, key);
    CHECK(p.find(Role::button, "左上角").description == "离左边 8%，离上边 7%");
    p.press(Role::button, "右下角");
    CHECK(p.find(Role::button, "右下角").has(a11y::state_selected));
    p.press(Role::button, "右下角往左移一点");
    p.press(Role::button, "右下角往上移一点");
    CHECK(p.find(Role::button, "右下角").description == "离左边 93%，离上边 93%");
    p.press(Role::button, "裁好看看");
    const auto edit = p.take_effect<app::EditPhoto>();
    CHECK(edit.local_id == "photo-1");
    CHECK(edit.name == "首页.jpg");
    REQUIRE(edit.corners.has_value());
    CHECK(domain::corners_text(*edit.corners) == "800 700 9400 600 9300 9300 600 9400");
    CHECK(p.find(Role::button, "正在裁").has(a11y::state_busy));
    CHECK(p.catalogue().missing().empty());
}

TEST_CASE("A corner follows the hand, and stays where the paper stays one", "[views][apply][straighten][unit]") {
    Program p({.url = papers_url});
    come(p);
    photograph(p);
    p.press(Role::button, "裁正第 1 张照片");
    const auto drag = [&](const char* corner, float dx, float dy) {
        p.tap(Role::button, corner);  // scrolls it into sight
        ImGuiIO& io = ImGui::GetIO();
        const a11y::Rect box = p.find(Role::button, corner).screen;
        const float x = box.x + box.w / 2, y = box.y + box.h / 2;
        io.AddMousePosEvent(x, y);
        p.frame();
        io.AddMouseButtonEvent(0, true);
        p.frame();
        for (int i = 1; i <= 4; ++i) {
            io.AddMousePosEvent(x + dx * static_cast<float>(i) / 4, y + dy * static_cast<float>(i) / 4);
            p.frame();
        }
        io.AddMouseButtonEvent(0, false);
        p.frame();
        io.AddMousePosEvent(-1, -1);
        p.frame();
        const a11y::Rect after = p.find(Role::button, corner).screen;
        return std::pair{after.x - box.x, after.y - box.y};
    };
    const auto [right, down] = drag("左上角", 30, 20);
    CHECK(std::abs(right - 30) < 2);
    CHECK(std::abs(down - 20) < 2);
    CHECK(p.find(Role::button, "左上角").has(a11y::state_selected));
    // Far beyond the others: it stops before.
    drag("左下角", 900, 0);
    CHECK(p.faults().empty());
    p.press(Role::button, "裁好看看");
    CHECK(domain::is_sound(*p.take_effect<app::EditPhoto>().corners));
}

TEST_CASE("What was straightened is looked at, used, and can be had back until it is sent",
          "[views][apply][straighten][unit]") {
    Program p({.url = papers_url});
    come(p);
    photograph(p);
    p.press(Role::button, "裁正第 1 张照片");
    p.press(Role::button, "裁好看看");
    p.take_effect<app::EditPhoto>();
    made(p, "photo-2");
    CHECK(p.says("裁成这样，字看得清吗？"));
    REQUIRE(p.focused() != nullptr);
    CHECK(p.focused()->name == "用这张");
    CHECK(p.faults().empty());
    CHECK(dropped(p).empty());
    SECTION("not used: it is as it was taken") {
        p.press(Role::button, "不裁了");
        REQUIRE(p.focused() != nullptr);
        CHECK(p.name_of(*p.focused()) == "裁正第 1 张照片");
        CHECK(photos(p) == std::vector{photo_of("photo-1")});
        CHECK(dropped(p) == std::vector<std::string>{"photo-2"});
        CHECK(p.has(Role::button, "裁正第 1 张照片"));
        CHECK_FALSE(p.has(Role::button, "不裁了，第 1 张照片用原来的"));
    }
    SECTION("used, turned, straightened once more: still the first can be had back") {
        p.press(Role::button, "用这张");
        CHECK(p.faults().empty());
        p.press(Role::button, "转一下第 1 张照片");
        CHECK_FALSE(p.take_effect<app::EditPhoto>().corners.has_value());
        made(p, "photo-3");
        p.press(Role::button, "裁正第 1 张照片");
        p.press(Role::button, "裁好看看");
        made(p, "photo-4");
        p.press(Role::button, "用这张");
        CHECK(dropped(p) == std::vector<std::string>{"photo-2", "photo-3"});
        p.press(Role::button, "不裁了，第 1 张照片用原来的");
        CHECK(photos(p) == std::vector{photo_of("photo-1")});
        CHECK(dropped(p).back() == "photo-4");
    }
    SECTION("after the page was closed as well") {
        p.press(Role::button, "用这张");
        Program again({.url = papers_url});
        come(again, newest_draft(p));
        again.press(Role::button, "不裁了，第 1 张照片用原来的");
        CHECK(photos(again) == std::vector{photo_of("photo-1")});
    }
    SECTION("deleted: nothing of it stays on the device") {
        p.press(Role::button, "用这张");
        p.press(Role::button, "删除第 1 张照片");
        CHECK(dropped(p) == std::vector<std::string>{"photo-2", "photo-1"});
    }
    SECTION("sent: the other one goes") {
        p.press(Role::button, "用这张");
        p.press(Role::checkbox, "现在拿不出来，以后补交");  // the bank card
        p.go("#/apply/elder_allowance/who");
        p.press(Role::radio, "是");
        p.press(Role::button, "下一步");
        p.type("开户银行", "示例银行");
        p.go("#/apply/elder_allowance/check");
        p.press(Role::checkbox, "我填的都是真的");
        p.press(Role::button, "提交");
        const auto sent = p.take_effect<app::SubmitCommand>();
        CHECK(sent.command.blobs == std::vector<std::string>{"photo-2"});
        CHECK(sent.command.draft.find("pictures")->find("materials.household") == nullptr);
        CHECK(dropped(p) == std::vector<std::string>{"photo-1"});
    }
}

TEST_CASE("Who leaves it as it is has done nothing to it", "[views][apply][straighten][unit]") {
    Program p({.url = papers_url});
    come(p);
    photograph(p);
    p.press(Role::button, "裁正第 1 张照片");
    p.press(Role::button, "左上角往右移一点");
    SECTION("by the button") { p.press(Role::button, "不裁"); }
    SECTION("by leaving the page") {
        p.go("#/apply/elder_allowance/who");
        p.go(papers_url);
    }
    CHECK_FALSE(p.wants<app::EditPhoto>());
    CHECK(p.has(Role::button, "裁正第 1 张照片"));
    CHECK(photos(p) == std::vector{photo_of("photo-1")});
}

TEST_CASE("A photo that cannot be made straight says so and may be taken again", "[views][apply][straighten][unit]") {
    Program p({.url = papers_url});
    come(p);
    photograph(p);
    p.press(Role::button, "裁正第 1 张照片");
    p.press(Role::button, "裁好看看");
    p.tell(world::PhotoRefused{"photo-1", world::PhotoRefusal::unreadable});
    CHECK(p.says("打不开"));
    CHECK(p.has(Role::button, "换一张，代替没有添加的 首页.jpg"));
    CHECK_FALSE(p.says("把四个点移到纸的四个角上"));
}

TEST_CASE("Straightening stands well in every mode and width", "[views][apply][straighten][unit]") {
    for (const float width : {320.0f, 360.0f, 820.0f, 1280.0f})
        for (const auto mode : {domain::DisplayMode::standard, domain::DisplayMode::elder}) {
            INFO(width << " " << static_cast<int>(mode));
            const bool elder = mode == domain::DisplayMode::elder;
            ProgramSetup setup{.url = elder ? "#/apply/elder_allowance/materials.household" : papers_url};
            setup.surface.width = width;
            setup.settings.mode = mode;
            Program p(setup);
            come(p);
            photograph(p);
            p.press(Role::button, "裁正第 1 张照片");
            CHECK(p.faults().empty());
            p.press(Role::button, "裁好看看");
            made(p, "photo-2");
            CHECK(p.faults().empty());
            p.press(Role::button, "用这张");
            CHECK(p.faults().empty());
            CHECK(p.catalogue().missing().empty());
        }
}
