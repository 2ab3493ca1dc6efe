#pragma once
/// Pictures as GL textures, loaded on demand and let go when many are held.

#include "ui/frame/images.hpp"
#include "ui/frame/tile_shelf.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <unordered_map>

namespace ow::web {

/// PictureSource over web/bridges/images. One instance; needs a current GL context.
class Pictures final : public ui::PictureSource, ui::TilePort {
  public:
    ui::Picture picture(std::string_view key) override;
    /// The bridge's answer; width 0 means that it failed.
    void on_ready(std::uint32_t texture, int width, int height);
    /// The GL context was lost: every texture is gone; they load again when drawn.
    void forget_all();
    /// Lets go of textures not drawn in the last frames, once there are more than `limit`; tiles by their own rules
    /// (ui/frame/tile_shelf.hpp). Call once a frame.
    void end_frame();
    /// How long until a tile is asked for again, ms; negative where none is.
    [[nodiscard]] double wait() const;

  private:
    std::uint64_t load(const std::string& address) override;
    void drop(const std::string& address, std::uint64_t texture) override;

    struct Entry {
        ui::Picture picture;
        std::uint64_t last_drawn = 0;
    };
    static constexpr std::size_t limit = 48;
    std::unordered_map<std::string, Entry> m_entries;
    std::uint64_t m_frame = 0;
    std::unique_ptr<ui::TileShelf> m_tiles;  ///< from the first tile on: the first page has none
};

}  // namespace ow::web
