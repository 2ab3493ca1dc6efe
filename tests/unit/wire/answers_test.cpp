#include "src/wire/http.hpp"
#include "tests/unit/wire/fixtures.hpp"

using namespace ow;
namespace api = domain::api;

namespace {

domain::ApiResult answer(const domain::ApiCall& call, const wire::Json& body, int status = 200) {
    return wire::from_http(call, {status, {{"content-type", "application/json"}}, wire::to_text(body)});
}

template <class T>
const T& get(const domain::ApiResult& result) {
    REQUIRE(result.ok());
    const T* value = std::get_if<T>(&*result);
    REQUIRE(value != nullptr);
    return *value;
}

const wire::Json& named(const wire::Json& list, const std::string& name) {
    for (const auto& each : list) {
        if (each["name"].get<std::string>() == name) {
            return each;
        }
    }
    FAIL("no fixture named " << name);
    return list;
}

}  // namespace

TEST_CASE("A case arrives with everything the server said", "[wire][contract]") {
    const auto golden = test::contract("case_detail.json");
    const auto result = answer(api::GetCase{"x"}, named(golden["valid"], "in progress, seen by its filer")["case"]);
    const auto& detail = get<domain::CaseDetail>(result);
    CHECK(detail.summary.number == "320505S20261121000429");
    CHECK(detail.summary.category == domain::Category::help);
    CHECK(detail.summary.state == domain::State::in_progress);
    CHECK(detail.summary.stage == domain::Stage::handle);
    CHECK(detail.summary.community == "柳巷");
    CHECK(detail.summary.due_at == domain::parse_iso8601("2026-11-23T14:12:03+08:00"));
    CHECK(detail.summary.created_at == domain::parse_iso8601("2026-11-20T21:05:12.345+08:00"));
    CHECK(detail.summary.version == 4);
    CHECK(detail.place.position == domain::Position{120.5703, 31.3021});
    REQUIRE(detail.attachments.size() == 2);
    CHECK(detail.attachments[1].content_type == "image/png");
    CHECK(detail.contact.phone_masked == "138****0001");
    REQUIRE(detail.steps.size() == 4);
    CHECK(detail.steps[2].basis == domain::Basis::statutory);
    CHECK(detail.steps[2].note == "职责清单第 12 条");
    CHECK(detail.steps[3].step == domain::StepCode::sign_for);
    CHECK(detail.steps[0].reason.empty());
    CHECK(detail.actions == std::vector{domain::StepCode::withdraw, domain::StepCode::supplement});
    REQUIRE(detail.next.size() == 2);
    CHECK(detail.next[0].code == domain::NextCode::handle_by);
    CHECK_FALSE(detail.next[1].by.has_value());
    CHECK_FALSE(detail.rating.has_value());
    CHECK(detail.access_count == 3);
    CHECK(detail.chain_ok);
}

TEST_CASE("Every good case of the contract can be read", "[wire][contract]") {
    const auto golden = test::contract("case_detail.json");
    REQUIRE(golden["valid"].size() >= 3);
    for (const auto& each : golden["valid"]) {
        CAPTURE(each["name"].get<std::string>());
        const auto result = answer(api::GetCase{"x"}, each["case"]);
        const auto& detail = get<domain::CaseDetail>(result);
        CHECK(detail.summary.title == each["case"]["title"].get<std::string>());
        const auto& rating = each["case"]["rating"];
        CHECK(detail.rating.has_value() == !rating.is_null());
        if (detail.rating) CHECK(detail.rating->faults == rating["faults"].get<std::vector<std::string>>());
        CHECK(detail.chain_ok == each["case"]["chain_ok"].get<bool>());
        const auto& filed_by = each["case"]["filed_by"];
        CHECK(detail.filed_by == (filed_by.is_null() ? "" : filed_by.get<std::string>()));
    }
}

