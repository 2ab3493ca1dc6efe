#include "src/wire/assets.hpp"
#include "src/wire/filing_members.hpp"
#include "src/wire/http.hpp"
#include "tests/unit/wire/fixtures.hpp"

#include <algorithm>

using namespace ow;
namespace api = domain::api;

namespace {

std::string_view sent(const wire::HttpRequest& request, std::string_view name) {
    for (const auto& [key, value] : request.headers) {
        if (key == name) {
            return value;
        }
    }
    return {};
}

wire::Json body(const wire::HttpRequest& request) {
    auto json = wire::parse_json(request.body);
    REQUIRE(json.ok());
    return std::move(json).value();
}

}  // namespace

TEST_CASE("A filing is sent as the contract has it", "[wire][contract]") {
    const auto golden = test::contract("filings.json");
    REQUIRE(golden["valid"].size() > 10);
    for (const auto& each : golden["valid"]) {
        CAPTURE(each["name"].get<std::string>());
        // What is read from the normalised filing and sent again holds the same values; absent is null.
        const auto filing = wire::read_value<domain::Filing>(
            each["normalised"], [](wire::Reader& reader, auto& value) { wire::filing_members(reader, value); });
        REQUIRE(filing.ok());
        const auto request = wire::to_http(api::FileCase{*filing}, "k", "zh-CN");
        wire::Json expected = each["normalised"];
        for (auto* object : {&expected, &expected["place"], &expected["contact"]}) {
            for (auto member = object->begin(); member != object->end();) {
                member = member->is_null() ? object->erase(member) : std::next(member);
            }
        }
        CHECK(body(request) == expected);
        CHECK(request.method == "POST");
        CHECK(request.path == "/api/v1/cases");
        CHECK(sent(request, "Idempotency-Key") == "k");
        CHECK(sent(request, "Accept-Language") == "zh-CN");
        CHECK(sent(request, "Content-Type") == "application/json");
    }
}

TEST_CASE("Similar cases are asked for with the words and the place, and nothing about the person", "[wire][unit]") {
    const api::FindSimilar asked{domain::Category::help, "灯", "不亮", {"柳巷路", "liuxiang-3", {}}};
    const auto request = wire::to_http(asked, "k", "zh-CN");
    CHECK(request.method == "POST");
    CHECK(request.path == "/api/v1/cases/similar");
    CHECK(sent(request, "Idempotency-Key").empty());
    CHECK(body(request) == wire::Json{{"category", "help"},
                                      {"title", "灯"},
                                      {"description", "不亮"},
                                      {"place", {{"text", "柳巷路"}, {"grid_id", "liuxiang-3"}}}});
    const auto join = wire::to_http(api::JoinCase{"n"}, "k", "zh-CN");
    CHECK(join.path == "/api/v1/cases/n/join");
    CHECK(sent(join, "Idempotency-Key") == "k");
    CHECK(body(join) == wire::Json::object());
}

TEST_CASE("The same filing is sent byte for byte the same", "[wire][unit]") {
    domain::Filing filing;
    filing.title = "灯";
    filing.place.position = domain::Position{120.5703, 31.3021};
    filing.attachments = {"b", "a"};
    const auto first = wire::to_http(api::FileCase{filing}, "k", "en");
    CHECK(first == wire::to_http(api::FileCase{filing}, "k", "en"));
}

TEST_CASE("A second factor's code is sent where there is one", "[wire][unit]") {
    CHECK_FALSE(body(wire::to_http(api::SignInStaff{"a", "b"}, "k", "en")).contains("code"));
    CHECK(body(wire::to_http(api::SignInStaff{"a", "b", "123456"}, "k", "en")).at("code") == "123456");
}

TEST_CASE("What only reads carries no key", "[wire][unit]") {
    for (const domain::ApiCall& call : {domain::ApiCall(api::GetSession{}), domain::ApiCall(api::Track{}),
                                        domain::ApiCall(api::ListMine{}), domain::ApiCall(api::GetCase{"n"})}) {
        CHECK(sent(wire::to_http(call, "key", "en"), "Idempotency-Key").empty());
    }
    for (const domain::ApiCall& call :
         {domain::ApiCall(api::SignOut{}), domain::ApiCall(api::RateTracked{}), domain::ApiCall(api::TakeStep{})}) {
        CHECK(sent(wire::to_http(call, "key", "en"), "Idempotency-Key") == "key");
    }
}

TEST_CASE("Whatever is searched for stays in its place in the address", "[wire][unit]") {
    const auto request = wire::to_http(api::ListQueue{domain::Queue::due_soon, "灯 & 路?#/100%", "a+b="}, {}, "zh-CN");
    CHECK(request.path ==
          "/api/v1/cases?scope=queue&queue=due_soon&q=%E7%81%AF%20%26%20%E8%B7%AF%3F%23%2F100%25&cursor=a%2Bb%3D");
    CHECK(wire::to_http(api::GetCase{"../../session"}, {}, "en").path == "/api/v1/cases/..%2F..%2Fsession");
    CHECK(wire::picture_path("a/b", wire::PictureSize::thumbnail) == "/api/v1/attachments/a%2Fb?size=thumb");
}

