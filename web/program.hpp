#pragma once
/// The composition root: model, frame, effects and mirror put together. Nothing here decides anything; it passes on.

#include "src/a11y/diff.hpp"
#include "src/app/update.hpp"
#include "ui/views/root.hpp"
#include "ui/views/view.hpp"
#include "web/browser_glyphs.hpp"
#include "web/effect_runner.hpp"
#include "web/pictures.hpp"

#include <deque>
#include <memory>
#include <string>

namespace ow::web {

/// The running portal. One instance, made by main() and never destroyed.
class Program final : public MirrorPort {
  public:
    Program();

    /// Starts the effects' world; the first action (Started) follows from there.
    void start();
    /// Queues an action; it is handled before the next frame, and at once where no frame is being made.
    void dispatch(app::Action action);
    /// Lays out, mirrors and draws at once.
    void frame();
    /// The browser's turn to draw: what has not been laid out yet, and what has not been put on the canvas.
    void animation_frame();
    /// Asks for a frame: what is drawn changed.
    void wake();

    void on_request(a11y::ActionRequest request);
    void on_resize(float width, float height, float density);
    void on_pointer(float x, float y, bool down);
    /// How hard what draws presses, 0–1; told before its place.
    void on_pressure(float pressure) {
        m_surface.pressure = pressure;
        m_hand_draws = true;
    }
    void on_picture(std::uint32_t texture, int width, int height);
    /// The page goes to paper, or came back from it: what is drawn only where it is seen is drawn whole meanwhile.
    void on_printing(bool printing);
    void on_context_lost();
    void on_context_restored();
    /// The system's fonts changed: every glyph is drawn anew.
    void on_fonts_changed();

    /// The whole tree of the last frame, as a patch from nothing: what tests compare the mirror with.
    [[nodiscard]] a11y::Patch drawn() const { return a11y::diff({}, m_ui->tree()); }
    /// Words of the last frame that did not fit.
    [[nodiscard]] const std::vector<std::string>& cut_texts() const { return m_ui->cut_texts(); }

    /// Whether something is still to be laid out or drawn.
    [[nodiscard]] bool behind() const { return m_frame_wanted || m_present_late; }

    // MirrorPort
    void focus_heading() override;
    void focus_node(std::string_view key) override;
    void announce(std::string_view text, bool assertive) override;
    std::string page_text() override;

  private:
    void drain();
    /// One pass of layout; returns whether another one is needed.
    bool lay_out();
    /// Lays out and mirrors what changed. Done within the event that must have its effects there (file pickers,
    /// clipboard, speech); the canvas follows in the browser's turn, for a graphics process that is asked for more
    /// pictures than it can show falls ever further behind.
    void update();
    void present();
    void ask_browser();
    /// Brings the mirror up to date; returns whether the canvas can follow in the next pause of typing.
    bool mirror();
    [[nodiscard]] bool in_typing() const;
    void want_layout();
    void move_focus();

    BrowserGlyphs m_glyphs;
    Pictures m_pictures;
    std::unique_ptr<ui::Fonts> m_fonts;
    std::unique_ptr<ui::Ui> m_ui;
    a11y::Tree m_mirrored;
    app::Model m_model{ui::cores(ui::all_features())};
    std::deque<app::Action> m_queue;
    EffectRunner m_effects;
    ui::Surface m_surface;
    float m_density = 1;
    std::uint64_t m_presented = 0;  ///< what the canvas shows (fingerprint); 0 where that is not known
    bool m_draining = false;
    bool m_framing = false;
    bool m_hand_draws = false;  ///< the next place of the pointer is one of a stroke
    bool m_frame_wanted = false;
    bool m_present_wanted = false;  ///< in the browser's next turn
    bool m_present_late = false;    ///< the canvas is behind what was laid out
    bool m_asked_browser = false;
    bool m_context_lost = false;
    bool m_heading_wanted = false;
    double m_typed_at = -1e9;  ///< when somebody last typed; ms, of the page
    std::string m_focus_wanted;
    int m_focus_patience = 0;  ///< frames left to wait for the wanted node
    domain::Language m_indexed_language = domain::Language::zh_cn;
    bool m_indexed = false;
};

/// The one program.
[[nodiscard]] Program& program();

}  // namespace ow::web