TEST_CASE("A case that is not as agreed is refused, and the reason names the member", "[wire][contract]") {
    const auto golden = test::contract("case_detail.json");
    REQUIRE(golden["invalid"].size() >= 5);
    for (const auto& each : golden["invalid"]) {
        CAPTURE(each["name"].get<std::string>());
        const auto result = answer(api::GetCase{"x"}, each["case"]);
        REQUIRE_FALSE(result.ok());
        CHECK(result.error().kind == domain::ApiErrorKind::unexpected);
        CHECK(result.error().code.starts_with("unreadable:" + each["member"].get<std::string>()));
    }
}

TEST_CASE("Words of a newer server do not make a case unreadable", "[wire][unit]") {
    auto body = named(test::contract("case_detail.json")["valid"], "in progress, seen by its filer")["case"];
    body["actions"].push_back("teleport");
    body["steps"][1]["step"] = "teleport";
    body["next"].push_back({{"code", "teleport_by"}, {"by", nullptr}});
    body["channel"] = "telepathy";
    body["something_new"] = {{"deep", {1, 2, 3}}};
    const auto result = answer(api::GetCase{"x"}, body);
    const auto& detail = get<domain::CaseDetail>(result);
    CHECK(detail.actions.size() == 2);
    CHECK(detail.steps[1].step.text() == "teleport");
    CHECK(detail.summary.channel.text() == "telepathy");
    CHECK(detail.next.size() == 2);
}

TEST_CASE("One case of a newer server does not blank the list it is in", "[wire][unit]") {
    auto page = test::contract("case_list.json")["page"];
    auto& odd = page["items"][0];
    for (const char* member : {"kind", "category", "channel", "state", "clock"}) {
        odd[member] = "of_the_future";
    }
    const auto result = answer(api::ListMine{}, page);
    const auto& items = get<domain::CasePage>(result).items;
    REQUIRE(items.size() == 2);
    CHECK(items[0].kind.text() == "of_the_future");
    CHECK(items[0].category.text() == "of_the_future");
    CHECK(items[0].state.text() == "of_the_future");
    CHECK(items[0].clock.text() == "of_the_future");
    CHECK(items[1].state.known());
}

TEST_CASE("An account whose role this program does not know is still signed in", "[wire][unit]") {
    auto body = test::contract("session.json")["handler"];
    body["account"]["role"] = "ombudsman";
    const auto result = answer(api::GetSession{}, body);
    const auto& account = get<api::SessionState>(result).account;
    REQUIRE(account.has_value());
    CHECK(account->role.text() == "ombudsman");
    CHECK(domain::queues_of(account->role).empty());
}

TEST_CASE("Lists, queues and the access ledger arrive", "[wire][contract]") {
    const auto golden = test::contract("case_list.json");
    const auto page_result = answer(api::ListMine{}, golden["page"]);
    const auto& page = get<domain::CasePage>(page_result);
    CHECK(page.items.size() == 2);
    CHECK(page.next_cursor == "eyJrIjoxfQ");
    CHECK(page.total == 312);
    CHECK(page.items[1].grid_name.empty());
    CHECK(page.items[1].can_rate);
    CHECK(get<domain::CasePage>(answer(api::ListQueue{}, golden["last_page"])).next_cursor.empty());

    auto queues = golden["queues"];
    queues["items"].push_back({{"queue", "of_the_future"}, {"count", 1}});
    const auto counts = answer(api::GetQueues{}, queues);
    CHECK(get<api::QueueCounts>(counts).items.size() == 6);
    CHECK(get<api::QueueCounts>(counts).items[5].queue.text() == "of_the_future");
    CHECK(get<api::QueueCounts>(counts).items[0] == domain::QueueCount{domain::Queue::to_accept, 12});

    const auto ledger = answer(api::GetAccess{"x"}, golden["access"]);
    CHECK(get<api::AccessLedger>(ledger).items[0].who == "受理分拨 · 工号 1003");
}

