#include "tests/unit/app/driver.hpp"

using namespace ow::app;
using namespace ow::test;
using ow::domain::ApiErrorKind;
using ow::domain::Queue;
using ow::domain::Role;
using ow::domain::State;
using ow::domain::StepCode;

namespace {

ow::domain::CaseDetail submitted(std::int64_t version = 1) {
    auto detail = a_case(State::submitted, version);
    detail.actions = {StepCode::accept, StepCode::refuse};
    return detail;
}

/// A dispatcher who looks at the first case of the first queue.
Driver at_desk() {
    Driver app("#/workbench");
    app.signed_in(staff(Role::dispatcher));
    app.answer<api::GetQueues>({{{Queue::to_accept, 2}, {Queue::overdue, 1}}});
    app.answer<api::ListQueue>(a_page({submitted(), a_case(State::submitted, 1, number_two)}));
    app.send(workbench::CaseChosen{number_one});
    app.answer<api::GetCase>(submitted());
    return app;
}

void add_evidence(Driver& app, const std::string& id) {
    app.send(steps::Filled{form::PhotosWanted{"attachments"}});
    app.send(world::PhotoPicked{id, id + ".jpg"});
    world::PhotoReady ready;
    ready.photo.local_id = id;
    app.send(ready);
}

Driver resolving() {
    auto detail = a_case(State::in_progress, 4);
    detail.actions = {StepCode::resolve, StepCode::give_back};
    Driver app("#/workbench?queue=in_hand&case=" + number_one);
    app.signed_in(staff(Role::handler));
    app.answer<api::GetCase>(detail);
    app.send(steps::Opened{number_one, StepCode::resolve});
    app.send(fill<steps::Filled>("note", "已换声控开关，现场试过亮了。"));
    return app;
}

}  // namespace

TEST_CASE("The desk opens with the role's first queue and its counts", "[app][unit]") {
    Driver app = at_desk();
    CHECK(app.model.get<workbench::Model>().queue == Queue::to_accept);
    CHECK(workbench::count_of(app.model.get<workbench::Model>(), Queue::overdue) == 1);
    CHECK(app.url() == "#/workbench?queue=to_accept&case=" + number_one);
    REQUIRE(shown_case(app.model));
}

TEST_CASE("A queue of another role is not opened", "[app][unit]") {
    Driver app("#/workbench?queue=to_dispatch");
    app.signed_in(staff(Role::handler));
    CHECK(app.model.get<workbench::Model>().queue == Queue::to_sign);
}

TEST_CASE("Accepting takes the case out of the queue and shows its new state", "[app][unit]") {
    Driver app = at_desk();
    app.send(steps::TakenAtOnce{number_one, StepCode::accept});
    app.send(steps::TakenAtOnce{number_one, StepCode::accept});
    CHECK(app.count_calls<api::TakeStep>() == 1);
    CHECK(steps::is_busy(app.model.get<steps::Model>(), number_one));
    app.answer<api::TakeStep>(a_case(State::accepted, 2));
    CHECK(app.model.get<workbench::Model>().list.items.size() == 1);
    CHECK(app.model.get<workbench::Model>().detail.value->summary.state == State::accepted);
    CHECK(app.count_calls<api::GetQueues>() == 2);
    CHECK_FALSE(steps::is_busy(app.model.get<steps::Model>(), number_one));
}

TEST_CASE("Refusing needs a reason of at least five characters", "[app][unit]") {
    Driver app = at_desk();
    app.send(steps::Opened{number_one, StepCode::refuse});
    app.send(fill<steps::Filled>("reason", "不归"));
    app.send(steps::Filled{form::SubmitPressed{}});
    CHECK(described(steps::open_form(app.model.get<steps::Model>(), number_one)->state.errors) ==
          std::vector<std::string>{"reason too_short"});
    CHECK(app.count_calls<api::TakeStep>() == 0);
    app.send(fill<steps::Filled>("reason", "不属于本街道办理范围"));
    app.send(steps::Filled{form::SubmitPressed{}});
    CHECK(app.call<api::TakeStep>().reason == "不属于本街道办理范围");
}

