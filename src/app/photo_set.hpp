#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "src/app/env.hpp"
#include "src/app/world.hpp"
#include "src/domain/draft.hpp"
#include "src/domain/field_error.hpp"
#include "src/domain/value.hpp"

namespace ow::app {

/// How far a picture has come.
enum class PhotoState : std::uint8_t {
    shrinking,  ///< being checked and made small
    ready,      ///< on this device
    refused,    ///< `refusal` says why; it is not sent, the others are
};

/// A picture in a form.
struct Photo {
    domain::LocalPhoto local;  ///< sizes are known from `ready` on
    PhotoState state = PhotoState::shrinking;
    std::optional<world::PhotoRefusal> refusal;
    bool memory_only = false;  ///< would be lost by a reload: the device has no room
    bool operator==(const Photo&) const = default;
};

/// The pictures of one form, in the order in which they were chosen.
struct PhotoSet {
    std::vector<Photo> items;
    int left_out = 0;  ///< how many were over the limit at the last choice: say so

    /// How many more may be added; refused ones do not count.
    [[nodiscard]] int room(int max) const;
    [[nodiscard]] bool shrinking() const;
    [[nodiscard]] Photo* find(const std::string& local_id);
    /// The pictures a draft keeps: all but the refused.
    [[nodiscard]] std::vector<domain::LocalPhoto> kept() const;

    void add(const world::PhotoPicked& picked);
    /// The picture stands where the old one stood, which goes. \pre the old one is in the set
    void replace(Env& env, const std::string& old, const world::PhotoPicked& picked);
    /// Takes the pictures of a stored draft; goes on with those whose shrinking was interrupted.
    void restore(Env& env, const std::vector<domain::LocalPhoto>& stored);
    void remove(Env& env, const std::string& local_id);
    /// Exchanges the picture with the one before (-1) or after (1) it. \return whether there was one.
    bool move(const std::string& local_id, int by);
    /// Take results; \return whether the picture is in the set.
    bool take(const world::PhotoReady& result);
    bool take(const world::PhotoRefused& result);

    bool operator==(const PhotoSet&) const = default;
};

/// What a draft keeps of pictures, and what they are again; what is of another type is none.
[[nodiscard]] domain::Value value_of(const std::vector<domain::LocalPhoto>& photos);
[[nodiscard]] std::vector<domain::LocalPhoto> photos_of(const domain::Value* kept);

}  // namespace ow::app
