#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "web/effect_runner_context.hpp"
#include "web/effect_runner_server.hpp"
#include "web/effect_runner_store.hpp"

namespace ow::web {

struct BridgeAnswer;

/// Photos, position, clipboard, speech, alarms, address and document.
class DeviceEffects {
  public:
    DeviceEffects(RunnerContext& context, DeviceStore& store) : m_context(context), m_store(store) {}

    /// \return whether the effect was one of these.
    bool run(const app::Effect& effect);
    /// Stops the alarms of a feature whose state was thrown away.
    void forget(const app::Feature* feature);
    /// Says the current title again, in the current language.
    void refresh_title();

  private:
    void run(const app::Ticket& to, const app::PickPhotos& effect);
    void run(const app::Ticket& to, const app::ResumePhoto& effect);
    void run(const app::Ticket& to, const app::EditPhoto& effect);
    void run(const app::Ticket& to, const app::AcceptPhotos& effect);
    void run(const app::DropPhoto& effect);
    void run(const app::Ticket& to, const app::LocateDevice& effect);
    void run(const app::Ticket& to, const app::CopyText& effect);
    void run(const app::Ticket& to, const app::Speak& effect);
    void run(const app::StopSpeaking& effect);
    void run(const app::Ticket& to, const app::StartTimer& effect);
    void run(const app::Ticket& to, const app::StopTimer& effect);
    void run(const app::Navigate& effect);
    void run(const app::NavigateBack& effect);
    void run(const app::SetTitle& effect);
    void run(const app::Print& effect);
    void run(const app::SaveReceiptImage& effect);
    void run(const app::DialPhone& effect);
    void run(const app::ReloadApp& effect);
    /// An alarm of a feature; the bridge knows it by a number.
    struct Alarm {
        const app::Feature* feature = nullptr;
        app::TimerId timer = 0;
        std::uint32_t number = 0;
        std::uint32_t request = 0;
    };
    [[nodiscard]] Alarm& alarm_of(const app::Feature* feature, app::TimerId timer);
    static void stop(Alarm& alarm);
    void on_photo(const app::Ticket& to, const BridgeAnswer& answer, std::string_view name = {});

    RunnerContext& m_context;
    DeviceStore& m_store;
    std::vector<Alarm> m_alarms;
    std::optional<app::Message> m_title;
    struct Drops {
        std::uint32_t request = 0;
        const app::Feature* feature = nullptr;
    };
    std::vector<Drops> m_drops;  ///< what dropped files answer to, the newest last
};

}  // namespace ow::web
