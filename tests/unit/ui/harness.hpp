#pragma once
/// A window without a screen: draws widgets and pages with a headless Dear ImGui and lets a test do what a person does,
/// by pointer or by assistive technology, finding things by role and name only.
///
///     Harness h;
///     bool saved = false;
///     h.show([&](Ui& ui) { if (button(ui, "save", "保存")) saved = true; });
///     h.press(Role::button, "保存");
///     CHECK(saved);
///
/// Several may live at a time if the last one made is the first one gone; only that one draws. A whole program (model,
/// update, effects) is played with tests/unit/ui/program.hpp.

#include "src/i18n/catalogue.hpp"
#include "ui/frame/ui.hpp"
#include "ui/views/view.hpp"

#include <functional>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

struct ImGuiContext;
struct ImDrawData;

namespace ow::test {

using a11y::ActionKind;
using a11y::Node;
using a11y::NodeId;
using a11y::Role;
using a11y::State;

/// Glyphs of fixed size: Chinese and icons 1 em, what lies below U+2E80 half an em except
/// quotation marks, dashes and the ellipsis, which Chinese fonts draw wide; ascent 0.88 em, descent 0.12 em.
class StubGlyphs final : public ui::GlyphSource {
  public:
    std::set<char32_t> lacking;  ///< code points no face has
    std::set<char32_t> drawn;    ///< the characters among them
    std::set<std::string> runs;  ///< the runs that were drawn as a whole
    int rasterised = 0;          ///< how many glyphs were drawn so far

    ui::FaceMetrics metrics(ui::Face face, float px) override;
    float advance(ui::Face face, char32_t code_point, float px) override;
    bool rasterise(ui::Face face, char32_t code_point, float px, ui::GlyphBitmap& out) override;
    float advance(ui::Face face, std::string_view run, float px) override;
    bool rasterise(ui::Face face, std::string_view run, float px, ui::GlyphBitmap& out) override;
};

/// Pictures that are whatever a test says: keys in `ready` can be drawn, keys in `failed` cannot, the rest is loading.
class StubPictures final : public ui::PictureSource {
  public:
    std::set<std::string, std::less<>> ready, failed;
    std::set<std::string, std::less<>> asked;  ///< every key that was asked for
    ui::Picture picture(std::string_view key) override;
};

/// The surface and the reader a test draws for.
struct Setup {
    float width = 390, height = 844;  ///< CSS px
    float density = 1;                ///< device pixels per CSS pixel
    ui::ThemeChoice theme{};
    std::string language = "zh-CN";
};

/// The theme of the elder mode, for Setup::theme.
[[nodiscard]] ui::ThemeChoice elder();

class Harness {
  public:
    using Draw = std::function<void(ui::Ui&)>;
    using DrawView = std::function<void(const ui::View&)>;

    explicit Harness(Setup setup = {});
    virtual ~Harness();
    Harness(const Harness&) = delete;
    Harness& operator=(const Harness&) = delete;

    // -- drawing -----------------------------------------------------------------------------------------------------
    /// Draws from now on this, and the first frame at once.
    void show(Draw draw);
    /// Draws a page of a model that stays as it is (the caller owns both); what it sends is found in actions().
    void show(const app::Model& model, DrawView draw);
    /// One frame: passes (begin, draw, end) until the sizes have settled, at most six. Returns how many it took.
    int frame();
    /// A single pass, for looking at what is not settled yet.
    void pass();
    void resize(float width, float height);
    /// False = as in a browser, where the pointer only hovers and the DOM's click presses.
    void pointer_activates(bool yes);
    /// How hard the pointer presses from now on, 0–1.
    void press_hard(float pressure) { m_pressure = pressure; }
    void set_theme(const ui::ThemeChoice& theme);

