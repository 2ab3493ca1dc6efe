#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "src/app/env.hpp"
#include "src/app/remote.hpp"
#include "src/domain/case.hpp"
#include "src/domain/field_error.hpp"

/// Who is signed in, and how one gets in and out.
namespace ow::app::session {

/// What programs put into their lists.
extern const Feature feature;

/// The second of the countdown until another code may be asked for.
inline constexpr TimerId resend_timer = 1;

/// Whether somebody is signed in, as far as is known.
enum class Status : std::uint8_t {
    unknown,  ///< asked at start, not answered yet
    signed_out,
    signed_in,
};

/// The page "login": phone and one-time code. Field paths: "phone", "code".
struct PhoneLogin {
    std::string phone;
    std::string code;
    std::vector<domain::FieldError> errors;
    Write code_request;
    Write sign_in;
    bool code_sent = false;
    std::optional<domain::Instant> resend_at;        ///< another code may be asked for from then on
    std::optional<domain::Instant> code_expires_at;  ///< the code last sent
    bool operator==(const PhoneLogin&) const = default;
};

/// The page "staff_login". Field paths: "account", "password".
struct StaffLogin {
    std::string account;
    std::string password;  ///< emptied after each attempt
    std::vector<domain::FieldError> errors;
    Write sign_in;
    bool operator==(const StaffLogin&) const = default;
};

/// The page "identity" (real-name step). Field paths: "name", "id_number", "consent".
struct Identity {
    std::string name;
    std::string id_number;
    bool consent = false;
    std::vector<domain::FieldError> errors;
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
struct PhoneEdited {
    std::string value;
};
struct CodeEdited {
    std::string value;
};
/// 获取验证码; does nothing while the countdown runs.
struct CodeRequested {};
/// 登录
struct SignInPressed {};
struct StaffAccountEdited {
    std::string value;
};
struct PasswordEdited {
    std::string value;
};
struct StaffSignInPressed {};
struct NameEdited {
    std::string value;
};
struct IdNumberEdited {
    std::string value;
};
struct IdentityConsentChanged {
    bool given = false;
};
struct IdentityPressed {};
/// Later: goes on without.
struct IdentitySkipped {};
/// Opens the dialog sign_out.
struct SignOutPressed {};
/// The person confirmed.
struct SignOutConfirmed {};

using Action = std::variant<PhoneEdited, CodeEdited, CodeRequested, SignInPressed, StaffAccountEdited, PasswordEdited,
                            StaffSignInPressed, NameEdited, IdNumberEdited, IdentityConsentChanged, IdentityPressed,
                            IdentitySkipped, SignOutPressed, SignOutConfirmed>;

/// Whole seconds until another code may be asked for; 0 = now.
[[nodiscard]] std::int64_t resend_wait_seconds(const Model& model, domain::Instant now);

/// Whether the account's role may open pages of that access.
[[nodiscard]] bool may_open(const domain::Account& account, Access access);

/// For this feature.
[[nodiscard]] app::Action to_action(Action action);

}  // namespace ow::app::session
