#pragma once

#include "src/domain/case.hpp"
#include "src/wire/archive.hpp"

/// The members of the API's values, for reading and writing alike: members.inl lists them as the server's types do,
/// here is what it needs beside. Internal to src/wire.
namespace ow::wire {

inline constexpr std::int64_t largest_count = 1'000'000'000;
inline constexpr std::int64_t largest_pixels = 100'000;

/// The size of a picture in bytes, which uploads say and cases do not.
template <class Archive, class Value>
void bytes_member(Archive& archive, std::string_view name, Value& value) {
    std::optional<std::int64_t> bytes;
    if constexpr (Archive::reading) {
        archive.optional_integer(name, bytes);
        value = bytes.value_or(0);
    } else if (value > 0) {
        archive.integer(name, value);
    }
}

/// The stage, a number from 0.
template <class Archive, class Value>
void stage_member(Archive& archive, std::string_view name, Value& value) {
    auto stage = static_cast<int>(value);
    archive.integer(name, stage, 0, domain::stage_count - 1);
    if constexpr (Archive::reading) {
        value = static_cast<domain::Stage>(stage);
    }
}

/// `lon` and `lat`, both or none; the value is an optional Position.
template <class Archive, class Value>
void position_members(Archive& archive, Value& position) {
    std::optional<double> lon;
    std::optional<double> lat;
    if (position) {
        lon = position->lon;
        lat = position->lat;
    }
    archive.optional_number("lon", lon);
    archive.optional_number("lat", lat);
    if constexpr (Archive::reading) {
        if (lon && lat) {
            position = domain::Position{*lon, *lat};
        }
    }
}

/// Where it is.
template <class Archive, class Value>
void place_members(Archive& archive, Value& value) {
    archive.text("text", value.text);
    archive.optional_text("grid_id", value.grid_id);
    position_members(archive, value.position);
}

/// What is promised next; there are no words for a promise that this program does not know.
template <class Archive, class Value>
void promises_member(Archive& archive, std::string_view name, Value& value) {
    archive.list(name, value, [](auto& inner, auto& one) { next_members(inner, one); });
    if constexpr (Archive::reading) {
        std::erase_if(value, [](const auto& one) { return !one.code.known(); });
    }
}

#include "src/wire/members.inl"

}  // namespace ow::wire
