#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "src/domain/case.hpp"
#include "src/domain/field_error.hpp"
#include "src/domain/filing.hpp"
#include "src/domain/grid_map.hpp"
#include "src/domain/result.hpp"
#include "src/domain/value.hpp"

/// Every call of docs/api.md as a value, and every answer. src/wire turns calls into requests and responses into
/// answers; nothing else knows JSON or HTTP.
namespace ow::domain {

/// Why a call has no answer.
enum class ApiErrorKind : std::uint8_t {
    network,           ///< no connection, broken off, or timed out; nothing is known about the server
    malformed,         ///< 400
    unauthenticated,   ///< 401
    forbidden,         ///< 403
    not_found,         ///< 404
    conflict,          ///< 409: the state moved on, or the key was used with another body
    too_large,         ///< 413
    unsupported_type,  ///< 415
    invalid,           ///< 422, with fields
    rate_limited,      ///< 429, with retry_after_seconds
    unavailable,       ///< 503 and any other 5xx
    unexpected,        ///< an answer this client cannot read, or another status
};
template <>
struct Codes<ApiErrorKind> {
    static constexpr std::array<std::string_view, 12> words{
        "network",   "malformed",        "unauthenticated", "forbidden",    "not_found",   "conflict",
        "too_large", "unsupported_type", "invalid",         "rate_limited", "unavailable", "unexpected"};
};

/// A call that failed. The text is `error.code.<kind>`, or the server's `message` when that key does not exist.
struct ApiError {
    ApiErrorKind kind = ApiErrorKind::network;
    std::string code;     ///< the server's own code; "" when it said nothing
    std::string message;  ///< the server's sentence in the person's language; "" when it said nothing
    std::vector<FieldError> fields;
    std::string request_id;  ///< for a person to quote; "" when unknown
    std::optional<std::int64_t> retry_after_seconds;
    bool operator==(const ApiError&) const = default;
};

/// An error of which nothing but the kind is known.
[[nodiscard]] ApiError make_error(ApiErrorKind kind);

/// Whether the same call may succeed later without a change (network, 429, 5xx).
[[nodiscard]] bool is_temporary(const ApiError& error);

namespace api {

// --- answers that are not values of case.hpp ---

/// A one-time code is on its way.
struct CodeSent {
    std::int64_t expires_in = 0;    ///< seconds
    std::int64_t resend_after = 0;  ///< seconds
    bool operator==(const CodeSent&) const = default;
};
/// Who is signed in now.
struct SessionState {
    std::optional<Account> account;
    bool operator==(const SessionState&) const = default;
};
/// 204.
struct Done {
    bool operator==(const Done&) const = default;
};
struct NoticeList {
    std::vector<Notice> items;
    bool operator==(const NoticeList&) const = default;
};
struct QueueCounts {
    std::vector<QueueCount> items;
    bool operator==(const QueueCounts&) const = default;
};
struct AccessLedger {
    std::vector<AccessEntry> items;
    bool operator==(const AccessLedger&) const = default;
};
/// A case was filed; the query code is told only here.
struct Filed {
    CaseDetail detail;
    std::string query_code;
    bool operator==(const Filed&) const = default;
};
/// Open cases of others that may be the same thing, the likeliest first. Of each only what anybody may know is set:
/// number, kind, category, title, state, stage, place, grid, community, created_at, joiners and joined.
struct SimilarCases {
    std::vector<CaseSummary> items;
    bool operator==(const SimilarCases&) const = default;
};

// --- calls; `Answer` is what a success carries, `is_write` whether an Idempotency-Key is sent ---

/// POST /session/code
struct RequestCode {
    using Answer = CodeSent;
    static constexpr bool is_write = true;
    std::string phone;
    bool operator==(const RequestCode&) const = default;
};
/// POST /session
struct SignIn {
    using Answer = SessionState;
    static constexpr bool is_write = true;
    std::string phone;
    std::string code;
    bool operator==(const SignIn&) const = default;
};
/// POST /session/staff; code: of the authenticator app, or a recovery code, empty where the account has no second
/// factor.
struct SignInStaff {
    using Answer = SessionState;
    static constexpr bool is_write = true;
    std::string account;
    std::string password;
    std::string code{};
    bool operator==(const SignInStaff&) const = default;
};
/// GET /session
struct GetSession {
    using Answer = SessionState;
    static constexpr bool is_write = false;
    bool operator==(const GetSession&) const = default;
};
/// DELETE /session
struct SignOut {
    using Answer = Done;
    static constexpr bool is_write = true;
    bool operator==(const SignOut&) const = default;
};
/// PUT /me/identity
struct SetIdentity {
    using Answer = SessionState;
    static constexpr bool is_write = true;
    std::string name;
    std::string id_number;
    bool consent = false;
    bool operator==(const SetIdentity&) const = default;
};
/// GET /reference
struct GetReference {
    using Answer = Reference;
    static constexpr bool is_write = false;
    bool operator==(const GetReference&) const = default;
};
/// GET /grids: the outlines of the grids as GeoJSON, asked for when a map is opened.
struct GetGridMap {
    using Answer = GridMapPtr;
    static constexpr bool is_write = false;
    bool operator==(const GetGridMap&) const = default;
};
/// GET /notices
struct GetNotices {
    using Answer = NoticeList;
    static constexpr bool is_write = false;
    bool operator==(const GetNotices&) const = default;
};
/// POST /cases. The composition root's outbox makes this call, never a view (see app::SubmitFiling).
struct FileCase {
    using Answer = Filed;
    static constexpr bool is_write = true;
    Filing filing;
    bool operator==(const FileCase&) const = default;
};
/// POST /cases of a kind whose answers are a form's own. `body` is all that is sent; pictures stand in it by the names
/// that the device has for them.
struct FileForm {
    using Answer = Filed;
    static constexpr bool is_write = true;
    Value body;
    bool operator==(const FileForm&) const = default;
};
/// POST of a body that nobody but its feature knows, carried by the outbox, which hands on what was answered as a tree.
/// `path` is below the API's base ("/mandates"); pictures stand in the body by the names that the device has for them.
struct PostTree {
    using Answer = Done;
    static constexpr bool is_write = true;
    std::string path;
    Value body;
    bool operator==(const PostTree&) const = default;
};
/// GET /cases?scope=mine
struct ListMine {
    using Answer = CasePage;
    static constexpr bool is_write = false;
    std::string cursor;  ///< "" = first page
    bool operator==(const ListMine&) const = default;
};
/// GET /cases?scope=queue: what is in a queue, by due time; without one GET /cases?scope=found: what the account may
/// read and what fits the words.
struct ListQueue {
    using Answer = CasePage;
    static constexpr bool is_write = false;
    std::optional<Queue> queue = Queue::to_accept;
    std::string search;  ///< number, title, place
    std::string cursor;  ///< "" = first page
    bool operator==(const ListQueue&) const = default;
};
/// GET /queues
struct GetQueues {
    using Answer = QueueCounts;
    static constexpr bool is_write = false;
    bool operator==(const GetQueues&) const = default;
};
/// GET /cases/{number}
struct GetCase {
    using Answer = CaseDetail;
    static constexpr bool is_write = false;
    std::string number;
    bool operator==(const GetCase&) const = default;
};
/// GET /cases/{number}/access
struct GetAccess {
    using Answer = AccessLedger;
    static constexpr bool is_write = false;
    std::string number;
    bool operator==(const GetAccess&) const = default;
};
/// POST /cases/similar: what is being written, nothing of it required; reads only, so no key.
struct FindSimilar {
    using Answer = SimilarCases;
    static constexpr bool is_write = false;
    std::optional<Category> category;
    std::string title;
    std::string description;
    Place place;
    bool operator==(const FindSimilar&) const = default;
};
/// POST /cases/{number}/join: "me too"; once more changes nothing.
struct JoinCase {
    using Answer = CaseDetail;
    static constexpr bool is_write = true;
    std::string number;
    bool operator==(const JoinCase&) const = default;
};
/// POST /cases/{number}/steps. Empty texts and lists are left out of the request.
struct TakeStep {
    using Answer = CaseDetail;
    static constexpr bool is_write = true;
    std::string number;
    StepCode step = StepCode::accept;
    std::int64_t expected_version = 0;
    std::string note;
    std::string reason;
    std::string department_id;
    std::optional<Basis> basis;
    std::vector<std::string> attachments;
    Value answers{};  ///< of its form, what has no member here; null = none
    bool operator==(const TakeStep&) const = default;
};
/// POST /cases/{number}/rating
struct RateCase {
    using Answer = CaseDetail;
    static constexpr bool is_write = true;
    std::string number;
    Value answers{};  ///< of the form "rating", as they are kept
    bool operator==(const RateCase&) const = default;
};
/// POST /track; reads only, so no key.
struct Track {
    using Answer = CaseDetail;
    static constexpr bool is_write = false;
    std::string number;
    std::string query_code;
    bool operator==(const Track&) const = default;
};
/// POST /track/rating
struct RateTracked {
    using Answer = CaseDetail;
    static constexpr bool is_write = true;
    std::string number;
    std::string query_code;
    Value answers{};  ///< of the form "rating", as they are kept
    bool operator==(const RateTracked&) const = default;
};

}  // namespace api

/// A call to the server.
using ApiCall =
    std::variant<api::RequestCode, api::SignIn, api::SignInStaff, api::GetSession, api::SignOut, api::SetIdentity,
                 api::GetReference, api::GetGridMap, api::GetNotices, api::FileCase, api::FileForm, api::PostTree,
                 api::ListMine, api::ListQueue, api::GetQueues, api::GetCase, api::GetAccess, api::FindSimilar,
                 api::JoinCase, api::TakeStep, api::RateCase, api::Track, api::RateTracked>;

/// What a call may answer; which one is the call's `Answer`.
using ApiAnswer =
    std::variant<api::Done, api::CodeSent, api::SessionState, Reference, GridMapPtr, api::NoticeList, api::Filed,
                 CasePage, api::QueueCounts, CaseDetail, api::AccessLedger, Attachment, api::SimilarCases>;

/// The answer of a call, or why there is none.
using ApiResult = Result<ApiAnswer, ApiError>;

/// Whether the call changes something and so is sent with an Idempotency-Key.
[[nodiscard]] bool is_write(const ApiCall& call);

}  // namespace ow::domain
