#include "web/program.hpp"

#include "src/a11y/reading.hpp"
#include "ui/views/root.hpp"
#include "web/bridges/dom/dom_bridge.hpp"

#include <GLES3/gl3.h>
#include <emscripten/emscripten.h>
#include <imgui.h>
#include <imgui_impl_opengl3.h>
#include <imgui_internal.h>

#include <bit>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <utility>

namespace ow::web {

namespace {

/// A frame is laid out again until nothing changes; sizes settle in two or three passes. The bound only guards against
/// a page that never settles.
constexpr int most_passes = 8;

/// While somebody types, the field shows it by itself; a count beside it is drawn in the first pause of so many ms.
constexpr int typing_pause_ms = 250;

domain::Instant wall_clock() {
    return {std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::system_clock::now().time_since_epoch())
                .count()};
}

std::uint64_t fingerprint(const void* data, std::size_t size, std::uint64_t seed) {
    const char* bytes = static_cast<const char*>(data);
    std::uint64_t word = 0;
    for (; size >= sizeof(word); size -= sizeof(word), bytes += sizeof(word)) {
        std::memcpy(&word, bytes, sizeof(word));
        seed = std::rotl((seed ^ word) * 0x9E3779B97F4A7C15ull, 29);
    }
    word = 0;
    std::memcpy(&word, bytes, size);
    return std::rotl((seed ^ word) * 0x9E3779B97F4A7C15ull, 29);
}

template <class T>
std::uint64_t fingerprint(const ImVector<T>& items, std::uint64_t seed) {
    return fingerprint(items.Data, sizeof(T) * static_cast<std::size_t>(items.Size), seed);
}

/// Of all that a frame puts on the canvas; two equal ones look the same. 0 where a texture has to be sent first.
std::uint64_t fingerprint(const ImDrawData& frame) {
    for (const ImTextureData* texture : *frame.Textures)
        if (texture->Status != ImTextureStatus_OK) return 0;
    std::uint64_t seed = 1;
    for (const ImDrawList* list : frame.CmdLists) {
        for (const ImDrawCmd& command : list->CmdBuffer) {
            const ImTextureID texture = command.GetTexID();
            seed = fingerprint(
                &command.ClipRect, sizeof(command.ClipRect),
                seed ^ static_cast<std::uint64_t>(texture) ^ (static_cast<std::uint64_t>(command.ElemCount) << 32));
        }
        seed = fingerprint(list->IdxBuffer, fingerprint(list->VtxBuffer, seed));
    }
    return seed | 1;
}

/// A field with words in it: while it has the focus the browser draws them. What an empty one says is on the canvas.
bool shows_itself(const a11y::Tree& tree, ui::NodeId id) {
    const a11y::Node* field = tree.find(id);
    return field != nullptr && (field->role == a11y::Role::text_field || field->role == a11y::Role::text_area) &&
           !field->value.empty();
}

}  // namespace

Program::Program() : m_effects([this](app::Action action) { dispatch(std::move(action)); }, *this) {
    m_fonts = std::make_unique<ui::Fonts>(m_glyphs);
    m_ui = std::make_unique<ui::Ui>(*m_fonts, &m_pictures);
}

void Program::start() { m_effects.start(); }

void Program::dispatch(app::Action action) {
    m_queue.push_back(std::move(action));
    if (!m_framing) drain();
    // The first frame is what a person waits for: not until the browser next asks for one.
    const bool first = m_model.started && m_surface.width > 0 && m_mirrored.nodes().empty();
    if (first && !m_draining)
        frame();
    else
        want_layout();
}

void Program::drain() {
    if (m_draining) return;
    m_draining = true;
    while (!m_queue.empty()) {
        const app::Action action = std::move(m_queue.front());
        m_queue.pop_front();
        for (const app::Action& which : {app::world::to_action(app::world::TimeRead{wall_clock()}), action})
            for (const app::Effect& effect : app::update(m_model, which))
                m_effects.run(effect);
    }
    m_draining = false;
    if (m_model.started && (!m_indexed || m_indexed_language != m_model.settings.language)) {
        m_indexed = true;
        m_indexed_language = m_model.settings.language;
        dispatch(to_action(app::search::EntriesIndexed{ui::search_entries(ui::all_features())}));
    }
}

