#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "src/app/action.hpp"
#include "src/app/effect.hpp"

namespace ow::web {

/// What the effect runner needs of the mirror and the live regions.
class MirrorPort {
  public:
    virtual ~MirrorPort() = default;
    /// See app::FocusHeading and app::FocusNode: once the next frame has drawn it.
    virtual void focus_heading() = 0;
    virtual void focus_node(std::string_view key) = 0;
    /// Says a text through the polite or the assertive live region.
    virtual void announce(std::string_view text, bool assertive) = 0;
    /// The text of the whole page in reading order, for reading aloud.
    virtual std::string page_text() = 0;
};

/// Does what the core wants done (app::Effect), through the bridges, and tells it what came of it (app::Action).
///
/// `dispatch` is never called while run() or start() is under way: answers arrive in later tasks of the browser.
/// Must outlive the page: create it once, after Module.bridges is complete.
class EffectRunner {
  public:
    using Dispatch = std::function<void(app::Action)>;

    /// \param dispatch takes an action to the core; sends app::world::TimeRead before it.
    /// \param mirror must outlive the runner.
    EffectRunner(Dispatch dispatch, MirrorPort& mirror);
    ~EffectRunner();
    EffectRunner(const EffectRunner&) = delete;
    EffectRunner& operator=(const EffectRunner&) = delete;

    /// Loads what the core needs, makes the language current and then dispatches app::world::Started.
    /// Nothing else is dispatched before it.
    void start();

    /// Does one effect. Those that need the person's gesture (choosing photos, copying, speaking, dialling) begin
    /// before this returns, so call it within the DOM event that caused it.
    void run(const app::Effect& effect);

  private:
    struct Parts;
    std::unique_ptr<Parts> m_parts;
};

}  // namespace ow::web