TEST_CASE("Dispatching needs a department and the ground it is given on", "[app][unit]") {
    auto detail = a_case(State::accepted, 2);
    detail.actions = {StepCode::dispatch};
    detail.place.grid_id = "liuxiang-3";
    Driver app("#/workbench?queue=to_dispatch&case=" + number_one);
    app.signed_in(staff(Role::dispatcher));
    app.answer<api::GetCase>(detail);
    app.send(steps::Opened{number_one, StepCode::dispatch});
    app.send(steps::Filled{form::SubmitPressed{}});
    CHECK(described(steps::open_form(app.model.get<steps::Model>(), number_one)->state.errors) ==
          std::vector<std::string>{"department_id required", "basis required"});
    app.send(fill<steps::Filled>("department_id", "property"));
    app.send(fill<steps::Filled>("basis", "statutory"));
    app.send(steps::Filled{form::SubmitPressed{}});
    CHECK(app.call<api::TakeStep>().department_id == "property");
    CHECK(app.call<api::TakeStep>().basis == ow::domain::Basis::statutory);
}

TEST_CASE("A case that lies in no grid gets one when it is dispatched", "[app][unit]") {
    auto detail = a_case(State::accepted, 2);
    detail.actions = {StepCode::dispatch};
    detail.place.grid_id.clear();
    Driver app("#/workbench?queue=to_dispatch&case=" + number_one);
    app.signed_in(staff(Role::dispatcher));
    app.answer<api::GetCase>(detail);
    app.send(steps::Opened{number_one, StepCode::dispatch});
    app.send(fill<steps::Filled>("department_id", "property"));
    app.send(fill<steps::Filled>("basis", "statutory"));
    app.send(steps::Filled{form::SubmitPressed{}});
    CHECK(described(steps::open_form(app.model.get<steps::Model>(), number_one)->state.errors) ==
          std::vector<std::string>{"grid_id required"});
    app.send(fill<steps::Filled>("grid_id", "liuxiang-3"));
    app.send(steps::Filled{form::SubmitPressed{}});
    CHECK(app.call<api::TakeStep>().answers.text_at("grid_id") == "liuxiang-3");
}

TEST_CASE("When somebody else was quicker, the case is read anew and the words stay", "[app][unit]") {
    Driver app = at_desk();
    app.send(steps::Opened{number_one, StepCode::refuse});
    app.send(fill<steps::Filled>("reason", "不属于本街道办理范围"));
    app.send(steps::Filled{form::SubmitPressed{}});
    const std::size_t reads = app.count_calls<api::GetCase>();
    app.refuse<api::TakeStep>(ApiErrorKind::conflict);
    CHECK(app.count_calls<api::GetCase>() == reads + 1);
    app.answer<api::GetCase>(submitted(5));
    const steps::Form* form = steps::open_form(app.model.get<steps::Model>(), number_one);
    REQUIRE(form);
    CHECK(form->conflict);
    CHECK(form->state.answers.text_at("reason") == "不属于本街道办理范围");
    const std::string refused = app.find_call<api::TakeStep>()->key;
    app.send(steps::Filled{form::SubmitPressed{}});
    CHECK(app.call<api::TakeStep>().expected_version == 5);
    CHECK(app.last<SubmitCommand>()->replaces == refused);
    CHECK(app.last<SubmitCommand>()->command.id != refused);
}

TEST_CASE("A step that is gone keeps what was typed and cannot be sent", "[app][unit]") {
    Driver app = at_desk();
    app.send(steps::Opened{number_one, StepCode::refuse});
    app.send(fill<steps::Filled>("reason", "不属于本街道办理范围"));
    app.send(world::CaseChanged{number_one, 2, State::accepted});
    app.answer<api::GetCase>(a_case(State::accepted, 2));
    const steps::Form* form = steps::open_form(app.model.get<steps::Model>(), number_one);
    REQUIRE(form);
    CHECK(form->unavailable);
    CHECK(form->state.answers.text_at("reason") == "不属于本街道办理范围");
    app.send(steps::Filled{form::SubmitPressed{}});
    CHECK(app.count_calls<api::TakeStep>() == 0);
}

