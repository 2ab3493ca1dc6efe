#pragma once

#include "src/domain/case.hpp"
#include "src/wire/archive.hpp"

/// The members of the API's case values, for reading and writing alike (docs/api.md). Internal to src/wire.
namespace ow::wire {

inline constexpr std::int64_t largest_count = 1'000'000'000;
inline constexpr std::int64_t largest_pixels = 100'000;

/// A picture; `bytes` is said by uploads only.
template <class Archive, class Value>
void attachment_members(Archive& archive, Value& value) {
    archive.text("id", value.id);
    archive.text("content_type", value.content_type);
    std::optional<std::int64_t> bytes;
    if constexpr (Archive::reading) {
        archive.optional_integer("bytes", bytes);
        value.bytes = bytes.value_or(0);
    } else if (value.bytes > 0) {
        archive.integer("bytes", value.bytes);
    }
    archive.integer("width", value.width, 0, largest_pixels);
    archive.integer("height", value.height, 0, largest_pixels);
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

/// SimilarCase: what a summary says to anybody. Receipts that were stored before cases could be joined say nothing of
/// it.
template <class Archive, class Value>
void similar_members(Archive& archive, Value& value) {
    archive.text("number", value.number);
    archive.code("kind", value.kind);
    archive.code("category", value.category);
    archive.text("title", value.title);
    archive.code("state", value.state);
    auto stage = static_cast<int>(value.stage);
    archive.integer("stage", stage, 0, domain::stage_count - 1);
    if constexpr (Archive::reading) {
        value.stage = static_cast<domain::Stage>(stage);
    }
    archive.text("place_text", value.place_text);
    archive.optional_text("grid_name", value.grid_name);
    archive.optional_text("community", value.community);
    archive.time("created_at", value.created_at);
    archive.optional_count("joiners", value.joiners);
    archive.optional_boolean("joined", value.joined);
}

/// CaseSummary.
template <class Archive, class Value>
void summary_members(Archive& archive, Value& value) {
    similar_members(archive, value);
    archive.code_or("channel", value.channel, domain::Channel::portal);
    archive.optional_text("grid_id", value.grid_id);
    archive.time("updated_at", value.updated_at);
    archive.optional_time("due_at", value.due_at);
    archive.code("clock", value.clock);
    archive.integer("tier", value.tier, 0, largest_count);
    archive.optional_text("department_name", value.department_name);
    archive.integer("photos", value.photos, 0, largest_count);
    archive.integer("version", value.version, 0, INT64_MAX);
    archive.boolean("can_rate", value.can_rate);
}

/// Step; a word of a newer server becomes StepCode::other.
template <class Archive, class Value>
void step_members(Archive& archive, Value& value) {
    archive.integer("seq", value.seq, 0, largest_count);
    archive.code_or("step", value.step, domain::StepCode::other);
    archive.time("at", value.at);
    archive.text("actor_label", value.actor_label);
    archive.code("state", value.state);
    archive.optional_text("reason", value.reason);
    archive.optional_text("note", value.note);
    archive.optional_text("department_name", value.department_name);
    archive.optional_code("basis", value.basis);
    archive.optional_time("due_at", value.due_at);
    archive.list("attachments", value.attachments,
                 [](auto& inner, auto& attachment) { attachment_members(inner, attachment); });
    archive.text("hash", value.hash);
}

/// The resident's word.
template <class Archive, class Value>
void rating_members(Archive& archive, Value& value) {
    archive.integer("score", value.score, 1, 5);
    archive.boolean("solved", value.solved);
    archive.optional_text("comment", value.comment);
    archive.time("at", value.at);
}

/// Stands for a word of a newer server until it is taken out of its list.
template <class E>
inline constexpr auto unknown_code = static_cast<E>(255);

/// A promise; see unknown_code.
template <class Archive, class Value>
void next_members(Archive& archive, Value& value) {
    archive.code_or("code", value.code, unknown_code<domain::NextCode>);
    archive.optional_time("by", value.by);
}

/// CaseDetail: the summary's members and its own in one object.
template <class Archive, class Value>
void detail_members(Archive& archive, Value& value) {
    summary_members(archive, value.summary);
    archive.text("description", value.description);
    archive.object("place", [&](auto& inner) { place_members(inner, value.place); });
    archive.list("attachments", value.attachments,
                 [](auto& inner, auto& attachment) { attachment_members(inner, attachment); });
    archive.object("contact", [&](auto& inner) {
        inner.code("mode", value.contact.mode);
        inner.optional_text("name_masked", value.contact.name_masked);
        inner.optional_text("phone_masked", value.contact.phone_masked);
    });
    archive.list("steps", value.steps, [](auto& inner, auto& step) { step_members(inner, step); });
    archive.known_codes("actions", value.actions);
    archive.list("next", value.next, [](auto& inner, auto& next) { next_members(inner, next); });
    if constexpr (Archive::reading) {
        std::erase_if(value.next, [](const auto& next) { return next.code == unknown_code<domain::NextCode>; });
    }
    archive.optional_object("rating", value.rating, [](auto& inner, auto& rating) { rating_members(inner, rating); });
    archive.integer("access_count", value.access_count, 0, largest_count);
    archive.boolean("chain_ok", value.chain_ok);
}

}  // namespace ow::wire
