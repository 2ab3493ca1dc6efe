#pragma once
/// Where pictures come from: the composition root decodes them in the browser and hands out textures.

#include <cstdint>
#include <string_view>

namespace ow::ui {

/// A picture ready to draw, or what became of it.
struct Picture {
    enum class State : std::uint8_t { loading, ready, failed } state = State::loading;
    std::uint64_t texture = 0;  ///< ImTextureID
    float width = 0, height = 0;
};

/// Port for pictures; `key` is a photo of this device, small or as large as a screen needs ("local:<photo id>",
/// "whole:<photo id>"), an attachment, likewise ("thumb:<attachment id>", "full:<attachment id>"), the text of a QR
/// code with its white border ("qr:<text>"), or a tile of a map by its address ("tile:<address>", TileShelf).
class PictureSource {
  public:
    virtual ~PictureSource() = default;
    /// Starts loading at the first call; a later frame finds it ready.
    virtual Picture picture(std::string_view key) = 0;
};

}  // namespace ow::ui
