#include <charconv>

#include "src/wire/case_members.hpp"
#include "src/wire/geojson.hpp"
#include "src/wire/http.hpp"
#include "src/wire/value.hpp"

namespace ow::wire {
namespace {

namespace api = domain::api;
using domain::ApiAnswer;
using domain::ApiError;
using domain::ApiErrorKind;
using domain::ApiResult;
using domain::Failure;

template <class T>
using Decoded = domain::Result<T, DecodeError>;

// --- what each kind of answer looks like ---

void read(Reader& reader, api::CodeSent& value) {
    reader.integer("expires_in", value.expires_in, 0, largest_count);
    reader.integer("resend_after", value.resend_after, 0, largest_count);
}
void read(Reader& reader, api::SessionState& value) {
    reader.optional_object("account", value.account,
                           [](auto& inner, auto& account) { account_members(inner, account); });
}
void read(Reader& reader, domain::Reference& value) { reference_members(reader, value); }
void read(Reader& reader, domain::GridMapPtr& value) { grid_map_members(reader, value); }
void read(Reader& reader, api::NoticeList& value) {
    reader.list("items", value.items, [](Reader& inner, domain::Notice& one) { notice_members(inner, one); });
}
void read(Reader& reader, api::Filed& value) {
    reader.object("case", [&](Reader& inner) { detail_members(inner, value.detail); });
    reader.text("query_code", value.query_code);
}
void read(Reader& reader, domain::CasePage& value) {
    reader.list("items", value.items, [](Reader& inner, domain::CaseSummary& item) { summary_members(inner, item); });
    reader.optional_text("next_cursor", value.next_cursor);
    reader.integer("total", value.total, 0, INT64_MAX);
}
void read(Reader& reader, api::QueueCounts& value) {
    reader.list("items", value.items, [](Reader& inner, domain::QueueCount& one) { queue_count_members(inner, one); });
}
void read(Reader& reader, domain::CaseDetail& value) { detail_members(reader, value); }
void read(Reader& reader, api::AccessLedger& value) {
    reader.list("items", value.items, [](Reader& inner, domain::AccessEntry& one) { sight_members(inner, one); });
}
void read(Reader& reader, api::SimilarCases& value) {
    reader.list("items", value.items, [](Reader& inner, domain::CaseSummary& item) { similar_members(inner, item); });
}

template <class Answer>
Decoded<ApiAnswer> read_answer(const std::string& body) {
    if constexpr (std::is_same_v<Answer, api::Done>) {
        return ApiAnswer(api::Done{});
    } else {
        auto value = decode_value<Answer>(body, [](Reader& reader, Answer& answer) { read(reader, answer); });
        if (!value) {
            return Failure{value.error()};
        }
        return ApiAnswer(std::move(value).value());
    }
}

// --- errors ---

ApiErrorKind kind_of(int status) {
    switch (status) {
        case 0: return ApiErrorKind::network;
        case 400: return ApiErrorKind::malformed;
        case 401: return ApiErrorKind::unauthenticated;
        case 403: return ApiErrorKind::forbidden;
        case 404: return ApiErrorKind::not_found;
        case 408: return ApiErrorKind::network;
        case 409: return ApiErrorKind::conflict;
        case 413: return ApiErrorKind::too_large;
        case 415: return ApiErrorKind::unsupported_type;
        case 422: return ApiErrorKind::invalid;
        case 429: return ApiErrorKind::rate_limited;
        default: return status >= 500 && status < 600 ? ApiErrorKind::unavailable : ApiErrorKind::unexpected;
    }
}

void read_field_error(Reader& reader, domain::FieldError& field) {
    reader.text("path", field.path);
    // A code this client does not know comes with the server's sentence, which is shown then.
    reader.code_or("code", field.code, domain::FieldCode::format);
    reader.optional_text("message", field.message);
}

struct ErrorBody {
    std::string code;
    std::string message;
    std::string request_id;
    std::vector<domain::FieldError> fields;
};

ApiError error_of(const HttpResponse& response) {
    ApiError error;
    error.kind = kind_of(response.status);
    error.request_id = std::string(header(response, "x-request-id"));
    auto body = decode_value<ErrorBody>(response.body, [](Reader& outer, ErrorBody& value) {
        outer.object("error", [&](Reader& reader) {
            reader.text("code", value.code);
            reader.optional_text("message", value.message);
            reader.optional_text("request_id", value.request_id);
            reader.list("fields", value.fields, read_field_error);
        });
    });
    // Proxies and load balancers answer with pages of their own; the status says enough then.
    if (body) {
        error.code = std::move(body->code);
        error.message = std::move(body->message);
        error.fields = std::move(body->fields);
        if (!body->request_id.empty()) {
            error.request_id = std::move(body->request_id);
        }
    }
    const std::string_view retry_after = header(response, "retry-after");
    std::int64_t seconds = 0;
    const auto parsed = std::from_chars(retry_after.data(), retry_after.data() + retry_after.size(), seconds);
    if (parsed.ec == std::errc() && parsed.ptr == retry_after.data() + retry_after.size() && seconds >= 0) {
        error.retry_after_seconds = seconds;
    }
    return error;
}

ApiError unreadable(const HttpResponse& response, const DecodeError& why) {
    ApiError error;
    error.kind = ApiErrorKind::unexpected;
    error.code = "unreadable:" + why.member;
    error.request_id = std::string(header(response, "x-request-id"));
    return error;
}

bool is_success(const HttpResponse& response) { return response.status >= 200 && response.status <= 299; }

ApiResult result_of(const HttpResponse& response, Decoded<ApiAnswer> (*read_body)(const std::string&)) {
    if (!is_success(response)) {
        return Failure{error_of(response)};
    }
    auto answer = read_body(response.body);
    if (!answer) {
        return Failure{unreadable(response, answer.error())};
    }
    return std::move(answer).value();
}

}  // namespace

std::string_view header(const HttpResponse& response, std::string_view name) {
    for (const Header& each : response.headers) {
        if (each.first == name) {
            return each.second;
        }
    }
    return {};
}

ApiResult from_http(const domain::ApiCall& call, const HttpResponse& response) {
    const auto read_body = std::visit(
        [](const auto& which) { return &read_answer<typename std::remove_cvref_t<decltype(which)>::Answer>; }, call);
    return result_of(response, read_body);
}

domain::Result<domain::Value, ApiError> tree_from_http(const HttpResponse& response) {
    if (!is_success(response)) {
        return Failure{error_of(response)};
    }
    if (response.body.empty()) {
        return domain::Value();
    }
    auto answer = parse_value(response.body);
    if (!answer) {
        return Failure{unreadable(response, answer.error())};
    }
    return std::move(answer).value();
}

}  // namespace ow::wire
