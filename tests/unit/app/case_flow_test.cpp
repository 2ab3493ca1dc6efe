#include "tests/unit/app/driver.hpp"

using namespace ow::app;
using namespace ow::test;
using ow::domain::ApiErrorKind;
using ow::domain::FieldCode;
using ow::domain::State;
using ow::domain::StepCode;

namespace {

Driver on_case(ow::domain::CaseDetail detail) {
    Driver app("#/cases/" + detail.summary.number);
    app.signed_in(resident());
    app.answer<api::GetCase>(std::move(detail));
    return app;
}

ow::domain::CaseDetail with_actions(ow::domain::CaseDetail detail, std::vector<StepCode> actions) {
    detail.actions = std::move(actions);
    return detail;
}

}  // namespace

TEST_CASE("The list of own cases is read page by page and shows no case twice", "[app][unit]") {
    Driver app("#/mine");
    app.signed_in(resident());
    app.answer<api::ListMine>(a_page({a_case(State::submitted)}, "c-1"));
    CHECK(app.model.get<mine::Model>().list.has_more());
    app.send(mine::MoreWanted{});
    app.send(mine::MoreWanted{});
    CHECK(app.count_calls<api::ListMine>() == 2);
    CHECK(app.call<api::ListMine>().cursor == "c-1");
    app.answer<api::ListMine>(a_page({a_case(State::accepted, 2), a_case(State::closed, 1, number_two)}));
    REQUIRE(app.model.get<mine::Model>().list.items.size() == 2);
    CHECK(app.model.get<mine::Model>().list.items[0].state == State::accepted);
    CHECK_FALSE(app.model.get<mine::Model>().list.has_more());
}

TEST_CASE("An answer nobody waits for any more changes nothing", "[app][unit]") {
    Driver app("#/mine");
    app.signed_in(resident());
    const RequestId stale = app.find_call<api::ListMine>()->request;
    app.send(mine::RefreshPressed{});
    app.reply(stale, world::ApiAnswered{ow::domain::ApiAnswer{a_page({a_case(State::closed)})}});
    CHECK(app.model.get<mine::Model>().list.items.empty());
    app.reply(stale, world::ApiAnswered{ow::domain::Failure{ow::domain::make_error(ApiErrorKind::unauthenticated)}});
    CHECK(app.model.get<session::Model>().account);
    app.answer<api::ListMine>(a_page({a_case(State::accepted)}));
    CHECK(app.model.get<mine::Model>().list.items.size() == 1);
}

TEST_CASE("A case that moves on is updated in its place in the list", "[app][unit]") {
    Driver app("#/mine");
    app.signed_in(resident());
    app.answer<api::ListMine>(a_page({a_case(State::closed, 9, number_two), a_case(State::submitted)}));
    app.send(world::CaseChanged{number_one, 2, State::accepted});
    app.send(world::CaseChanged{number_one, 2, State::accepted});
    CHECK(app.count_calls<api::GetCase>() == 1);
    app.answer<api::GetCase>(a_case(State::accepted, 2));
    CHECK(app.model.get<mine::Model>().list.items[1].state == State::accepted);
    app.send(world::CaseChanged{number_one, 2, State::accepted});
    CHECK(app.count_calls<api::GetCase>() == 1);
}

TEST_CASE("A list that could not be refreshed stays on the screen", "[app][unit]") {
    Driver app("#/mine");
    app.signed_in(resident());
    app.answer<api::ListMine>(a_page({a_case(State::submitted)}));
    app.send(mine::RefreshPressed{});
    app.refuse<api::ListMine>(ApiErrorKind::unavailable);
    CHECK(app.model.get<mine::Model>().list.items.size() == 1);
    CHECK(app.model.get<mine::Model>().list.error);
    CHECK_FALSE(page_error(app.model));
}

TEST_CASE("A case on the screen follows what happens to it and says so", "[app][unit]") {
    Driver app = on_case(a_case(State::submitted));
    app.send(world::CaseChanged{number_one, 2, State::accepted});
    REQUIRE(app.now<Announce>());
    CHECK(app.now<Announce>()->text.key == "case.moved");
    app.answer<api::GetCase>(a_case(State::accepted, 2));
    CHECK(app.model.get<case_page::Model>().detail.value->summary.state == State::accepted);
}

TEST_CASE("After a broken connection what is shown is read anew", "[app][unit]") {
    Driver app = on_case(a_case(State::submitted));
    app.send(world::EventsOpened{});
    const std::size_t before = app.count_calls<api::GetCase>();
    app.send(world::EventsLost{});
    app.send(world::EventsOpened{});
    CHECK(app.count_calls<api::GetCase>() == before + 1);
}

