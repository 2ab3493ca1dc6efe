#include "src/wire/stored.hpp"

#include "src/wire/commands.hpp"
#include "src/wire/http.hpp"
#include "src/wire/value.hpp"
#include "tests/unit/wire/fixtures.hpp"

using namespace ow;

namespace {

domain::AppealDraft full_draft() {
    domain::AppealDraft draft;
    draft.key = "0b7f5c9e-0000-4000-8000-000000000001";
    draft.owner = "aaaaaaaa";
    draft.category = domain::Category::complaint;
    draft.title = "标题 \"引号\" \\ \n\t 𠮷";
    draft.description = std::string("含有 NUL 的文本 \0 之后", 30);
    draft.place_text = "柳巷路 8 号";
    draft.grid_id = "liuxiang-3";
    draft.position = domain::Position{120.57, -31.3};
    draft.marked = true;
    draft.photos = {{"p1", "IMG_1.jpg", 1600, 1200, 300'000, {}}, {"p2", "照片.png", 1, 1, 1, {}}};
    draft.contact_mode = domain::ContactMode::anonymous;
    draft.contact_phone = "１３８";
    draft.consent = true;
    draft.step = domain::AppealStep::contact;
    draft.saved_at = {1'795'237'200'123};
    draft.revision = 42;
    return draft;
}

wire::StoredCommand full_command() {
    wire::StoredCommand stored;
    domain::Command& command = stored.command;
    command.id = "0b7f5c9e-0000-4000-8000-000000000001";
    command.feature = "steps";
    command.act = "step.resolve";
    command.subject = "3205082611260001X";
    command.title = "答复 \"引号\"";
    command.owner = "aaaaaaaa";
    command.on_behalf_of = "bbbbbbbb";
    command.blobs = {"p1", "p2"};
    command.depends_on = {"0b7f5c9e-0000-4000-8000-000000000000"};
    command.made_at = {1'795'237'200'000};
    command.draft_slot = "step/3205082611260001X";
    command.draft = domain::Value::object();
    command.draft.set("key", command.id);
    command.draft.set("note", "第一行\n第二行");
    stored.request = wire::command_request(
        domain::api::TakeStep{command.subject, domain::StepCode::resolve, 3, "第一行\n第二行", {}, {}, {}, {}});
    stored.photos = {{"p1", "server-1", {}, 1}, {"p2", "", domain::ApiError{}, 0}};
    stored.photos[1].error->kind = domain::ApiErrorKind::unsupported_type;
    stored.photos[1].error->fields = {{"attachments.1", domain::FieldCode::format, 1.0, 2.5, "不是图片"}};
    stored.sequence = 7;
    stored.attempts = 3;
    stored.refused = true;
    stored.error = domain::ApiError{domain::ApiErrorKind::rate_limited, "rate_limited", "慢一点", {}, "01JD", 30};
    stored.acknowledged = domain::Acknowledgement{{1'795'237'300'000}, "epoch-1", "3205082611260001X", "7K3MPQ", 1};
    return stored;
}

/// What the program of layout 1 stored (commit 38a6708), written by that program.
std::string first_layout(const std::string& name) {
    std::string text = test::read_file("tests/unit/wire/stored/v1_" + name + ".json");
    while (!text.empty() && text.back() == '\n') {
        text.pop_back();
    }
    return text;
}

}  // namespace

TEST_CASE("A draft comes back from the device as it was typed", "[wire][unit]") {
    const auto draft = full_draft();
    const auto back = wire::decode_draft(wire::encode_draft(draft));
    REQUIRE(back.ok());
    CHECK(*back == draft);
    const domain::AppealDraft blank;
    CHECK(*wire::decode_draft(wire::encode_draft(blank)) == blank);
}

TEST_CASE("What waits comes back from the device with all it has been through", "[wire][unit]") {
    const auto stored = full_command();
    const auto back = wire::decode_command(wire::encode_command(stored));
    REQUIRE(back.ok());
    CHECK(*back == stored);
}

TEST_CASE("A filing that the program before stored waits on, and is sent as the same bytes", "[wire][unit]") {
    const auto waiting = wire::decode_command(first_layout("filing_waiting"));
    REQUIRE(waiting.ok());
    CHECK(waiting->command.id == "0b7f5c9e-0000-4000-8000-000000000001");
    CHECK(waiting->command.feature == "appeal");
    CHECK(waiting->command.act == "filing");
    CHECK(waiting->command.owner == "8f14e45f-ceea-467f-a0e6-0b4a1e7a1c11");
    CHECK(waiting->command.draft_slot == waiting->command.owner);
    CHECK(waiting->command.title == "柳巷路 8 号门前的路灯不亮 \"引号\"");
    CHECK(waiting->sequence == 7);
    CHECK(waiting->attempts == 3);
    REQUIRE(waiting->photos.size() == 2);
    CHECK(waiting->photos[0].attachment_id == "att-1");
    CHECK(waiting->command.blobs[1] == "c1e2d3f4-0000-4000-8000-00000000000b");

    wire::StoredCommand uploaded = *waiting;
    uploaded.photos[1].attachment_id = "att-2";
    CHECK(wire::request_with_pictures(uploaded).body == first_layout("filing_body"));
    CHECK(wire::request_with_pictures(uploaded).path == "/api/v1/cases");

    const auto again = wire::decode_command(wire::encode_command(*waiting));
    REQUIRE(again.ok());
    CHECK(*again == *waiting);
}

TEST_CASE("A refused filing that the program before stored can be mended", "[wire][unit]") {
    const auto refused = wire::decode_command(first_layout("filing_refused"));
    REQUIRE(refused.ok());
    CHECK(refused->refused);
    CHECK(refused->error->fields.at(0).path == "title");
    CHECK(refused->command.draft_slot == "nobody");
    CHECK(wire::request_with_pictures(*refused).body == first_layout("filing_refused_body"));
    const auto draft = wire::decode_draft(wire::canonical_text(refused->command.draft));
    REQUIRE(draft.ok());
    CHECK(draft->title == "柳巷路 8 号门前的路灯不亮 \"引号\"");
    CHECK(draft->position->lon == 120.578);
}

TEST_CASE("Draft and receipt of the program before are read", "[wire][unit]") {
    CHECK(wire::decode_draft(first_layout("draft")).ok());
    const auto receipt = wire::decode_receipt(first_layout("receipt"));
    REQUIRE(receipt.ok());
    CHECK(receipt->query_code == "7K3MPQ");
}

TEST_CASE("What cannot be read is given as a file with every byte that can be text", "[wire][unit]") {
    const std::string file = wire::unreadable_file({{"k1", R"({"v":9,"词":"\u0001"})"}, {"k2", "half \"a\xff text"}});
    const auto read = wire::parse_value(file);
    REQUIRE(read.ok());
    CHECK(read->text_at("0.key") == "k1");
    CHECK(read->text_at("0.stored") == R"({"v":9,"词":"\u0001"})");
    CHECK(read->text_at("1.stored").starts_with("half \"a"));
}

TEST_CASE("A stored receipt is read whatever words its server had", "[wire][unit]") {
    const std::string text = first_layout("receipt");
    for (const std::string before :
         {R"("kind":"appeal")", R"("category":"complaint")", R"("channel":"portal")", R"("clock":"green")",
          R"("state":"submitted","steps")", R"("state":"submitted","step")", R"("step":"submit")", R"("mode":"named")",
          R"("content_type":"image/jpeg")", R"("actions":["supplement")"}) {
        CAPTURE(before);
        const std::size_t colon = before.find(':');
        const std::size_t word = before.find('"', colon) + 1;
        std::string after = before;
        after.replace(word, before.find('"', word) - word, "newer_word");
        std::string newer = text;
        REQUIRE(newer.find(before) != newer.npos);
        newer.replace(newer.find(before), before.size(), after);
        const auto receipt = wire::decode_receipt(newer);
        CHECK(receipt.ok());
        CHECK(receipt.value_or({}).query_code == "7K3MPQ");
        CHECK(receipt.value_or({}).detail.summary.title == "柳巷路 8 号门前的路灯不亮 \"引号\"");
    }
}

TEST_CASE("What a newer program stored is an error and not a guess", "[wire][unit]") {
    const auto changed = [](std::string text, const std::string& from, const std::string& to) {
        text.replace(text.find(from), from.size(), to);
        return wire::decode_command(text);
    };
    const std::string text = wire::encode_command(full_command());
    CHECK(changed(text, R"("v":2)", R"("v":3)").error().member == "v");
    CHECK(changed(text, R"("endpoint":"take_step")", R"("endpoint":"cast_vote")").error().member == "endpoint");
}

TEST_CASE("A success counts as one even where not all of it can be read", "[wire][unit]") {
    const auto answer = [](int status, const std::string& body) {
        return wire::command_answer("file_case", {status, {{"onewindow-epoch", "e2"}}, body});
    };
    const auto half = answer(201, R"({"case":{"number":"N1","kind":"newer"},"query_code":"7K3MPQ"})");
    REQUIRE(half.ok());
    CHECK(half->essentials.number == "N1");
    CHECK(half->essentials.query_code == "7K3MPQ");
    CHECK(half->essentials.epoch == "e2");
    CHECK_FALSE(half->whole.has_value());
    CHECK_FALSE(answer(200, "<html>sign in to this network</html>").ok());
    CHECK_FALSE(answer(200, "{}").ok());
    CHECK(answer(503, "").error().kind == domain::ApiErrorKind::unavailable);
}

TEST_CASE("What only its feature knows is posted as it is, and any object in the answer is a success", "[wire][unit]") {
    domain::Value body = domain::Value::object();
    body.set("person", "p1");
    body.set("evidence.strokes.0.0", domain::Value::List{0.25, 0.5, 0, 0.5});
    const auto request = wire::command_request(domain::api::PostTree{"/mandates", body});
    CHECK(request.endpoint == "post");
    CHECK(request.path == "/api/v1/mandates");
    CHECK(request.body == R"({"evidence":{"strokes":[[[0.25,0.5,0,0.5]]]},"person":"p1"})");
    CHECK(wire::is_command("post"));
    CHECK(wire::needs_account("post"));
    const auto answer = [](int status, const std::string& text) {
        return wire::command_answer("post", {status, {{"onewindow-epoch", "e2"}}, text});
    };
    const auto done = answer(201, R"({"mandate":{"id":"m1"}})");
    REQUIRE(done.ok());
    CHECK(done->essentials.epoch == "e2");
    CHECK(done->tree.text_at("mandate.id") == "m1");
    CHECK_FALSE(answer(200, "<html>sign in to this network</html>").ok());
    CHECK_FALSE(answer(200, "{}").ok());
    CHECK(answer(422, R"({"error":{"code":"invalid","fields":[]}})").error().kind == domain::ApiErrorKind::invalid);
}

TEST_CASE("A receipt comes back from the device with its case", "[wire][contract]") {
    const auto golden = test::contract("case_detail.json");
    for (const auto& each : golden["valid"]) {
        CAPTURE(each["name"].get<std::string>());
        const auto answer = wire::from_http(domain::api::GetCase{"x"}, {200, {}, wire::to_text(each["case"])});
        REQUIRE(answer.ok());
        const domain::Receipt receipt{"key", std::get<domain::CaseDetail>(*answer), "6K4M9P"};
        const auto back = wire::decode_receipt(wire::encode_receipt(receipt));
        REQUIRE(back.ok());
        CHECK(*back == receipt);
    }
}

TEST_CASE("Who was signed in is known again without a network", "[wire][unit]") {
    domain::Account account;
    account.id = "x";
    account.role = domain::Role::dispatcher;
    account.staff_no = "1003";
    account.actions = {"case.queue"};
    CHECK(*wire::decode_account(wire::encode_account(account)) == account);
    CHECK_FALSE(wire::decode_account("").ok());
}

TEST_CASE("What is stored holds no NUL, which separates records", "[wire][unit]") {
    CHECK(wire::encode_draft(full_draft()).find('\0') == std::string::npos);
    CHECK(wire::encode_command(full_command()).find('\0') == std::string::npos);
}

TEST_CASE("A damaged draft is an error and never half a draft", "[wire][unit]") {
    const std::string text = wire::encode_draft(full_draft());
    for (std::size_t length = 0; length < text.size(); ++length) {
        CHECK_FALSE(wire::decode_draft(std::string_view(text).substr(0, length)).ok());
    }
    CHECK(wire::decode_draft(R"({"v":1,"key":5})").error().member == "key");
}

TEST_CASE("A draft of another version of the program is told apart from a damaged one", "[wire][unit]") {
    std::string text = wire::encode_draft(full_draft());
    const auto at = text.find("\"v\":1");
    REQUIRE(at != std::string::npos);
    text.replace(at, 5, "\"v\":2");
    CHECK(wire::decode_draft(text).error().member == "version");
}

TEST_CASE("Settings survive nonsense one by one", "[wire][unit]") {
    domain::Settings settings;
    settings.mode = domain::DisplayMode::elder;
    settings.elder_text_px = 30;
    settings.language = domain::Language::en;
    settings.asked = true;
    CHECK(*wire::decode_settings(wire::encode_settings(settings)) == settings);

    const auto odd = wire::decode_settings(
        R"({"v":9,"mode":"elder","contrast":"purple","text_percent":"big","elder_text_px":4000,"asked":1,"x":[]})");
    REQUIRE(odd.ok());
    CHECK(odd->mode == domain::DisplayMode::elder);
    CHECK(odd->contrast == domain::Contrast::automatic);
    CHECK(odd->text_percent == domain::text_percent_min);
    CHECK(odd->elder_text_px == domain::elder_text_max);
    CHECK_FALSE(odd->asked);
    CHECK_FALSE(wire::decode_settings("").ok());
    CHECK_FALSE(wire::decode_settings("[1]").ok());
}
