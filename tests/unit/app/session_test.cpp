#include "tests/unit/app/driver.hpp"

using namespace ow::app;
using namespace ow::test;
using ow::domain::ApiErrorKind;
using ow::domain::FieldCode;
using ow::domain::Role;

namespace {

void sign_in_by_code(Driver& app) {
    app.send(fill<session::LoginFilled>("phone", "138 0000 0001"));
    app.send(session::CodeRequested{});
    app.answer<api::RequestCode>({300, 60});
    app.send(fill<session::LoginFilled>("code", "123 456"));
    app.send(session::LoginFilled{form::SubmitPressed{}});
    app.answer<api::SignIn>({resident()});
}

}  // namespace

TEST_CASE("Whoever is not signed in is led to the login page and back to where they were going", "[app][unit]") {
    Driver app("#/cases/" + number_one);
    CHECK(app.model.waiting_for_session);
    app.nobody();
    CHECK(app.model.route.page == &pages::login);
    REQUIRE(app.now<Navigate>());
    CHECK(app.now<Navigate>()->how == NavigateHow::replace);
    sign_in_by_code(app);
    CHECK(app.url() == "#/cases/" + number_one);
    CHECK(app.call<api::GetCase>().number == number_one);
}

TEST_CASE("Staff who open the workbench sign in with account and password and come back", "[app][unit]") {
    Driver app("#/workbench?queue=overdue");
    app.nobody();
    CHECK(app.model.route.page == &pages::staff_login);
    app.send(fill<session::StaffLoginFilled>("account", " d1003 "));
    app.send(fill<session::StaffLoginFilled>("password", "secret"));
    app.send(session::StaffLoginFilled{form::SubmitPressed{}});
    CHECK(app.call<api::SignInStaff>().account == "d1003");
    app.answer<api::SignInStaff>({staff(Role::dispatcher)});
    CHECK(app.url() == "#/workbench?queue=overdue");
    CHECK(app.model.get<session::Model>().staff_login.form.answers.text_at("password").empty());
}

TEST_CASE("Staff with a second factor send its code along", "[app][unit]") {
    Driver app("#/workbench");
    app.nobody();
    app.send(fill<session::StaffLoginFilled>("account", "wang"));
    app.send(fill<session::StaffLoginFilled>("password", "secret"));
    app.send(fill<session::StaffLoginFilled>("code", "123456"));
    app.send(session::StaffLoginFilled{form::SubmitPressed{}});
    CHECK(app.call<api::SignInStaff>().code == "123456");
}

TEST_CASE("After a wrong code only the code is typed again, and another account gives its password", "[app][unit]") {
    Driver app("#/workbench");
    app.nobody();
    app.send(fill<session::StaffLoginFilled>("account", "wang"));
    app.send(fill<session::StaffLoginFilled>("password", "secret"));
    app.send(fill<session::StaffLoginFilled>("code", "000000"));
    app.send(session::StaffLoginFilled{form::SubmitPressed{}});
    app.refuse<api::SignInStaff>(invalid("code", FieldCode::mismatch));
    const auto& login = app.model.get<session::Model>().staff_login;
    CHECK(login.form.answers.text_at("password").empty());
    app.send(fill<session::StaffLoginFilled>("code", "123456"));
    SECTION("the password is not sent, and not asked") {
        app.send(session::StaffLoginFilled{form::SubmitPressed{}});
        CHECK(app.call<api::SignInStaff>().code == "123456");
        CHECK(app.call<api::SignInStaff>().password.empty());
        SECTION("until the server wants it") {
            app.refuse<api::SignInStaff>(invalid("password", FieldCode::required));
            const std::size_t asked = app.count_calls<api::SignInStaff>();
            app.send(session::StaffLoginFilled{form::SubmitPressed{}});
            CHECK(app.count_calls<api::SignInStaff>() == asked);
            CHECK(described(login.form.errors) == std::vector<std::string>{"password required"});
        }
    }
    SECTION("another account") {
        app.send(fill<session::StaffLoginFilled>("account", "li"));
        app.send(session::StaffLoginFilled{form::SubmitPressed{}});
        CHECK(described(login.form.errors) == std::vector<std::string>{"password required"});
    }
}

