/// Several services at once, as the server puts them together (tests/contract/bundle.json): what is asked.

#include "src/app/form/form.hpp"
#include "src/domain/service.hpp"
#include "src/wire/value.hpp"

#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

using namespace ow;

namespace {

std::vector<std::string> texts_of(const domain::Value::List& list) {
    std::vector<std::string> texts;
    for (const domain::Value& one : list)
        texts.push_back(*one.as_text());
    return texts;
}

}  // namespace

TEST_CASE("Of several services at once the client asks what the server says, each question once, in its order",
          "[contract][apply][unit]") {
    std::ifstream file(OW_SOURCE_DIR "/tests/contract/bundle.json");
    REQUIRE(file);
    const auto contract = wire::parse_value(std::string(std::istreambuf_iterator<char>(file), {})).value();
    REQUIRE_FALSE(contract.list_at("cases").empty());
    for (const domain::Value& one : contract.list_at("cases")) {
        CAPTURE(one.text_at("name"));
        const auto service = domain::read_service(one);
        REQUIRE(service);
        REQUIRE(service->form);
        for (const std::string& code : texts_of(one.list_at("left_out")))
            CHECK(std::ranges::find(service->together, code) == service->together.end());
        app::form::State state;
        state.answers = *contract.find("told");
        const app::form::Setting setting{*service->form, app::form::context_of({2026, 11, 23}, nullptr),
                                         app::form::Layout::sections};
        std::vector<std::string> asked;
        for (const app::form::Page& page : app::form::pages_of(setting, state))
            for (const app::form::FormField* field : page.fields)
                asked.push_back(field->path);
        CHECK(asked == texts_of(one.list_at("asked")));
    }
}
