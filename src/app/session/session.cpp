#include "src/app/session/session.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "src/app/feature.hpp"
#include "src/app/field_errors.hpp"
#include "src/app/grid_home/pages.hpp"
#include "src/app/home/pages.hpp"
#include "src/app/mine/pages.hpp"
#include "src/app/session/pages.hpp"
#include "src/app/workbench/pages.hpp"
#include "src/domain/ids.hpp"

namespace ow::app::session {

namespace {

namespace api = domain::api;

constexpr std::int64_t second_ms = 1000;

std::string text_of(const domain::Value& answers, std::string_view path) { return std::string(answers.text_at(path)); }

/// Shows what the server said beside the fields it names, and takes the focus there.
void show_refusal(form::State& state, const Write& write, Env& env) {
    if (write.error) {
        form::show_errors(state, env, write.error->fields);
    }
}

void become(Model& model, Env& env, const domain::Account& account) {
    model.status = Status::signed_in;
    model.account = account;
    model.confirmed = true;
    model.expired = false;
    model.check_error.reset();
    domain::Account kept;
    kept.id = account.id;
    kept.role = account.role;
    kept.staff_no = account.staff_no;
    kept.grid_id = account.grid_id;
    kept.verified = account.verified;
    env.effect(RememberAccount{kept});
    env.account = &*model.account;
}

void leave(Model& model, Env& env) {
    env.account = nullptr;
    model.status = Status::signed_out;
    model.account.reset();
    model.confirmed = true;
    env.effect(RememberAccount{});
}

/// Where the person wanted to go before signing in, or the start page of the role.
void go_on(Model& model, Env& env) {
    const std::string next = std::exchange(model.next, {});
    const Route route = parse_route(env.all, next);
    // A page of the other side (a worker who came from a resident's link) would only be refused.
    const Access access = route.page->access;
    const bool open_to_role = model.account ? may_open(*model.account, access) : access != Access::staff;
    if (!next.empty() && open_to_role) {
        env.signal(GoTo{route, NavigateHow::replace});
        return;
    }
    const bool staff = model.account && domain::is_staff(*model.account);
    const bool grid_worker = model.account && model.account->role == domain::Role::grid_worker;
    const Address& start = grid_worker ? pages::grid : staff ? pages::workbench : pages::home;
    env.signal(GoTo{to_page(start), NavigateHow::replace});
}

void request_code(Model& model, Env& env) {
    PhoneLogin& login = model.phone_login;
    if (login.code_request.busy() || resend_wait_seconds(model, env.now) > 0) {
        return;
    }
    const form::Setting setting = form::setting_of(env, login_form, form::Layout::sections);
    const std::vector<form::Page> pages = form::pages_of(setting, login.form);
    std::vector<domain::FieldError> wrong =
        pages.empty() ? std::vector<domain::FieldError>{} : form::check_page(setting, login.form, pages.front());
    if (!wrong.empty()) {
        form::show_errors(login.form, env, std::move(wrong));
        return;
    }
    login.form.errors.clear();
    login.code_request.changed();
    login.code_request.send(env, api::RequestCode{text_of(form::kept_answers(setting, login.form), "phone")});
}

/// Hands an action to a form; `send` when it is right and to be sent.
template <class Send>
void fill_in(form::State& state, const form::Setting& setting, Write& write, Env& env, const form::Action& action,
             Send send) {
    const bool wants_out =
        std::holds_alternative<form::SubmitPressed>(action) || std::holds_alternative<form::NextPressed>(action);
    if (write.busy() && wants_out) {
        return;
    }
    const form::Outcome outcome = form::update(state, setting, env, action);
    if (outcome.edited) {
        write.changed();
    }
    if (outcome.submit) {
        send(form::kept_answers(setting, state));
    }
}

/// A wrong code says that the password was right: it is not asked again, until the server wants it.
void ask_again(StaffLogin& staff, const Env& env, const domain::ApiError& error) {
    const auto is_about = [&](std::string_view path) {
        return std::ranges::any_of(error.fields, [&](const domain::FieldError& field) { return field.path == path; });
    };
    if (is_about("password")) {
        staff.second_factor = {};
    } else if (is_about("code")) {
        staff.second_factor = env.form(staff_login_form);
        std::erase_if(staff.second_factor.fields, [](const auto& field) { return field.path == "password"; });
        staff.proven_account = staff.form.answers.text_at("account");
    }
}

void on_code_sent(Model& model, Env& env, const domain::ApiResult& result) {
    PhoneLogin& form = model.phone_login;
    std::int64_t wait = 0;
    if (result.ok()) {
        if (const auto* sent = std::get_if<api::CodeSent>(&result.value())) {
            form.code_sent = true;
            form.code_expires_at = env.now + domain::seconds(sent->expires_in);
            wait = sent->resend_after;
            env.effect(FocusNode{field_node("code")});
            Message said{"login.code_sent", {{"minutes", std::max<std::int64_t>(1, sent->expires_in / 60)}}};
            env.announce(said);
        }
    } else {
        show_refusal(form.form, form.code_request, env);
        wait = result.error().retry_after_seconds.value_or(0);
    }
    if (wait > 0) {
        form.resend_at = env.now + domain::seconds(wait);
        env.effect(StartTimer{resend_timer, second_ms});
    }
}

void on_signed_in(Model& model, Env& env, const domain::ApiResult& result) {
    const auto* session = std::get_if<api::SessionState>(&result.value());
    if (session == nullptr || !session->account) {
        return;
    }
    become(model, env, *session->account);
    model.phone_login = PhoneLogin{};
    model.staff_login = StaffLogin{};
    model.identity = Identity{};
    env.effect(StopTimer{resend_timer});
    env.signal(SessionStarted{});
    go_on(model, env);
}

void on_checked(Model& model, Env& env, const domain::ApiResult& result) {
    if (!result.ok()) {
        // Without an answer a remembered account stays: drafts and the outbox work without a network.
        model.check_error = result.error();
        if (!model.account) {
            model.status = Status::signed_out;
            model.confirmed = false;
        }
        return;
    }
    const auto* session = std::get_if<api::SessionState>(&result.value());
    if (session == nullptr) {
        return;
    }
    const bool was_remembered = model.account && !model.confirmed;
    if (session->account) {
        become(model, env, *session->account);
        env.signal(SessionStarted{});
    } else {
        leave(model, env);
        model.expired = was_remembered;
        env.signal(SessionEnded{was_remembered ? SessionEnd::expired : SessionEnd::nobody});
    }
}

struct Apply {
    Model& model;
    Env& env;