TEST_CASE("A step says only what was filled in", "[wire][unit]") {
    api::TakeStep step;
    step.number = "320505S20261121000429";
    step.step = domain::StepCode::give_back;
    step.expected_version = 4;
    step.reason = "不属于本科室职责";
    const auto request = wire::to_http(step, "k", "zh-CN");
    CHECK(request.path == "/api/v1/cases/320505S20261121000429/steps");
    CHECK(body(request) == wire::Json{{"step", "return"}, {"expected_version", 4}, {"reason", "不属于本科室职责"}});
    step.step = domain::StepCode::dispatch;
    step.reason.clear();
    step.basis = domain::Basis::agreed;
    step.department_id = "property";
    step.attachments = {"1"};
    CHECK(body(wire::to_http(step, "k", "zh-CN")) == wire::Json{{"step", "dispatch"},
                                                                {"expected_version", 4},
                                                                {"basis", "agreed"},
                                                                {"department_id", "property"},
                                                                {"attachments", {"1"}}});
}

TEST_CASE("A step says what its form asks besides, and never another step than its own", "[wire][unit]") {
    api::TakeStep step;
    step.number = "320505A20261121000429";
    step.step = domain::StepCode::request_correction;
    step.expected_version = 2;
    step.reason = "看不清姓名";
    step.answers = domain::Value::object();
    step.answers.set("by", "2026-12-07");
    step.answers.set("fields", domain::Value::List{domain::Value("materials.household_book")});
    CHECK(body(wire::to_http(step, "k", "zh-CN")) == wire::Json{{"step", "request_correction"},
                                                                {"expected_version", 2},
                                                                {"reason", "看不清姓名"},
                                                                {"by", "2026-12-07"},
                                                                {"fields", {"materials.household_book"}}});
}

TEST_CASE("A call that one feature makes is sent and answered as a tree", "[wire][unit]") {
    const auto post = wire::tree_request("POST", "/feedback", R"({"page":"home"})", "k", "en");
    CHECK(post.method == "POST");
    CHECK(post.path == "/api/v1/feedback");
    CHECK(post.body == R"({"page":"home"})");
    const auto has = [](const wire::HttpRequest& request, const wire::Header& header) {
        return std::ranges::find(request.headers, header) != request.headers.end();
    };
    CHECK(has(post, {"Content-Type", "application/json"}));
    CHECK(has(post, {"Idempotency-Key", "k"}));
    CHECK(has(post, {"Accept-Language", "en"}));
    const auto get = wire::tree_request("GET", "/feedback", "", "", "en");
    CHECK_FALSE(has(get, {"Content-Type", "application/json"}));
    CHECK(has(wire::tree_request("PUT", "/me/drafts/appeal", "{}", "", "en", "17"), {"If-Match", "\"17\""}));
    CHECK_FALSE(has(get, {"If-Match", "\"\""}));
    CHECK(wire::tree_from_http({200, {}, R"({"items":[{"page":"home"}]})"})->text_at("items.0.page") == "home");
    CHECK(wire::tree_from_http({204, {}, ""})->is_null());
    CHECK(wire::tree_from_http({0, {}, ""}).error().kind == domain::ApiErrorKind::network);
    CHECK(wire::tree_from_http({200, {}, "<html>"}).error().kind == domain::ApiErrorKind::unexpected);
    const auto full = wire::tree_from_http({429, {{"retry-after", "7"}}, R"({"error":{"code":"rate_limited"}})"});
    CHECK(full.error().kind == domain::ApiErrorKind::rate_limited);
    CHECK(full.error().retry_after_seconds == 7);
}

TEST_CASE("Damaged text in a field does not stop a request", "[wire][unit]") {
    const auto request = wire::to_http(api::RequestCode{"138\xff"}, "k", "en");
    CHECK(body(request)["phone"] == "138\xef\xbf\xbd");
}

TEST_CASE("The forms of the catalogue are read, and what is no form is left out", "[wire][unit]") {
    const auto forms =
        wire::decode_forms("[" + test::read_file("assets/catalogue/forms/appeal.json") + R"(,{"code":"x"}])");
    REQUIRE(forms.ok());
    REQUIRE(forms->size() == 1);
    CHECK(forms->front().code == "appeal");
    CHECK(forms->front().sections.size() == 5);
    CHECK_FALSE(wire::decode_forms(R"({"code":"appeal"})").ok());
    CHECK_FALSE(wire::decode_forms("[").ok());
}

TEST_CASE("A live event names the case that moved", "[wire][unit]") {
    const auto event = wire::decode_case_event(R"({"number":"320505S20261121000429","version":5,"state":"resolved"})");
    REQUIRE(event.ok());
    CHECK(event->version == 5);
    CHECK(event->state == domain::State::resolved);
    CHECK(wire::decode_case_event(R"({"number":"x","version":5,"state":"vanished"})")->state.text() == "vanished");
    CHECK_FALSE(wire::decode_case_event("{}").ok());
}
