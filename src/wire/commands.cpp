#include "src/wire/commands.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "src/wire/json.hpp"

namespace ow::wire {
namespace {

namespace api = domain::api;

constexpr const char* attachments_member = "attachments";

/// In the order of domain::CommandCall. The names are kept on devices: they never change.
constexpr std::array<std::string_view, 6> endpoints{"file_case", "join_case",    "take_step",
                                                    "rate_case", "rate_tracked", "file_case"};
static_assert(endpoints.size() == std::variant_size_v<domain::CommandCall>);

/// A call of that endpoint, for what depends on the kind only.
domain::ApiCall example(std::string_view endpoint) {
    if (endpoint == endpoints[0]) {
        return api::FileCase{};
    }
    return api::JoinCase{};  // all others answer the case
}

std::string text_of(const Json& json, const char* name) {
    const auto found = json.find(name);
    return found != json.end() && found->is_string() ? found->get<std::string>() : std::string();
}

/// What can be told from the text of a success.
domain::Acknowledgement essentials_of(const std::string& body) {
    domain::Acknowledgement essentials;
    const auto json = parse_json(body);
    if (json.ok() && json->is_object()) {
        const auto filed = json->find("case");
        essentials.number = text_of(filed != json->end() && filed->is_object() ? *filed : *json, "number");
        essentials.query_code = text_of(*json, "query_code");
    }
    return essentials;
}

}  // namespace

bool is_command(std::string_view endpoint) {
    return std::find(endpoints.begin(), endpoints.end(), endpoint) != endpoints.end();
}

bool needs_account(std::string_view endpoint) { return endpoint != endpoints[4]; }

StoredRequest command_request(const domain::CommandCall& call) {
    HttpRequest http = std::visit([](const auto& which) { return to_http(domain::ApiCall(which), {}, {}); }, call);
    return {std::string(endpoints[call.index()]), std::move(http.path), std::move(http.body)};
}

StoredRequest file_case_request(std::string body) {
    StoredRequest request = command_request(api::FileCase{});
    request.body = std::move(body);
    return request;
}

namespace {

/// Puts the server's names of the pictures where the device's stand. \return how many did.
std::size_t name_pictures(Json& json, const std::vector<StoredPhoto>& photos) {
    if (json.is_string()) {
        const auto& name = json.get_ref<const std::string&>();
        const auto photo =
            std::find_if(photos.begin(), photos.end(), [&](const StoredPhoto& one) { return one.local_id == name; });
        if (photo == photos.end()) {
            return 0;
        }
        json = photo->attachment_id;
        return 1;
    }
    std::size_t named = 0;
    if (json.is_structured()) {
        for (Json& inner : json) {
            named += name_pictures(inner, photos);
        }
    }
    return named;
}

}  // namespace

StoredRequest request_with_pictures(const StoredCommand& command) {
    StoredRequest request = command.request;
    auto json = parse_json(request.body);
    if (command.photos.empty() || !json.ok() || !json->is_object()) {
        return request;
    }
    if (name_pictures(*json, command.photos) > 0) {
        request.body = to_text(*json);
        return request;
    }
    Json ids = Json::array();
    for (const StoredPhoto& photo : command.photos) {
        ids.push_back(photo.attachment_id);
    }
    (*json)[attachments_member] = std::move(ids);
    request.body = to_text(*json);
    return request;
}

StoredCommand acknowledged_form(StoredCommand command, const domain::Acknowledgement& answer) {
    command.request = request_with_pictures(command);
    command.photos.clear();
    command.command.blobs.clear();
    command.attempts = 0;
    command.refused = false;
    command.error.reset();
    command.acknowledged = answer;
    return command;
}

int drop_attachments(StoredRequest& request, const std::vector<std::size_t>& positions) {
    auto json = parse_json(request.body);
    if (!json.ok() || !json->is_object()) {
        return 0;
    }
    const auto found = json->find(attachments_member);
    if (found == json->end() || !found->is_array()) {
        return 0;
    }
    Json left = Json::array();
    for (std::size_t at = 0; at < found->size(); ++at) {
        if (std::find(positions.begin(), positions.end(), at) == positions.end()) {
            left.push_back((*found)[at]);
        }
    }
    const auto dropped = static_cast<int>(found->size() - left.size());
    *found = std::move(left);
    request.body = to_text(*json);
    return dropped;
}

HttpRequest to_http(const StoredRequest& request, std::string_view key, std::string_view language) {
    HttpRequest http{"POST", request.path, {{"Content-Type", "application/json"}}, request.body};
    add_common_headers(http, key, language);
    return http;
}

domain::Result<CommandAnswer, domain::ApiError> command_answer(std::string_view endpoint,
                                                               const HttpResponse& response) {
    CommandAnswer answer;
    domain::ApiResult result = from_http(example(endpoint), response);
    const bool success = response.status >= 200 && response.status <= 299;
    if (success) {
        answer.essentials = essentials_of(response.body);
    }
    if (!result.ok() && answer.essentials.number.empty()) {
        return domain::Failure{std::move(result).error()};
    }
    if (result.ok()) {
        answer.whole = std::move(result).value();
    }
    answer.essentials.epoch = header(response, "onewindow-epoch");
    return answer;
}

}  // namespace ow::wire
