#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <unordered_map>
#include <vector>

#include "src/domain/api.hpp"
#include "src/wire/http.hpp"
#include "src/wire/uploads.hpp"
#include "web/effect_runner_context.hpp"

namespace ow::web {

/// Calls to the server, uploads and the event stream.
class ServerCalls {
  public:
    /// `missing`: the device does not have the picture any more.
    using UploadAnswer = std::function<void(domain::Result<wire::UploadStep, domain::ApiError>, bool missing)>;

    explicit ServerCalls(RunnerContext& context) : m_context(context) {}

    /// Is told the id of the account that turned out to be signed in, "" for nobody.
    std::function<void(std::string)> on_account;

    /// Calls and the event stream. \return whether the effect was one of these.
    bool run(const app::Effect& effect);
    /// The same for what the first page never wants (ADR 18).
    bool run_later(const app::Effect& effect);
    void cancel(app::RequestId request);
    /// Cancels all calls of a feature.
    void forget(const app::Feature* feature);
    /// Is told when the server answers from another database than before (docs/api.md, "Onewindow-Epoch").
    std::function<void(std::string)> on_epoch;
    /// Makes a request outside the core. \return the bridge's request.
    std::uint32_t send(const wire::HttpRequest& request, std::function<void(const wire::HttpResponse&)> handler);
    /// One request of those that bring a file to the server (offline/outbox/ports.hpp).
    void upload(const std::string& local_id, std::string_view key, const wire::UploadPlace& place, UploadAnswer done);
    void cancel_upload(const std::string& local_id);
    void open_events();
    void close_events();

  private:
    void call(const app::Ticket& to, const app::CallApi& effect);
    void call(const app::Ticket& to, const app::CallTree& effect);
    void watch_epoch(const wire::HttpResponse& response);
    void watch_account(const domain::ApiCall& call, const domain::ApiResult& result);

    RunnerContext& m_context;
    struct Call {
        std::uint32_t id = 0;  ///< the bridge's
        const app::Feature* feature = nullptr;
    };
    std::unordered_map<app::RequestId, Call> m_calls;
    std::unordered_map<std::string, std::uint32_t> m_uploads;
    std::uint32_t m_events = 0;
    std::string m_epoch;
};

}  // namespace ow::web
