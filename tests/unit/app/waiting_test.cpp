#include "tests/unit/app/driver.hpp"

// What is not a filing and goes through the outbox: steps and ratings, over reloads, sign-outs and refusals.
using namespace ow;
using namespace ow::app;
using namespace ow::test;
using domain::ApiErrorKind;
using domain::CommandState;
using domain::StepCode;

namespace {

domain::CaseDetail open_case(std::int64_t version = 1) {
    domain::CaseDetail detail = a_case(domain::State::in_progress, version);
    detail.actions = {StepCode::supplement, StepCode::withdraw};
    return detail;
}

Driver on_case(domain::CaseDetail detail, const std::vector<domain::CommandStatus>& commands = {}) {
    world::Started started;
    started.commands = commands;
    Driver app("#/cases/" + detail.summary.number, started);
    app.signed_in(resident());
    app.answer<api::GetCase>(std::move(detail));
    return app;
}

/// A supplement that was pressed, and its command.
domain::Command supplement(Driver& app) {
    app.send(steps::Opened{number_one, StepCode::supplement});
    app.send(fill<steps::Filled>("note", "三楼的也不亮了"));
    app.send(steps::Filled{form::SubmitPressed{}});
    app.send(steps::Filled{form::SubmitPressed{}});
    REQUIRE(app.count_calls<api::TakeStep>() == 1);
    return *app.find_call<api::TakeStep>()->command;
}

/// What a run before this one left in the outbox; its ids are others than this run's.
domain::Command of_another_run(domain::Command command) {
    command.id = "0b7f5c9e-0000-4000-8000-000000000001";
    return command;
}

Driver rating_page() {
    Driver app("#/cases/" + number_one + "/rate");
    app.signed_in(resident());
    app.answer<api::GetCase>(a_case(domain::State::closed, 7));
    app.send(fill<rating::Filled>("score", 5));
    app.send(fill<rating::Filled>("solved", true));
    app.send(fill<rating::Filled>("comment", "很快"));
    app.send(rating::Filled{form::SubmitPressed{}});
    app.send(rating::Filled{form::SubmitPressed{}});
    REQUIRE(app.count_calls<api::RateCase>() == 1);
    return app;
}

const steps::Form* form_of(const Driver& app) {
    return steps::find_form(app.of<steps::Model>(), number_one, StepCode::supplement);
}

}  // namespace

TEST_CASE("A step without a network waits on the case, where nothing else can be done meanwhile", "[app][waiting]") {
    Driver app = on_case(open_case());
    const domain::Command command = supplement(app);
    CHECK(command.title == "3 号楼二单元楼道灯不亮");
    app.refuse<api::TakeStep>(ApiErrorKind::network);
    CHECK(app.now<Announce>()->text.key == "outbox.waiting");
    REQUIRE(form_of(app));
    CHECK(form_of(app)->submission.waits());
    CHECK(steps::is_busy(app.of<steps::Model>(), number_one));
    CHECK(app.of<filings::Model>().mine.size() == 1);
    app.send(steps::Opened{number_one, StepCode::withdraw});
    CHECK_FALSE(app.model.dialog);

    app.answer<api::TakeStep>(open_case(2));
    CHECK(form_of(app) == nullptr);
    CHECK(app.of<filings::Model>().mine.empty());
    CHECK(app.of<case_page::Model>().detail.value->summary.version == 2);
    CHECK(app.model.toasts.back().text.key == "step.supplement.done");
}

TEST_CASE("What waited before a reload is shown on its case and told when it is carried out", "[app][waiting]") {
    domain::Command command;
    {
        Driver before = on_case(open_case());
        command = of_another_run(supplement(before));
    }
    Driver app = on_case(open_case(), {status_of(command, CommandState::waiting)});
    CHECK(steps::is_busy(app.of<steps::Model>(), number_one));
    app.send(world::CommandAcknowledged{command, {}, {}});
    CHECK(form_of(app) == nullptr);
    CHECK(app.model.toasts.back().text.key == "step.supplement.done");
    CHECK(app.count_calls<api::GetCase>() == 2);  // another tab sent it: the case is read anew
}

