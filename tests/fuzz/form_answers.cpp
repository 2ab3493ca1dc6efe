/// Whatever JSON somebody sends as a form, as an expression or as answers: it is judged, kept and never harmful, and
/// what is kept of right answers is right again.

#include "src/domain/expression.hpp"
#include "src/domain/form_definition.hpp"
#include "src/wire/value.hpp"
#include "tests/fuzz/must.hpp"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

using namespace ow;

namespace {

const std::vector<domain::forms::FormDefinition>& forms() {
    static const auto all = [] {
        std::vector<domain::forms::FormDefinition> found;
        for (const auto& entry : std::filesystem::directory_iterator(OW_SOURCE_DIR "/assets/catalogue/forms")) {
            std::ifstream file(entry.path(), std::ios::binary);
            const std::string text((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
            found.push_back(*domain::forms::read_definition(*wire::parse_value(text)));
        }
        return found;
    }();
    return all;
}

void judge(const domain::forms::FormDefinition& form, const domain::Value& answers,
           const domain::forms::FormContext& context) {
    const domain::Value kept = domain::forms::normalise(form, answers, context);
    if (domain::forms::validate(form, answers, context).empty()) {
        fuzz::must(domain::forms::validate(form, kept, context).empty());
        fuzz::must(domain::forms::normalise(form, kept, context) == kept);
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto value = wire::parse_value({reinterpret_cast<const char*>(data), size});
    if (!value.ok()) return 0;
    const auto again = wire::parse_value(wire::canonical_text(*value));
    fuzz::must(again.ok() && *again == *value);

    const domain::forms::FormContext context{{2026, 11, 26}, {}, {}, *value};
    const domain::Scope scope{*value, *value, "2026-11-26"};
    (void)domain::evaluate(*value, scope);
    for (const auto& form : forms())
        judge(form, *value, context);
    // A form that nobody checked may go round in itself: it is judged all the same.
    if (const auto form = domain::forms::read_definition(*value)) {
        (void)domain::forms::validate(*form, *value, context);
        (void)domain::forms::normalise(*form, *value, context);
    }
    return 0;
}
