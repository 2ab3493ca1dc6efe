#include "tests/unit/app/driver.hpp"

using namespace ow::app;
using ow::domain::AppealStep;
using ow::test::features;

namespace {

/// The address as a program with every feature reads it.
Route parse(std::string_view url) { return parse_route(Model(features()), url); }

}  // namespace

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
        const Route route = parse(url);
        CHECK(route.page != &pages::not_found);
        CHECK(format_route(route) == url);
        CHECK(parse(format_route(route)) == route);
    }
}

TEST_CASE("Addresses are read with and without what stands before the hash", "[app][unit]") {
    CHECK(parse("").page == &pages::home);
    CHECK(parse("#").page == &pages::home);
    CHECK(parse("/mine").page == &pages::mine);
    CHECK(parse("http://127.0.0.1:8080/#/mine").page == &pages::mine);
    CHECK(parse("#/mine/").page == &pages::mine);
    CHECK(appeal_step(parse("#/appeals/new")) == AppealStep::kind);
}

TEST_CASE("A case number in an address may be grouped, and a wrong one leads nowhere", "[app][unit]") {
    CHECK(parse("#/cases/320505%20s%2020261121%2000042%209").id() == "320505S20261121000429");
    CHECK(parse("#/cases/320505S20261121000428").page == &pages::not_found);
    CHECK(parse("#/cases/").page == &pages::not_found);
    CHECK(parse("#/track?number=rubbish").id().empty());
}

TEST_CASE("An unknown address is shown as not found, as it was typed", "[app][unit]") {
    for (const char* url : {"#/nowhere", "#/appeals/new/never", "#/cases/320505S20261121000429/eat", "#/notices/a/b",
                            "#/%FF%FE", "#/receipt/1"}) {
        CAPTURE(url);
        const Route route = parse(url);
        CHECK(route.page == &pages::not_found);
        CHECK(format_route(route) == url);
    }
}

TEST_CASE("No address leads out of the application after signing in", "[app][unit]") {
    CHECK(parse("#/login?next=https%3A%2F%2Fevil.example").value("next").empty());
    CHECK(parse("#/login?next=//evil.example").value("next").empty());
    CHECK(parse("#/login?next=javascript:alert(1)").value("next").empty());
    CHECK(parse("#/login?next=%23/mine").value("next") == "#/mine");
}

TEST_CASE("Every page has its own title and a place in the navigation", "[app][unit]") {
    std::vector<std::string_view> names;
    std::vector<std::string_view> patterns;
    for (const Feature* feature : features()) {
        for (const Page& page : feature->pages) {
            names.push_back(page.address->name);
            patterns.push_back(page.address->pattern);
        }
    }
    for (auto* list : {&names, &patterns}) {
        std::sort(list->begin(), list->end());
        CHECK(std::adjacent_find(list->begin(), list->end()) == list->end());
    }
    Model model(features());
    model.route = to_page(pages::home);
    CHECK(page_title(model).key == "page.home.title");
    model.route = to_appeal_step(AppealStep::where);
    CHECK(page_title(model).key == "form.appeal.section.where.title");
    CHECK(pages::case_detail.section == "mine");
    CHECK(pages::workbench.access == Access::staff);
    CHECK(pages::track.access == Access::anyone);
}

TEST_CASE("An address keeps only the parameters its page knows", "[app][unit]") {
    Route route = to_page(pages::login);
    route.set("next", "#/mine");
    route.set("queue", "to_accept");
    CHECK(format_route(route) == "#/login?next=%23/mine");
    route.set("next", "");
    CHECK(route == to_page(pages::login));
    CHECK(to_page(pages::help, "nothing to put it into") == to_page(pages::help));
}
