/// The papers of an application: pages and documents, what is wrong with one, and how it is mended.

#include "tests/unit/ui/views/apply_fixture.hpp"

using namespace ow;
using namespace ow::test;
using namespace ow::test::applying;
namespace world = app::world;

TEST_CASE("A PDF stands as a document with its pages and size; it is not turned, and may be taken out",
          "[views][apply][unit]") {
    Program p({.url = url});
    come(p);
    p.go("#/apply/elder_allowance/materials");
    p.send(app::apply::Filled{app::form::PhotosWanted{"materials.household", app::PhotoSource::files, {}}});
    p.tell(world::PhotoPicked{"document-1", "户口簿.pdf"});
    domain::LocalPhoto document;
    document.local_id = "document-1";
    document.name = "户口簿.pdf";
    document.bytes = 3'300'000;
    document.document = true;
    document.pages = 3;
    p.tell(world::PhotoReady{document, {}});
    CHECK(p.says("第 1 份：PDF 文件"));
    CHECK(p.says("1 份"));
    CHECK(p.says("3 页，3.2 MB"));
    CHECK_FALSE(p.has(Role::button, "转一下第 1 张照片"));
    CHECK(p.faults().empty());
    p.press(Role::button, "删除第 1 份 PDF 文件");
    CHECK_FALSE(p.says("第 1 份：PDF 文件"));
}

TEST_CASE("A PDF that cannot be used says why at its paper", "[views][apply][unit]") {
    Program p({.url = url});
    come(p);
    p.go("#/apply/elder_allowance/materials");
    p.send(app::apply::Filled{app::form::PhotosWanted{"materials.household", app::PhotoSource::files, {}}});
    p.tell(world::PhotoPicked{"document-1", "户口簿.pdf"});
    p.tell(world::PhotoRefused{"document-1", world::PhotoRefusal::pdf_locked});
    CHECK(p.says("这份 PDF 设了密码。请去掉密码再选，或者把每一页拍成照片"));
    CHECK(p.faults().empty());
}

TEST_CASE(
    "A page of a paper says what may be wrong with it; the person takes it again, turns it or uses it all the same",
    "[views][apply][unit]") {
    Program p({.url = url});
    come(p);
    fill_in(p);
    p.go("#/apply/elder_allowance/materials");
    while (p.wants<app::PickPhotos>())
        p.take_effect<app::PickPhotos>();
    domain::LocalPhoto dark;
    dark.local_id = "photo-1";
    dark.name = "首页.jpg";
    dark.width = dark.height = 600;
    dark.fault = "dark";
    p.tell(world::PhotoReady{dark, {}});
    CHECK(p.says("太暗了"));
    CHECK(p.says("到窗边，或者开灯；别用手挡住光。"));
    CHECK(p.faults().empty());
    SECTION("used all the same, also after a reload") {
        p.press(Role::button, "就用这张，第 1 张照片");
        CHECK_FALSE(p.says("太暗了"));
        const auto list = p.model().get<app::apply::Model>().form.photos.at("materials.household").kept();
        CHECK(list[0].fault.empty());
    }
    SECTION("taken again: the new one stands in its place") {
        p.press(Role::button, "重拍第 1 张照片");
        CHECK(p.take_effect<app::PickPhotos>().source == app::PhotoSource::camera);
        add_photo(p, "photo-3", "首页.jpg");
        CHECK_FALSE(p.says("太暗了"));
        const auto list = p.model().get<app::apply::Model>().form.photos.at("materials.household").kept();
        REQUIRE(list.size() == 2);
        CHECK(list[0].local_id == "photo-3");
        CHECK(list[1].local_id == "photo-2");
    }
    SECTION("turned: another picture in its place") {
        p.press(Role::button, "转一下第 2 张照片");
        CHECK(p.take_effect<app::EditPhoto>().local_id == "photo-2");
        add_photo(p, "photo-4", "本人页.jpg");
        const auto list = p.model().get<app::apply::Model>().form.photos.at("materials.household").kept();
        REQUIRE(list.size() == 2);
        CHECK(list[1].local_id == "photo-4");
    }
    SECTION("put in another order by a press") {
        p.press(Role::button, "第 2 张往前移");
        const auto list = p.model().get<app::apply::Model>().form.photos.at("materials.household").kept();
        CHECK(list[0].local_id == "photo-2");
    }
}