void Program::wake() {
    m_present_wanted = true;
    want_layout();
}

void Program::want_layout() {
    if (m_frame_wanted || m_framing) return;
    m_frame_wanted = true;
    ask_browser();
}

void Program::ask_browser() {
    if (!std::exchange(m_asked_browser, true)) ow_dom_request_frame(0);
}

bool Program::lay_out() {
    ImGuiIO& io = ImGui::GetIO();
    io.DisplaySize = ImVec2(m_surface.width, m_surface.height);
    // The canvas has whole pixels; the scale is what makes its size of the page's, and never a hair less.
    const auto scale = [this](float size) { return (std::round(size * m_density) + 0.01f) / size; };
    io.DisplayFramebufferScale = ImVec2(scale(m_surface.width), scale(m_surface.height));
    io.DeltaTime = 1.0f / 60.0f;
    m_surface.ms = emscripten_get_now();
    // Edges are smoothed over one physical pixel, not one CSS pixel, and curves follow the circle as closely.
    ImGui::GetDrawListSharedData()->InitialFringeScale = 1.0f / m_density;
    ImGui::GetStyle().CircleTessellationMaxError = 0.15f / m_density;
    ImGui_ImplOpenGL3_NewFrame();
    ImGui::NewFrame();
    std::vector<app::Action> actions;
    m_ui->begin(m_surface, ui::theme_of(m_model, m_surface.width));
    ui::draw_application({*m_ui, m_model, actions, ui::all_features()});
    m_ui->end();
    ImGui::EndFrame();
    for (app::Action& action : actions)
        m_queue.push_back(std::move(action));
    const bool acted = !m_queue.empty();
    drain();
    return acted || m_ui->unsettled();
}

void Program::animation_frame() {
    m_asked_browser = false;
    const double wait = m_pictures.wait();
    if (m_frame_wanted || wait == 0) update();
    if (m_present_wanted || !in_typing())
        present();
    else if (m_present_late)
        ow_dom_request_frame(typing_pause_ms);
    // A tile of a map that did not come is asked for again.
    if (const double next = m_pictures.wait(); next > 0 && !m_present_late)
        ow_dom_request_frame(static_cast<int>(std::ceil(next)));
}

void Program::frame() {
    update();
    present();
}

bool Program::in_typing() const { return emscripten_get_now() - m_typed_at < typing_pause_ms; }

void Program::update() {
    m_frame_wanted = false;
    if (m_framing || !m_model.started || m_surface.width <= 0) return;
    m_framing = true;
    for (int pass = 0; pass < most_passes && lay_out(); ++pass) {
    }
    ImGui::Render();
    m_present_late = true;
    if (!mirror()) m_present_wanted = true;
    if (m_present_wanted)
        ask_browser();
    else
        ow_dom_request_frame(typing_pause_ms);
    m_framing = false;
    move_focus();
    for (const ui::Ui::ScrollWish& wish : m_ui->take_wanted_scrolls())
        ow_dom_scroll(wish.area, wish.offset);
    m_pictures.end_frame();
    if (m_fonts->trim() || m_heading_wanted || !m_focus_wanted.empty()) wake();
}

void Program::present() {
    m_present_wanted = false;
    if (m_context_lost || !std::exchange(m_present_late, false)) return;
    const ui::Colour ground = m_ui->theme().colour.ground;
    const std::uint64_t drawn = fingerprint(*ImGui::GetDrawData());
    const std::uint64_t picture = drawn == 0 ? 0 : drawn ^ (static_cast<std::uint64_t>(ground) << 32);
    if (picture != 0 && picture == m_presented) return;
    m_presented = picture;
    ow_dom_surround(m_ui->theme().colour.surface);
    // The ground is not drawn but what the canvas is cleared to: that costs nothing.
    const auto part = [&](int shift) { return static_cast<float>((ground >> shift) & 255) / 255.0f; };
    glClearColor(part(16), part(8), part(0), 1);
    glClear(GL_COLOR_BUFFER_BIT);
    ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
}

