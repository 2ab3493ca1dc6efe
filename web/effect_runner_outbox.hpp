#pragma once

#include <array>
#include <functional>
#include <string>
#include <string_view>

#include "offline/outbox/runner.hpp"
#include "web/effect_runner_context.hpp"
#include "web/effect_runner_server.hpp"
#include "web/effect_runner_store.hpp"

namespace ow::web {

/// The outbox's runner (offline/outbox) over the bridges, and its reports as actions of the core.
class OutboxBridge : private offline::NetworkPort, private offline::SurroundingsPort, private offline::ReportPort {
  public:
    OutboxBridge(RunnerContext& context, ServerCalls& server, DeviceStore& store)
        : m_context(context), m_server(server), m_store(store), m_runner(store, *this, *this, *this) {}

    [[nodiscard]] offline::Runner& runner() { return m_runner; }
    /// What the core wants of the outbox. \return whether the effect was one of these.
    bool run(const app::Effect& effect);
    /// Another tab wrote to the store.
    void changed_elsewhere(std::string_view verb, const std::string& key);

  private:
    void submit(const app::SubmitFiling& effect);
    void save_unreadable();
    void upload(const std::string& local_id, const std::string& key, const wire::UploadPlace& place,
                UploadAnswer done) override;
    void cancel_upload(const std::string& local_id) override { m_server.cancel_upload(local_id); }
    void post(const wire::StoredRequest& request, const std::string& key, PostAnswer done) override;
    domain::Instant now() override { return clock_now(); }
    double dice() override { return random_dice(); }
    void start_timer(offline::Alarm alarm, std::int64_t delay_ms, std::function<void()> done) override;
    void ask_for_lock() override;
    void report(const offline::Report& what) override;
    void health_changed(const domain::OutboxHealth& health) override;
    void draft_taken(const std::string& slot) override { m_store.forget_pending(slot); }

    void tell(const offline::ReportChanged& report);
    void tell(const offline::ReportAcknowledged& report);
    void tell(const offline::ReportDiscarded& report);
    void tell(const offline::ReportReopened& report);
    void tell(const offline::ReportSubmitFailed& report);

    RunnerContext& m_context;
    ServerCalls& m_server;
    DeviceStore& m_store;
    offline::Runner m_runner;
    std::array<std::uint32_t, 2> m_timers{};  ///< by offline::Alarm
};

}  // namespace ow::web
