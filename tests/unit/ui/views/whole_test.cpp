/// 查看完整号码 at the desk: asked with a reason, shown for a while, gone afterwards.

#include "tests/unit/ui/program.hpp"

#include "src/app/whole/whole.hpp"
#include "src/wire/value.hpp"

using namespace ow;
using namespace ow::test;
namespace world = app::world;

namespace {

const std::string number = "320505A20260228000014";

domain::CaseDetail to_decide(std::vector<domain::StepCode> actions) {
    domain::CaseDetail detail;
    detail.summary.number = number;
    detail.summary.kind = domain::Kind::application;
    detail.summary.category = domain::Category::service;
    detail.summary.title = "高龄津贴";
    detail.summary.state = domain::State::reviewing;
    detail.summary.version = 4;
    detail.service = "elder_allowance";
    detail.filled = {{"bank.card", "银行卡号", "6222 **** **** 0000", {}}};
    detail.actions = std::move(actions);
    return detail;
}

domain::Account handler() {
    domain::Account account;
    account.id = "staff-1";
    account.role = domain::Role::handler;
    return account;
}

/// The workbench with a case that is to be decided, as a handler opens it.
struct Desk : Program {
    explicit Desk(std::vector<domain::StepCode> actions = {domain::StepCode::grant, domain::StepCode::deny})
        : Program({.url = "#/workbench?queue=to_review&case=" + number, .remembered = handler()}) {
        answer<api::GetSession>({handler()});
        tell(world::ProgramWhole{});
        answer<api::GetCase>(to_decide(std::move(actions)));
    }
};

domain::Value answer_until(domain::Instant until) {
    auto value = wire::parse_value(R"({"items": [{"path": "bank.card", "label": "银行卡号",
                                       "value": "6222020000000000000"}]})")
                     .value();
    value.set("until", domain::format_iso8601(until, 480));
    return value;
}

/// How long the numbers are shown, by the newest alarm that was set.
std::int64_t shown_for(const Program& p) {
    std::int64_t ms = 0;
    for (const app::Effect& effect : p.effects())
        if (const auto* timer = effect.get<app::StartTimer>(); timer && effect.from.feature == &app::whole::feature)
            ms = timer->delay_ms;
    return ms;
}

void ask(Program& p) {
    p.press(Role::button, "查看完整号码");
    p.type("为什么要看完整号码", "核对打款账号");
    p.press(Role::button, "显示号码");
}

}  // namespace

TEST_CASE("Who decides asks for the whole numbers with a reason and sees them for as long as the server says",
          "[views][whole][unit]") {
    Desk p;
    p.press(Role::button, "查看完整号码");
    p.press(Role::button, "显示号码");
    CHECK(p.has(Role::heading, "请检查以下问题"));  // not without a reason
    p.type("为什么要看完整号码", "核对打款账号");
    CHECK(p.faults().empty());
    p.press(Role::button, "显示号码");
    const auto call = p.answer_tree("/whole", answer_until({p.now().ms + 300'000}));
    CHECK(call.path == "/cases/" + number + "/whole");
    CHECK(call.method == app::CallTree::Method::post);
    CHECK(call.body.text_at("reason") == "核对打款账号");
    CHECK(p.says("6222020000000000000"));
    CHECK(shown_for(p) == 300'000);
    CHECK(p.faults().empty());
    CHECK(p.catalogue().missing().empty());
    p.fire(app::whole::feature, 0);
    CHECK_FALSE(p.says("6222020000000000000"));
    CHECK(p.model().get<app::whole::Model>() == app::whole::Model{});
    CHECK(p.announced().back() == "whole.hidden");
}

TEST_CASE("The numbers can be hidden before, and are not shown longer than ten minutes by a wrong clock",
          "[views][whole][unit]") {
    Desk p;
    ask(p);
    p.answer_tree("/whole", answer_until({p.now().ms + 86'400'000}));
    CHECK(shown_for(p) == 600'000);
    p.press(Role::button, "藏起来");
    CHECK_FALSE(p.says("6222020000000000000"));
    CHECK(p.wants<app::StopTimer>());
    ask(p);
    p.answer_tree("/whole", answer_until({p.now().ms - 3'600'000}));
    CHECK(shown_for(p) == 60'000);
}

TEST_CASE("A case that was decided meanwhile shows no number, says so, and is read again", "[views][whole][unit]") {
    Desk p;
    ask(p);
    p.answer_tree("/whole", domain::Failure{domain::make_error(domain::ApiErrorKind::conflict)});
    CHECK(p.model().get<app::whole::Model>().error);
    CHECK(p.waits_for<api::GetCase>());
    CHECK(p.faults().empty());
}

TEST_CASE("What the server says of the reason stands at the reason", "[views][whole][unit]") {
    Desk p;
    ask(p);
    auto error = domain::make_error(domain::ApiErrorKind::invalid);
    domain::FieldError field;
    field.path = "reason";
    field.code = domain::FieldCode::too_short;
    error.fields.push_back(field);
    p.answer_tree("/whole", domain::Failure{std::move(error)});
    CHECK(p.find(Role::text_area, "为什么要看完整号码").has(a11y::state_invalid));
}

TEST_CASE("Who cannot decide is offered no whole numbers", "[views][whole][unit]") {
    Desk p({domain::StepCode::accept});
    CHECK_FALSE(p.has(Role::button, "查看完整号码"));
    p.send(app::whole::Opened{number});
    CHECK_FALSE(p.model().get<app::whole::Model>().open);
}