TEST_CASE("A resident does not get into the workbench", "[app][unit]") {
    Driver app("#/workbench");
    app.signed_in(resident());
    CHECK(app.model.forbidden);
    REQUIRE(page_error(app.model));
    CHECK(page_error(app.model)->kind == ApiErrorKind::forbidden);
    CHECK(app.count_calls<api::ListQueue>() == 0);
}

TEST_CASE("A wrong phone number is told before the server is asked", "[app][unit]") {
    Driver app("#/login");
    app.nobody();
    app.send(fill<session::LoginFilled>("phone", "12345"));
    app.send(session::CodeRequested{});
    CHECK(described(app.model.get<session::Model>().phone_login.form.errors) ==
          std::vector<std::string>{"phone format"});
    CHECK(app.count_calls<api::RequestCode>() == 0);
    REQUIRE(app.now<FocusNode>());
    CHECK(app.now<FocusNode>()->key == error_summary_node);
    app.send(fill<session::LoginFilled>("phone", "138 0000 0001"));
    CHECK(app.model.get<session::Model>().phone_login.form.errors.empty());
}

TEST_CASE("Another code can be asked for when the countdown is over, not before", "[app][unit]") {
    Driver app("#/login");
    app.nobody();
    app.send(fill<session::LoginFilled>("phone", "13800000001"));
    app.send(session::CodeRequested{});
    app.send(session::CodeRequested{});  // a double tap
    CHECK(app.count_calls<api::RequestCode>() == 1);
    app.answer<api::RequestCode>({300, 60});
    CHECK(session::resend_wait_seconds(app.model.get<session::Model>(), app.model.now) == 60);
    CHECK(app.now<StartTimer>() != nullptr);
    app.pass(ow::domain::milliseconds(58'500));
    CHECK(session::resend_wait_seconds(app.model.get<session::Model>(), app.model.now) == 2);
    app.send(session::CodeRequested{});
    CHECK(app.count_calls<api::RequestCode>() == 1);
    app.pass(ow::domain::seconds(2));
    app.fire(session::feature, session::resend_timer);
    CHECK(app.now<StartTimer>() == nullptr);
    app.send(session::CodeRequested{});
    CHECK(app.count_calls<api::RequestCode>() == 2);
}

TEST_CASE("When too many codes were asked for, the wait is the server's", "[app][unit]") {
    Driver app("#/login");
    app.nobody();
    app.send(fill<session::LoginFilled>("phone", "13800000001"));
    app.send(session::CodeRequested{});
    auto error = ow::domain::make_error(ApiErrorKind::rate_limited);
    error.retry_after_seconds = 120;
    app.refuse<api::RequestCode>(error);
    CHECK(session::resend_wait_seconds(app.model.get<session::Model>(), app.model.now) == 120);
    CHECK(app.model.get<session::Model>().phone_login.code_request.error->kind == ApiErrorKind::rate_limited);
}

TEST_CASE("A wrong code is told beside the field and the phone stays typed", "[app][unit]") {
    Driver app("#/login");
    app.nobody();
    app.send(fill<session::LoginFilled>("phone", "13800000001"));
    app.send(fill<session::LoginFilled>("code", "000000"));
    app.send(session::LoginFilled{form::SubmitPressed{}});
    app.send(session::LoginFilled{form::SubmitPressed{}});
    CHECK(app.count_calls<api::SignIn>() == 1);
    app.refuse<api::SignIn>(invalid("code", FieldCode::mismatch));
    CHECK(described(app.model.get<session::Model>().phone_login.form.errors) ==
          std::vector<std::string>{"code mismatch"});
    CHECK(app.model.get<session::Model>().phone_login.form.answers.text_at("phone") == "13800000001");
    CHECK(app.model.get<session::Model>().status == session::Status::signed_out);
}

TEST_CASE("The real-name step finds what is wrong, then keeps nothing of it in memory", "[app][unit]") {
    Driver app("#/identity?next=%23/mine");
    app.signed_in(resident());
    app.send(fill<session::IdentityFilled>("name", "\u200B "));
    app.send(fill<session::IdentityFilled>("id_number", "990101194803152017"));
    app.send(session::IdentityFilled{form::SubmitPressed{}});
    CHECK(described(app.model.get<session::Model>().identity.form.errors) ==
          std::vector<std::string>{"name required", "id_number checksum", "consent required"});
    app.send(fill<session::IdentityFilled>("name", "张三"));
    app.send(fill<session::IdentityFilled>("id_number", "990101 19550601 018x"));
    app.send(fill<session::IdentityFilled>("consent", true));
    app.send(session::IdentityFilled{form::SubmitPressed{}});
    CHECK(app.call<api::SetIdentity>().id_number == "99010119550601018X");
    auto verified = resident();
    verified.verified = true;
    app.answer<api::SetIdentity>({verified});
    CHECK(app.model.get<session::Model>().account->verified);
    CHECK(app.model.get<session::Model>().identity.form.answers.text_at("id_number").empty());
    CHECK(app.url() == "#/mine");
}

TEST_CASE("An expired session leads to the login page, keeps what was typed and comes back", "[app][unit]") {
    Driver app("#/appeals/new/kind");
    app.signed_in(resident());
    app.send(fill<appeal::Filled>("category", "help"));
    app.send(appeal::Filled{form::NextPressed{}});
    app.send(fill<appeal::Filled>("title", "路灯不亮"));
    REQUIRE(app.url() == "#/appeals/new/what");
    app.send(shell::Go{to_page(pages::mine)});
    app.refuse<api::ListMine>(ApiErrorKind::unauthenticated);
    CHECK(app.model.route.page == &pages::login);
    CHECK(app.model.get<session::Model>().expired);
    CHECK_FALSE(app.model.toasts.empty());
    CHECK(app.last<CloseEvents>() != nullptr);
    sign_in_by_code(app);
    CHECK(app.url() == "#/mine");
    CHECK_FALSE(app.model.get<session::Model>().expired);
    app.send(shell::Go{to_appeal_step(ow::domain::AppealStep::what)});
    CHECK(draft_of(app).title == "路灯不亮");
}

TEST_CASE("Somebody else who signs in after an expired session sees nothing of the person before", "[app][unit]") {
    Driver app("#/appeals/new/kind");
    app.signed_in(resident());
    app.send(fill<appeal::Filled>("title", "我的事"));
    app.send(shell::Go{to_page(pages::mine)});
    app.answer<api::ListMine>(a_page({a_case(ow::domain::State::submitted)}));
    app.send(mine::RefreshPressed{});
    app.refuse<api::ListMine>(ApiErrorKind::unauthenticated);
    app.send(fill<session::LoginFilled>("phone", "13800000002"));
    app.send(fill<session::LoginFilled>("code", "123456"));
    app.send(session::LoginFilled{form::SubmitPressed{}});
    auto other = resident();
    other.id = "resident-2";
    app.answer<api::SignIn>({other});
    CHECK(draft_of(app).title.empty());
    CHECK(app.model.get<mine::Model>().list.items.empty());
    REQUIRE(app.last<LoadDraft>());
    CHECK(app.last<LoadDraft>()->owner == "resident-2");
}

TEST_CASE("Signing out asks first, then forgets and goes home", "[app][unit]") {
    Driver app("#/mine");
    app.signed_in(resident());
    app.answer<api::ListMine>(a_page({a_case(ow::domain::State::submitted)}));
    app.send(session::SignOutPressed{});
    REQUIRE(app.model.dialog);
    CHECK(app.model.dialog->name == "sign_out");
    CHECK(app.count_calls<api::SignOut>() == 0);
    app.send(shell::DialogConfirmed{});
    app.answer<api::SignOut>({});
    CHECK(app.model.route.page == &pages::home);
    CHECK_FALSE(app.model.get<session::Model>().account);
    CHECK(app.model.get<mine::Model>().list.items.empty());
    REQUIRE(app.last<RememberAccount>());
    CHECK_FALSE(app.last<RememberAccount>()->account);
}

TEST_CASE("Without a network the remembered person goes on writing", "[app][unit]") {
    world::Started remembered;
    remembered.online = false;
    remembered.remembered = resident();
    Driver app("#/appeals/new/kind", remembered);
    CHECK_FALSE(app.model.waiting_for_session);
    REQUIRE(app.last<LoadDraft>());
    app.refuse<api::GetSession>(ApiErrorKind::network);
    CHECK(app.model.get<session::Model>().account);
    CHECK_FALSE(app.model.get<session::Model>().confirmed);
    app.send(world::OnlineChanged{true});
    CHECK(app.count_calls<api::GetSession>() == 2);
    app.answer<api::GetSession>({resident()});
    CHECK(app.model.get<session::Model>().confirmed);
}

TEST_CASE("When nobody knows who is there and the network is gone, the page says so and offers to try again",
          "[app][unit]") {
    Driver app("#/mine");
    app.refuse<api::GetSession>(ApiErrorKind::network);
    REQUIRE(page_error(app.model));
    CHECK(page_error(app.model)->kind == ApiErrorKind::network);
    CHECK(app.model.route.page == &pages::mine);
    app.send(shell::ReloadPressed{});
    app.signed_in(resident());
    CHECK_FALSE(page_error(app.model));
    CHECK(app.count_calls<api::ListMine>() == 1);
}

TEST_CASE("Who is signed in is remembered on the device without name and phone", "[app][unit]") {
    Driver app("#/");
    auto account = resident();
    account.name = "张**";
    account.grid_id = "liuxiang-3";
    app.signed_in(account);
    REQUIRE(app.last<RememberAccount>());
    REQUIRE(app.last<RememberAccount>()->account);
    CHECK(app.last<RememberAccount>()->account->name.empty());
    CHECK(app.last<RememberAccount>()->account->phone_masked.empty());
    CHECK(app.last<RememberAccount>()->account->grid_id == "liuxiang-3");
}

TEST_CASE("Whoever is signed in is not asked to sign in again", "[app][unit]") {
    Driver app("#/");
    app.signed_in(resident());
    app.send(shell::LinkFollowed{"#/login?next=%23/mine"});
    CHECK(app.url() == "#/mine");
}

TEST_CASE("A worker who signs in on the way to a resident's page gets to the workbench", "[app][unit]") {
    Driver app("#/mine");
    app.nobody();
    app.send(shell::Go{to_page(pages::staff_login)});
    app.send(fill<session::StaffLoginFilled>("account", "h2017"));
    app.send(fill<session::StaffLoginFilled>("password", "secret"));
    app.send(session::StaffLoginFilled{form::SubmitPressed{}});
    app.answer<api::SignInStaff>({staff(Role::handler)});
    CHECK(app.model.route.page == &pages::workbench);
}

TEST_CASE("A server that does not answer is asked again until it says who is signed in, and what waits goes",
          "[app][unit]") {
    world::Started started;
    started.whole = true;
    started.remembered = resident();
    Driver app("#/mine", started);
    const std::size_t resumed = app.count<ResumeOutbox>();
    for (std::size_t times = 1; times <= 3; ++times) {
        CHECK(app.count_calls<api::GetSession>() == times);
        app.refuse<api::GetSession>(ApiErrorKind::network);
        REQUIRE(app.now<StartTimer>());
        CHECK(app.now<StartTimer>()->delay_ms == session::again_ms);
        app.fire(session::again_feature, app.now<StartTimer>()->timer);
    }
    CHECK(app.count<ResumeOutbox>() == resumed);
    app.signed_in(resident());
    CHECK(app.count<ResumeOutbox>() == resumed + 1);
    app.fire(session::again_feature, 1);
    CHECK(app.count_calls<api::GetSession>() == 4);
}

TEST_CASE("Whoever was refused before the rest of the program came is asked for again when it is there",
          "[app][unit]") {
    Driver app("#/");
    app.refuse<api::GetSession>(ApiErrorKind::network);
    CHECK(app.now<StartTimer>() == nullptr);
    app.send(world::ProgramWhole{});
    const auto is_again = [](const Effect& effect) {
        return effect.from.feature == &session::again_feature && effect.what.holds<StartTimer>();
    };
    CHECK(std::ranges::count_if(app.log, is_again) == 1);
    SECTION("not while the browser says that there is no network") {
        app.send(world::OnlineChanged{false});
        app.fire(session::again_feature, 1);
        CHECK(app.count_calls<api::GetSession>() == 1);
        app.send(world::OnlineChanged{true});
        CHECK(app.count_calls<api::GetSession>() == 2);
    }
    SECTION("nor once somebody signed in") {
        app.send(shell::LinkFollowed{"#/login"});
        sign_in_by_code(app);
        app.fire(session::again_feature, 1);
        CHECK(app.count_calls<api::GetSession>() == 1);
    }
}
