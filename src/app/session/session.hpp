#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "src/app/env.hpp"
#include "src/app/form/form.hpp"
#include "src/app/remote.hpp"
#include "src/domain/case.hpp"

/// Who is signed in, and how one gets in and out.
namespace ow::app::session {

/// What programs put into their lists.
extern const Feature feature;
/// Asks again and again who is signed in, while the browser says that there is a network and no server answers: what
/// waits to be sent goes when it is known whose it is. Of the rest of the program.
extern const Feature again_feature;

/// The second of the countdown until another code may be asked for.
inline constexpr TimerId resend_timer = 1;

/// How long it waits for that. Milliseconds.
inline constexpr std::int64_t again_ms = 20'000;

/// Whether somebody is signed in, as far as is known.
enum class Status : std::uint8_t {
    unknown,  ///< asked at start, not answered yet
    signed_out,
    signed_in,
};

inline constexpr std::string_view login_form = "login", staff_login_form = "staff_login", identity_form = "identity";

/// The page "login": phone and one-time code.
struct PhoneLogin {
    form::State form;  ///< phone, code
    Write code_request;
    Write sign_in;
    bool code_sent = false;
    std::optional<domain::Instant> resend_at;        ///< another code may be asked for from then on
    std::optional<domain::Instant> code_expires_at;  ///< the code last sent
    bool operator==(const PhoneLogin&) const = default;
};

/// The page "staff_login".
struct StaffLogin {
    form::State form;  ///< account, password (emptied after each attempt)
    Write sign_in;
    /// What is asked after a code that was wrong: no password, as it was right for that account; the browser has the
    /// proof. No code: everything is asked.
    domain::forms::FormDefinition second_factor;
    std::string proven_account;
    bool operator==(const StaffLogin&) const = default;
};

/// The page "identity" (real-name step).
struct Identity {
    form::State form;  ///< name, id_number, consent
    Write save;
    bool operator==(const Identity&) const = default;
};

/// The session and the forms that lead into it.
struct Model {
    Status status = Status::unknown;
    std::optional<domain::Account> account;
    bool confirmed = false;  ///< false: remembered from the last run, the server has not been reached yet
    bool expired = false;    ///< the session ended by itself: the login page says so, and that nothing is lost
    RequestId checking = 0;
    std::optional<domain::ApiError> check_error;
    PhoneLogin phone_login;
    StaffLogin staff_login;
    Identity identity;
    Write sign_out;
    std::string next;  ///< where to go on after signing in, "#/…"; "" = the start page of the role
    bool operator==(const Model&) const = default;
};

// What the views send.
// SubmitPressed of a form is 登录 and 确认.
struct LoginFilled {
    form::Action action;
};
struct StaffLoginFilled {
    form::Action action;
};
struct IdentityFilled {
    form::Action action;
};
/// 获取验证码; does nothing while the countdown runs.
struct CodeRequested {};
/// Later: goes on without.
struct IdentitySkipped {};
/// Opens the dialog sign_out.
struct SignOutPressed {};
/// The person confirmed.
struct SignOutConfirmed {};

using Action = std::variant<LoginFilled, StaffLoginFilled, IdentityFilled, CodeRequested, IdentitySkipped,
                            SignOutPressed, SignOutConfirmed>;

/// Whole seconds until another code may be asked for; 0 = now.
[[nodiscard]] std::int64_t resend_wait_seconds(const Model& model, domain::Instant now);

/// Whether the account's role may open pages of that access.
[[nodiscard]] bool may_open(const domain::Account& account, Access access);

/// For this feature.
[[nodiscard]] app::Action to_action(Action action);

}  // namespace ow::app::session