TEST_CASE("Resolving a request for help needs a photo, which goes to the outbox with the answer", "[app][unit]") {
    Driver app = resolving();
    app.send(steps::Filled{form::SubmitPressed{}});
    CHECK(described(steps::open_form(app.model.get<steps::Model>(), number_one)->state.errors) ==
          std::vector<std::string>{"attachments required"});
    add_evidence(app, "p-1");
    app.send(steps::Filled{form::SubmitPressed{}});
    app.send(steps::Filled{form::SubmitPressed{}});
    REQUIRE(app.count_calls<api::TakeStep>() == 1);
    CHECK(steps::is_busy(app.model.get<steps::Model>(), number_one));
    const ow::domain::Command command = *app.find_call<api::TakeStep>()->command;
    CHECK(command.feature == "steps");
    CHECK(command.act == "step.resolve");
    CHECK(command.subject == number_one);
    CHECK(command.owner == "staff-1");
    CHECK(command.blobs == std::vector<std::string>{"p-1"});
    CHECK(command.draft.text_at("pictures.attachments.0.local_id") == "p-1");
}

TEST_CASE("A step that is pressed while its photo is made small goes as soon as it is", "[app][unit]") {
    Driver app = resolving();
    app.send(steps::Filled{form::PhotosWanted{"attachments", PhotoSource::files}});
    app.send(world::PhotoPicked{"p-1", "IMG.jpg"});
    app.send(steps::Filled{form::SubmitPressed{}});
    CHECK(app.count_calls<api::TakeStep>() == 0);
    CHECK(steps::is_busy(app.model.get<steps::Model>(), number_one));
    ow::domain::LocalPhoto photo{"p-1", "IMG.jpg", 1600, 1200, 300'000, {}};
    app.send(world::PhotoReady{photo, {}});
    CHECK(app.count_calls<api::TakeStep>() == 1);
}

TEST_CASE("Searching waits for the end of typing and asks once", "[app][unit]") {
    Driver app = at_desk();
    const std::size_t before = app.count_calls<api::ListQueue>();
    app.send(workbench::SearchEdited{"路"});
    app.send(workbench::SearchEdited{"路灯 "});
    CHECK(app.count_calls<api::ListQueue>() == before);
    app.fire(workbench::feature, workbench::search_timer);
    CHECK(app.count_calls<api::ListQueue>() == before + 1);
    CHECK(app.call<api::ListQueue>().search == "路灯");
    CHECK_FALSE(app.call<api::ListQueue>().queue.has_value());
    app.fire(workbench::feature, workbench::search_timer);
    CHECK(app.count_calls<api::ListQueue>() == before + 1);
    app.send(workbench::SearchCleared{});
    CHECK(app.call<api::ListQueue>().search.empty());
    CHECK(app.call<api::ListQueue>().queue == Queue::to_accept);
}

TEST_CASE("New work is read at once while one page is shown, and offered when more is", "[app][unit]") {
    Driver app = at_desk();
    const std::size_t lists = app.count_calls<api::ListQueue>();
    app.send(world::QueuesChanged{});
    app.send(world::QueuesChanged{});
    CHECK(app.count_calls<api::GetQueues>() == 2);
    app.answer<api::GetQueues>({{{Queue::to_accept, 3}}});
    CHECK(app.count_calls<api::GetQueues>() == 3);  // it moved while it was read
    app.answer<api::GetQueues>({{{Queue::to_accept, 3}}});
    CHECK(app.count_calls<api::ListQueue>() == lists + 1);
    auto page = a_page({submitted(), a_case(State::submitted, 1, number_two)}, "more");
    page.total = 3;
    app.answer<api::ListQueue>(page);
    app.send(workbench::MoreWanted{});
    page.next_cursor.clear();
    app.answer<api::ListQueue>(page);
    app.send(world::QueuesChanged{});
    app.answer<api::GetQueues>({{{Queue::to_accept, 4}}});
    CHECK(app.count_calls<api::ListQueue>() == lists + 2);
    CHECK(app.model.get<workbench::Model>().list.has_news);
}

TEST_CASE("Choosing another queue forgets the list and the search of the one before", "[app][unit]") {
    Driver app = at_desk();
    app.send(workbench::SearchEdited{"路灯"});
    app.send(workbench::QueueChosen{Queue::overdue});
    CHECK(app.url() == "#/workbench?queue=overdue");
    CHECK(app.model.get<workbench::Model>().list.items.empty());
    CHECK(app.model.get<workbench::Model>().search.empty());
    CHECK(app.call<api::ListQueue>().queue == Queue::overdue);
    CHECK(app.model.get<workbench::Model>().selected.empty());
}

namespace {

/// Three cases to accept, the middle one open, which the dispatcher refuses.
Driver refusing() {
    Driver app("#/workbench?queue=to_accept&case=" + number_two);
    app.signed_in(staff(Role::dispatcher));
    app.answer<api::ListQueue>(a_page({a_case(State::submitted), a_case(State::submitted, 1, number_two),
                                       a_case(State::submitted, 1, number_three)}));
    auto detail = a_case(State::submitted, 1, number_two);
    detail.actions = {StepCode::accept, StepCode::refuse};
    app.answer<api::GetCase>(detail);
    return app;
}

void refuse(Driver& app) {
    app.send(steps::Opened{number_two, StepCode::refuse});
    app.send(fill<steps::Filled>("reason", "不属于本街道办理范围"));
    app.send(steps::Filled{form::SubmitPressed{}});
    app.answer<api::TakeStep>(a_case(State::refused, 2, number_two));
}

}  // namespace

TEST_CASE("When nothing is left to do with a case the next one of the queue opens, and what was done is said",
          "[app][unit]") {
    Driver app = refusing();
    refuse(app);
    CHECK(app.url() == "#/workbench?queue=to_accept&case=" + number_three);
    REQUIRE(app.model.toasts.size() == 1);
    CHECK(app.model.toasts.front().text.key == "step.refuse.done");
}

TEST_CASE("A case that is found by a search stays open after the step", "[app][unit]") {
    Driver app = refusing();
    app.send(workbench::SearchEdited{"路灯"});
    app.fire(workbench::feature, workbench::search_timer);
    app.answer<api::ListQueue>(
        a_page({a_case(State::submitted, 1, number_two), a_case(State::closed, 9, number_three)}));
    refuse(app);
    CHECK(app.url() == "#/workbench?queue=to_accept&case=" + number_two);
    // What was found is a list of its own: the step takes nothing out of it.
    CHECK(app.model.get<workbench::Model>().list.items.size() == 2);
    CHECK(app.model.get<workbench::Model>().list.items.front().state == State::refused);
}

TEST_CASE("A case that somebody else moves does not take the person elsewhere", "[app][unit]") {
    Driver app = refusing();
    app.send(world::CaseChanged{number_two, 2, State::refused});
    app.answer<api::GetCase>(a_case(State::refused, 2, number_two));
    CHECK(app.url() == "#/workbench?queue=to_accept&case=" + number_two);
    CHECK(app.model.get<workbench::Model>().list.items.size() == 2);
    app.send(workbench::NeighbourWanted{workbench::Direction::next});
    CHECK(app.url() == "#/workbench?queue=to_accept&case=" + number_three);
}

TEST_CASE("The list is gone through case by case, and ends at its ends", "[app][unit]") {
    using workbench::Direction;
    Driver app = refusing();
    app.send(workbench::NeighbourWanted{Direction::next});
    CHECK(app.url() == "#/workbench?queue=to_accept&case=" + number_three);
    app.send(workbench::NeighbourWanted{Direction::next});
    CHECK(app.url() == "#/workbench?queue=to_accept&case=" + number_three);
    app.send(workbench::NeighbourWanted{Direction::previous});
    app.send(workbench::NeighbourWanted{Direction::previous});
    app.send(workbench::NeighbourWanted{Direction::previous});
    CHECK(app.url() == "#/workbench?queue=to_accept&case=" + number_one);
}

TEST_CASE("With no case open the first one of the list is next", "[app][unit]") {
    Driver app = refusing();
    app.send(workbench::CaseLeft{});
    app.send(workbench::NeighbourWanted{workbench::Direction::next});
    CHECK(app.url() == "#/workbench?queue=to_accept&case=" + number_one);
}
