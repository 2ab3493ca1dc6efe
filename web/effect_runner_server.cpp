#include "web/effect_runner_server.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "src/wire/assets.hpp"
#include "src/wire/value.hpp"
#include "web/bridges/common/bridge.hpp"
#include "web/bridges/events/events_bridge.hpp"
#include "web/bridges/http/http_bridge.hpp"

namespace ow::web {
namespace {

constexpr std::uint32_t call_limit_ms = 30'000;
constexpr std::uint32_t upload_limit_ms = 60'000;
constexpr std::string_view events_path = "/api/v1/events";

std::string header_lines(const wire::HttpRequest& request) {
    std::string lines;
    for (const auto& [name, value] : request.headers) {
        lines += name + ": " + value + "\n";
    }
    return lines;
}

wire::HttpResponse response_of(const BridgeAnswer& answer) {
    if (answer.failed()) {
        return {};
    }
    return {answer.status, answer.meta, answer.data};
}

/// The call as the codec takes it.
template <class... Calls>
domain::ApiCall unpack(const app::Call& call, const std::variant<Calls...>*) {
    domain::ApiCall result;
    const auto take = [&](const auto* what) {
        if (what != nullptr) {
            result = *what;
        }
    };
    (take(call.get<Calls>()), ...);
    return result;
}

}  // namespace

std::uint32_t ServerCalls::send(const wire::HttpRequest& http, std::function<void(const wire::HttpResponse&)> handler) {
    const std::uint32_t id = expect_answer([this, handler = std::move(handler)](const BridgeAnswer& answer) {
        const wire::HttpResponse response = response_of(answer);
        watch_epoch(response);
        handler(response);
    });
    const std::string headers = header_lines(http);
    ow_http_send(id, http.method.data(), size_of(http.method), http.path.data(), size_of(http.path), headers.data(),
                 size_of(headers), http.body.data(), size_of(http.body), call_limit_ms);
    return id;
}

void ServerCalls::watch_epoch(const wire::HttpResponse& response) {
    const std::string_view epoch = wire::header(response, "onewindow-epoch");
    if (!epoch.empty() && epoch != m_epoch) {
        m_epoch = epoch;
        on_epoch(m_epoch);
    }
}

bool ServerCalls::run(const app::Effect& effect) {
    return on<app::CallApi>(effect, [&](const auto& what) { call(effect.from, what); }) ||
           on<app::CancelCall>(effect, [&](const auto& what) { cancel(what.request); }) ||
           on<app::OpenEvents>(effect, [&](const auto&) { open_events(); }) ||
           on<app::CloseEvents>(effect, [&](const auto&) { close_events(); });
}

void ServerCalls::call(const app::Ticket& to, const app::CallApi& effect) {
    const domain::ApiCall unpacked = unpack(effect.call, static_cast<const domain::ApiCall*>(nullptr));
    const std::uint32_t id = send(wire::to_http(unpacked, effect.key, m_context.language_tag()),
                                  [this, to, call = unpacked](const wire::HttpResponse& response) {
                                      m_calls.erase(to.token);
                                      domain::ApiResult result = wire::from_http(call, response);
                                      watch_account(call, result);
                                      m_context.answer(to, app::world::ApiAnswered{std::move(result)});
                                  });
    m_calls[to.token] = {id, to.feature};
}

bool ServerCalls::run_later(const app::Effect& effect) {
    return on<app::CallTree>(effect, [&](const auto& what) { call(effect.from, what); });
}

void ServerCalls::call(const app::Ticket& to, const app::CallTree& effect) {
    using Method = app::CallTree::Method;
    constexpr std::array methods{"GET", "POST", "PUT", "DELETE"};
    const char* const method = methods[static_cast<std::size_t>(effect.method)];
    const bool writes = effect.method == Method::post || effect.method == Method::put;
    const wire::HttpRequest http =
        wire::tree_request(method, effect.path, writes ? wire::canonical_text(effect.body) : "", effect.key,
                           m_context.language_tag(), effect.version);
    const std::uint32_t id = send(http, [this, to](const wire::HttpResponse& response) {
        m_calls.erase(to.token);
        m_context.answer(to, app::world::TreeAnswered{wire::tree_from_http(response)});
    });
    m_calls[to.token] = {id, to.feature};
}

void ServerCalls::watch_account(const domain::ApiCall& call, const domain::ApiResult& result) {
    if (!result) {
        return;
    }
    if (std::holds_alternative<domain::api::SignOut>(call)) {
        on_account({});
    } else if (const auto* session = std::get_if<domain::api::SessionState>(&*result)) {
        on_account(session->account ? session->account->id : std::string());
    }
}

void ServerCalls::cancel(app::RequestId request) {
    const auto found = m_calls.find(request);
    if (found == m_calls.end()) {
        return;
    }
    forget_answer(found->second.id);
    ow_http_cancel(found->second.id);
    m_calls.erase(found);
}

void ServerCalls::forget(const app::Feature* feature) {
    std::vector<app::RequestId> calls;
    for (const auto& [token, call] : m_calls) {
        if (call.feature == feature) {
            calls.push_back(token);
        }
    }
    for (const app::RequestId token : calls) {
        cancel(token);
    }
}

void ServerCalls::upload(const std::string& local_id, std::string_view key, const wire::UploadPlace& place,
                         UploadAnswer done) {
    const wire::HttpRequest http = wire::upload_request(key, m_context.language_tag());
    const std::string headers = header_lines(http), parts = wire::parts_path(place);
    const std::uint32_t id = expect_answer([this, local_id, place, done = std::move(done)](const BridgeAnswer& answer) {
        m_uploads.erase(local_id);
        done(wire::upload_step(response_of(answer), place), answer.text("error") == "missing");
    });
    m_uploads[local_id] = id;
    const double from = place.upload.empty() ? -1 : static_cast<double>(place.sent);
    ow_http_upload(id, local_id.data(), size_of(local_id), http.path.data(), size_of(http.path), parts.data(),
                   size_of(parts), from, headers.data(), size_of(headers), upload_limit_ms);
}

void ServerCalls::cancel_upload(const std::string& local_id) {
    const auto found = m_uploads.find(local_id);
    if (found == m_uploads.end()) {
        return;
    }
    forget_answer(found->second);
    ow_http_cancel(found->second);
    m_uploads.erase(found);
}

void ServerCalls::open_events() {
    if (m_events != 0) {
        return;
    }
    m_events = expect_answer([this](const BridgeAnswer& answer) {
        const std::string_view event = answer.text("event");
        if (event == "opened") {
            m_context.tell(app::world::EventsOpened{});
        } else if (event == "lost") {
            m_context.tell(app::world::EventsLost{});
        } else if (event == "queues") {
            m_context.tell(app::world::QueuesChanged{});
        } else if (event == "case") {
            // An event that cannot be read only means that a list is refreshed a little later.
            if (auto changed = wire::decode_case_event(answer.data)) {
                m_context.tell(app::world::CaseChanged{changed->number, changed->version, changed->state});
            }
        }
    });
    ow_events_open(m_events, events_path.data(), size_of(events_path));
}

void ServerCalls::close_events() {
    forget_answer(m_events);
    m_events = 0;
    ow_events_close();
}

}  // namespace ow::web
