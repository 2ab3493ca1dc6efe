#include "tests/unit/ui/harness.hpp"

#include "ui/views/feature.hpp"

#include "cmake/imgui_test_hooks.hpp"
#include "src/i18n/text.hpp"
#include "src/wire/assets.hpp"
#include "ui/text/shaping.hpp"

#include <imgui.h>
#include <imgui_internal.h>
#include <catch2/catch_message.hpp>
#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <utility>

namespace ow::test {

namespace {

constexpr int most_passes = 6;

/// Items of the pass that is drawn.
std::set<NodeId>* reported_items = nullptr;

/// The harness that was made last and still lives.
Harness* innermost = nullptr;

void on_item(unsigned id, float, float, float, float) {
    if (id != 0 && reported_items != nullptr) reported_items->insert(id);
}

float em_of(ui::Face face, char32_t code_point) {
    // Chinese fonts draw quotation marks, dashes and the ellipsis as wide as a character.
    const bool wide_mark = code_point >= 0x2010 && code_point <= 0x2027;
    return face == ui::Face::icons || code_point >= 0x2E80 || wide_mark ? 1.0f : 0.5f;
}

}  // namespace

ui::FaceMetrics StubGlyphs::metrics(ui::Face, float px) { return {px * 0.88f, px * 0.12f}; }

float StubGlyphs::advance(ui::Face face, char32_t code_point, float px) { return em_of(face, code_point) * px; }

bool StubGlyphs::rasterise(ui::Face face, char32_t code_point, float px, ui::GlyphBitmap& out) {
    if (lacking.contains(code_point)) return false;
    ++rasterised;
    drawn.insert(code_point);
    out.advance = advance(face, code_point, px);
    const bool blank = code_point == ' ' || code_point == 0x3000;
    out.width = blank ? 0 : std::max(1, static_cast<int>(out.advance * 0.9f));
    out.height = blank ? 0 : std::max(1, static_cast<int>(px * 0.9f));
    out.left = out.advance * 0.05f;
    out.top = -px * 0.82f;
    out.pixels.assign(static_cast<std::size_t>(out.width) * static_cast<std::size_t>(out.height), 255);
    return true;
}

float StubGlyphs::advance(ui::Face, std::string_view run, float px) {
    // Joined letters are narrower than the same ones apart, and marks take no room.
    float wide = 0;
    for (std::size_t at = 0; at < run.size();) {
        const char32_t code = ui::next_code_point(run, at);
        wide += ui::extends(code) ? 0 : code == ' ' ? 0.25f : 0.5f;
    }
    return wide * px;
}

bool StubGlyphs::rasterise(ui::Face face, std::string_view run, float px, ui::GlyphBitmap& out) {
    ++rasterised;
    runs.emplace(run);
    out.advance = advance(face, run, px);
    out.width = std::max(1, static_cast<int>(out.advance));
    out.height = std::max(1, static_cast<int>(px));
    out.left = 0;
    out.top = -px * 0.82f;
    out.coloured = run.starts_with("\xF0\x9F");
    const std::size_t bytes = out.coloured ? 4 : 1;
    out.pixels.assign(static_cast<std::size_t>(out.width) * static_cast<std::size_t>(out.height) * bytes, 255);
    return true;
}

ui::Picture StubPictures::picture(std::string_view key) {
    asked.emplace(key);
    if (ready.contains(key)) return {ui::Picture::State::ready, 77, 400, 300};
    if (failed.contains(key)) return {ui::Picture::State::failed};
    return {};
}

ui::ThemeChoice elder() {
    ui::ThemeChoice choice;
    choice.mode = ui::Mode::elder;
    return choice;
}

std::string read_source_file(const std::string& path) {
    std::ifstream in(std::string(OW_SOURCE_DIR) + "/" + path, std::ios::binary);
    INFO("source file " << path);
    REQUIRE(in.good());
    std::ostringstream text;
    text << in.rdbuf();
    return text.str();
}

std::shared_ptr<i18n::Catalogue> load_catalogue(const std::string& language) {
    auto catalogue = std::make_shared<i18n::Catalogue>(language);
    const std::string folder = "assets/i18n/" + language;
    std::set<std::string> files;
    for (const auto& entry : std::filesystem::directory_iterator(std::string(OW_SOURCE_DIR) + "/" + folder))
        if (entry.path().extension() == ".json") files.insert(entry.path().filename().string());
    for (const std::string& file : files) {
        const auto result = wire::decode_strings(read_source_file(folder + "/" + file), *catalogue);
        INFO(folder << "/" << file << (result.ok() ? "" : " at " + result.error().member));
        REQUIRE(result.ok());
    }
    return catalogue;
}

Harness::Harness(Setup setup) : m_setup(std::move(setup)) {
    use_language(m_setup.language);
    start_context();
    m_ui = std::make_unique<ui::Ui>(*m_fonts, &m_pictures);
}

void Harness::use_language(const std::string& language) {
    m_catalogue = load_catalogue(language);
    i18n::set_current(m_catalogue);
}

ui::Theme Harness::theme() const { return ui::make_theme(m_setup.theme, m_setup.width >= 820); }

void Harness::start_context() {
    m_outer = innermost;
    innermost = this;
    m_context = ImGui::CreateContext();
    ImGui::SetCurrentContext(m_context);
    ImGuiIO& io = ImGui::GetIO();
    io.IniFilename = nullptr;
    io.LogFilename = nullptr;
    io.BackendFlags |= ImGuiBackendFlags_RendererHasTextures | ImGuiBackendFlags_RendererHasVtxOffset;
    io.DeltaTime = 1.0f / 60.0f;
    io.ConfigInputTrickleEventQueue = false;
    m_fonts = std::make_unique<ui::Fonts>(m_glyphs);
    imgui_item_sink = on_item;
    m_context->TestEngineHookItems = true;
}

Harness::~Harness() {
    for (ImTextureData* texture : ImGui::GetPlatformIO().Textures) {
        texture->SetTexID(ImTextureID_Invalid);
        texture->SetStatus(ImTextureStatus_Destroyed);
    }
    m_ui.reset();
    ImGui::DestroyContext(m_context);
    m_fonts.reset();
    innermost = m_outer;
    ImGui::SetCurrentContext(m_outer == nullptr ? nullptr : m_outer->m_context);
    i18n::set_current(m_outer == nullptr ? nullptr : m_outer->m_catalogue);
}

void Harness::show(Draw draw) {
    m_draw = std::move(draw);
    frame();
}

void Harness::show(const app::Model& model, DrawView draw) {
    show([this, &model, draw = std::move(draw)](ui::Ui& ui) {
        draw(ui::View{ui, model, m_actions, ui::all_features()});
    });
}

void Harness::resize(float width, float height) {
    m_setup.width = width;
    m_setup.height = height;
    frame();
}

void Harness::pointer_activates(bool yes) { m_pointer_activates = yes; }

void Harness::set_theme(const ui::ThemeChoice& theme) {
    m_setup.theme = theme;
    frame();
}

void Harness::pass() {
    ImGuiIO& io = ImGui::GetIO();
    io.DisplaySize = ImVec2(m_setup.width, m_setup.height);
    io.DisplayFramebufferScale = ImVec2(m_setup.density, m_setup.density);
    ImGui::NewFrame();
    m_ui->begin({m_setup.width, m_setup.height, m_pointer_activates, m_ms += frame_ms, m_pressure}, theme());
    // The window's own items are none of ours.
    m_items.clear();
    reported_items = &m_items;
    if (m_draw) m_draw(*m_ui);
    reported_items = nullptr;
    m_ui->end();
    ImGui::Render();
    acknowledge_textures();
}

int Harness::frame() {
    int passes = 0;
    bool again = true;
    while (again && passes < most_passes) {
        pass();
        ++passes;
        again = m_ui->unsettled();
        if (consume(m_actions)) again = true;
    }
    if (m_fonts->trim()) pass();
    take_focus_wishes();
    return passes;
}

void Harness::acknowledge_textures() {
    for (ImTextureData* texture : ImGui::GetPlatformIO().Textures) {
        switch (texture->Status) {
            case ImTextureStatus_WantCreate:
                texture->SetTexID(static_cast<ImTextureID>(texture->UniqueID + 1));
                texture->SetStatus(ImTextureStatus_OK);
                break;
            case ImTextureStatus_WantUpdates: texture->SetStatus(ImTextureStatus_OK); break;
            case ImTextureStatus_WantDestroy:
                texture->SetTexID(ImTextureID_Invalid);
                texture->SetStatus(ImTextureStatus_Destroyed);
                break;
            default: break;
        }
    }
}

void Harness::take_focus_wishes() {
    // The mirror's part: the DOM moves its focus and tells; a second frame shows the ring.
    m_ui->take_wanted_scrolls();
    if (const NodeId wanted = m_ui->take_wanted_focus(); wanted != 0) {
        give_focus(wanted);
        pass();
    }
    settled();
}

void Harness::give_focus(NodeId id) {
    const Node* node = tree().find(id);
    if (node != nullptr && (a11y::is_interactive(node->role) || node->has(a11y::state_focusable)))
        m_ui->set_focus(id, true);
}

bool Harness::consume(std::vector<app::Action>&) { return false; }
void Harness::follow(const Node&) {}

std::vector<app::Action> Harness::take_actions() { return std::exchange(m_actions, {}); }

const Node* Harness::look_for(Role role, std::string_view name) const {
    for (const Node& node : tree().nodes())
        if (node.role == role && name_of(node) == name) return &node;
    return nullptr;
}

const Node& Harness::find(Role role, std::string_view name) const {
    const Node* node = look_for(role, name);
    if (node == nullptr) FAIL("no " << a11y::role_name(role) << " named \"" << name << "\" in\n" << tree_text());
    return *node;
}

std::vector<const Node*> Harness::all(Role role) const {
    std::vector<const Node*> found;
    for (const Node& node : tree().nodes())
        if (node.role == role) found.push_back(&node);
    return found;
}

const Node& Harness::first(Role role) const {
    const auto found = all(role);
    if (found.empty()) FAIL("no " << a11y::role_name(role) << " in\n" << tree_text());
    return *found.front();
}

bool Harness::says(std::string_view words) const {
    return std::ranges::any_of(tree().nodes(), [&](const Node& node) {
        return node.name.find(words) != std::string::npos || node.value.find(words) != std::string::npos ||
               node.description.find(words) != std::string::npos;
    });
}

std::string Harness::name_of(const Node& node) const {
    if (!node.name.empty() || node.labelled_by == 0) return node.name;
    const Node* label = tree().find(node.labelled_by);
    return label == nullptr ? std::string() : label->name;
}

bool Harness::is_inside(const Node& node, const Node& container) const {
    const Node* up = tree().find(node.parent);
    while (up != nullptr && up->id != container.id)
        up = tree().find(up->parent);
    return up != nullptr;
}

std::string Harness::error_of(const Node& node) const {
    const Node* error = tree().find(node.error_by);
    return error == nullptr ? std::string() : error->name;
}

std::string Harness::hint_of(const Node& node) const {
    const Node* hint = tree().find(node.described_by);
    return hint == nullptr ? std::string() : hint->name;
}

const Node* Harness::focused() const { return m_ui->focus() == 0 ? nullptr : tree().find(m_ui->focus()); }

const ImDrawData& Harness::drawn() const { return *ImGui::GetDrawData(); }

int Harness::vertices_of(ui::Colour colour) const {
    int count = 0;
    for (const ImDrawList* list : drawn().CmdLists)
        for (const ImDrawVert& vertex : list->VtxBuffer)
            count += vertex.col == ui::im_colour(colour);
    return count;
}

void Harness::request(NodeId id, ActionKind kind, std::string value, float number) {
    m_ui->request({id, kind, std::move(value), number});
    frame();
    frame();
}

void Harness::press(Role role, std::string_view name) {
    const Node node = find(role, name);
    request(node.id, ActionKind::click);
    if (role == Role::link && !node.has(a11y::state_disabled) && !node.has(a11y::state_press)) follow(node);
}

void Harness::tap(Role role, std::string_view name) {
    const NodeId id = find(role, name).id;
    if (!scroll_to(id)) FAIL("cannot scroll to " << a11y::role_name(role) << " \"" << name << "\"");
    const Node node = *tree().find(id);
    tap_at(node.screen.x + node.screen.w * 0.5f, node.screen.y + node.screen.h * 0.5f);
    if (role == Role::link && !node.has(a11y::state_press)) follow(node);
    // Fields take the pointer natively: the tap is the browser's focus.
    if (a11y::is_text_entry(role) || role == Role::select) focus(id);
}

void Harness::hover_at(float x, float y) {
    ImGui::GetIO().AddMousePosEvent(x, y);
    frame();
    frame();
}

void Harness::tap_at(float x, float y) {
    hover_at(x, y);
    ImGui::GetIO().AddMouseButtonEvent(0, true);
    frame();
    ImGui::GetIO().AddMouseButtonEvent(0, false);
    frame();
    ImGui::GetIO().AddMousePosEvent(-1, -1);
    frame();
}

void Harness::type(Role role, std::string_view name, std::string_view text) {
    const NodeId id = find(role, name).id;
    focus(id);
    request(id, ActionKind::set_value, std::string(text));
}

void Harness::type(std::string_view name, std::string_view text) {
    type(has(Role::text_area, name) ? Role::text_area : Role::text_field, name, text);
}

void Harness::choose(std::string_view select_name, std::string_view option_title) {
    const Node select = find(Role::select, select_name);
    for (const Node& node : tree().nodes()) {
        if (node.role != Role::option || node.parent != select.id || node.name != option_title) continue;
        const std::string value = node.value;
        request(select.id, ActionKind::set_value, value);
        return;
    }
    FAIL("no option \"" << option_title << "\" in \"" << select_name << "\":\n" << tree_text());
}

void Harness::submit(Role role, std::string_view name) { request(find(role, name).id, ActionKind::submit); }

void Harness::leave(Role role, std::string_view name) {
    const NodeId id = find(role, name).id;
    if (m_ui->focus() == id) m_ui->set_focus(0, false);
    request(id, ActionKind::blur);
}

void Harness::dismiss() { request(first(Role::dialog).id, ActionKind::dismiss); }

void Harness::focus(Role role, std::string_view name) { focus(find(role, name).id); }

void Harness::focus(NodeId id) {
    m_ui->set_focus(id, true);
    frame();
}

bool Harness::scroll_to(NodeId id) {
    for (int attempt = 0; attempt < 3; ++attempt) {
        const Node* node = tree().find(id);
        if (node == nullptr) return false;
        const float middle = node->screen.y + node->screen.h * 0.5f;
        const Node* area = node;
        while (area != nullptr && area->role != Role::scroll_area)
            area = tree().find(area->parent);
        if (area == nullptr) return true;
        if (middle > area->screen.y + 1 && middle < area->screen.y + area->screen.h - 1) return true;
        m_ui->set_scroll(area->id, std::max(0.0f, area->now + middle - area->screen.y - area->screen.h * 0.5f));
        frame();
    }
    return false;
}

std::string Harness::tree_text() const {
    std::ostringstream out;
    std::vector<std::pair<NodeId, int>> depth;
    for (const Node& node : tree().nodes()) {
        while (!depth.empty() && depth.back().first != node.parent)
            depth.pop_back();
        const int level = depth.empty() ? 0 : depth.back().second + 1;
        depth.emplace_back(node.id, level);
        out << std::string(static_cast<std::size_t>(level) * 2, ' ') << a11y::role_name(node.role);
        if (node.level != 0) out << int{node.level};
        if (const std::string name = name_of(node); !name.empty()) out << " \"" << name << '"';
        if (!node.value.empty()) out << " = \"" << node.value << '"';
        if (!node.description.empty()) out << " (" << node.description << ')';
        if (!node.href.empty()) out << " -> " << node.href;
        if (const std::string error = error_of(node); !error.empty()) out << " !\"" << error << '"';
        constexpr std::pair<State, const char*> words[] = {
            {a11y::state_disabled, "disabled"}, {a11y::state_required, "required"}, {a11y::state_invalid, "invalid"},
            {a11y::state_checked, "checked"},   {a11y::state_selected, "selected"}, {a11y::state_expanded, "expanded"},
            {a11y::state_busy, "busy"},         {a11y::state_current, "current"}};
        for (const auto& [bit, word] : words)
            if (node.has(bit)) out << ' ' << word;
        out << '\n';
    }
    return out.str();
}

std::vector<std::string> Harness::faults() const {
    std::vector<std::string> found;
    const auto fault = [&](const Node& node, const std::string& what) {
        found.push_back(std::string(a11y::role_name(node.role)) + " \"" + name_of(node) + "\": " + what);
    };
    if (tree().collisions() != 0) found.push_back(std::to_string(tree().collisions()) + " ids used twice");
    const float least = m_ui->theme().elder() ? 60.0f : 44.0f;
    for (const Node& node : tree().nodes()) {
        if (a11y::is_interactive(node.role)) {
            if (name_of(node).empty()) fault(node, "has no name");
            if (node.screen.w < least - 0.01f || node.screen.h < least - 0.01f)
                fault(node, "target is " + std::to_string(std::lround(node.screen.w)) + " x " +
                                std::to_string(std::lround(node.screen.h)));
        }
        if (node.role == Role::link && node.href.empty()) fault(node, "leads nowhere");
        if ((node.role == Role::dialog || node.role == Role::image || node.role == Role::progress ||
             node.role == Role::tab_list || node.role == Role::radio_group) &&
            name_of(node).empty())
            fault(node, "has no name");
        for (const NodeId relation : {node.labelled_by, node.described_by, node.error_by})
            if (relation != 0 && tree().find(relation) == nullptr)
                fault(node, "is related to a node that is not there");
    }
    for (const std::string& text : m_ui->cut_texts())
        found.push_back("words are cut: \"" + text + "\"");
    for (const NodeId item : m_items) {
        const Node* node = tree().find(item);
        if (node == nullptr || !a11y::is_interactive(node->role))
            found.push_back("item " + std::to_string(item) + " can be pressed but has no node that says so");
    }
    return found;
}

}  // namespace ow::test
