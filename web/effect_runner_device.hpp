#pragma once

#include <array>
#include <cstdint>
#include <optional>

#include "web/effect_runner_context.hpp"
#include "web/effect_runner_server.hpp"
#include "web/effect_runner_store.hpp"

namespace ow::web {

struct BridgeAnswer;

/// Photos, position, clipboard, speech, alarms, address and document.
class DeviceEffects {
  public:
    DeviceEffects(RunnerContext& context, ServerCalls& server, DeviceStore& store)
        : m_context(context), m_server(server), m_store(store) {}

    void run(const app::PickPhotos& effect);
    void run(const app::ResumePhoto& effect);
    void run(const app::DropPhoto& effect);
    void run(const app::UploadPhoto& effect);
    void run(const app::LocateDevice& effect);
    void run(const app::CopyText& effect);
    void run(const app::Speak& effect);
    void run(const app::StopSpeaking& effect);
    void run(const app::StartTimer& effect);
    void run(const app::StopTimer& effect);
    void run(const app::Navigate& effect);
    void run(const app::NavigateBack& effect);
    void run(const app::SetTitle& effect);
    void run(const app::Print& effect);
    void run(const app::SaveReceiptImage& effect);
    void run(const app::DialPhone& effect);
    void run(const app::ReloadApp& effect);
    /// Pictures dropped or pasted anywhere on the page are taken where the form asks for pictures.
    /// \param room how many the form takes.
    void watch_page(std::string_view url, int room);
    /// Says the current title again, in the current language.
    void refresh_title();

  private:
    void on_photo(app::PhotoPurpose purpose, const BridgeAnswer& answer);

    RunnerContext& m_context;
    ServerCalls& m_server;
    DeviceStore& m_store;
    std::array<std::uint32_t, 8> m_timers{};
    std::optional<app::Message> m_title;
    bool m_takes_dropped = false;
};

}  // namespace ow::web