TEST_CASE("A step that was refused while its writer was away opens with the case as it was written", "[app][waiting]") {
    domain::Command command;
    {
        Driver before = on_case(open_case());
        command = of_another_run(supplement(before));
    }
    auto refused = status_of(command, CommandState::needs_attention);
    refused.error = domain::make_error(ApiErrorKind::conflict);
    Driver app = on_case(open_case(4), {refused});
    const steps::Form* form = steps::open_form(app.of<steps::Model>(), number_one);
    REQUIRE(form);
    CHECK(form->state.answers.text_at("note") == "三楼的也不亮了");
    CHECK(form->conflict);
    CHECK_FALSE(form->busy());

    SECTION("and goes again, in its own place") {
        app.send(steps::Filled{form::SubmitPressed{}});
        CHECK(app.call<api::TakeStep>().expected_version == 4);
        CHECK(app.last<SubmitCommand>()->replaces == command.id);
        // The refused one is gone as soon as the mended one is kept.
        app.send(world::CommandChanged{status_of(app.last<SubmitCommand>()->command, CommandState::sending)});
        app.send(world::CommandDiscarded{command.id});
        CHECK(form_of(app)->busy());
        CHECK(app.of<filings::Model>().mine.size() == 1);
    }
    SECTION("or is thrown away, after a question") {
        app.send(steps::GivenUp{number_one, StepCode::supplement});
        REQUIRE(app.model.dialog);
        CHECK(app.model.dialog->name == "discard_command");
        app.send(shell::DialogConfirmed{});
        REQUIRE(app.now<DiscardCommand>());
        CHECK(app.now<DiscardCommand>()->key == command.id);
        app.send(world::CommandDiscarded{command.id});
        CHECK(form_of(app) == nullptr);
    }
    SECTION("or is left as it is: its form closes, and opens when it is wanted") {
        app.send(steps::Closed{});
        CHECK(app.count<DiscardCommand>() == 0);
        app.send(world::CaseChanged{number_one, 5, domain::State::in_progress});
        app.answer<api::GetCase>(open_case(5));
        CHECK(steps::open_form(app.of<steps::Model>(), number_one) == nullptr);
        app.send(steps::Opened{number_one, StepCode::supplement});
        CHECK(steps::open_form(app.of<steps::Model>(), number_one) == form_of(app));
    }
    SECTION("or stays refused where the mended one could be neither kept nor sent") {
        app.send(steps::Filled{form::SubmitPressed{}});
        app.send(world::SubmitFailed{app.last<SubmitCommand>()->command.id, world::StorageFailure::full});
        CHECK(form_of(app)->submission.failure == world::StorageFailure::full);
        CHECK(form_of(app)->state.answers.text_at("note") == "三楼的也不亮了");
        app.send(steps::Filled{form::SubmitPressed{}});
        CHECK(app.last<SubmitCommand>()->replaces == command.id);
    }
}

TEST_CASE("What waits is seen by the account that did it and by nobody else", "[app][waiting]") {
    Driver app = on_case(open_case());
    const domain::Command command = supplement(app);
    app.refuse<api::TakeStep>(ApiErrorKind::network);
    app.send(session::SignOutPressed{});
    app.send(shell::DialogConfirmed{});
    app.answer<api::SignOut>({});
    CHECK(app.of<filings::Model>().mine.empty());
    CHECK(app.of<steps::Model>().forms.empty());
    CHECK(app.count<DropPhoto>() == 0);
    CHECK(app.of<filings::Model>().all.size() == 1);
}

TEST_CASE("A rating that waits is not asked for again, and thanks when it has arrived", "[app][waiting]") {
    Driver app = rating_page();
    const domain::Command command = *app.find_call<api::RateCase>()->command;
    CHECK(command.act == "rating");
    CHECK(command.subject == number_one);
    app.refuse<api::RateCase>(ApiErrorKind::unavailable);
    CHECK(app.of<rating::Model>().submission.waits());
    REQUIRE(rating::find_waiting(app.of<rating::Model>(), number_one));
    app.send(rating::Filled{form::SubmitPressed{}});
    CHECK(app.count_calls<api::RateCase>() == 1);
    app.answer<api::RateCase>(a_case(domain::State::closed, 8));
    CHECK(app.of<rating::Model>().done);
    CHECK(rating::find_waiting(app.of<rating::Model>(), number_one) == nullptr);
}

