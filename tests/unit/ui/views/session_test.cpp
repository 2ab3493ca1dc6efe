#include "tests/unit/ui/views/pages_fixture.hpp"
#include "ui/views/session/session_pages.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace ow;
using namespace ow::test;
namespace session = app::session;

namespace {

app::Model visitor_on(const app::Address& page) {
    app::Model model = resident_on(app::to_page(page));
    model.get<app::session::Model>() = session::Model{};
    model.get<app::session::Model>().status = session::Status::signed_out;
    return model;
}

}  // namespace

TEST_CASE("Somebody signs in with a phone number and the code from a message", "[views][session][unit]") {
    app::Model model = visitor_on(app::pages::login);
    Harness h;
    h.show(model, ui::draw_login);
    CHECK(h.find(Role::text_field, "手机号").autocomplete == "tel");
    CHECK(h.find(Role::text_field, "验证码").autocomplete == "one-time-code");
    h.type("手机号", "138 0000 0001");
    h.press(Role::button, "获取验证码");
    h.type("验证码", "123456");
    h.press(Role::button, "登录");
    CHECK(given<session::LoginFilled, session::Action>(h, "phone") == "138 0000 0001");
    CHECK(given<session::LoginFilled, session::Action>(h, "code") == "123456");
    CHECK(sent<session::CodeRequested, session::Action>(h).size() == 1);
    CHECK(acted<form::SubmitPressed, session::LoginFilled, session::Action>(h).size() == 1);
}

TEST_CASE("Enter in the code field signs in", "[views][session][unit]") {
    app::Model model = visitor_on(app::pages::login);
    Harness h;
    h.show(model, ui::draw_login);
    h.submit(Role::text_field, "验证码");
    CHECK(acted<form::SubmitPressed, session::LoginFilled, session::Action>(h).size() == 1);
}

TEST_CASE("While the countdown runs no other code can be asked for, and the page says how long",
          "[views][session][unit]") {
    app::Model model = visitor_on(app::pages::login);
    model.get<app::session::Model>().phone_login.form.answers.set("phone", "13800000001");
    model.get<app::session::Model>().phone_login.code_sent = true;
    model.get<app::session::Model>().phone_login.resend_at = model.now + domain::seconds(58);
    Harness h;
    h.show(model, ui::draw_login);
    CHECK(h.find(Role::button, "重新获取验证码").has(a11y::state_disabled));
    CHECK(h.says("58 秒后可以重新获取"));
    CHECK(h.says("138****0001"));
}

TEST_CASE("Who hears or gets no code finds a number to call", "[views][session][unit]") {
    app::Model model = visitor_on(app::pages::login);
    Harness h;
    h.show(model, ui::draw_login);
    h.press(Role::button, "听不到、收不到验证码？");
    h.press(Role::button, "打电话 0512-0000 1000");
    CHECK(sent<app::shell::Called, app::shell::Action>(h).front().number == "0512-0000 1000");
}

TEST_CASE("A wrong phone number is said in the summary and beside its field", "[views][session][unit]") {
    app::Model model = visitor_on(app::pages::login);
    domain::FieldError error;
    error.path = "phone";
    error.code = domain::FieldCode::format;
    model.get<app::session::Model>().phone_login.form.errors = {error};
    Harness h;
    h.show(model, ui::draw_login);
    CHECK(h.has(Role::heading, "请检查以下问题"));
    const std::string words = h.error_of(h.find(Role::text_field, "手机号"));
    CHECK_FALSE(words.empty());
    h.press(Role::link, words);
    CHECK(acted<form::ErrorFollowed, session::LoginFilled, session::Action>(h).front().path == "phone");
}

TEST_CASE("A sign-in that fails as a whole says why", "[views][session][unit]") {
    app::Model model = visitor_on(app::pages::login);
    model.get<app::session::Model>().phone_login.sign_in.error = domain::make_error(domain::ApiErrorKind::network);
    Harness h;
    h.show(model, ui::draw_login);
    CHECK(h.has(Role::heading, "请检查以下问题"));
    CHECK(h.says("没有连上网络"));
}