TEST_CASE("Who is signed in arrives, and nobody is nobody", "[wire][contract]") {
    const auto golden = test::contract("session.json");
    const auto handler = answer(api::GetSession{}, golden["handler"]);
    const auto& account = get<api::SessionState>(handler).account;
    REQUIRE(account.has_value());
    CHECK(account->role == domain::Role::handler);
    CHECK(account->staff_no == "2017");
    CHECK(account->phone_masked.empty());
    CHECK_FALSE(get<api::SessionState>(answer(api::GetSession{}, golden["nobody"])).account.has_value());
    CHECK(get<api::CodeSent>(answer(api::RequestCode{}, golden["code"])).resend_after == 60);
}

TEST_CASE("Similar cases arrive with what anybody may know of them", "[wire][contract]") {
    const auto golden = test::contract("similar.json");
    const auto result = answer(api::FindSimilar{}, golden["answer"]);
    const auto& items = get<api::SimilarCases>(result).items;
    REQUIRE(items.size() == 1);
    CHECK(items[0].number == "320505S20261121000429");
    CHECK(items[0].category == domain::Category::help);
    CHECK(items[0].title == "3 号楼 … 楼道灯不亮");
    CHECK(items[0].state == domain::State::in_progress);
    CHECK(items[0].community == "柳巷");
    CHECK(items[0].created_at == domain::parse_iso8601("2026-11-20T21:05:12.345+08:00"));
    CHECK(items[0].joiners == 3);
    CHECK_FALSE(items[0].joined);
}

TEST_CASE("Who joined a case reads it without what others wrote", "[wire][contract]") {
    auto body = named(test::contract("case_detail.json")["valid"], "in progress, seen by its filer")["case"];
    body.update(test::contract("similar.json")["joined"]);
    const auto result = answer(api::JoinCase{"x"}, body);
    const auto& detail = get<domain::CaseDetail>(result);
    CHECK(detail.summary.joined);
    CHECK(detail.summary.joiners == 4);
    CHECK(detail.description.empty());
    CHECK(detail.actions.empty());
}

TEST_CASE("A case that was stored before cases could be joined is still read", "[wire][unit]") {
    auto body = test::contract("case_detail.json")["valid"][0]["case"];
    body.erase("joiners");
    body.erase("joined");
    const auto result = answer(api::GetCase{"x"}, body);
    CHECK(get<domain::CaseDetail>(result).summary.joiners == 0);
}

TEST_CASE("A filing answers with the case and its query code", "[wire][contract]") {
    const auto golden = test::contract("case_detail.json");
    const wire::Json body = {{"case", golden["valid"][0]["case"]}, {"query_code", "6K4M9P"}};
    const auto result = answer(api::FileCase{}, body, 201);
    CHECK(get<api::Filed>(result).query_code == "6K4M9P");
}

TEST_CASE("Signing out needs no words", "[wire][unit]") { CHECK(wire::from_http(api::SignOut{}, {204, {}, ""}).ok()); }

TEST_CASE("Every refusal of the contract is told apart", "[wire][contract]") {
    const auto golden = test::contract("errors.json");
    for (const auto& each : golden["items"]) {
        const int status = each["status"];
        CAPTURE(status);
        const auto result = answer(api::FileCase{}, each["body"], status);
        REQUIRE_FALSE(result.ok());
        const auto& error = result.error();
        const std::string code = each["body"]["error"]["code"];
        CHECK(domain::to_code(error.kind) == code);
        CHECK(error.code == code);
        CHECK(error.request_id == "01JD0000000000000000000000");
        CHECK(error.fields.size() == each["body"]["error"]["fields"].size());
    }
    const auto invalid = answer(api::FileCase{}, golden["items"][7]["body"], 422);
    CHECK(invalid.error().fields[0].path == "title");
    CHECK(invalid.error().fields[0].code == domain::FieldCode::required);
    CHECK(invalid.error().fields[1].path == "attachments.1");
}