TEST_CASE("A rating refused after a reload is mended with its words", "[app][waiting]") {
    domain::Command command;
    {
        Driver before = rating_page();
        command = of_another_run(*before.find_call<api::RateCase>()->command);
    }
    auto refused = status_of(command, CommandState::needs_attention);
    refused.error = domain::make_error(ApiErrorKind::invalid);
    refused.error->fields = {{"comment", domain::FieldCode::too_long, {}, 500.0, {}}};
    world::Started started;
    started.commands = {refused};
    Driver app("#/cases/" + number_one + "/rate", started);
    app.signed_in(resident());
    CHECK(app.of<rating::Model>().form.answers.text_at("comment") == "很快");
    CHECK(described(app.of<rating::Model>().form.errors) == std::vector<std::string>{"comment too_long"});
    app.send(fill<rating::Filled>("comment", "快"));
    app.send(rating::Filled{form::SubmitPressed{}});
    CHECK(app.last<SubmitCommand>()->replaces == command.id);
    CHECK(app.call<api::RateCase>().answers.text_at("comment") == "快");
}

TEST_CASE("A rating without an account is told to whoever made it, and not to who signs in next", "[app][waiting]") {
    Driver app("#/track?number=" + number_one);
    app.nobody();
    app.send(fill<track::Filled>("query_code", "6K4M9P"));
    app.send(track::Filled{form::SubmitPressed{}});
    app.answer<api::Track>(a_case(domain::State::closed, 7));
    app.send(shell::Go{to_page(pages::case_rate, number_one)});
    app.send(fill<rating::Filled>("score", 5));
    app.send(fill<rating::Filled>("solved", true));
    app.send(rating::Filled{form::SubmitPressed{}});
    app.refuse<api::RateTracked>(ApiErrorKind::network);
    REQUIRE(app.of<filings::Model>().mine.size() == 1);
    CHECK(app.of<filings::Model>().mine[0].title.empty());
    app.send(shell::Go{to_page(pages::login)});
    app.send(fill<session::LoginFilled>("phone", "13800000001"));
    app.send(fill<session::LoginFilled>("code", "123456"));
    app.send(session::LoginFilled{form::SubmitPressed{}});
    app.answer<api::SignIn>({resident()});
    CHECK(app.of<filings::Model>().mine.empty());
}

TEST_CASE("What waits on the device and is read after the first page stands is seen as if it had been there",
          "[app][waiting]") {
    domain::Command command;
    {
        Driver before = rating_page();
        command = of_another_run(*before.find_call<api::RateCase>()->command);
    }
    Driver app("#/cases/" + number_one + "/rate");
    app.signed_in(resident());
    app.send(world::OutboxRead{{status_of(command, CommandState::waiting)}, {true, 1}});
    CHECK(app.of<filings::Model>().mine.size() == 1);
    CHECK(app.of<filings::Model>().health == domain::OutboxHealth{true, 1});
    CHECK(app.of<rating::Model>().submission.waits());
    CHECK_FALSE(app.now<Announce>());
}

TEST_CASE("Of what is done for somebody a refusal says what it was, not only their name", "[app][waiting]") {
    Driver app("#/");
    app.signed_in(resident());
    domain::Command mandate;
    mandate.id = "0b7f5c9e-0000-4000-8000-000000000002";
    mandate.feature = "assist";
    mandate.act = "assist.mandate";
    mandate.title = "示例老人甲";
    mandate.owner = resident().id;
    app.send(world::CommandChanged{status_of(mandate, CommandState::needs_attention)});
    const Message& told = app.model.toasts.back().text;
    CHECK(told.key == "assist.needs_attention");
    CHECK(told.args == std::vector<std::pair<std::string, ArgValue>>{{"title", std::string("示例老人甲")},
                                                                     {"act", KeyText{"act.assist.mandate"}}});
}
