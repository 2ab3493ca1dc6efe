/// Ask first, sign in last: an appeal is written by who has not signed in, with and without a network, and nothing of
/// it is lost on the way.

#include "tests/unit/app/driver.hpp"

using namespace ow::app;
using namespace ow::test;

namespace {

/// Nobody is signed in, the network is gone, the device has nothing.
Driver as_nobody() {
    world::Started started;
    started.whole = true;
    started.online = false;
    Driver app("#/appeals/new/kind", started);
    app.refuse<api::GetSession>(ow::domain::ApiErrorKind::network);
    app.send(world::DraftLoaded{"", std::nullopt});
    return app;
}

/// The network is back, and the server says that nobody is signed in.
void come_back(Driver& app) {
    app.send(world::OnlineChanged{true});
    app.nobody();
}

void sign_in(Driver& app) {
    app.send(fill<session::LoginFilled>("phone", "13800000001"));
    app.send(fill<session::LoginFilled>("code", "123456"));
    app.send(session::LoginFilled{form::SubmitPressed{}});
    app.answer<api::SignIn>({resident()});
}

}  // namespace

TEST_CASE("Without a network an appeal is written by who has not signed in, and the code is asked when it is sent",
          "[app][unit]") {
    Driver app = as_nobody();
    CHECK_FALSE(app.model.waiting_for_session);
    fill_in(app);
    CHECK(app.url() == "#/appeals/new/check");
    CHECK(app.last<SaveDraft>()->draft.owner.empty());
    come_back(app);
    CHECK(app.url() == "#/appeals/new/check");  // nobody is sent away from what they write
    app.send(appeal::Filled{form::SubmitPressed{}});
    CHECK(app.last<SubmitFiling>() == nullptr);
    CHECK(app.model.route.page == &pages::login);
    sign_in(app);
    app.send(world::DraftLoaded{"resident-1", std::nullopt});
    CHECK(app.url() == "#/appeals/new/check");
    CHECK(draft_of(app).title == " 3 号楼二单元楼道灯不亮 ");
    CHECK(app.last<SaveDraft>()->draft.owner == "resident-1");
    CHECK(app.last<DeleteDraft>()->owner.empty());
    REQUIRE(app.last<SubmitFiling>());
    CHECK(app.last<SubmitFiling>()->draft.owner == "resident-1");
}

TEST_CASE("What was written signed out is offered after a reload, with a network too", "[app][unit]") {
    ow::domain::AppealDraft draft;
    draft.title = "路灯";
    draft.step = ow::domain::AppealStep::what;
    Driver app("#/appeals");
    app.nobody();
    app.send(world::DraftLoaded{"", draft});
    REQUIRE(appeal::has_draft(app.of<appeal::Model>()));
    app.send(appeal::DraftContinued{});
    CHECK(app.url() == "#/appeals/new/what");
    CHECK(draft_of(app).title == "路灯");
}

TEST_CASE("Who signs in with one draft written and has another on the device sees both, and loses neither",
          "[app][unit]") {
    Driver app = as_nobody();
    fill_in(app);
    come_back(app);
    app.send(appeal::Filled{form::SubmitPressed{}});
    sign_in(app);
    ow::domain::AppealDraft before;
    before.owner = "resident-1";
    before.title = "井盖松了";
    app.send(world::DraftLoaded{"resident-1", before});
    CHECK(draft_of(app).title == " 3 号楼二单元楼道灯不亮 ");
    CHECK(app.of<drafts::Model>().stand == drafts::Stand::differs);
    CHECK(app.of<drafts::Model>().other.answers.text_at("title") == "井盖松了");
    app.send(drafts::Chosen{"title", drafts::Chosen::Side::there});
    app.send(drafts::MergePressed{});
    CHECK(draft_of(app).title == "井盖松了");
    CHECK(draft_of(app).description == "从上周三晚上开始，二到四楼的灯都不亮。");
}

TEST_CASE("Who comes back without signing in finds the form as it was, and nothing goes out by itself", "[app][unit]") {
    Driver app("#/appeals/new/kind");
    app.nobody();
    app.send(world::DraftLoaded{"", std::nullopt});
    fill_in(app);
    app.send(appeal::Filled{form::SubmitPressed{}});
    app.send(shell::Go{to_page(pages::appeal_form, "check")});
    CHECK(draft_of(app).title == " 3 号楼二单元楼道灯不亮 ");
    app.send(shell::Go{to_page(pages::login)});
    sign_in(app);
    app.send(world::DraftLoaded{"resident-1", std::nullopt});
    CHECK_FALSE(app.last<SubmitFiling>());
    CHECK(draft_of(app).title == " 3 号楼二单元楼道灯不亮 ");
    CHECK(app.last<SaveDraft>()->draft.owner == "resident-1");
}

TEST_CASE("Who had to load the page anew to sign in is offered what was written before", "[app][unit]") {
    Driver app("#/appeals/new/kind");
    app.signed_in(resident());
    app.send(world::DraftLoaded{"resident-1", std::nullopt});
    REQUIRE(app.last<LoadDraft>()->owner.empty());
    ow::domain::AppealDraft before;
    before.key = "k-1";
    before.title = "楼道灯不亮";
    app.send(world::DraftLoaded{"", before});
    CHECK(draft_of(app).title == "楼道灯不亮");
}

TEST_CASE("Words of an account that is signed out are not shown to who has not signed in", "[app][unit]") {
    Driver app("#/appeals/new/kind");
    app.signed_in(resident());
    app.send(fill<appeal::Filled>("category", "help"));
    app.send(shell::Go{to_page(pages::mine)});
    app.refuse<api::ListMine>(ow::domain::ApiErrorKind::unauthenticated);
    app.send(shell::Go{to_page(pages::appeal_form, "what")});
    CHECK(app.model.route.page == &pages::login);
}
