#pragma once

#include "src/domain/draft.hpp"
#include "src/domain/filing.hpp"
#include "src/wire/case_members.hpp"

/// The members of a filing and of the draft it comes from. Internal to src/wire.
namespace ow::wire {

/// Filing, as it is sent and as it is kept.
template <class Archive, class Value>
void filing_members(Archive& archive, Value& value) {
    archive.code("kind", value.kind);
    archive.optional_code("category", value.category);
    archive.text("title", value.title);
    archive.text("description", value.description);
    archive.object("place", [&](auto& inner) { place_members(inner, value.place); });
    archive.texts("attachments", value.attachments);
    archive.object("contact", [&](auto& inner) {
        inner.optional_code("mode", value.contact_mode);
        inner.optional_text("phone", value.contact_phone);
    });
    archive.boolean("consent", value.consent);
}

/// A picture on the device.
template <class Archive, class Value>
void local_photo_members(Archive& archive, Value& value) {
    archive.text("local_id", value.local_id);
    archive.text("name", value.name);
    archive.integer("width", value.width, 0, largest_pixels);
    archive.integer("height", value.height, 0, largest_pixels);
    archive.integer("bytes", value.bytes, 0, INT64_MAX);
}

/// An appeal that is being written.
template <class Archive, class Value>
void draft_members(Archive& archive, Value& value) {
    archive.text("key", value.key);
    archive.text("owner", value.owner);
    archive.optional_code("category", value.category);
    archive.text("title", value.title);
    archive.text("description", value.description);
    archive.text("place_text", value.place_text);
    archive.optional_text("grid_id", value.grid_id);
    position_members(archive, value.position);
    archive.optional_boolean("marked", value.marked);
    archive.list("photos", value.photos, [](auto& inner, auto& photo) { local_photo_members(inner, photo); });
    archive.optional_code("contact_mode", value.contact_mode);
    archive.text("contact_phone", value.contact_phone);
    archive.boolean("consent", value.consent);
    archive.code_or("step", value.step, domain::AppealStep::kind);
    archive.time("saved_at", value.saved_at);
    archive.integer("revision", value.revision, 0, INT64_MAX);
}

}  // namespace ow::wire