    void operator()(const LoginFilled& filled) const {
        PhoneLogin& login = model.phone_login;
        fill_in(login.form, form::setting_of(env, login_form), login.sign_in, env, filled.action,
                [&](const domain::Value& answers) {
                    login.sign_in.send(env, api::SignIn{text_of(answers, "phone"), text_of(answers, "code")});
                });
    }
    void operator()(const StaffLoginFilled& filled) const {
        StaffLogin& login = model.staff_login;
        const form::FormDefinition& asked = login.second_factor;
        const form::Setting setting = asked.code.empty()
                                          ? form::setting_of(env, staff_login_form)
                                          : form::Setting{asked, form::context_of(env.today(), env.reference)};
        fill_in(login.form, setting, login.sign_in, env, filled.action, [&](const domain::Value& answers) {
            login.sign_in.send(env, api::SignInStaff{text_of(answers, "account"), text_of(answers, "password"),
                                                     text_of(answers, "code")});
        });
        if (!asked.code.empty() && login.form.answers.text_at("account") != login.proven_account) {
            login.second_factor = {};
        }
    }
    void operator()(const IdentityFilled& filled) const {
        Identity& identity = model.identity;
        fill_in(identity.form, form::setting_of(env, identity_form), identity.save, env, filled.action,
                [&](const domain::Value& answers) {
                    identity.save.send(env,
                                       api::SetIdentity{text_of(answers, "name"), text_of(answers, "id_number"), true});
                });
    }
    void operator()(const CodeRequested&) const { request_code(model, env); }
    void operator()(const IdentitySkipped&) const {
        model.identity = Identity{};
        go_on(model, env);
    }
    void operator()(const SignOutPressed&) const {
        env.signal(
            OpenDialog{{.name = "sign_out", .harm = Dialog::Harm::none, .confirmed = to_action(SignOutConfirmed{})}});
    }
    void operator()(const SignOutConfirmed&) const { model.sign_out.send(env, api::SignOut{}); }
};

}  // namespace

std::int64_t resend_wait_seconds(const Model& model, domain::Instant now) {
    const auto& resend_at = model.phone_login.resend_at;
    if (!resend_at || *resend_at <= now) {
        return 0;
    }
    return ((*resend_at - now).ms + second_ms - 1) / second_ms;
}

bool may_open(const domain::Account& account, Access access) {
    switch (access) {
        case Access::resident: return !domain::is_staff(account);
        case Access::staff: return domain::is_staff(account);
        default: return true;
    }
}

namespace {

/// Asks the server who is signed in.
void check(Model& model, Env& env) {
    if (model.checking == 0) {
        model.checking = env.call(api::GetSession{});
    }
}

void update(Model& model, Env& env, const Action& action) { std::visit(Apply{model, env}, action); }

bool on_answer(Model& model, Env& env, RequestId id, const domain::ApiResult& result) {
    PhoneLogin& phone = model.phone_login;
    StaffLogin& staff = model.staff_login;
    Identity& identity = model.identity;
    if (id != 0 && id == model.checking) {
        model.checking = 0;
        const bool was_known = model.account.has_value();
        on_checked(model, env, result);
        env.signal(SessionChecked{!was_known && model.account.has_value()});
        return true;
    }
    if (phone.code_request.take(id, result)) {
        on_code_sent(model, env, result);
        return true;
    }
    if (phone.sign_in.take(id, result)) {
        if (result.ok()) {
            on_signed_in(model, env, result);
        } else {
            show_refusal(phone.form, phone.sign_in, env);
        }
        return true;
    }
    if (staff.sign_in.take(id, result)) {
        staff.form.answers.erase("password");
        if (result.ok()) {
            on_signed_in(model, env, result);
        } else {
            show_refusal(staff.form, staff.sign_in, env);
            ask_again(staff, env, result.error());
        }
        return true;
    }
    if (identity.save.take(id, result)) {
        if (!result.ok()) {
            show_refusal(identity.form, identity.save, env);
        } else if (const auto* session = std::get_if<api::SessionState>(&result.value());
                   session != nullptr && session->account) {
            become(model, env, *session->account);
            model.identity = Identity{};
            env.signal(ShowToast{{"identity.done", {}}, Tone::good});
            go_on(model, env);
        }
        return true;
    }
    if (model.sign_out.take(id, result)) {
        const bool gone = result.ok() || result.error().kind == domain::ApiErrorKind::unauthenticated;
        if (gone) {
            leave(model, env);
            model.expired = false;
            env.signal(SessionEnded{SessionEnd::signed_out});
        } else {
            env.signal(ShowToast{{"session.sign_out_failed", {}}, Tone::bad});
        }
        return true;
    }
    return false;
}

void on_resend_timer(Model& model, Env& env) {
    if (resend_wait_seconds(model, env.now) > 0) {
        env.effect(StartTimer{resend_timer, second_ms});
        return;
    }
    if (model.phone_login.resend_at) {
        model.phone_login.resend_at.reset();
        env.announce({"login.may_resend", {}});
    }
}

void expire(Model& model, Env& env) {
    if (model.status != Status::signed_in) {
        return;
    }
    leave(model, env);
    model.expired = true;
    env.signal(SessionEnded{SessionEnd::expired});
}

void on_told(Model& model, Env& env, RequestId, const Box& answer) {
    if (answer.holds<world::TimerFired>()) {
        on_resend_timer(model, env);
    }
}

void on_event(Model& model, Env& env, const Box& event) {
    if (event.holds<SessionCheckWanted>()) {
        check(model, env);
    } else if (event.holds<SessionLost>()) {
        expire(model, env);
    }
}

void enter_login(Env& env, const Route& route) {
    Model& model = env.state<Model>();
    if (!route.value("next").empty()) {
        model.next = route.value("next");
    }
    if (model.account && model.confirmed) {
        go_on(model, env);
    }
}

void enter_identity(Env& env, const Route& route) { env.state<Model>().next = route.value("next"); }

/// Who is signed in is known by the session itself; what was typed to get in is not kept.
void keep(Model& before, Model& now) {
    now.status = before.status;
    now.account = std::move(before.account);
    now.confirmed = before.confirmed;
    now.expired = before.expired;
    now.checking = before.checking;
}

Route above_staff_login(const app::Model&) { return to_page(pages::login); }
Route above_identity(const app::Model&) { return to_page(pages::mine); }

constexpr std::array feature_pages{
    Page{.address = &pages::login, .enter = enter_login},
    Page{.address = &pages::staff_login, .enter = enter_login, .parent = above_staff_login},
    Page{.address = &pages::identity, .enter = enter_identity, .parent = above_identity},
};

}  // namespace

app::Action to_action(Action action) { return {{&feature, 0}, Box(std::move(action))}; }

constinit const Feature feature{.name = "session",
                                .pages = feature_pages,
                                .update = handle<&update>,
                                .answered = handle<&on_answer>,
                                .told = handle<&on_told>,
                                .heard = handle<&on_event>,
                                .keep = handle<&keep>};

}  // namespace ow::app::session
