#pragma once
/// One frame: layout, drawing and meaning together. Widgets take a Ui& and nothing else of the outside world.
///
/// A frame may be laid out more than once before it is shown: sizes that are only known at the end of a widget (a
/// card's height, a list's content) are remembered, and `unsettled()` asks for another pass when one changed.

#include "src/a11y/tree.hpp"
#include "src/app/box.hpp"
#include "ui/frame/images.hpp"
#include "ui/text/icons.hpp"
#include "ui/text/text.hpp"
#include "ui/theme/theme.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

struct ImDrawList;

namespace ow::ui {

using a11y::NodeId;
using a11y::Rect;

/// What happened to one interactive rectangle in this frame.
struct Interaction {
    bool hovered = false;
    bool held = false;
    bool clicked = false;  ///< pressed by pointer, keyboard or assistive technology
    bool focused = false;  ///< the DOM's focus is here
    bool ring = false;     ///< and should be shown (keyboard focus, or a text field)
};

/// A press that moves: drawing, panning. It is never the only way to do something.
struct Drag {
    bool held = false;      ///< the pointer is pressed, and was pressed in the rectangle
    bool began = false;     ///< in this pass
    bool ended = false;     ///< it was let go since the last pass
    float x = 0, y = 0;     ///< the pointer's last place, CSS px
    float dx = 0, dy = 0;   ///< moved since the last pass, CSS px
    double ms = 0;          ///< Surface::ms of this pass
    float pressure = 0.5f;  ///< Surface::pressure of this pass
};

/// What the surface is like in this frame.
struct Surface {
    float width = 0, height = 0;     ///< CSS px
    bool pointer_activates = false;  ///< true in native tests; in a browser the DOM's click is the activation
    double ms = 0;                   ///< a clock that only runs forward
    float pressure = 0.5f;           ///< how hard the pointer presses, 0–1; 0.5 where nobody knows
};

/// Where the widget's text sits in its box.
enum class Align { left, center, right };

/// The context of a frame. Lives as long as the window; holds what must outlast a frame (remembered sizes, focus,
/// scroll offsets) and nothing of the application's model.
class Ui {
  public:
    /// Both must outlive this object; `pictures` may be null (nothing but placeholders is drawn then).
    Ui(const Fonts& fonts, PictureSource* pictures) : m_fonts(fonts), m_pictures(pictures) {}

    // -- the frame ---------------------------------------------------------------------------------------------------
    /// Starts a pass; ImGui::NewFrame() has been called.
    void begin(const Surface& surface, const Theme& theme);
    /// Ends the pass. Requests nobody took are dropped.
    void end();
    /// True when a remembered size changed and the frame must be laid out again.
    [[nodiscard]] bool unsettled() const { return m_unsettled; }
    [[nodiscard]] const Theme& theme() const { return m_theme; }
    [[nodiscard]] const Fonts& fonts() const { return m_fonts; }
    [[nodiscard]] const Surface& surface() const { return m_surface; }
    /// True while the page goes to paper: what is drawn only where it is seen is drawn whole.
    [[nodiscard]] bool printing() const { return m_printing; }
    void set_printing(bool printing) { m_printing = printing; }
    [[nodiscard]] a11y::Tree& tree() { return m_tree; }
    [[nodiscard]] const a11y::Tree& tree() const { return m_tree; }
    [[nodiscard]] bool wide() const { return m_surface.width >= 820; }
    [[nodiscard]] bool desktop() const { return m_surface.width >= 1100; }

    // -- identity ----------------------------------------------------------------------------------------------------
    /// Id of `key` within the open scopes.
    [[nodiscard]] NodeId id(std::string_view key) const;
    void push_scope(std::string_view key) { m_scopes.push_back(id(key)); }
    void pop_scope() { m_scopes.pop_back(); }

    // -- layout: columns in which widgets stack ----------------------------------------------------------------------
    /// Opens a column: widgets placed from now on stack in `rect` (its height is not a limit).
    void push_column(const Rect& rect, float gap);
    /// Closes it and returns the height used.
    float pop_column();
    [[nodiscard]] float width() const { return m_columns.back().rect.w; }
    [[nodiscard]] float left() const { return m_columns.back().rect.x; }
    /// Where the next widget would start (after the gap).
    [[nodiscard]] float next_y() const;
    /// Takes a full-width rectangle of `height` from the column.
    Rect place(float height);
    /// Replaces the gap before the next widget, CSS px.
    void gap(float px) { m_columns.back().next_gap = px; }
    /// Remembered number of an earlier pass or frame.
    [[nodiscard]] float recall(NodeId key, float fallback) const;
    /// Remembers it; another pass is asked for when it changed by half a pixel or more.
    void remember(NodeId key, float value);
    /// Asks for another pass: something that was drawn already has become untrue.
    void unsettle() { m_unsettled = true; }
    /// State of a widget that outlasts a frame and is more than a number; made at the first use. Each type has its own
    /// under an id, so that none is ever read as another, whatever two ids share. Beyond `kept_most` those go that no
    /// pass asked for longest; a reference holds until the end of the pass.
    template <class T>
    T& keep(NodeId id) {
        Kept& kept = m_kept[{id, app::type_key<T>()}];
        if (kept.value == nullptr) kept.value = std::make_shared<T>();
        kept.pass = m_pass;
        return *static_cast<T*>(kept.value.get());
    }
    static constexpr std::size_t kept_most = 512;
    [[nodiscard]] std::size_t kept() const { return m_kept.size(); }

