// Made by tools/generate/members.py from server/wire/types.py; not edited by hand.
// clang-format off

/// Uploaded: A picture or document that was stored; members as in Attachment.
template <class Archive, class Value>
void attachment_members(Archive& archive, Value& value) {
    archive.text("id", value.id);
    archive.text("content_type", value.content_type);
    bytes_member(archive, "bytes", value.bytes);
    archive.integer("width", value.width, 0, largest_pixels);
    archive.integer("height", value.height, 0, largest_pixels);
    archive.optional_integer("pages", value.pages);
}

/// Step: A step of the history.
template <class Archive, class Value>
void step_members(Archive& archive, Value& value) {
    archive.integer("seq", value.seq, 0, largest_count);
    archive.word("step", value.step);
    archive.time("at", value.at);
    archive.text("actor_label", value.actor_label);
    archive.word("state", value.state);
    archive.optional_text("reason", value.reason);
    archive.optional_text("note", value.note);
    archive.optional_text("department_name", value.department_name);
    archive.optional_word("basis", value.basis);
    archive.optional_time("due_at", value.due_at);
    archive.list("attachments", value.attachments, [](auto& inner, auto& one) { attachment_members(inner, one); });
    archive.text("hash", value.hash);
}

/// Rating: What the resident thought.
template <class Archive, class Value>
void rating_members(Archive& archive, Value& value) {
    archive.integer("score", value.score, 1, 5);
    archive.boolean("solved", value.solved);
    archive.optional_text("comment", value.comment);
    archive.time("at", value.at);
    archive.optional_texts("praises", value.praises);
    archive.optional_texts("faults", value.faults);
}

/// Next: What happens next, and by when.
template <class Archive, class Value>
void next_members(Archive& archive, Value& value) {
    archive.word("code", value.code);
    archive.optional_time("by", value.by);
}

/// Contact: Who filed it, as far as the viewer may see.
template <class Archive, class Value>
void contact_members(Archive& archive, Value& value) {
    archive.word("mode", value.mode);
    archive.optional_text("name_masked", value.name_masked);
    archive.optional_text("phone_masked", value.phone_masked);
}

/// SimilarCase: An open case of somebody else, as anybody may see it.
template <class Archive, class Value>
void similar_members(Archive& archive, Value& value) {
    archive.text("number", value.number);
    archive.word("kind", value.kind);
    archive.word("category", value.category);
    archive.text("title", value.title);
    archive.word("state", value.state);
    stage_member(archive, "stage", value.stage);
    archive.text("place_text", value.place_text);
    archive.optional_text("grid_name", value.grid_name);
    archive.optional_text("community", value.community);
    archive.time("created_at", value.created_at);
    archive.optional_count("joiners", value.joiners);
    archive.optional_boolean("joined", value.joined);
}

/// CaseSummary: A case in a list.
template <class Archive, class Value>
void summary_members(Archive& archive, Value& value) {
    similar_members(archive, value);
    archive.word("channel", value.channel);
    archive.optional_text("grid_id", value.grid_id);
    archive.time("updated_at", value.updated_at);
    archive.optional_time("due_at", value.due_at);
    archive.word("clock", value.clock);
    archive.integer("tier", value.tier, 0, largest_count);
    archive.optional_text("department_name", value.department_name);
    archive.integer("photos", value.photos, 0, largest_count);
    archive.integer("version", value.version, 0, INT64_MAX);
    archive.boolean("can_rate", value.can_rate);
    archive.optional_boolean("reopened", value.reopened);
}

/// FieldName: A field of a service's form, in words.
template <class Archive, class Value>
void field_name_members(Archive& archive, Value& value) {
    archive.text("path", value.path);
    archive.text("label", value.label);
}

/// FilledLine: An answer of an application as people read it; numbers that say who somebody is with their
template <class Archive, class Value>
void filled_members(Archive& archive, Value& value) {
    archive.text("path", value.path);
    archive.text("label", value.label);
    archive.text("value", value.value);
    archive.list("pictures", value.pictures, [](auto& inner, auto& one) { attachment_members(inner, one); });
    archive.optional_time("reused_at", value.reused_at);
}

/// Correction: What the applicant is asked to mend. fields: paths of the form; pictures: those of the case it
template <class Archive, class Value>
void correction_members(Archive& archive, Value& value) {
    archive.texts("fields", value.fields);
    archive.texts("labels", value.labels);
    archive.text("reason", value.reason);
    archive.time("by", value.by);
    archive.list("pictures", value.pictures, [](auto& inner, auto& one) { attachment_members(inner, one); });
    archive.integer("days_left", value.days_left, 0, largest_count);
}

/// Missing: Materials that were promised for later. by: the last day.
template <class Archive, class Value>
void missing_members(Archive& archive, Value& value) {
    archive.texts("fields", value.fields);
    archive.texts("labels", value.labels);
    archive.time("by", value.by);
}

/// Result: What was decided. objection: how to object to it; document: where it is, null where this
template <class Archive, class Value>
void result_members(Archive& archive, Value& value) {
    archive.word("outcome", value.outcome);
    archive.text("words", value.words);
    archive.optional_text("objection", value.objection);
    archive.time("at", value.at);
    archive.optional_text("valid_until", value.valid_until);
    archive.optional_text("document", value.document);
    archive.optional_text("check_code", value.check_code);
}

