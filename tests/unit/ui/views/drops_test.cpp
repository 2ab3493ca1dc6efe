/// What is dropped or pasted anywhere on a page of a form is for a paper of that page.

#include "tests/unit/services_fixture.hpp"
#include "tests/unit/ui/program.hpp"

#include "src/app/apply/apply.hpp"

#include <algorithm>

using namespace ow;
using namespace ow::test;
namespace world = app::world;

namespace {

constexpr const char *household = "materials.household", *bank_card = "materials.bank_card";

void come(Program& p) {
    domain::Account account;
    account.id = "resident-1";
    account.role = domain::Role::resident;
    p.answer<api::GetSession>(api::SessionState{account});
    p.tell(world::ProgramWhole{});
    p.answer_tree("/catalogue", catalogue_index());
    p.answer_tree("/h1/services.zh-CN.json", services_list());
    p.answer_tree("/h1/service.elder_allowance.zh-CN.json", elder_allowance());
    p.answer_tree("/me/facts", known_facts());
    p.tell(world::DraftFetched{"form/resident-1/elder_allowance", {}});
}

/// One paper a page.
ProgramSetup one_at_a_time(std::string url) {
    ProgramSetup setup{.url = std::move(url)};
    setup.settings.mode = domain::DisplayMode::elder;
    return setup;
}

const app::apply::Model& model_of(const Program& p) { return p.model().get<app::apply::Model>(); }

/// What the device was told last answers here.
app::Ticket drops_of(const Program& p) { return {&app::apply::feature, model_of(p).drops.request}; }

std::size_t pictures_at(const Program& p, std::string_view path) {
    const auto found = model_of(p).form.photos.find(path);
    return found == model_of(p).form.photos.end() ? 0 : found->second.kept().size();
}

std::string page_of(std::string_view path) { return "#/apply/elder_allowance/" + std::string(path); }

}  // namespace

TEST_CASE("A dropped picture goes to the paper of the page that is shown, and one that comes late to its own",
          "[views][apply][unit]") {
    Program p(one_at_a_time(page_of(household)));
    come(p);
    const app::Ticket first = drops_of(p);
    REQUIRE(first.token != 0);
    p.go(page_of(bank_card));
    const app::Ticket second = drops_of(p);
    REQUIRE(second.token != first.token);
    p.reply(second, world::PhotoPicked{"photo-1", "银行卡.jpg"});
    CHECK(pictures_at(p, bank_card) == 1);
    CHECK(pictures_at(p, household) == 0);
    p.reply(first, world::PhotoPicked{"photo-2", "户口簿.jpg"});
    CHECK(pictures_at(p, bank_card) == 1);
    CHECK(pictures_at(p, household) == 1);
}

TEST_CASE("Where a page asks for several papers, the first with room has what is dropped", "[views][apply][unit]") {
    Program p({.url = page_of("materials")});
    come(p);
    const int room = model_of(p).drops.accepted.room.value_or(0);
    REQUIRE(room > 0);
    for (int taken = 0; taken < room; ++taken)
        p.reply(drops_of(p), world::PhotoPicked{"photo-" + std::to_string(taken), "一页.jpg"});
    const std::size_t before = pictures_at(p, household) + pictures_at(p, "materials.id_card");
    p.reply(drops_of(p), world::PhotoPicked{"photo-more", "另一页.jpg"});
    CHECK(before == static_cast<std::size_t>(room));
    CHECK(pictures_at(p, household) + pictures_at(p, "materials.id_card") + pictures_at(p, bank_card) == before + 1);
}

TEST_CASE("A PDF is taken when it is dropped where one may be chosen", "[views][apply][unit]") {
    Program p(one_at_a_time(page_of(household)));
    come(p);
    CHECK_FALSE(model_of(p).drops.accepted.documents);
    p.go(page_of(bank_card));
    CHECK(model_of(p).drops.accepted.documents);
}

TEST_CASE("Choosing for one paper and then for another mixes nothing up, whichever comes first",
          "[views][apply][unit]") {
    Program p({.url = page_of("materials")});
    come(p);
    p.send(app::apply::Filled{app::form::PhotosWanted{std::string(household), app::PhotoSource::files, {}}});
    const app::RequestId one = model_of(p).form.photos_asked.rbegin()->first;
    p.send(app::apply::Filled{app::form::PhotosWanted{std::string(bank_card), app::PhotoSource::files, {}}});
    const app::RequestId other = model_of(p).form.photos_asked.rbegin()->first;
    REQUIRE(one != other);
    p.reply({&app::apply::feature, other}, world::PhotoPicked{"photo-2", "银行卡.jpg"});
    p.reply({&app::apply::feature, one}, world::PhotoPicked{"photo-1", "户口簿.jpg"});
    CHECK(pictures_at(p, household) == 1);
    CHECK(pictures_at(p, bank_card) == 1);
}

TEST_CASE("What is dropped after the form was left is not taken, and does not stay on the device",
          "[views][apply][unit]") {
    Program p(one_at_a_time(page_of(household)));
    come(p);
    const app::Ticket form = drops_of(p);
    p.forget_effects();
    p.go("#/services");
    CHECK_FALSE(p.take_effect<app::AcceptPhotos>().room);
    CHECK(model_of(p).drops.request == 0);
    // Thrown away meanwhile: nobody waits for the picture.
    p.go(page_of(household));
    p.send(app::apply::DiscardConfirmed{});
    p.reply(form, world::PhotoPicked{"photo-1", "户口簿.jpg"});
    CHECK(p.take_effect<app::DropPhoto>().local_id == "photo-1");
    CHECK(pictures_at(p, household) == 0);
}
