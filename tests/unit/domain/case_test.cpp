#include "src/domain/case.hpp"

#include <catch2/catch_test_macros.hpp>

#include "src/domain/api.hpp"
#include "src/domain/catalogue.hpp"
#include "src/domain/command.hpp"
#include "src/domain/draft.hpp"
#include "src/domain/settings.hpp"

using namespace ow::domain;

namespace {

template <class E>
void check_words() {
    for (std::size_t index = 0; index < code_count<E>(); ++index) {
        const auto value = static_cast<E>(index);
        CHECK_FALSE(to_code(value).empty());
        CHECK(from_code<E>(to_code(value)) == value);
    }
    CHECK_FALSE(from_code<E>("no such word"));
    CHECK_FALSE(from_code<E>(""));
}

Grid grid(const char* id, double lon, double lat) {
    Grid result;
    result.id = id;
    result.centre = {lon, lat};
    return result;
}

}  // namespace

TEST_CASE("Every word of the API is read and written", "[domain][unit]") {
    check_words<Kind>();
    check_words<Category>();
    check_words<Channel>();
    check_words<State>();
    check_words<Clock>();
    check_words<StepCode>();
    check_words<Basis>();
    check_words<Role>();
    check_words<Queue>();
    check_words<ContactMode>();
    check_words<NextCode>();
    check_words<FieldCode>();
    check_words<ApiErrorKind>();
    check_words<AppealStep>();
    check_words<CommandState>();
    check_words<DisplayMode>();
    check_words<Contrast>();
    check_words<Language>();
    check_words<Motion>();
    CHECK(to_code(StepCode::give_back) == "return");
    CHECK(to_code(Queue::all_open) == "all_open");
    CHECK(to_code(State::merged) == "merged");
    CHECK(to_code(FieldCode::locked) == "locked");
}

TEST_CASE("A case waits in the queue of its state", "[domain][unit]") {
    CaseSummary summary;
    summary.state = State::submitted;
    summary.clock = Clock::red;
    CHECK(belongs_to(Role::dispatcher, Queue::to_accept, summary) == true);
    CHECK(belongs_to(Role::dispatcher, Queue::overdue, summary) == true);
    CHECK(belongs_to(Role::dispatcher, Queue::due_soon, summary) == false);
    CHECK(belongs_to(Role::handler, Queue::to_sign, summary) == false);
    CHECK(belongs_to(Role::handler, Queue::overdue, summary) == true);
    CHECK(belongs_to(Role::handler, Queue::to_accept, summary) == true);
    CHECK_FALSE(belongs_to(Role::handler, Queue::to_dispatch, summary));
    summary.state = State::in_progress;
    CHECK(belongs_to(Role::handler, Queue::overdue, summary) == true);
    CHECK(belongs_to(Role::handler, Queue::in_hand, summary) == true);
    summary.state = State::extension_requested;
    CHECK(belongs_to(Role::handler, Queue::in_hand, summary) == false);
    summary.state = State::closed;
    CHECK(belongs_to(Role::dispatcher, Queue::overdue, summary) == false);
    CHECK(belongs_to(Role::leader, Queue::all_open, summary) == false);
    summary.state = State::accepted;
    CHECK_FALSE(belongs_to(Role::supervisor, Queue::reopened, summary));
}

TEST_CASE("A state of a newer server is kept as it is, equal to no other, and not taken for an end", "[domain][unit]") {
    const Word<State> word("on_the_moon");
    CHECK(word.text() == "on_the_moon");
    CHECK(to_code(word) == "on_the_moon");
    CHECK_FALSE(word.known());
    CHECK(word.known_or(State::merged) == State::merged);
    for (std::size_t index = 0; index < code_count<State>(); ++index) {
        CHECK_FALSE(word == static_cast<State>(index));
    }
    CHECK_FALSE(is_finished(word));
    CHECK(is_finished(State::withdrawn));
}

TEST_CASE("The catalogue's tables know every state, step and queue of this program", "[domain][unit]") {
    for (std::size_t index = 0; index < code_count<State>(); ++index) {
        CHECK(find_state(to_code(static_cast<State>(index))) != nullptr);
    }
    for (const StepRow& row : sent_steps()) {
        CHECK(from_code<StepCode>(row.code));
    }
    for (const QueueRow& row : all_queues()) {
        CHECK(from_code<Role>(row.role));
        CHECK(from_code<Queue>(row.code));
    }
    CHECK(sent_steps().front().way == Way::back);
    CHECK(find_step("rate") == nullptr);
    CHECK(needs_evidence("resolve", "help"));
    CHECK_FALSE(needs_evidence("resolve", "suggestion"));
    CHECK_FALSE(needs_evidence("resolve", ""));
    CHECK_FALSE(needs_evidence("accept", "help"));
}

