#include "src/app/route.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace ow::app;
using ow::domain::AppealStep;
using ow::domain::Queue;

TEST_CASE("Every page has an address that leads back to it", "[app][unit]") {
    const char* urls[] = {"#/",
                          "#/login",
                          "#/login?next=%23/mine",
                          "#/login/staff",
                          "#/identity?next=%23/appeals/new/kind",
                          "#/services",
                          "#/assist",
                          "#/appeals",
                          "#/appeals/new/kind",
                          "#/appeals/new/where",
                          "#/appeals/sent/0b9f",
                          "#/appeals/similar",
                          "#/receipt/320505S20261121000429",
                          "#/mine",
                          "#/cases/320505S20261121000429",
                          "#/cases/320505S20261121000429/access",
                          "#/cases/320505S20261121000429/rate",
                          "#/track",
                          "#/track?number=320505S20261121000429",
                          "#/council",
                          "#/supervision",
                          "#/settings",
                          "#/help",
                          "#/notices",
                          "#/notices/n-1",
                          "#/search?q=%E8%B7%AF%E7%81%AF",
                          "#/workbench",
                          "#/workbench?queue=to_accept&case=320505S20261121000429",
                          "#/about",
                          "#/gallery"};
    for (const char* url : urls) {
        CAPTURE(url);
        const Route route = parse_route(url);
        CHECK(route.page != Page::not_found);
        CHECK(format_route(route) == url);
        CHECK(parse_route(format_route(route)) == route);
    }
}

TEST_CASE("Addresses are read with and without what stands before the hash", "[app][unit]") {
    CHECK(parse_route("").page == Page::home);
    CHECK(parse_route("#").page == Page::home);
    CHECK(parse_route("/mine").page == Page::mine);
    CHECK(parse_route("http://127.0.0.1:8080/#/mine").page == Page::mine);
    CHECK(parse_route("#/mine/").page == Page::mine);
    CHECK(parse_route("#/appeals/new").step == AppealStep::kind);
}

TEST_CASE("A case number in an address may be grouped, and a wrong one leads nowhere", "[app][unit]") {
    CHECK(parse_route("#/cases/320505%20s%2020261121%2000042%209").id == "320505S20261121000429");
    CHECK(parse_route("#/cases/320505S20261121000428").page == Page::not_found);
    CHECK(parse_route("#/cases/").page == Page::not_found);
    CHECK(parse_route("#/track?number=rubbish").id.empty());
}

TEST_CASE("An unknown address is shown as not found, as it was typed", "[app][unit]") {
    for (const char* url : {"#/nowhere", "#/appeals/new/never", "#/cases/320505S20261121000429/eat", "#/notices/a/b",
                            "#/%FF%FE", "#/receipt/1"}) {
        CAPTURE(url);
        const Route route = parse_route(url);
        CHECK(route.page == Page::not_found);
        CHECK(format_route(route) == url);
    }
}

TEST_CASE("No address leads out of the application after signing in", "[app][unit]") {
    CHECK(parse_route("#/login?next=https%3A%2F%2Fevil.example").next.empty());
    CHECK(parse_route("#/login?next=//evil.example").next.empty());
    CHECK(parse_route("#/login?next=javascript:alert(1)").next.empty());
    CHECK(parse_route("#/login?next=%23/mine").next == "#/mine");
}

TEST_CASE("Every page has its own title and a place in the navigation", "[app][unit]") {
    CHECK(title_key(to_page(Page::home)) == "page.home.title");
    CHECK(title_key(to_appeal_step(AppealStep::where)) == "page.appeal_form.where.title");
    CHECK(page_name(Page::not_found) == "not_found");
    CHECK(page_name(Page::gallery) == "gallery");
    CHECK(section_of(Page::case_detail) == Section::mine);
    CHECK(access_of(Page::workbench) == Access::staff);
    CHECK(access_of(Page::track) == Access::anyone);
}
