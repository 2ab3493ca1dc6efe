#include <array>

#include "src/wire/filing_members.hpp"
#include "src/wire/http.hpp"
#include "src/wire/uploads.hpp"
#include "src/wire/value.hpp"
#include "src/wire/value_json.hpp"

namespace ow::wire {
namespace {

namespace api = domain::api;

constexpr std::string_view base = "/api/v1";

/// Percent-encodes everything but the unreserved characters (RFC 3986 §2.3).
std::string encode(std::string_view text) {
    static constexpr std::string_view hex = "0123456789ABCDEF";
    std::string result;
    for (const char c : text) {
        const bool plain = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' ||
                           c == '.' || c == '_' || c == '~';
        if (plain) {
            result += c;
        } else {
            const auto byte = static_cast<unsigned char>(c);
            result += {'%', hex[byte >> 4], hex[byte & 15]};
        }
    }
    return result;
}

HttpRequest get(std::string path) { return {"GET", std::string(base) + path, {}, {}}; }

/// A request with a JSON body whose members `members` writes.
template <class Members>
HttpRequest with_body(std::string_view method, std::string_view path, Members members) {
    Json json;
    Writer writer(json);
    members(writer);
    HttpRequest request{std::string(method), std::string(base), {{"Content-Type", "application/json"}}, to_text(json)};
    request.path += path;
    return request;
}

template <class Members>
HttpRequest post(std::string_view path, Members members) {
    return with_body("POST", path, members);
}

std::string case_path(std::string_view number, std::string_view rest = {}) {
    return "/cases/" + encode(number) + std::string(rest);
}

HttpRequest request(const api::RequestCode& call) {
    return post("/session/code", [&](Writer& writer) { writer.text("phone", call.phone); });
}
HttpRequest request(const api::SignIn& call) {
    return post("/session", [&](Writer& writer) {
        writer.text("phone", call.phone);
        writer.text("code", call.code);
    });
}
HttpRequest request(const api::SignInStaff& call) {
    return post("/session/staff", [&](Writer& writer) {
        writer.text("account", call.account);
        writer.text("password", call.password);
        if (!call.code.empty()) writer.text("code", call.code);
    });
}
HttpRequest request(const api::GetSession&) { return get("/session"); }
HttpRequest request(const api::SignOut&) { return {"DELETE", std::string(base) + "/session", {}, {}}; }
HttpRequest request(const api::SetIdentity& call) {
    return with_body("PUT", "/me/identity", [&](Writer& writer) {
        writer.text("name", call.name);
        writer.text("id_number", call.id_number);
        writer.boolean("consent", call.consent);
    });
}
HttpRequest request(const api::GetReference&) { return get("/reference"); }
HttpRequest request(const api::GetGridMap&) { return get("/grids"); }
HttpRequest request(const api::GetNotices&) { return get("/notices"); }
HttpRequest request(const api::FileCase& call) {
    return post("/cases", [&](Writer& writer) { filing_members(writer, call.filing); });
}
HttpRequest request(const api::PostTree& call) {
    return {"POST", std::string(base) + call.path, {{"Content-Type", "application/json"}}, canonical_text(call.body)};
}
HttpRequest request(const api::FileForm& call) { return request(api::PostTree{"/cases", call.body}); }
HttpRequest request(const api::ListMine& call) {
    return get("/cases?scope=mine" + (call.cursor.empty() ? std::string() : "&cursor=" + encode(call.cursor)));
}
HttpRequest request(const api::ListQueue& call) {
    std::string path = "/cases?scope=found";
    if (call.queue) {
        path = "/cases?scope=queue&queue=" + std::string(domain::to_code(*call.queue));
    }
    if (!call.search.empty()) {
        path += "&q=" + encode(call.search);
    }
    if (!call.cursor.empty()) {
        path += "&cursor=" + encode(call.cursor);
    }
    return get(std::move(path));
}
HttpRequest request(const api::GetQueues&) { return get("/queues"); }
HttpRequest request(const api::GetCase& call) { return get(case_path(call.number)); }
HttpRequest request(const api::GetAccess& call) { return get(case_path(call.number, "/access")); }
HttpRequest request(const api::FindSimilar& call) {
    return post("/cases/similar", [&](Writer& writer) {
        writer.optional_code("category", call.category);
        writer.text("title", call.title);
        writer.text("description", call.description);
        writer.object("place", [&](auto& inner) { place_members(inner, call.place); });
    });
}
HttpRequest request(const api::JoinCase& call) {
    return post(case_path(call.number, "/join"), [](Writer&) {});
}
HttpRequest request(const api::TakeStep& call) {
    Json json;
    Writer writer(json);
    writer.code("step", call.step);
    writer.integer("expected_version", call.expected_version);
    writer.optional_text("note", call.note);
    writer.optional_text("reason", call.reason);
    writer.optional_text("department_id", call.department_id);
    writer.optional_code("basis", call.basis);
    if (!call.attachments.empty()) {
        writer.texts("attachments", call.attachments);
    }
    if (call.answers.as_object() != nullptr) {
        json.update(json_from(call.answers));
    }
    return {"POST",
            std::string(base) + case_path(call.number, "/steps"),
            {{"Content-Type", "application/json"}},
            to_text(json)};
}
HttpRequest request(const api::RateCase& call) {
    return request(api::PostTree{case_path(call.number, "/rating"), call.answers});
}
HttpRequest request(const api::Track& call) {
    return post("/track", [&](Writer& writer) {
        writer.text("number", call.number);
        writer.text("query_code", call.query_code);
    });
}
HttpRequest request(const api::RateTracked& call) {
    domain::Value body = call.answers;
    body.set("number", call.number);
    body.set("query_code", call.query_code);
    return request(api::PostTree{"/track/rating", std::move(body)});
}

}  // namespace

void add_common_headers(HttpRequest& request, std::string_view key, std::string_view language) {
    request.headers.emplace_back("Accept", "application/json");
    request.headers.emplace_back("Accept-Language", std::string(language));
    if (!key.empty()) {
        request.headers.emplace_back("Idempotency-Key", std::string(key));
    }
}

HttpRequest to_http(const domain::ApiCall& call, std::string_view key, std::string_view language) {
    HttpRequest made = std::visit([](const auto& which) { return request(which); }, call);
    add_common_headers(made, domain::is_write(call) ? key : std::string_view(), language);
    return made;
}

HttpRequest tree_request(std::string_view method, std::string_view path, std::string body, std::string_view key,
                         std::string_view language, std::string_view version) {
    HttpRequest made{std::string(method), std::string(base), {}, std::move(body)};
    made.path += path;
    if (!version.empty()) {
        made.headers.emplace_back("If-Match", '"' + std::string(version) + '"');
    }
    if (!made.body.empty()) {
        made.headers.emplace_back("Content-Type", "application/json");
    }
    add_common_headers(made, key, language);
    return made;
}

HttpRequest upload_request(std::string_view key, std::string_view language) {
    HttpRequest made{"POST", std::string(base) + "/attachments", {}, {}};
    add_common_headers(made, key, language);
    return made;
}

std::string parts_path(const UploadPlace& place) {
    const std::string path = std::string(base) + "/uploads";
    return place.upload.empty() ? path : path + "/" + encode(place.upload) + "?offset=" + std::to_string(place.sent);
}

std::string picture_path(std::string_view attachment_id, PictureSize size) {
    return std::string(base) + "/attachments/" + encode(attachment_id) +
           (size == PictureSize::thumbnail ? "?size=thumb" : "");
}

}  // namespace ow::wire