TEST_CASE("Without a connection nothing is known about the server", "[wire][unit]") {
    const auto result = wire::from_http(api::GetSession{}, {});
    REQUIRE_FALSE(result.ok());
    CHECK(result.error().kind == domain::ApiErrorKind::network);
}

TEST_CASE("A busy server is waited for as long as it asks", "[wire][unit]") {
    const auto busy = wire::from_http(api::GetSession{}, {503, {{"retry-after", "7"}}, "<html>busy</html>"});
    REQUIRE_FALSE(busy.ok());
    CHECK(busy.error().kind == domain::ApiErrorKind::unavailable);
    CHECK(busy.error().retry_after_seconds == 7);
    for (const std::string odd : {"-1", "soon", "7.5", "99999999999999999999", ""}) {
        CAPTURE(odd);
        const auto result = wire::from_http(api::GetSession{}, {429, {{"retry-after", odd}}, ""});
        CHECK_FALSE(result.error().retry_after_seconds.has_value());
    }
}

TEST_CASE("The sign-in page of a public network is not mistaken for an answer", "[wire][unit]") {
    const auto result = wire::from_http(api::GetReference{}, {200, {}, "<html>Welcome to the hotel</html>"});
    REQUIRE_FALSE(result.ok());
    CHECK(result.error().kind == domain::ApiErrorKind::unexpected);
    CHECK(result.error().code == "unreadable:syntax");
}

TEST_CASE("Nothing a server can send makes the program fall over", "[wire][fuzz]") {
    const std::vector<domain::ApiCall> calls{
        api::GetSession{}, api::GetReference{}, api::GetNotices{}, api::FileCase{},    api::ListMine{},
        api::GetQueues{},  api::GetCase{},      api::GetAccess{},  api::RequestCode{}, api::FindSimilar{}};
    std::vector<std::string> bodies{"",
                                    "{",
                                    "null",
                                    "[]",
                                    "0",
                                    "\"\"",
                                    "{\"items\":[[[[]]]]}",
                                    "{\"items\":[null,1,\"x\"]}",
                                    "{\"account\":[]}",
                                    "{\"total\":1e999}",
                                    "{\"items\":[],\"total\":-1}",
                                    "{\"items\":[],\"total\":1.5}",
                                    "\xff\xfe{}",
                                    "{\"case\":\"\xc3\x28\"}",
                                    "{\"case\":\"\\ud800\"}",
                                    std::string(100'000, '['),
                                    std::string(3, '\0'),
                                    "{\"a\":" + std::string(33, '[') + std::string(33, ']') + "}"};
    const auto golden = test::contract("case_detail.json");
    const std::string whole = wire::to_text(golden["valid"][0]["case"]);
    for (std::size_t cut = 0; cut < whole.size(); cut += 37) {
        bodies.push_back(whole.substr(0, cut));
        std::string flipped = whole;
        flipped[cut] = static_cast<char>(flipped[cut] ^ 0x15);
        bodies.push_back(std::move(flipped));
    }
    std::size_t refused = 0;
    for (const auto& body : bodies) {
        for (const auto& call : calls) {
            for (const int status : {200, 422}) {
                refused += wire::from_http(call, {status, {}, body}).ok() ? 0 : 1;
            }
        }
    }
    CHECK(refused > bodies.size() * calls.size());
}

TEST_CASE("Nesting is refused before it can hurt", "[wire][unit]") {
    const auto nested = [](int depth) {
        return wire::parse_json(std::string(static_cast<std::size_t>(depth), '[') +
                                std::string(static_cast<std::size_t>(depth), ']'));
    };
    CHECK(nested(wire::max_json_depth).ok());
    REQUIRE_FALSE(nested(wire::max_json_depth + 1).ok());
    CHECK(nested(wire::max_json_depth + 1).error().member == "depth");
    CHECK(wire::parse_json("\"[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[\\\"[[[[\"").ok());
    CHECK(wire::parse_json(std::string(wire::max_json_bytes + 1, ' ')).error().member == "size");
}
