#pragma once

#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "offline/outbox/outbox.hpp"
#include "web/effect_runner_context.hpp"
#include "web/effect_runner_server.hpp"
#include "web/effect_runner_store.hpp"

namespace ow::web {

/// Carries out what the outbox policy (offline/outbox) decides.
class OutboxRunner {
  public:
    OutboxRunner(RunnerContext& context, ServerCalls& server, DeviceStore& store)
        : m_context(context), m_server(server), m_store(store) {}

    /// Takes over what the device had stored (key and text); what cannot be read stays where it is.
    void restore(const std::vector<DeviceStore::Record>& records);
    /// From now on the core is told of changes.
    void begin_reporting() { m_reporting = true; }
    [[nodiscard]] std::vector<domain::FilingStatus> statuses() const { return offline::statuses(m_state); }
    void feed(offline::Happening what);
    /// What the core wants of the outbox. \return whether the effect was one of these.
    bool run(const app::Effect& effect);
    /// Another tab wrote to the store.
    void seen_elsewhere(std::string_view verb, const std::string& key);

  private:
    void step(offline::Happening what);
    void sweep_photos_once(bool lock_held);
    void run(const offline::Store& command);
    void run(const offline::Complete& command);
    void run(const offline::Reopen& command);
    void run(const offline::Remove& command);
    void run(const offline::Upload& command);
    void run(const offline::Post& command);
    void run(const offline::StartTimer& command);
    void run(const offline::ReportChanged& command);
    void run(const offline::ReportAcknowledged& command);
    void run(const offline::ReportDiscarded& command);
    void run(const offline::ReportReopened& command);
    void run(const offline::ReportSubmitFailed& command);
    void tell(app::Action action);

    RunnerContext& m_context;
    ServerCalls& m_server;
    DeviceStore& m_store;
    offline::State m_state;
    std::uint32_t m_timer = 0;
    std::deque<offline::Happening> m_happenings;
    bool m_stepping = false;
    bool m_reporting = false;
    bool m_restored = false;
    bool m_swept = false;
};

}  // namespace ow::web