TEST_CASE("A case that is not there shows an error page with the number to quote", "[app][unit]") {
    Driver app("#/cases/" + number_one);
    app.signed_in(resident());
    auto error = ow::domain::make_error(ApiErrorKind::not_found);
    error.request_id = "01JD";
    app.refuse<api::GetCase>(error);
    REQUIRE(page_error(app.model));
    CHECK(page_error(app.model)->request_id == "01JD");
}

TEST_CASE("The resident reads who saw their data", "[app][unit]") {
    Driver app = on_case(a_case(State::submitted));
    app.send(shell::Go{to_page(pages::case_access, number_one)});
    api::AccessLedger ledger;
    ledger.items.push_back({app.model.now, "物业管理科", "办理", ""});
    app.answer<api::GetAccess>(ledger);
    CHECK(app.model.get<case_page::Model>().access.value->items.size() == 1);
    CHECK(app.count_calls<api::GetCase>() == 1);
}

TEST_CASE("Withdrawing asks first and is sent once", "[app][unit]") {
    Driver app = on_case(with_actions(a_case(State::submitted, 3), {StepCode::withdraw}));
    app.send(steps::Opened{number_one, StepCode::withdraw});
    REQUIRE(app.model.dialog);
    CHECK(app.model.dialog->name == "withdraw");
    CHECK(app.count_calls<api::TakeStep>() == 0);
    app.send(fill<steps::Filled>("reason", "已经修好了"));
    app.send(shell::DialogConfirmed{});
    app.send(shell::DialogConfirmed{});
    CHECK(app.count_calls<api::TakeStep>() == 1);
    const auto call = app.call<api::TakeStep>();
    CHECK(call.step == StepCode::withdraw);
    CHECK(call.expected_version == 3);
    CHECK(call.reason == "已经修好了");
    app.answer<api::TakeStep>(a_case(State::withdrawn, 4));
    CHECK(app.model.get<case_page::Model>().detail.value->summary.state == State::withdrawn);
    CHECK(app.model.get<steps::Model>().forms.empty());
    CHECK(app.model.toasts.back().text.key == "step.withdraw.done");
}

TEST_CASE("Supplementing needs words, and keeps them when it is closed", "[app][unit]") {
    Driver app = on_case(with_actions(a_case(State::in_progress), {StepCode::supplement}));
    app.send(steps::Opened{number_one, StepCode::supplement});
    app.send(steps::Filled{form::SubmitPressed{}});
    REQUIRE(steps::open_form(app.model.get<steps::Model>(), number_one));
    CHECK(described(steps::open_form(app.model.get<steps::Model>(), number_one)->state.errors) ==
          std::vector<std::string>{"note required"});
    app.send(fill<steps::Filled>("note", "三楼的也不亮了"));
    app.send(steps::Closed{});
    CHECK(steps::open_form(app.model.get<steps::Model>(), number_one) == nullptr);
    app.send(steps::Opened{number_one, StepCode::supplement});
    CHECK(steps::open_form(app.model.get<steps::Model>(), number_one)->state.answers.text_at("note") ==
          "三楼的也不亮了");
}

TEST_CASE("A step that is not offered cannot be opened", "[app][unit]") {
    Driver app = on_case(a_case(State::in_progress));
    app.send(steps::Opened{number_one, StepCode::supplement});
    CHECK(steps::open_form(app.model.get<steps::Model>(), number_one) == nullptr);
}

TEST_CASE("Rating needs a score and a word on whether it is solved", "[app][unit]") {
    Driver app("#/cases/" + number_one + "/rate");
    app.signed_in(resident());
    app.send(rating::Filled{form::SubmitPressed{}});
    CHECK(described(app.model.get<rating::Model>().form.errors) ==
          std::vector<std::string>{"score required", "solved required"});
    app.send(fill<rating::Filled>("score", 2));
    CHECK(rating::would_reopen(app.model.get<rating::Model>()));
    app.send(fill<rating::Filled>("solved", false));
    app.send(fill<rating::Filled>("comment", " 还是不亮 "));
    app.send(rating::Filled{form::SubmitPressed{}});
    app.send(rating::Filled{form::SubmitPressed{}});
    CHECK(app.count_calls<api::RateCase>() == 1);
    CHECK(app.call<api::RateCase>().answers.text_at("comment") == "还是不亮");
    app.answer<api::RateCase>(a_case(State::accepted, 8));
    CHECK(app.model.get<rating::Model>().done);
    CHECK(app.model.get<rating::Model>().reopened);
}

