#pragma once

#include <string_view>

#include "src/domain/api.hpp"
#include "src/domain/filing.hpp"
#include "src/domain/form_definition.hpp"
#include "src/i18n/catalogue.hpp"
#include "src/wire/decode_error.hpp"

/// Readers of the data that is delivered with the program (assets/), and of the event stream.
namespace ow::wire {

/// Adds the texts of a language file, a flat object of key → text. What is no text is left out and answered with
/// its key; the rest is added all the same.
[[nodiscard]] domain::Result<domain::Unit, DecodeError> decode_strings(std::string_view text,
                                                                       i18n::Catalogue& catalogue);

/// The forms of the program: a list of definitions (assets/catalogue/forms/*.json). What is no form is left out.
[[nodiscard]] domain::Result<std::vector<domain::forms::FormDefinition>, DecodeError> decode_forms(
    std::string_view text);

/// `data` of the server-sent event `case`.
struct CaseEvent {
    std::string number;
    std::int64_t version = 0;
    domain::Word<domain::State> state = domain::State::submitted;
    bool operator==(const CaseEvent&) const = default;
};
/// Reads the event's data.
[[nodiscard]] domain::Result<CaseEvent, DecodeError> decode_case_event(std::string_view data);

}  // namespace ow::wire
