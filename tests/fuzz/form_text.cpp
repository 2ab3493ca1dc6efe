/// Whatever somebody types or pastes: the texts of a form are checked, normalised and kept without loss.

#include "src/domain/filing.hpp"
#include "src/domain/form_definition.hpp"
#include "src/domain/id_number.hpp"
#include "src/domain/ids.hpp"
#include "src/domain/phone.hpp"
#include "src/domain/text.hpp"
#include "src/domain/typed_code.hpp"
#include "src/wire/stored.hpp"
#include "src/wire/value.hpp"
#include "tests/fuzz/must.hpp"

#include <cstddef>
#include <cstdint>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>

using namespace ow;

namespace {

const domain::forms::FormDefinition& appeal_form() {
    static const domain::forms::FormDefinition form = [] {
        std::ifstream file(OW_SOURCE_DIR "/assets/catalogue/forms/appeal.json", std::ios::binary);
        const std::string text((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
        return domain::forms::read_definition(wire::parse_value(text).value()).value();
    }();
    return form;
}

/// Offsets of every character go to the browser's counting and back.
void check_offsets(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t there = domain::utf16_offset(text, at);
        fuzz::must(domain::utf8_offset(text, there) == at);
        domain::next_code_point(text, at);
    }
    fuzz::must(domain::utf16_offset(text, text.size()) == domain::utf16_length(text));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const bool whole = domain::is_valid_utf8(text);
    fuzz::must(domain::visible_length(text) <= domain::count_code_points(text));
    if (whole) check_offsets(domain::first_code_points(text, 64));
    (void)domain::to_half_width(text);
    const std::string compact = domain::compact_code(text);
    fuzz::must(domain::compact_code(compact) == compact);
    for (const auto lines : {domain::Lines::one, domain::Lines::several}) {
        const std::string clean = domain::clean_text(text, lines);
        fuzz::must(!whole || domain::clean_text(clean, lines) == clean);
    }
    const std::string name = domain::clean_name(text);
    fuzz::must(!whole || domain::clean_name(name) == name);
    for (const auto read : {domain::normalise_phone, domain::normalise_callable, domain::normalise_query_code,
                            domain::normalise_one_time_code, domain::normalise_bank_card}) {
        const auto found = read(text);
        fuzz::must(!found.ok() || read(*found) == found);
    }

    domain::Filing filing;
    filing.category = domain::Category::help;
    filing.title = filing.place.text = filing.contact_phone = text;
    filing.description = text;
    filing.consent = true;
    const domain::Filing kept = domain::normalise(filing);
    fuzz::must(domain::normalise(kept) == kept);
    domain::Value answers = domain::Value::object();
    for (const char* path : {"category", "title", "description", "place.text", "contact.mode", "contact.phone"})
        answers.set(path, std::string(text));
    const domain::Value clean = domain::forms::normalise(appeal_form(), answers, {});
    fuzz::must(!whole || domain::forms::normalise(appeal_form(), clean, {}) == clean);
    (void)domain::forms::validate(appeal_form(), clean, {});

    domain::AppealDraft draft;
    draft.title = draft.description = text;
    const auto again = wire::decode_draft(wire::encode_draft(draft));
    if (whole && again.ok())
        fuzz::must(again.value().title == draft.title && again.value().description == draft.description);
    return 0;
}
