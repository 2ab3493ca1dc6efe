#include "web/pictures.hpp"

#include "web/bridges/images/images_bridge.hpp"

#include <GLES3/gl3.h>
#include <emscripten/emscripten.h>

namespace ow::web {

namespace {

constexpr std::string_view tile_kind = "tile:";

/// A texture that the picture will be in.
GLuint begin_loading(std::string_view key) {
    GLuint texture = 0;
    glGenTextures(1, &texture);
    ow_images_load(texture, key.data(), static_cast<std::uint32_t>(key.size()));
    return texture;
}

void free_texture(std::uint64_t which) {
    const auto texture = static_cast<GLuint>(which);
    glDeleteTextures(1, &texture);
}

}  // namespace

ui::Picture Pictures::picture(std::string_view key) {
    if (key.starts_with(tile_kind)) {
        if (m_tiles == nullptr) m_tiles = std::make_unique<ui::TileShelf>(static_cast<ui::TilePort&>(*this));
        return m_tiles->want(key);
    }
    auto [found, fresh] = m_entries.try_emplace(std::string(key));
    Entry& entry = found->second;
    entry.last_drawn = m_frame;
    if (fresh) entry.picture.texture = begin_loading(key);
    return entry.picture;
}

void Pictures::on_ready(std::uint32_t texture, int width, int height) {
    if (m_tiles != nullptr && m_tiles->on_ready(texture, width, height, emscripten_get_now())) return;
    for (auto& [key, entry] : m_entries) {
        if (entry.picture.texture != texture) continue;
        entry.picture.width = static_cast<float>(width);
        entry.picture.height = static_cast<float>(height);
        entry.picture.state = width > 0 ? ui::Picture::State::ready : ui::Picture::State::failed;
    }
}

void Pictures::forget_all() {
    m_entries.clear();
    if (m_tiles != nullptr) m_tiles->forget_all();
}

double Pictures::wait() const { return m_tiles == nullptr ? -1 : m_tiles->wait(emscripten_get_now()); }

std::uint64_t Pictures::load(const std::string& address) { return begin_loading(address); }

void Pictures::drop(const std::string& address, std::uint64_t texture) {
    ow_images_cancel(address.data(), static_cast<std::uint32_t>(address.size()));
    free_texture(texture);
}

void Pictures::end_frame() {
    ++m_frame;
    if (m_tiles != nullptr) m_tiles->end_frame(emscripten_get_now());
    if (m_entries.size() <= limit) return;
    std::erase_if(m_entries, [&](const auto& item) {
        if (item.second.last_drawn + 30 >= m_frame) return false;
        free_texture(item.second.picture.texture);
        return true;
    });
}

}  // namespace ow::web
