#include "src/wire/stored.hpp"

#include "src/wire/http.hpp"
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
    draft.photos = {{"p1", "IMG_1.jpg", 1600, 1200, 300'000}, {"p2", "照片.png", 1, 1, 1}};
    draft.contact_mode = domain::ContactMode::anonymous;
    draft.contact_phone = "１３８";
    draft.consent = true;
    draft.step = domain::AppealStep::contact;
    draft.saved_at = {1'795'237'200'123};
    draft.revision = 42;
    return draft;
}

wire::StoredFiling full_filing() {
    wire::StoredFiling filing;
    filing.draft = full_draft();
    filing.filing = domain::to_filing(filing.draft);
    filing.photos = {{"p1", "server-1", {}, 1}, {"p2", "", domain::ApiError{}, 0}};
    filing.photos[1].error->kind = domain::ApiErrorKind::unsupported_type;
    filing.photos[1].error->fields = {{"attachments.1", domain::FieldCode::format, 1.0, 2.5, "不是图片"}};
    filing.sequence = 7;
    filing.queued_at = {1'795'237'200'000};
    filing.attempts = 3;
    filing.refused = true;
    filing.error = domain::ApiError{domain::ApiErrorKind::rate_limited, "rate_limited", "慢一点", {}, "01JD", 30};
    return filing;
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

TEST_CASE("A waiting filing comes back from the device with all it has been through", "[wire][unit]") {
    const auto filing = full_filing();
    const auto back = wire::decode_filing(wire::encode_filing(filing));
    REQUIRE(back.ok());
    CHECK(*back == filing);
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
    CHECK(wire::encode_filing(full_filing()).find('\0') == std::string::npos);
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
