#include "web/pictures.hpp"

#include "web/bridges/images/images_bridge.hpp"

#include <GLES3/gl3.h>

namespace ow::web {

ui::Picture Pictures::picture(std::string_view key) {
    auto [found, fresh] = m_entries.try_emplace(std::string(key));
    Entry& entry = found->second;
    entry.last_drawn = m_frame;
    if (fresh) {
        GLuint texture = 0;
        glGenTextures(1, &texture);
        entry.picture.texture = texture;
        ow_images_load(texture, key.data(), static_cast<std::uint32_t>(key.size()));
    }
    return entry.picture;
}

void Pictures::on_ready(std::uint32_t texture, int width, int height) {
    for (auto& [key, entry] : m_entries) {
        if (entry.picture.texture != texture) continue;
        entry.picture.width = static_cast<float>(width);
        entry.picture.height = static_cast<float>(height);
        entry.picture.state = width > 0 ? ui::Picture::State::ready : ui::Picture::State::failed;
    }
}

void Pictures::forget_all() { m_entries.clear(); }

void Pictures::end_frame() {
    ++m_frame;
    if (m_entries.size() <= limit) return;
    std::erase_if(m_entries, [&](const auto& item) {
        if (item.second.last_drawn + 30 >= m_frame) return false;
        const auto texture = static_cast<GLuint>(item.second.picture.texture);
        glDeleteTextures(1, &texture);
        return true;
    });
}

}  // namespace ow::web