bool Program::mirror() {
    const a11y::Patch patch = a11y::diff(m_mirrored, m_ui->tree());
    const bool can_wait = in_typing() && patch.only_words() && shows_itself(m_mirrored, m_ui->focus()) &&
                          shows_itself(m_ui->tree(), m_ui->focus());
    if (patch.empty()) return can_wait;
    m_mirrored = m_ui->tree();
    ow_dom_apply(patch.bytes.data(), static_cast<std::uint32_t>(patch.bytes.size()));
    return can_wait;
}

void Program::move_focus() {
    if (const ui::NodeId wanted = m_ui->take_wanted_focus(); wanted != 0) ow_dom_focus(wanted);
    if (std::exchange(m_heading_wanted, false)) ow_dom_focus_heading();
    if (m_focus_wanted.empty()) return;
    if (const ui::NodeId node = m_ui->marked(m_focus_wanted); node != 0) {
        m_focus_wanted.clear();
        ow_dom_focus(node);
    } else if (--m_focus_patience <= 0) {
        m_focus_wanted.clear();
    }
}

void Program::on_request(a11y::ActionRequest request) {
    switch (request.kind) {
        case a11y::ActionKind::focus:
            m_ui->set_focus(request.id, request.number > 0);
            wake();
            return;
        case a11y::ActionKind::blur:
            if (m_ui->focus() == request.id || request.id == 0) m_ui->set_focus(0, false);
            if (request.id != 0) m_ui->request(std::move(request));
            wake();
            return;
        case a11y::ActionKind::scroll:
            m_ui->set_scroll(request.id, request.number);
            wake();
            return;
        default:
            if (request.kind == a11y::ActionKind::set_value && m_ui->focus() == request.id)
                m_typed_at = emscripten_get_now();
            m_ui->request(std::move(request));
            update();
            return;
    }
}

void Program::on_resize(float width, float height, float density) {
    if (density != m_density) m_fonts->discard_all();
    m_surface.width = width;
    m_surface.height = height;
    m_density = density;
    // A resized canvas is blank until it is drawn on: not a frame later.
    m_presented = 0;
    frame();
}

void Program::on_pointer(float x, float y, bool down) {
    ImGuiIO& io = ImGui::GetIO();
    io.AddMousePosEvent(x, y);
    io.AddMouseButtonEvent(0, down);
    if (!std::exchange(m_hand_draws, false)) {
        wake();
        return;
    }
    // A hand that draws is followed place by place: of all that happens within a frame ImGui would keep the last place
    // only. Other presses wait for the browser's next turn as ever.
    m_present_wanted = true;
    update();
}

void Program::on_picture(std::uint32_t texture, int width, int height) {
    m_pictures.on_ready(texture, width, height);
    m_presented = 0;
    wake();
}

void Program::on_printing(bool printing) {
    m_ui->set_printing(printing);
    update();
}

void Program::on_context_lost() { m_context_lost = true; }

void Program::on_context_restored() {
    // Everything on the GPU is gone; what was typed lives in the model and the DOM.
    ImGui_ImplOpenGL3_DestroyDeviceObjects();
    m_pictures.forget_all();
    ImGui_ImplOpenGL3_CreateDeviceObjects();
    m_presented = 0;
    m_context_lost = false;
    wake();
}

void Program::on_fonts_changed() {
    m_fonts->discard_all();
    wake();
}

void Program::focus_heading() {
    m_heading_wanted = true;
    wake();
}

void Program::focus_node(std::string_view key) {
    m_focus_wanted = key;
    m_focus_patience = 5;
    wake();
}

void Program::announce(std::string_view text, bool assertive) {
    ow_dom_announce(text.data(), static_cast<std::uint32_t>(text.size()), assertive ? 1 : 0);
}

std::string Program::page_text() { return a11y::reading_text(m_ui->tree()); }

}  // namespace ow::web
