#include "src/wire/commands.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include "src/wire/json.hpp"
#include "src/wire/value.hpp"

namespace ow::wire {
namespace {

namespace api = domain::api;

constexpr const char* attachments_member = "attachments";

/// In the order of domain::CommandCall. The names are kept on devices: they never change.
constexpr std::array<std::string_view, 7> endpoints{"file_case",    "join_case", "take_step", "rate_case",
                                                    "rate_tracked", "file_case", "post"};
static_assert(endpoints.size() == std::variant_size_v<domain::CommandCall>);

/// A call of that endpoint, for what depends on the kind only.
domain::ApiCall example(std::string_view endpoint) {
    if (endpoint == endpoints[0]) {
        return api::FileCase{};
    }
    if (endpoint == endpoints[6]) {
        return api::PostTree{};
    }
    return api::JoinCase{};  // all others answer the case
}

std::string text_of(const Json& json, const char* name) {
    const auto found = json.find(name);
    return found != json.end() && found->is_string() ? found->get<std::string>() : std::string();
}

/// Where the answer tells nothing but success: some object, so that the page of a proxy is none.
bool tells_success(const std::string& body) {
    const auto json = parse_json(body);
    return json.ok() && json->is_object() && !json->empty();
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

/// Where the text stands, ".materials.id_card.1"; "" where it does not.
std::string path_of(const Json& json, const std::string& text) {
    for (const auto& [name, inner] : json.items()) {
        if (inner.is_string() && inner.get_ref<const std::string&>() == text) {
            return "." + name;
        }
        if (inner.is_structured()) {
            if (std::string below = path_of(inner, text); !below.empty()) {
                return below.insert(0, "." + name);
            }
        }
    }
    return {};
}

/// The text that stands in a list at a path, or nullptr.
Json* find_text(Json& json, std::string_view path) {
    Json* here = &json;
    bool in_list = false;
    while (here->is_structured() && !path.empty()) {
        const std::size_t end = std::min(path.find('.'), path.size());
        const std::string_view name = path.substr(0, end);
        path.remove_prefix(std::min(path.size(), end + 1));
        in_list = here->is_array();
        if (in_list) {
            std::size_t at = 0;
            const auto parsed = std::from_chars(name.data(), name.data() + name.size(), at);
            if (parsed.ec != std::errc() || parsed.ptr != name.data() + name.size() || at >= here->size()) {
                return nullptr;
            }
            here = &(*here)[at];
        } else {
            const auto found = here->find(std::string(name));
            if (found == here->end()) {
                return nullptr;
            }
            here = &*found;
        }
    }
    return path.empty() && in_list && here->is_string() ? here : nullptr;
}

/// Takes what is null out of all lists.
void drop_marked(Json& json) {
    if (json.is_array()) {
        json.erase(std::remove(json.begin(), json.end(), nullptr), json.end());
    }
    if (json.is_structured()) {
        for (Json& inner : json) {
            drop_marked(inner);
        }
    }
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

std::string picture_path(const StoredCommand& command, std::size_t index) {
    const auto json = parse_json(command.request.body);
    const std::string path = json.ok() ? path_of(*json, command.photos[index].local_id) : std::string();
    return path.empty() ? std::string(attachments_member) + "." + std::to_string(index) : path.substr(1);
}

std::optional<std::size_t> picture_at(const StoredCommand& command, std::string_view path) {
    for (std::size_t index = 0; index < command.photos.size(); ++index) {
        if (picture_path(command, index) == path) {
            return index;
        }
    }
    return std::nullopt;
}

int drop_pictures(StoredRequest& request, const std::vector<std::string>& paths) {
    auto json = parse_json(request.body);
    if (!json.ok()) {
        return 0;
    }
    std::vector<Json*> gone;
    for (const std::string& path : paths) {
        Json* found = find_text(*json, path);
        if (found == nullptr) {
            return 0;
        }
        gone.push_back(found);
    }
    // Marked first: what is taken out moves those behind it.
    for (Json* one : gone) {
        *one = nullptr;
    }
    drop_marked(*json);
    request.body = to_text(*json);
    return static_cast<int>(gone.size());
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
    if (success && endpoint == endpoints[6]) {
        if (!tells_success(response.body)) {
            return domain::Failure{domain::make_error(domain::ApiErrorKind::unexpected)};
        }
        answer.tree = parse_value(response.body).value_or({});
    }
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