TEST_CASE("Everybody who works here has a queue, and residents have none", "[domain][unit]") {
    for (std::size_t index = 0; index < code_count<Role>(); ++index) {
        const auto role = static_cast<Role>(index);
        CHECK(queues_of(role).empty() == (role == Role::resident));
    }
    CHECK(queues_of(Role::dispatcher).front() == Queue::to_accept);
}

TEST_CASE("The nearest grid is the one whose middle is nearest on the ground", "[domain][unit]") {
    Reference reference;
    CHECK(nearest_grid(reference, {120.57, 31.30}) == nullptr);
    reference.grids = {grid("east", 120.58, 31.30), grid("north", 120.57, 31.3095)};
    const Grid* nearest = nearest_grid(reference, {120.57, 31.30});
    REQUIRE(nearest);
    // 0.95 km to the east, 1.06 km to the north: a degree of longitude is the shorter one here.
    CHECK(nearest->id == "east");
}

TEST_CASE("Only errors that may pass by themselves are tried again", "[domain][unit]") {
    CHECK(is_temporary(make_error(ApiErrorKind::network)));
    CHECK(is_temporary(make_error(ApiErrorKind::rate_limited)));
    CHECK(is_temporary(make_error(ApiErrorKind::unavailable)));
    CHECK_FALSE(is_temporary(make_error(ApiErrorKind::invalid)));
    CHECK_FALSE(is_temporary(make_error(ApiErrorKind::unauthenticated)));
}

TEST_CASE("Calls that change something carry a key, others do not", "[domain][unit]") {
    CHECK(is_write(api::RequestCode{}));
    CHECK(is_write(api::TakeStep{}));
    CHECK(is_write(api::RateTracked{}));
    CHECK_FALSE(is_write(api::GetCase{}));
    CHECK_FALSE(is_write(api::Track{}));
}

TEST_CASE("Settings of another version are brought inside the bounds", "[domain][unit]") {
    Settings settings;
    settings.text_percent = 900;
    settings.elder_text_px = 25;
    settings.reading_rate = -3;
    settings = clamp(settings);
    CHECK(settings.text_percent == 200);
    CHECK(settings.elder_text_px == 26);
    CHECK(settings.reading_rate == 50);
    CHECK(body_text_px(settings) == 32.0);
    settings.mode = DisplayMode::elder;
    CHECK(body_text_px(settings) == 26.0);
}

TEST_CASE("What the system prefers counts until the person chooses", "[domain][unit]") {
    Settings settings;
    CHECK(effective_contrast(settings, {}) == Contrast::normal);
    CHECK(effective_contrast(settings, {true, false, false}) == Contrast::high);
    CHECK(effective_contrast(settings, {true, true, false}) == Contrast::dark_high);
    // A dark system without more contrast is drawn dark, until somebody chooses the usual colours.
    CHECK(effective_contrast(settings, {false, true, false}) == Contrast::normal);
    CHECK(is_dark(settings, {false, true, false}));
    CHECK_FALSE(is_dark(settings, {true, true, false}));
    CHECK_FALSE(is_dark(settings, {}));
    settings.contrast = Contrast::normal;
    CHECK(effective_contrast(settings, {true, true, false}) == Contrast::normal);
    CHECK_FALSE(is_dark(settings, {false, true, false}));
    CHECK(motion_allowed(settings, {}));
    CHECK_FALSE(motion_allowed(settings, {false, false, true}));
    settings.motion = Motion::full;
    CHECK(motion_allowed(settings, {false, false, true}));
}

TEST_CASE("A draft is blank until something is typed, chosen or added", "[domain][unit]") {
    AppealDraft draft;
    draft.key = "k";
    draft.owner = "o";
    CHECK(is_blank(draft));
    draft.title = "灯";
    CHECK_FALSE(is_blank(draft));
    draft = {};
    draft.photos.emplace_back();
    CHECK_FALSE(is_blank(draft));
}