TEST_CASE("Staff whose password was given to them are led to where they change it", "[views][session][unit]") {
    app::Model model = visitor_on(app::pages::staff_login);
    auto& error = model.get<app::session::Model>().staff_login.sign_in.error;
    error = domain::make_error(domain::ApiErrorKind::unauthenticated);
    error->code = "password_given";
    Harness h;
    h.show(model, ui::draw_staff_login);
    CHECK(h.says("您的密码是管理员给的，请先换成自己的密码，再用这个系统。"));
    CHECK(h.find(Role::link, "去换成自己的密码").href == "/plain/staff/password");
    error->code = "unauthenticated";
    h.show(model, ui::draw_staff_login);
    CHECK_FALSE(h.has(Role::link, "去换成自己的密码"));
}

TEST_CASE("Staff sign in with account and password", "[views][session][unit]") {
    app::Model model = visitor_on(app::pages::staff_login);
    Harness h;
    h.show(model, ui::draw_staff_login);
    CHECK(h.find(Role::text_field, "密码").input == a11y::InputType::password);
    h.type("账号", "handler");
    h.type("密码", "secret");
    h.press(Role::button, "登录");
    CHECK(given<session::StaffLoginFilled, session::Action>(h, "password") == "secret");
    CHECK(acted<form::SubmitPressed, session::StaffLoginFilled, session::Action>(h).size() == 1);
}

TEST_CASE("Enter in the staff's password signs in, and so does Enter in the code", "[views][session][unit]") {
    app::Model model = visitor_on(app::pages::staff_login);
    Harness h;
    h.show(model, ui::draw_staff_login);
    h.submit(Role::text_field, "密码");
    CHECK(acted<form::SubmitPressed, session::StaffLoginFilled, session::Action>(h).size() == 1);
    h.submit(Role::text_field, "动态验证码");
    CHECK(acted<form::SubmitPressed, session::StaffLoginFilled, session::Action>(h).size() == 2);
}

TEST_CASE("The real-name step says what the ID number is for and can wait", "[views][session][unit]") {
    app::Model model = resident_on(app::to_page(app::pages::identity));
    Harness h;
    h.show(model, ui::draw_identity);
    CHECK(h.says("只用来确认您的身份"));
    h.type("姓名", "张三");
    h.type("身份证号", "11010519491231002X");
    h.press(Role::button, "以后再说");
    h.press(Role::button, "确认");
    CHECK(given<session::IdentityFilled, session::Action>(h, "id_number") == "11010519491231002X");
    CHECK(sent<session::IdentitySkipped, session::Action>(h).size() == 1);
    CHECK(acted<form::SubmitPressed, session::IdentityFilled, session::Action>(h).size() == 1);
}

TEST_CASE("Who is confirmed already is not asked again", "[views][session][unit]") {
    app::Model model = resident_on(app::to_page(app::pages::identity));
    model.get<app::session::Model>().account->verified = true;
    model.get<app::session::Model>().account->name = "张**";
    Harness h;
    h.show(model, ui::draw_identity);
    CHECK(h.says("张**"));
    CHECK(h.all(Role::text_field).empty());
}

TEST_CASE("The sign-in pages fit every reader", "[views][session][unit]") {
    app::Model login = visitor_on(app::pages::login);
    login.demo = true;
    CHECK(faults_for_all(login, ui::draw_login) == std::vector<std::string>{});
    CHECK(faults_for_all(visitor_on(app::pages::staff_login), ui::draw_staff_login) == std::vector<std::string>{});
    CHECK(faults_for_all(resident_on(app::to_page(app::pages::identity)), ui::draw_identity) ==
          std::vector<std::string>{});
}