    // -- looking -----------------------------------------------------------------------------------------------------
    [[nodiscard]] ui::Ui& ui() { return *m_ui; }
    [[nodiscard]] const ui::Fonts& fonts() const { return *m_fonts; }
    [[nodiscard]] ui::Fonts& fonts() { return *m_fonts; }
    [[nodiscard]] StubGlyphs& glyphs() { return m_glyphs; }
    [[nodiscard]] StubPictures& pictures() { return m_pictures; }
    [[nodiscard]] const a11y::Tree& tree() const { return m_ui->tree(); }
    [[nodiscard]] const Setup& setup() const { return m_setup; }
    /// Adds a text to those in use, as data brings them.
    void add_text(std::string_view key, std::string_view text) { m_catalogue->add(key, text); }
    /// The texts in use, read from assets/i18n; missing() of it names keys that were asked for in vain.
    [[nodiscard]] const i18n::Catalogue& catalogue() const { return *m_catalogue; }
    /// The node of that role and accessible name (its own or its label's), nullptr when there is none.
    [[nodiscard]] const Node* look_for(Role role, std::string_view name) const;
    /// The same, but the test fails with the whole tree when there is none.
    [[nodiscard]] const Node& find(Role role, std::string_view name) const;
    [[nodiscard]] bool has(Role role, std::string_view name) const { return look_for(role, name) != nullptr; }
    /// Every node of a role, in reading order.
    [[nodiscard]] std::vector<const Node*> all(Role role) const;
    /// The first of a role; fails the test when there is none.
    [[nodiscard]] const Node& first(Role role) const;
    /// True where any node's name, value or description contains the words.
    [[nodiscard]] bool says(std::string_view words) const;
    /// A node's accessible name: its own, or that of the node that labels it.
    [[nodiscard]] std::string name_of(const Node& node) const;
    /// True where the node stands somewhere in the other.
    [[nodiscard]] bool is_inside(const Node& node, const Node& container) const;
    /// The words of the node that tells the field's error or hint, "" without one.
    [[nodiscard]] std::string error_of(const Node& node) const;
    [[nodiscard]] std::string hint_of(const Node& node) const;
    /// The tree as text, one node a line, for messages.
    [[nodiscard]] std::string tree_text() const;
    /// The node that has the focus, nullptr when none has.
    [[nodiscard]] const Node* focused() const;
    /// The program wants the focus there; like the browser, only what can have it gets it.
    void give_focus(NodeId id);
    /// What the drawing lists hold, for tests of pixels' geometry; valid until the next pass.
    [[nodiscard]] const ImDrawData& drawn() const;
    /// How many corners were drawn in exactly that colour, opaque.
    [[nodiscard]] int vertices_of(ui::Colour colour) const;

    // -- doing, each followed by frames until everything is drawn
    // ------------------------------------------------------
    /// Presses by the action that keyboard and assistive technology send.
    void press(Role role, std::string_view name);
    /// Presses by pointer in the node's middle, after scrolling to it.
    void tap(Role role, std::string_view name);
    /// A pointer press at a place of the surface, CSS px.
    void tap_at(float x, float y);
    /// Moves the pointer there without pressing.
    void hover_at(float x, float y);
    /// Focuses the field and gives it a whole new text, as the browser's own input does.
    void type(Role role, std::string_view name, std::string_view text);
    void type(std::string_view name, std::string_view text);  ///< a text field or a text area
    /// Chooses an option of a select by its title.
    void choose(std::string_view select_name, std::string_view option_title);
    /// Enter in a field.
    void submit(Role role, std::string_view name);
    /// Takes the focus away from a field.
    void leave(Role role, std::string_view name);
    /// Escape in the dialog that is open.
    void dismiss();
    /// Focuses by keyboard: the ring is shown.
    void focus(Role role, std::string_view name);
    void focus(NodeId id);
    /// Sends any other request.
    void request(NodeId id, ActionKind kind, std::string value = {}, float number = 0);
    /// What views sent since the last call of take_actions().
    [[nodiscard]] const std::vector<app::Action>& actions() const { return m_actions; }
    [[nodiscard]] std::vector<app::Action> take_actions();

    // -- judging -----------------------------------------------------------------------------------------------------
    /// What is wrong with the tree that is shown: ids used twice, controls without a name, targets smaller than
    /// 44 × 44 (elder: 60 × 60), relations that lead nowhere, links without an address, words that are cut, and items
    /// that Dear ImGui knows as interactive but assistive technology does not. Empty = nothing.
    [[nodiscard]] std::vector<std::string> faults() const;

  protected:
    /// The theme of the next pass.
    [[nodiscard]] virtual ui::Theme theme() const;
    /// What happens with the actions of a pass; true when the model changed and another pass is due.
    virtual bool consume(std::vector<app::Action>& actions);
    /// A link was followed (by press or tap); nothing in a plain harness.
    virtual void follow(const Node& link);
    /// Something was drawn to the end; focus wishes were taken.
    virtual void settled() {}
    void use_language(const std::string& language);
    Setup m_setup;

  private:
    void start_context();
    void acknowledge_textures();
    void take_focus_wishes();
    [[nodiscard]] bool scroll_to(NodeId id);

    ImGuiContext* m_context = nullptr;
    Harness* m_outer = nullptr;  ///< the one that was in use when this one was made
    StubGlyphs m_glyphs;
    StubPictures m_pictures;
    std::unique_ptr<ui::Fonts> m_fonts;
    std::unique_ptr<ui::Ui> m_ui;
    std::shared_ptr<i18n::Catalogue> m_catalogue;
    bool m_pointer_activates = true;
    static constexpr double frame_ms = 16;
    double m_ms = 0;
    float m_pressure = 0.5f;
    Draw m_draw;
    std::set<NodeId> m_items;  ///< what Dear ImGui reported as interactive in the last pass
    std::vector<app::Action> m_actions;
};

/// The texts of a language as the program will have them: all files of assets/i18n/<language> in one catalogue.
/// Fails the test when a file cannot be read.
[[nodiscard]] std::shared_ptr<i18n::Catalogue> load_catalogue(const std::string& language);

/// The content of a file of the source tree, e.g. "assets/catalogue/street.json"; fails the test when it is not there.
[[nodiscard]] std::string read_source_file(const std::string& path);

}  // namespace ow::test
