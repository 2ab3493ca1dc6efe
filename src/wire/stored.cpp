#include "src/wire/stored.hpp"

#include "src/wire/case_members.hpp"
#include "src/wire/commands.hpp"
#include "src/wire/filing_members.hpp"

namespace ow::wire {
namespace {

constexpr std::int64_t layout_version = 1;
/// Of the outbox's entries. 1 held filings only (appeal draft, filing, pictures).
constexpr std::int64_t command_version = 2;

/// A whole stored text: the version of its layout, then the value.
template <class T, class Members>
std::string encode_versioned(const T& value, Members members) {
    return encode_value(value, [&](Writer& writer, const T& whole) {
        writer.integer("v", layout_version);
        members(writer, whole);
    });
}

template <class T, class Members>
Decoded<T> decode_versioned(std::string_view text, Members members) {
    return decode_value<T>(text, [&](Reader& reader, T& whole) {
        std::int64_t version = 0;
        reader.integer("v", version, INT64_MIN, INT64_MAX);
        if (!reader.failed() && version != layout_version) {
            reader.fail("version");
        }
        members(reader, whole);
    });
}

template <class Archive, class Value>
void field_error_members(Archive& archive, Value& value) {
    archive.text("path", value.path);
    archive.code_or("code", value.code, domain::FieldCode::format);
    archive.optional_number("min", value.min);
    archive.optional_number("max", value.max);
    archive.optional_text("message", value.message);
}

template <class Archive, class Value>
void error_members(Archive& archive, Value& value) {
    archive.code_or("kind", value.kind, domain::ApiErrorKind::unexpected);
    archive.optional_text("code", value.code);
    archive.optional_text("message", value.message);
    archive.list("fields", value.fields, [](auto& inner, auto& field) { field_error_members(inner, field); });
    archive.optional_text("request_id", value.request_id);
    archive.optional_integer("retry_after_seconds", value.retry_after_seconds);
}

template <class Archive, class Value>
void photos_member(Archive& archive, Value& photos) {
    archive.list("photos", photos, [](auto& inner, auto& photo) {
        inner.text("local_id", photo.local_id);
        inner.optional_text("attachment_id", photo.attachment_id);
        inner.integer("round", photo.round, 0, INT32_MAX);
        inner.optional_object("error", photo.error, [](auto& deeper, auto& error) { error_members(deeper, error); });
    });
}

/// How far an entry has come.
template <class Archive, class Value>
void progress_members(Archive& archive, Value& value) {
    photos_member(archive, value.photos);
    archive.integer("sequence", value.sequence, 0, INT64_MAX);
    archive.integer("attempts", value.attempts, 0, INT32_MAX);
    archive.boolean("refused", value.refused);
    archive.optional_object("error", value.error, [](auto& inner, auto& error) { error_members(inner, error); });
}

template <class Archive, class Value>
void command_members(Archive& archive, Value& value) {
    auto& command = value.command;
    archive.text("id", command.id);
    archive.text("feature", command.feature);
    archive.optional_text("act", command.act);
    archive.optional_text("subject", command.subject);
    archive.text("title", command.title);
    archive.text("owner", command.owner);
    archive.optional_text("on_behalf_of", command.on_behalf_of);
    archive.texts("blobs", command.blobs);
    archive.texts("depends_on", command.depends_on);
    archive.time("made_at", command.made_at);
    archive.optional_text("draft_slot", command.draft_slot);
    archive.value("draft", command.draft);
    archive.text("endpoint", value.request.endpoint);
    archive.text("path", value.request.path);
    archive.text("body", value.request.body);
    progress_members(archive, value);
    archive.optional_object("acknowledged", value.acknowledged, [](auto& inner, auto& answer) {
        inner.time("at", answer.at);
        inner.optional_text("epoch", answer.epoch);
        inner.optional_text("number", answer.number);
        inner.optional_text("query_code", answer.query_code);
        inner.optional_count("pictures_lost", answer.pictures_lost);
    });
}

/// Layout 1: a filing, which is sent as the text it was.
void read_filing(Reader& reader, StoredCommand& value) {
    domain::Command& command = value.command;
    reader.value("draft", command.draft);
    command.draft.set("v", layout_version);  // as drafts are stored by themselves
    command.id = command.draft.text_at("key");
    command.owner = command.draft.text_at("owner");
    command.feature = "appeal";
    command.draft_slot = domain::appeal_draft_slot(command.owner);
    reader.time("queued_at", command.made_at);
    progress_members(reader, value);
    for (const StoredPhoto& photo : value.photos) {
        command.blobs.push_back(photo.local_id);
    }
    if (const Json* filing = reader.any("filing")) {
        value.request = file_case_request(to_text(*filing));
        reader.object("filing", [&](Reader& inner) { inner.text("title", command.title); });
    }
    if (command.id.empty()) {
        reader.fail("draft.key");
    }
}

template <class Archive, class Value>
void receipt_members(Archive& archive, Value& value) {
    archive.text("filing_key", value.filing_key);
    archive.object("case", [&](auto& inner) { detail_members(inner, value.detail); });
    archive.optional_text("query_code", value.query_code);
}

void write_settings(Writer& writer, const domain::Settings& value) {
    writer.code("mode", value.mode);
    writer.code("contrast", value.contrast);
    writer.code("language", value.language);
    writer.code("motion", value.motion);
    writer.integer("text_percent", value.text_percent);
    writer.integer("elder_text_px", value.elder_text_px);
    writer.integer("reading_rate", value.reading_rate);
    writer.boolean("one_handed", value.one_handed);
    writer.boolean("touch_exploration", value.touch_exploration);
    writer.boolean("asked", value.asked);
}

/// Reads one member with a reader of its own, so that a bad one does not spoil the others.
template <class T, class Read>
void lenient(const Json& json, T& member, Read read) {
    std::string error;
    Reader reader(json, error);
    T value = member;
    read(reader, value);
    if (error.empty()) {
        member = value;
    }
}

constexpr int far_out = 1'000'000;  // clamp() knows the real bounds

domain::Settings read_settings(const Json& json) {
    domain::Settings value;
    const auto code = [&](std::string_view name, auto& member) {
        lenient(json, member, [&](Reader& reader, auto& into) { reader.code(name, into); });
    };
    const auto integer = [&](std::string_view name, int& member) {
        lenient(json, member, [&](Reader& reader, int& into) { reader.integer(name, into, -far_out, far_out); });
    };
    const auto boolean = [&](std::string_view name, bool& member) {
        lenient(json, member, [&](Reader& reader, bool& into) { reader.boolean(name, into); });
    };
    code("mode", value.mode);
    code("contrast", value.contrast);
    code("language", value.language);
    code("motion", value.motion);
    integer("text_percent", value.text_percent);
    integer("elder_text_px", value.elder_text_px);
    integer("reading_rate", value.reading_rate);
    boolean("one_handed", value.one_handed);
    boolean("touch_exploration", value.touch_exploration);
    boolean("asked", value.asked);
    return domain::clamp(value);
}

}  // namespace

std::string encode_draft(const domain::AppealDraft& draft) {
    return encode_versioned(draft, [](Writer& writer, const auto& value) { draft_members(writer, value); });
}

Decoded<domain::AppealDraft> decode_draft(std::string_view text) {
    return decode_versioned<domain::AppealDraft>(text,
                                                 [](Reader& reader, auto& value) { draft_members(reader, value); });
}

std::string encode_command(const StoredCommand& command) {
    return encode_value(command, [](Writer& writer, const StoredCommand& value) {
        writer.integer("v", command_version);
        command_members(writer, value);
    });
}

Decoded<StoredCommand> decode_command(std::string_view text) {
    return decode_value<StoredCommand>(text, [](Reader& reader, StoredCommand& value) {
        std::int64_t version = 0;
        reader.integer("v", version, INT64_MIN, INT64_MAX);
        if (version == layout_version) {
            read_filing(reader, value);
        } else if (version == command_version) {
            command_members(reader, value);
        } else {
            reader.fail("v");
        }
        if (!is_command(value.request.endpoint)) {
            reader.fail("endpoint");
        }
        if (value.command.act.empty()) {
            value.command.act = domain::filing_act;  // there was nothing else before acts had names
        }
    });
}

std::string unreadable_file(const std::vector<std::pair<std::string, std::string>>& entries) {
    Json file = Json::array();
    for (const auto& [key, text] : entries) {
        file.push_back({{"key", key}, {"stored", text}});
    }
    return to_text(file);
}

std::string encode_receipt(const domain::Receipt& receipt) {
    return encode_versioned(receipt, [](Writer& writer, const auto& value) { receipt_members(writer, value); });
}

Decoded<domain::Receipt> decode_receipt(std::string_view text) {
    return decode_versioned<domain::Receipt>(text, [](Reader& reader, auto& value) { receipt_members(reader, value); });
}

std::string encode_account(const domain::Account& account) {
    return encode_versioned(account, [](Writer& writer, const auto& value) { account_members(writer, value); });
}

Decoded<domain::Account> decode_account(std::string_view text) {
    return decode_versioned<domain::Account>(text, [](Reader& reader, auto& value) { account_members(reader, value); });
}

std::string encode_settings(const domain::Settings& settings) { return encode_versioned(settings, write_settings); }

Decoded<domain::Settings> decode_settings(std::string_view text) {
    auto json = parse_json(text);
    if (!json) {
        return domain::Failure{json.error()};
    }
    if (!json->is_object()) {
        return domain::Failure{DecodeError{"syntax"}};
    }
    return read_settings(*json);
}

}  // namespace ow::wire