    // -- drawing -----------------------------------------------------------------------------------------------------
    [[nodiscard]] ImDrawList& draw() const;
    void fill(const Rect& rect, Colour colour, float radius = 0) const;
    void fill_gradient(const Rect& rect, Colour from, Colour to, float radius) const;
    void outline(const Rect& rect, Colour colour, float radius, float stroke) const;
    void shadow(const Rect& rect, float radius) const;
    void line(float x0, float y0, float x1, float y1, Colour colour, float stroke) const;
    void circle(float cx, float cy, float radius, Colour fill, Colour edge, float stroke) const;
    void icon(Icon icon, float cx, float cy, float px, Colour colour) const;
    /// Words that did not fit and were drawn with dots in this pass; tests say that there are none.
    [[nodiscard]] const std::vector<std::string>& cut_texts() const { return m_cut; }
    /// Draws text in the middle of a box: one line; where that is too wide as many as there is height for, and smaller
    /// (down to half) where there is none. What does not fit even so is cut (cut_texts).
    void text_in(const Rect& box, const TextStyle& style, std::string_view text, Align align = Align::left) const;
    /// Draws one line of what a person wrote or chose, with dots where it is too long: its field shows all of it.
    void text_elided(const Rect& box, const TextStyle& style, std::string_view text) const;
    /// Draws wrapped text from the box's top and returns the height used.
    float text_block(float x, float y, float width, const TextStyle& style, std::string_view text,
                     Align align = Align::left) const;
    /// Draws the line under each line of wrapped text.
    void underline(float x, float y, float width, const TextStyle& style, std::string_view text) const;
    [[nodiscard]] float text_height(const TextStyle& style, std::string_view text, float width) const;
    [[nodiscard]] float text_width(const TextStyle& style, std::string_view text) const;
    void focus_ring(const Rect& rect, float radius) const;
    /// Draws a picture filling the box (cropped, rounded); a quiet placeholder while it loads.
    void picture(std::string_view key, const Rect& box, float radius) const;
    /// The picture itself, for widgets that draw more of it than a box; loading without a source.
    [[nodiscard]] Picture picture_of(std::string_view key) const;
    void push_clip(const Rect& rect);
    void pop_clip();
    [[nodiscard]] TextStyle style(float px, Colour colour, Face face = Face::regular) const;
    [[nodiscard]] TextStyle body() const { return style(m_theme.type.body, m_theme.colour.ink); }
    [[nodiscard]] TextStyle secondary() const { return style(m_theme.type.secondary, m_theme.colour.ink2); }

    // -- meaning -----------------------------------------------------------------------------------------------------
    /// Says what stands in `box` (CSS px): a leaf under the open node. What only some nodes have is set in the node
    /// that comes back, which may be used until the next one is said; an id given twice in a frame comes back changed.
    a11y::Node& emit(a11y::Role role, NodeId id, std::string_view name, const Rect& box);
    /// The same for drawn text: its mirror lies over it in the same size.
    a11y::Node& emit(a11y::Role role, NodeId id, std::string_view name, const Rect& box, const TextStyle& style);
    /// The same as the parent of what follows, until tree().close().
    a11y::Node& emit_open(a11y::Role role, NodeId id, std::string_view name, const Rect& box);
    a11y::Node& emit_open(a11y::Role role, NodeId id, std::string_view name, const Rect& box, const TextStyle& style);

