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
    /// When it was handed in: it is none of this device, and `local.local_id` is what the server calls it (ADR 52).
    std::optional<domain::Instant> handed_in{};
    /// As it was taken, where it was straightened since: on the device until it is sent, in case somebody wants it
    /// back.
    std::optional<domain::LocalPhoto> before{};
    bool operator==(const Photo&) const = default;
};

/// What the next picture takes the place of another for.
enum class ReplaceHow : std::uint8_t {
    anew,          ///< it was taken again
    turned,        ///< it is the same, turned
    straightened,  ///< it is cut out of the other, which can be had back
};

/// The pictures of one form, in the order in which they were chosen.
struct PhotoSet {
    std::vector<Photo> items;
    int left_out = 0;  ///< how many were over the limit at the last choice: say so

    /// How many more may be added; refused ones do not count.
    [[nodiscard]] int room(int max) const;
    [[nodiscard]] bool shrinking() const;
    [[nodiscard]] Photo* find(const std::string& local_id);
    /// The pictures that are sent: all but the refused.
    [[nodiscard]] std::vector<domain::LocalPhoto> kept() const;
    /// How many of them were handed in before.
    [[nodiscard]] int handed_in() const;
    /// When the newest of those was; nothing where there are none.
    [[nodiscard]] std::optional<domain::Instant> handed_in_at() const;

    void add(const world::PhotoPicked& picked);
    /// The picture stands where the old one stood, which goes unless it may be wanted back. \pre the old one is in the
    /// set
    void replace(Env& env, const std::string& old, const world::PhotoPicked& picked, ReplaceHow how);
    /// A straightened picture is again as it was taken. \return whether there was one
    bool undo(Env& env, const std::string& local_id);
    /// Lets go of the pictures as they were taken, where others are sent.
    void forget_before(Env& env);
    /// Lets go of all of them on the device.
    void drop_all(Env& env) const;
    /// Takes the pictures of a stored draft; goes on with those whose shrinking was interrupted.
    void restore(Env& env, const std::vector<domain::LocalPhoto>& stored);
    /// The same of what `value_of` made; what is of another type is none.
    void restore(Env& env, const domain::Value* kept);
    /// Pictures that were handed in before stand behind the others.
    void use_again(const std::vector<domain::LocalPhoto>& pictures, domain::Instant at);
    /// Those that were handed in before go again; nothing is lost by it.
    void take_back();
    void remove(Env& env, const std::string& local_id);
    /// Exchanges the picture with the one before (-1) or after (1) it. \return whether there was one.
    bool move(const std::string& local_id, int by);
    /// Take results; \return whether the picture is in the set.
    bool take(const world::PhotoReady& result);
    bool take(const world::PhotoRefused& result);

    bool operator==(const PhotoSet&) const = default;
};

/// What a draft keeps of pictures: all but the refused.
[[nodiscard]] domain::Value value_of(const PhotoSet& photos);

}  // namespace ow::app
