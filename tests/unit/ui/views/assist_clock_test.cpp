/// The tablet's clock is wrong: a mandate goes by the street's clock, and this is said.

#include "tests/unit/ui/views/assist_fixture.hpp"

#include "src/app/grid_copy.hpp"

using namespace ow;
using namespace ow::test;
using namespace ow::test::door;

namespace {

constexpr domain::Duration year = domain::days(365);

/// The tablet spoke to the server, whose clock was `ahead` of its own.
void hear(Program& p, domain::Duration ahead) {
    Value answer = tree(R"({"anew": true, "more": false, "cursor": "g1:1", "items": []})");
    answer.set("server_time", domain::format_iso8601(p.now() + ahead, 480));
    answer.set("expires_at", domain::format_iso8601(p.now() + ahead + domain::days(7), 480));
    for (const app::Effect& effect : app::Effects(p.effects()))
        if (effect.what.holds<app::AskLock>()) p.reply(effect.from, world::LockTold{});
    p.answer_tree("/me/grid/changes", answer);
}

/// The whole way; `before_signing` happens when the mandate is open.
template <class Before>
Sent errand(Program& p, const Before& before_signing) {
    to_mandate(p);
    before_signing();
    sign(p);
    fill_in(p);
    say_right(p);
    return confirm(p);
}

std::string day(domain::Instant at) { return domain::format_iso8601(at, 480).substr(0, 10); }

}  // namespace

TEST_CASE("A tablet whose clock is a year wrong signs by the street's clock, sends both and says so",
          "[views][assist][unit]") {
    for (const bool behind : {true, false}) {
        CAPTURE(behind);
        const domain::Duration ahead = behind ? year : domain::Duration{-year.ms};
        Program p(tablet());
        come(p);
        hear(p, ahead);
        const Sent sent = errand(p, [&] {
            CHECK(p.says("平板的时间差了 365 天，委托已按街道的时间算。"));
            CHECK(p.faults().empty());
        });
        for (const app::SubmitCommand& one : sent.commands) {
            const Value& body = body_of(one);
            CHECK(body.text_at("made_at") == domain::format_iso8601(p.now(), 480));
            CHECK(body.text_at("street_at") == domain::format_iso8601(p.now() + ahead, 480));
        }
        // The last day that is read aloud is the street's.
        const domain::CivilDate last = domain::to_civil(p.now() + ahead + domain::days(89), 480).date;
        const std::string words(body_of(sent.of("assist.mandate")).text_at("text.words"));
        CAPTURE(words);
        CHECK(words.find(std::to_string(last.year) + "年") != std::string::npos);
        CHECK(p.catalogue().missing().empty());
    }
}

TEST_CASE("A right clock is not talked about", "[views][assist][unit]") {
    Program p(tablet());
    come(p);
    hear(p, domain::minutes(4));
    errand(p, [&] { CHECK_FALSE(p.says("平板的时间")); });
}

TEST_CASE("A tablet that never heard the street's clock says that the term counts from the arrival",
          "[views][assist][unit]") {
    Program p(tablet());
    come(p);
    const Sent sent = errand(p, [&] { CHECK(p.says("这台平板还没和街道对过时间")); });
    const Value& body = body_of(sent.of("assist.mandate"));
    CHECK(body.text_at("made_at") == domain::format_iso8601(p.now(), 480));
    REQUIRE(body.find("street_at") != nullptr);
    CHECK(body.text_at("street_at").empty());
}

TEST_CASE("A clock that was set back since it was compared tells nothing any more", "[views][assist][unit]") {
    Program p(tablet());
    come(p);
    hear(p, {});
    const domain::Instant heard = p.now();
    const Sent sent = errand(p, [&] {
        p.wait(-year.ms);
        CHECK(p.says("这台平板还没和街道对过时间"));
    });
    const Value& body = body_of(sent.of("assist.mandate"));
    CHECK(body.text_at("street_at").empty());
    // What is read aloud is never of a day before the street was last heard.
    CHECK(app::grid::server_now(p.model().get<app::grid::Copy>(), p.now()) == heard);
    CHECK(day(p.now()) < day(heard));
}