/// BundlePart: A case of several that were asked for at once.
template <class Archive, class Value>
void part_members(Archive& archive, Value& value) {
    archive.text("number", value.number);
    archive.text("title", value.title);
    archive.word("state", value.state);
    stage_member(archive, "stage", value.stage);
    archive.optional_time("due_at", value.due_at);
    archive.optional_text("department_name", value.department_name);
}

/// CaseDetail: A case with its chain. From `service` on: of applications only.
template <class Archive, class Value>
void detail_members(Archive& archive, Value& value) {
    summary_members(archive, value.summary);
    archive.text("description", value.description);
    archive.object("place", [&](auto& inner) { place_members(inner, value.place); });
    archive.list("attachments", value.attachments, [](auto& inner, auto& one) { attachment_members(inner, one); });
    archive.object("contact", [&](auto& inner) { contact_members(inner, value.contact); });
    archive.list("steps", value.steps, [](auto& inner, auto& one) { step_members(inner, one); });
    archive.known_codes("actions", value.actions);
    promises_member(archive, "next", value.next);
    archive.optional_object("rating", value.rating, [](auto& inner, auto& one) { rating_members(inner, one); });
    archive.integer("access_count", value.access_count, 0, largest_count);
    archive.boolean("chain_ok", value.chain_ok);
    archive.optional_text("service", value.service);
    archive.optional_text("service_title", value.service_title);
    archive.optional_text("stage_text", value.stage_text);
    archive.optional_list("filled", value.filled, [](auto& inner, auto& one) { filled_members(inner, one); });
    archive.optional_object("correction", value.correction, [](auto& inner, auto& one) { correction_members(inner, one); });
    archive.optional_object("missing", value.missing, [](auto& inner, auto& one) { missing_members(inner, one); });
    archive.optional_list("askable", value.askable, [](auto& inner, auto& one) { field_name_members(inner, one); });
    archive.optional_object("result", value.result, [](auto& inner, auto& one) { result_members(inner, one); });
    archive.optional_text("bundle", value.bundle);
    archive.optional_list("parts", value.parts, [](auto& inner, auto& one) { part_members(inner, one); });
    archive.optional_text("filed_by", value.filed_by);
}

/// Account: The signed-in account.
template <class Archive, class Value>
void account_members(Archive& archive, Value& value) {
    archive.text("id", value.id);
    archive.word("role", value.role);
    archive.optional_text("name", value.name);
    archive.optional_text("phone_masked", value.phone_masked);
    archive.boolean("verified", value.verified);
    archive.optional_text("staff_no", value.staff_no);
    archive.optional_text("department_id", value.department_id);
    archive.optional_text("department_name", value.department_name);
    archive.optional_text("grid_id", value.grid_id);
    archive.texts("actions", value.actions);
}

/// Street: The street and its service centre.
template <class Archive, class Value>
void street_members(Archive& archive, Value& value) {
    archive.text("name", value.name);
    archive.text("division", value.division);
    archive.optional_text("center_name", value.center_name);
    archive.optional_text("phone", value.phone);
}

/// Grid: A grid cell with its middle.
template <class Archive, class Value>
void grid_members(Archive& archive, Value& value) {
    archive.text("id", value.id);
    archive.text("name", value.name);
    archive.optional_text("community", value.community);
    archive.number("lon", value.centre.lon);
    archive.number("lat", value.centre.lat);
}

/// Department: A department.
template <class Archive, class Value>
void department_members(Archive& archive, Value& value) {
    archive.text("id", value.id);
    archive.text("name", value.name);
    archive.optional_text("phone", value.phone);
}

/// PhoneEntry: An entry of the phone list.
template <class Archive, class Value>
void phone_members(Archive& archive, Value& value) {
    archive.text("name", value.name);
    archive.text("number", value.number);
    archive.optional_text("hours", value.hours);
}

/// Reference: What the client needs to know of the street. official_years: those whose working days the
template <class Archive, class Value>
void reference_members(Archive& archive, Value& value) {
    archive.object("street", [&](auto& inner) { street_members(inner, value.street); });
    archive.list("grids", value.grids, [](auto& inner, auto& one) { grid_members(inner, one); });
    archive.list("departments", value.departments, [](auto& inner, auto& one) { department_members(inner, one); });
    archive.list("phones", value.phones, [](auto& inner, auto& one) { phone_members(inner, one); });
    archive.optional_integers("official_years", value.official_years);
}

/// Notice: A notice.
template <class Archive, class Value>
void notice_members(Archive& archive, Value& value) {
    archive.text("id", value.id);
    archive.text("title", value.title);
    archive.text("body", value.body);
    archive.time("published_at", value.published_at);
}

/// Sight: Somebody saw the case: who, when, why (view, photo, whole or a step code), and what they
template <class Archive, class Value>
void sight_members(Archive& archive, Value& value) {
    archive.time("at", value.at);
    archive.text("who", value.who);
    archive.text("purpose", value.purpose);
    archive.optional_text("reason", value.reason);
}

/// QueueCount: A queue and how much is in it.
template <class Archive, class Value>
void queue_count_members(Archive& archive, Value& value) {
    archive.word("queue", value.queue);
    archive.integer("count", value.count, 0, INT64_MAX);
}
// clang-format on