TEST_CASE("Who is not content is asked why, and may answer by a code or in words", "[app][unit]") {
    Driver app("#/cases/" + number_one + "/rate");
    app.signed_in(resident());
    app.send(fill<rating::Filled>("score", 5));
    app.send(fill<rating::Filled>("solved", true));
    app.send(fill<rating::Filled>("praises", ow::domain::Value::List{"fast"}));
    app.send(fill<rating::Filled>("score", 1));
    app.send(rating::Filled{form::SubmitPressed{}});
    CHECK(described(app.model.get<rating::Model>().form.errors) == std::vector<std::string>{"faults required"});
    app.send(fill<rating::Filled>("faults", ow::domain::Value::List{"slow", "other"}));
    app.send(rating::Filled{form::SubmitPressed{}});
    CHECK(described(app.model.get<rating::Model>().form.errors) == std::vector<std::string>{"comment required"});
    CHECK(app.count_calls<api::RateCase>() == 0);
    app.send(fill<rating::Filled>("faults", ow::domain::Value::List{"slow", "rude"}));
    app.send(rating::Filled{form::SubmitPressed{}});
    ow::domain::Value sent = ow::domain::Value::object();
    sent.set("score", 1);
    sent.set("solved", true);
    sent.set("faults", ow::domain::Value::List{"slow", "rude"});
    CHECK(app.call<api::RateCase>().answers == sent);
}

TEST_CASE("A mistyped case number is caught before the server is asked", "[app][unit]") {
    Driver app("#/track");
    app.nobody();
    app.send(fill<track::Filled>("number", "320505 S 20261121 00042 8"));
    app.send(fill<track::Filled>("query_code", "6K4M9"));
    app.send(track::Filled{form::SubmitPressed{}});
    CHECK(described(app.model.get<track::Model>().form.errors) ==
          std::vector<std::string>{"number checksum", "query_code format"});
    CHECK(app.count_calls<api::Track>() == 0);
}

TEST_CASE("With number and code a case is seen and rated without an account", "[app][unit]") {
    Driver app("#/track?number=" + number_one);
    app.nobody();
    CHECK(app.model.get<track::Model>().form.answers.text_at("number") == "320505 S 20261121 00042 9");
    app.send(fill<track::Filled>("query_code", "6k4 m9p"));
    app.send(track::Filled{form::SubmitPressed{}});
    app.send(track::Filled{form::SubmitPressed{}});
    CHECK(app.count_calls<api::Track>() == 1);
    CHECK(app.call<api::Track>().query_code == "6K4M9P");
    app.answer<api::Track>(a_case(State::closed, 7));
    REQUIRE(shown_case(app.model));
    app.send(shell::Go{to_page(pages::case_rate, number_one)});
    CHECK(app.model.route.page == &pages::case_rate);
    app.send(fill<rating::Filled>("score", 5));
    app.send(fill<rating::Filled>("solved", true));
    app.send(rating::Filled{form::SubmitPressed{}});
    CHECK(app.call<api::RateTracked>().query_code == "6K4M9P");
    app.answer<api::RateTracked>(a_case(State::closed, 8));
    CHECK(app.model.get<rating::Model>().done);
    CHECK(app.model.get<track::Model>().result.value->summary.version == 8);
}

TEST_CASE("A wrong query code shows an error and no case", "[app][unit]") {
    Driver app("#/track");
    app.nobody();
    app.send(fill<track::Filled>("number", number_one));
    app.send(fill<track::Filled>("query_code", "6K4M9P"));
    app.send(track::Filled{form::SubmitPressed{}});
    app.refuse<api::Track>(ApiErrorKind::not_found);
    CHECK(shown_case(app.model) == nullptr);
    CHECK(app.model.get<track::Model>().result.error->kind == ApiErrorKind::not_found);
    CHECK(app.now<FocusNode>()->key == error_summary_node);
    CHECK(app.model.get<track::Model>().form.answers.text_at("number") == number_one);
}

TEST_CASE("When withdrawing fails, the person is told and may try again", "[app][unit]") {
    Driver app = on_case(with_actions(a_case(State::submitted, 3), {StepCode::withdraw}));
    app.send(steps::Opened{number_one, StepCode::withdraw});
    app.send(shell::DialogConfirmed{});
    app.refuse<api::TakeStep>(ApiErrorKind::conflict);
    REQUIRE_FALSE(app.model.toasts.empty());
    CHECK(app.model.toasts.back().text.key == "error.code.conflict");
    app.send(steps::Opened{number_one, StepCode::withdraw});
    app.send(shell::DialogConfirmed{});
    CHECK(app.count_calls<api::TakeStep>() == 2);
}
