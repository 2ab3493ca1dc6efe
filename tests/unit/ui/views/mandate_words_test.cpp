/// What a person hears and signs, against the server's reference.

#include "ui/views/assist/mandate_words.hpp"
#include "src/app/assist/assist.hpp"
#include "src/app/session/session.hpp"
#include "src/app/street/street.hpp"
#include "src/domain/sha256.hpp"
#include "tests/unit/ui/harness.hpp"
#include "tests/unit/wire/fixtures.hpp"
#include "ui/views/feature.hpp"

#include <string>

using namespace ow;
using namespace ow::test;
using domain::Value;
namespace assist = app::assist;

TEST_CASE("The text of a mandate is the server's, word for word", "[views][assist][contract]") {
    const auto golden = contract("mandate_text.json");
    CHECK(golden["version"] == std::string(ui::mandate_text_version));
    for (const auto& item : golden["items"]) {
        CAPTURE(item["name"].get<std::string>());
        app::Model model{ui::cores(ui::all_features())};
        const auto last = domain::read_iso_date(item["last_day"].get<std::string>());
        REQUIRE(last.has_value());
        const int days = item["days"].get<int>();
        model.now = domain::from_civil({domain::civil_from_days(domain::days_from_civil(*last) - days + 1), 9, 0, 0, 0},
                                       model.zone_minutes);
        domain::Account worker;
        worker.role = domain::Role::grid_worker;
        worker.staff_no = item["number"].get<std::string>();
        model.get<app::session::Model>().account = worker;
        model.get<app::street::Model>().reference.value.emplace().street.phone = item["phone"].get<std::string>();
        assist::Errand errand;
        errand.kind = domain::from_code<assist::Kind>(item["kind"].get<std::string>()).value();
        errand.title = item["matter"].get<std::string>();
        errand.mandate.answers.set("days", std::to_string(days));
        Value::List scopes;
        for (const auto& scope : item["scopes"])
            if (scope != "file") scopes.emplace_back(scope.get<std::string>());
        errand.mandate.answers.set("scopes", std::move(scopes));
        Setup setup;
        setup.language = item["language"].get<std::string>();
        Harness h(setup);
        std::string text;
        h.show(model, [&](const ui::View& view) {
            // The kinds of appeals are words of this side; the fixture has them as they are read.
            if (errand.kind == assist::Kind::appeal && errand.matter.empty()) errand.matter = errand.title;
            text = ui::mandate_text(view, errand);
        });
        CHECK(text == item["text"].get<std::string>());
        CHECK(domain::sha256_hex(text) == item["hash"].get<std::string>());
    }
}