    // -- interaction -------------------------------------------------------------------------------------------------
    /// Registers the rectangle with ImGui and reports pointer, keyboard and assistive input on the id.
    Interaction interact(NodeId id, const Rect& rect, bool disabled = false);
    /// Follows a press that begins in the rectangle until it is let go, wherever it moves. The node of `id` needs
    /// a11y::state_drag, or a finger scrolls the page instead.
    Drag drag(NodeId id, const Rect& rect);
    /// The value the native field or select reported for the id since the last frame.
    std::optional<std::string> take_value(NodeId id);
    /// True where the pointer rests on the rectangle and nothing lies above it.
    [[nodiscard]] bool pointer_over(const Rect& rect) const;
    /// True once when the id was asked for the action.
    bool take(NodeId id, a11y::ActionKind kind);
    /// The next key sent to the id (ActionKind::key); ask until there is none.
    std::optional<std::string> take_key(NodeId id);
    /// The first request of the kind for the id, each once.
    std::optional<a11y::ActionRequest> take_request(NodeId id, a11y::ActionKind kind);
    /// Queues a request from the mirror (or a test).
    void request(a11y::ActionRequest request) { m_requests.push_back(std::move(request)); }
    /// What the DOM says has the focus (0 = nothing) and whether a ring is wanted.
    void set_focus(NodeId id, bool visible);
    [[nodiscard]] NodeId focus() const { return m_focus; }
    /// True where the focus came by keyboard (or stands in a field) and is to be seen.
    [[nodiscard]] bool focus_visible() const { return m_focus_visible; }
    /// Asks the mirror to move the focus after this frame.
    void want_focus(NodeId id) { m_want_focus = id; }
    /// Taken by the root once a frame; 0 = none.
    NodeId take_wanted_focus();
    /// Gives a node a name the core can ask the focus for ("field:title", "error-summary"). Fields do it by themselves
    /// with their key.
    void mark(std::string_view name, NodeId id) { m_marks.insert_or_assign(std::string(name), id); }
    /// The node of a name in this frame, 0 when it is not drawn.
    [[nodiscard]] NodeId marked(std::string_view name) const;

    // -- scrolling ---------------------------------------------------------------------------------------------------
    [[nodiscard]] float scroll_of(NodeId area) const { return recall(area ^ 0x5c201100u, 0); }
    void set_scroll(NodeId area, float offset) { m_memory[area ^ 0x5c201100u] = offset; }
    /// Moves a scroll area by program (the mirror follows).
    void want_scroll(NodeId area, float offset);
    struct ScrollWish {
        NodeId area;
        float offset;
    };
    std::vector<ScrollWish> take_wanted_scrolls();

    // -- modality ----------------------------------------------------------------------------------------------------
    /// While a dialog is open what lies under it takes no pointer.
    void begin_modal_layer() {
        m_in_modal = true;
        m_modal_seen = true;
    }
    void end_modal_layer() { m_in_modal = false; }

    // -- popups
    // ----------------------------------------------------------------------------------------------------------
    /// Draws later in this pass, above everything of the page or of the open dialog and unclipped, in the scope that is
    /// open now; its nodes stand at the end of that layer. What it captures must outlive the page's drawing.
    void draw_above(std::function<void()> draw) { m_popups.push_back({m_scopes.back(), std::move(draw)}); }
    /// Takes the pointer from what lies under the rectangle of a popup.
    void cover(const Rect& rect) { m_covered.push_back(rect); }
    /// Draws what waits; by end() and by dialogs before they close.
    void draw_popups();

  private:
    struct Waiting {
        NodeId scope;
        std::function<void()> draw;
    };
    struct Column {
        Rect rect;
        float used = 0, gap = 0;
        float next_gap = -1;
        bool empty = true;
    };
    struct Kept {
        std::shared_ptr<void> value;
        std::uint64_t pass = 0;
    };
    void drop_unused();
    /// True where something lies over what is drawn now and takes the pointer.
    [[nodiscard]] bool pointer_blocked() const;
    void text_squeezed(const Rect& box, const TextStyle& style, std::string_view text, Align align) const;

    const Fonts& m_fonts;
    PictureSource* m_pictures;
    Theme m_theme{};
    Surface m_surface;
    a11y::Tree m_tree;
    std::vector<NodeId> m_scopes;
    std::vector<Column> m_columns;
    std::unordered_map<NodeId, float> m_memory;
    std::map<std::pair<NodeId, app::TypeKey>, Kept> m_kept;
    std::uint64_t m_pass = 0;
    std::vector<a11y::ActionRequest> m_requests;
    std::vector<ScrollWish> m_scroll_wishes;
    std::unordered_map<std::string, NodeId> m_marks;
    NodeId m_focus = 0, m_want_focus = 0;
    NodeId m_dragged = 0;
    float m_drag_x = 0, m_drag_y = 0;
    bool m_focus_visible = false;
    bool m_unsettled = false;
    bool m_printing = false;
    mutable std::vector<std::string> m_cut;
    bool m_in_modal = false, m_modal_seen = false, m_modal_before = false;
    std::vector<Waiting> m_popups;
    std::vector<Rect> m_covered, m_covered_before;
    bool m_in_popup = false;
};

/// Opens an id scope for the life of the object.
class Scope {
  public:
    Scope(Ui& ui, std::string_view key) : m_ui(ui) { ui.push_scope(key); }
    ~Scope() { m_ui.pop_scope(); }
    Scope(const Scope&) = delete;
    Scope& operator=(const Scope&) = delete;

  private:
    Ui& m_ui;
};

/// ImGui colour of a token, with opacity 0–1.
[[nodiscard]] std::uint32_t im_colour(Colour colour, float opacity = 1.0f);

/// Replaces `{name}`-free helper: grows a rectangle on every side (negative shrinks).
[[nodiscard]] inline Rect inflated(const Rect& r, float by) { return {r.x - by, r.y - by, r.w + 2 * by, r.h + 2 * by}; }

}  // namespace ow::ui
