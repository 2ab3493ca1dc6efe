#include "src/wire/stored.hpp"

#include "src/wire/account_members.hpp"
#include "src/wire/filing_members.hpp"

namespace ow::wire {
namespace {

constexpr std::int64_t layout_version = 1;

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
void stored_filing_members(Archive& archive, Value& value) {
    archive.object("draft", [&](auto& inner) { draft_members(inner, value.draft); });
    archive.object("filing", [&](auto& inner) { filing_members(inner, value.filing); });
    archive.list("photos", value.photos, [](auto& inner, auto& photo) {
        inner.text("local_id", photo.local_id);
        inner.optional_text("attachment_id", photo.attachment_id);
        inner.integer("round", photo.round, 0, INT32_MAX);
        inner.optional_object("error", photo.error, [](auto& deeper, auto& error) { error_members(deeper, error); });
    });
    archive.integer("sequence", value.sequence, 0, INT64_MAX);
    archive.time("queued_at", value.queued_at);
    archive.integer("attempts", value.attempts, 0, INT32_MAX);
    archive.boolean("refused", value.refused);
    archive.optional_object("error", value.error, [](auto& inner, auto& error) { error_members(inner, error); });
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

std::string encode_filing(const StoredFiling& filing) {
    return encode_versioned(filing, [](Writer& writer, const auto& value) { stored_filing_members(writer, value); });
}

Decoded<StoredFiling> decode_filing(std::string_view text) {
    return decode_versioned<StoredFiling>(text,
                                          [](Reader& reader, auto& value) { stored_filing_members(reader, value); });
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
