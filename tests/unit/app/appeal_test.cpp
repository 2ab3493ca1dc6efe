#include "tests/unit/app/driver.hpp"

using namespace ow::app;
using namespace ow::test;
using ow::domain::ApiErrorKind;
using ow::domain::AppealStep;
using ow::domain::Category;
using ow::domain::CommandState;
using ow::domain::ContactMode;
using ow::domain::FieldCode;

namespace {

void add_photo(Driver& app, const std::string& id) {
    app.send(appeal::Filled{form::PhotosWanted{"attachments"}});
    app.send(world::PhotoPicked{id, id + ".jpg"});
    world::PhotoReady ready;
    ready.photo.local_id = id;
    ready.photo.name = id + ".jpg";
    ready.photo.width = 1600;
    ready.photo.height = 1200;
    app.send(ready);
}

/// A resident on the form's first page, the device has no draft.
Driver on_form() {
    Driver app("#/appeals/new/kind");
    app.signed_in(resident());
    return app;
}

ow::domain::CommandStatus status_of(const Driver& app, CommandState state) {
    ow::domain::CommandStatus status;
    status.key = app.last<SubmitFiling>()->draft.key;
    status.owner = "resident-1";
    status.title = "灯";
    status.state = state;
    return status;
}

ow::domain::Receipt receipt_of(const Driver& app) {
    ow::domain::Receipt receipt;
    receipt.filing_key = app.last<SubmitFiling>()->draft.key;
    receipt.detail = a_case(ow::domain::State::submitted);
    receipt.query_code = "6K4M9P";
    return receipt;
}

}  // namespace

TEST_CASE("A resident says what is wrong in five pages and gets a receipt", "[app][unit]") {
    Driver app = on_form();
    fill_in(app);
    CHECK(app.url() == "#/appeals/new/check");
    app.send(appeal::Filled{form::SubmitPressed{}});
    REQUIRE(app.now<SubmitFiling>());
    const auto& filing = app.now<SubmitFiling>()->filing;
    CHECK(filing.title == "3 号楼二单元楼道灯不亮");
    CHECK(filing.contact_phone == "13800000001");
    CHECK(filing.consent);
    CHECK(app.model.get<appeal::Model>().submitting);

    app.send(world::CommandChanged{status_of(app, CommandState::sending)});
    CHECK(app.model.route.page == &pages::appeal_sent);
    CHECK(is_blank(draft_of(app)));
    app.send(world::FilingAcknowledged{receipt_of(app)});
    CHECK(app.url() == "#/receipt/" + number_one);
    CHECK(receipt::query_code(app.model.get<receipt::Model>()) == "6K4M9P");
    REQUIRE(receipt::shown_case(app.model.get<receipt::Model>()));
    CHECK(app.model.get<filings::Model>().mine.empty());
}

TEST_CASE("A double tap files once", "[app][unit]") {
    Driver app = on_form();
    fill_in(app);
    app.send(appeal::Filled{form::SubmitPressed{}});
    app.send(appeal::Filled{form::SubmitPressed{}});
    app.send(fill<appeal::Filled>("title", "something else"));
    CHECK(app.count<SubmitFiling>() == 1);
    CHECK(draft_of(app).title == " 3 号楼二单元楼道灯不亮 ");
}

TEST_CASE("A page does not let on what is missing until next is pressed, then names it all", "[app][unit]") {
    Driver app = on_form();
    app.send(appeal::Filled{form::NextPressed{}});
    CHECK(described(app.model.get<appeal::Model>().form.errors) == std::vector<std::string>{"category required"});
    REQUIRE(app.now<FocusNode>());
    CHECK(app.now<FocusNode>()->key == error_summary_node);
    CHECK(app.url() == "#/appeals/new/kind");
    app.send(fill<appeal::Filled>("category", "praise"));
    CHECK(app.model.get<appeal::Model>().form.errors.empty());
    app.send(appeal::Filled{form::NextPressed{}});
    CHECK(app.url() == "#/appeals/new/what");
    CHECK(app.now<FocusHeading>() != nullptr);
    app.send(fill<appeal::Filled>("title", "灯"));
    app.send(appeal::Filled{form::NextPressed{}});
    CHECK(described(app.model.get<appeal::Model>().form.errors) ==
          std::vector<std::string>{"title too_short", "description required"});
    app.send(appeal::Filled{form::PreviousPressed{}});
    CHECK(app.url() == "#/appeals/new/kind");
    CHECK(draft_of(app).title == "灯");
}

TEST_CASE("Submitting names the errors of all pages, and a link leads to page and field", "[app][unit]") {
    Driver app = on_form();
    fill_in(app);
    app.send(appeal::Filled{form::PageWanted{"where"}});
    app.send(fill<appeal::Filled>("place.text", ""));
    app.send(appeal::Filled{form::PageWanted{"check"}});
    app.send(fill<appeal::Filled>("consent", false));
    app.send(appeal::Filled{form::SubmitPressed{}});
    CHECK(described(app.model.get<appeal::Model>().form.errors) ==
          std::vector<std::string>{"place.text required", "consent required"});
    app.send(appeal::Filled{form::ErrorFollowed{"place.text"}});
    CHECK(app.url() == "#/appeals/new/where");
    REQUIRE(app.now<FocusNode>());
    CHECK(app.now<FocusNode>()->key == "field:place.text");
    CHECK(app.now<FocusHeading>() == nullptr);
    CHECK(find_error(app.model.get<appeal::Model>().form.errors, "place.text") != nullptr);
}

TEST_CASE("Every change is kept on the device under one key", "[app][unit]") {
    Driver app = on_form();
    app.send(fill<appeal::Filled>("category", "help"));
    REQUIRE(app.now<SaveDraft>());
    const auto first = *app.now<SaveDraft>();
    CHECK(first.draft.owner == "resident-1");
    CHECK(first.draft.key.size() == 36);
    CHECK(app.model.get<appeal::Model>().save == appeal::SaveState::saving);
    app.send(fill<appeal::Filled>("title", "灯"));
    const auto second = *app.now<SaveDraft>();
    CHECK(second.draft.key == first.draft.key);
    CHECK(second.draft.revision > first.draft.revision);
    app.send(world::DraftSaved{first.draft.revision});
    CHECK(app.model.get<appeal::Model>().save == appeal::SaveState::saving);
    app.send(world::DraftSaved{second.draft.revision});
    CHECK(app.model.get<appeal::Model>().save == appeal::SaveState::saved);
    app.send(world::DraftSaveFailed{second.draft.revision, world::StorageFailure::full});
    CHECK(app.model.get<appeal::Model>().save == appeal::SaveState::failed);
    REQUIRE(app.now<Announce>());
    CHECK(app.now<Announce>()->politeness == Politeness::assertive);
}

TEST_CASE("A draft from last time is offered, and the form goes on with it", "[app][unit]") {
    Driver app("#/appeals");
    app.answer<api::GetSession>({resident()});
    REQUIRE(app.last<LoadDraft>());
    ow::domain::AppealDraft draft;
    draft.key = "k-1";
    draft.owner = "resident-1";
    draft.title = "路灯";
    draft.step = AppealStep::where;
    draft.photos.push_back({"p-1", "a.jpg", 10, 10, 100, {}});
    app.send(world::DraftLoaded{"resident-1", draft});
    REQUIRE(app.model.get<appeal::Model>().offered);
    CHECK(appeal::has_draft(app.model.get<appeal::Model>()));
    app.send(appeal::DraftContinued{});
    CHECK(app.url() == "#/appeals/new/where");
    CHECK(draft_of(app).title == "路灯");
    CHECK(app.model.get<appeal::Model>().key == "k-1");
    CHECK(app.model.get<appeal::Model>().restored);
    REQUIRE(photos_of(app).items.size() == 1);
    CHECK(photos_of(app).items[0].state == PhotoState::ready);
}

TEST_CASE("A photo whose shrinking was interrupted by a reload is gone on with", "[app][unit]") {
    Driver app("#/appeals/new/where");
    app.answer<api::GetSession>({resident()});
    ow::domain::AppealDraft draft;
    draft.key = "k-1";
    draft.owner = "resident-1";
    draft.photos.push_back({"p-1", "a.jpg", 0, 0, 0, {}});
    app.send(world::DraftLoaded{"resident-1", draft});
    REQUIRE(app.last<ResumePhoto>());
    CHECK(app.last<ResumePhoto>()->local_id == "p-1");
    REQUIRE(photos_of(app).items.size() == 1);
    CHECK(photos_of(app).items[0].state == PhotoState::shrinking);
    add_photo(app, "p-1");
    CHECK(photos_of(app).items[0].state == PhotoState::ready);
}

TEST_CASE("A photo is in the draft as soon as it is chosen", "[app][unit]") {
    Driver app("#/appeals/new/where");
    app.answer<api::GetSession>({resident()});
    app.send(world::DraftLoaded{"resident-1", std::nullopt});
    app.send(appeal::Filled{form::PhotosWanted{"attachments"}});
    app.send(world::PhotoPicked{"p-1", "a.jpg"});
    REQUIRE(app.last<SaveDraft>());
    CHECK(app.last<SaveDraft>()->draft.photos.size() == 1);
}

TEST_CASE("A reload in the middle of the form loses nothing", "[app][unit]") {
    Driver app("#/appeals/new/where");
    app.answer<api::GetSession>({resident()});
    CHECK_FALSE(app.model.get<appeal::Model>().draft_loaded);
    ow::domain::AppealDraft draft;
    draft.owner = "resident-1";
    draft.title = "路灯";
    app.send(world::DraftLoaded{"resident-1", draft});
    CHECK(app.url() == "#/appeals/new/where");
    CHECK(draft_of(app).title == "路灯");
}

TEST_CASE("A deep link into an empty form starts at its first page", "[app][unit]") {
    Driver app("#/appeals/new/contact");
    app.signed_in(resident());
    CHECK(app.url() == "#/appeals/new/kind");
}

TEST_CASE("Somebody else's draft is never shown", "[app][unit]") {
    Driver app("#/appeals");
    app.answer<api::GetSession>({resident()});
    ow::domain::AppealDraft draft;
    draft.owner = "resident-2";
    draft.title = "别人的";
    app.send(world::DraftLoaded{"resident-2", draft});
    CHECK_FALSE(appeal::has_draft(app.model.get<appeal::Model>()));
}

TEST_CASE("A draft that arrives after the session has ended is loaded again when its writer is back", "[app][unit]") {
    world::Started remembered;
    remembered.remembered = resident();
    Driver app("#/appeals/new/what", remembered);
    REQUIRE(app.last<LoadDraft>());
    app.nobody();
    CHECK(app.model.route.page == &pages::login);
    ow::domain::AppealDraft draft;
    draft.owner = "resident-1";
    draft.title = "路灯";
    app.send(world::DraftLoaded{"resident-1", draft});
    CHECK_FALSE(appeal::has_draft(app.model.get<appeal::Model>()));
    app.send(fill<session::LoginFilled>("phone", "13800000001"));
    app.send(fill<session::LoginFilled>("code", "123456"));
    app.send(session::LoginFilled{form::SubmitPressed{}});
    app.answer<api::SignIn>({resident()});
    CHECK(app.count<LoadDraft>() == 2);
    app.send(world::DraftLoaded{"resident-1", draft});
    CHECK(app.url() == "#/appeals/new/what");
    CHECK(draft_of(app).title == "路灯");
}

TEST_CASE("Throwing a draft away asks first and takes its photos along", "[app][unit]") {
    Driver app = on_form();
    app.send(fill<appeal::Filled>("title", "灯"));
    add_photo(app, "p-1");
    app.send(appeal::DiscardPressed{});
    REQUIRE(app.model.dialog);
    app.send(shell::DialogDismissed{});
    CHECK(draft_of(app).title == "灯");
    app.send(appeal::DiscardPressed{});
    app.send(shell::DialogConfirmed{});
    CHECK(is_blank(draft_of(app)));
    REQUIRE(app.last<DropPhoto>());
    CHECK(app.last<DropPhoto>()->local_id == "p-1");
    CHECK(app.last<DeleteDraft>() != nullptr);
    CHECK(app.url() == "#/appeals/new/kind");
}

TEST_CASE("A refused photo holds nothing back, and goes when another is chosen in its place", "[app][unit]") {
    Driver app = on_form();
    fill_in(app);
    app.send(appeal::Filled{form::PageWanted{"where"}});
    add_photo(app, "p-1");
    app.send(world::PhotoPicked{"p-2", "list.pdf"});
    app.send(world::PhotoRefused{"p-2", world::PhotoRefusal::not_image});
    CHECK(photos_of(app).room(6) == 5);
    app.send(appeal::Filled{form::PhotosWanted{"attachments", PhotoSource::files, "p-2"}});
    REQUIRE(app.now<PickPhotos>());
    CHECK(app.now<PickPhotos>()->room == 1);
    // Nothing is chosen: all is as it was.
    CHECK(photos_of(app).items.size() == 2);
    app.send(world::PhotoPicked{"p-3", "list.doc"});
    REQUIRE(app.now<DropPhoto>());
    CHECK(app.now<DropPhoto>()->local_id == "p-2");
    app.send(world::PhotoRefused{"p-3", world::PhotoRefusal::not_image});
    CHECK(photos_of(app).items.size() == 2);
    app.send(appeal::Filled{form::NextPressed{}});
    CHECK(app.model.get<appeal::Model>().form.errors.empty());
    app.answer<api::FindSimilar>({});
    CHECK(app.url() == "#/appeals/new/contact");
    CHECK(draft_of(app).photos.size() == 1);
}

TEST_CASE("No more photos are asked for than the form takes", "[app][unit]") {
    Driver app = on_form();
    for (int index = 0; index < 6; ++index) {
        add_photo(app, "p-" + std::to_string(index));
    }
    app.send(appeal::Filled{form::PhotosWanted{"attachments", PhotoSource::camera}});
    CHECK(app.now<PickPhotos>() == nullptr);
    app.send(appeal::Filled{form::PhotoRemoved{"attachments", "p-0"}});
    app.send(appeal::Filled{form::PhotosWanted{"attachments", PhotoSource::camera}});
    REQUIRE(app.now<PickPhotos>());
    CHECK(app.now<PickPhotos>()->room == 1);
    app.send(world::PhotosLeftOut{2});
    CHECK(photos_of(app).left_out == 2);
}

TEST_CASE("Submitting waits for photos that are still being made small", "[app][unit]") {
    Driver app = on_form();
    fill_in(app);
    app.send(appeal::Filled{form::PhotosWanted{"attachments"}});
    app.send(world::PhotoPicked{"p-1", "a.jpg"});
    app.send(appeal::Filled{form::SubmitPressed{}});
    CHECK(app.count<SubmitFiling>() == 0);
    CHECK(app.model.get<appeal::Model>().submit_when_ready);
    world::PhotoReady ready;
    ready.photo.local_id = "p-1";
    app.send(ready);
    REQUIRE(app.now<SubmitFiling>());
    CHECK(app.now<SubmitFiling>()->draft.photos.size() == 1);
}

TEST_CASE("A photo nobody waits for any more is forgotten", "[app][unit]") {
    Driver app = on_form();
    app.send(appeal::Filled{form::PhotosWanted{"attachments"}});
    app.send(world::PhotoPicked{"p-1", "a.jpg"});
    app.send(appeal::Filled{form::PhotoRemoved{"attachments", "p-1"}});
    world::PhotoReady ready;
    ready.photo.local_id = "p-1";
    app.send(ready);
    REQUIRE(app.now<DropPhoto>());
    CHECK(photos_of(app).items.empty());
}

TEST_CASE("The device's position chooses the nearest grid, and a late answer is ignored", "[app][unit]") {
    Driver app = on_form();
    ow::domain::Reference reference;
    ow::domain::Grid grid;
    grid.id = "liuxiang-3";
    grid.centre = {120.57, 31.30};
    reference.grids.push_back(grid);
    app.answer<api::GetReference>(reference);
    app.send(appeal::Filled{form::LocatePressed{"place"}});
    REQUIRE(app.now<LocateDevice>());
    const RequestId request = newest_ticket<LocateDevice>(app.log).token;
    app.reply(request + 1000, world::Located{{1, 1}, 5});
    CHECK(place_of(app).locate == form::LocateState::asking);
    app.reply(request, world::Located{{120.5703, 31.3021}, 5});
    CHECK(draft_of(app).grid_id == "liuxiang-3");
    CHECK(place_of(app).locate == form::LocateState::found);
    app.send(appeal::Filled{form::PositionCleared{"place"}});
    CHECK_FALSE(draft_of(app).position);
    app.send(appeal::Filled{form::LocatePressed{"place"}});
    app.send(world::LocateFailed{world::LocateFailure::denied});
    CHECK(place_of(app).failure == world::LocateFailure::denied);
}

TEST_CASE("A place marked on the map sets the grid too, and goes when another grid is chosen", "[app][map][unit]") {
    Driver app = on_form();
    app.send(appeal::Filled{form::PlaceMarked{"place", {120.5703, 31.3021}, "liuxiang-3"}});
    CHECK(draft_of(app).position == ow::domain::Position{120.5703, 31.3021});
    CHECK(draft_of(app).grid_id == "liuxiang-3");
    CHECK(app.now<SaveDraft>());
    app.send(fill<appeal::Filled>("place.grid_id", "liuxiang-3"));
    CHECK(draft_of(app).position);
    app.send(fill<appeal::Filled>("place.grid_id", "donghe-1"));
    CHECK_FALSE(draft_of(app).position);
    CHECK(draft_of(app).grid_id == "donghe-1");
}

TEST_CASE("A place marked on the map is still one after a reload, and not the device's position", "[app][map][unit]") {
    Driver before = on_form();
    before.send(appeal::Filled{form::PlaceMarked{"place", {120.5703, 31.3021}, "liuxiang-3"}});
    const ow::domain::AppealDraft stored = before.now<SaveDraft>()->draft;
    Driver app("#/appeals/new/where");
    app.answer<api::GetSession>({resident()});
    app.send(world::DraftLoaded{"resident-1", stored});
    CHECK(place_of(app).locate == form::LocateState::marked);
    app.send(appeal::Filled{form::LocatePressed{"place"}});
    app.send(world::Located{{120.5703, 31.3021}, 5});
    CHECK_FALSE(app.now<SaveDraft>()->draft.marked);
}

TEST_CASE("A mark outside all grids is kept without a grid; the device's late answer does not move it",
          "[app][map][unit]") {
    Driver app = on_form();
    app.send(appeal::Filled{form::LocatePressed{"place"}});
    const RequestId request = newest_ticket<LocateDevice>(app.log).token;
    app.send(appeal::Filled{form::PlaceMarked{"place", {120.7, 31.4}, ""}});
    app.reply(request, world::Located{{1, 1}, 5});
    CHECK(draft_of(app).position == ow::domain::Position{120.7, 31.4});
    CHECK(draft_of(app).grid_id.empty());
}

TEST_CASE("The map is asked for when it is opened, once, and again after a failure", "[app][map][unit]") {
    Driver app = on_form();
    CHECK(app.model.get<street::Model>().grid_map.state() == RemoteState::idle);
    app.send(street::MapWanted{});
    CHECK(app.model.get<street::Model>().grid_map.state() == RemoteState::loading);
    const RequestId first = app.model.get<street::Model>().grid_map.request;
    app.send(street::MapWanted{});
    CHECK(app.model.get<street::Model>().grid_map.request == first);
    app.refuse<api::GetGridMap>(ApiErrorKind::network);
    CHECK(app.model.get<street::Model>().grid_map.state() == RemoteState::failed);
    app.send(street::MapWanted{});
    app.answer<api::GetGridMap>(ow::domain::make_grid_map({}));
    CHECK(app.model.get<street::Model>().grid_map.state() == RemoteState::loaded);
}

TEST_CASE("With no network the filing waits on the device and says so", "[app][unit]") {
    Driver app = on_form();
    fill_in(app);
    app.send(appeal::Filled{form::SubmitPressed{}});
    app.send(world::CommandChanged{status_of(app, CommandState::waiting)});
    CHECK(app.model.route.page == &pages::appeal_sent);
    REQUIRE(filings::find(app.model.get<filings::Model>(), app.model.route.id()));
    CHECK(filings::find(app.model.get<filings::Model>(), app.model.route.id())->state == CommandState::waiting);
    app.send(shell::Go{to_page(pages::home)});
    app.send(world::FilingAcknowledged{receipt_of(app)});
    CHECK(app.model.route.page == &pages::home);
    REQUIRE_FALSE(app.model.toasts.empty());
    CHECK(app.model.toasts.back().text.key == "filing.acknowledged");
}

TEST_CASE("When the device cannot keep the filing, it is not sent and nothing is lost", "[app][unit]") {
    Driver app = on_form();
    fill_in(app);
    app.send(appeal::Filled{form::SubmitPressed{}});
    app.send(world::SubmitFailed{app.model.get<appeal::Model>().key, world::StorageFailure::full});
    CHECK_FALSE(app.model.get<appeal::Model>().submitting);
    CHECK(app.model.get<appeal::Model>().submit_failure == world::StorageFailure::full);
    CHECK_FALSE(is_blank(draft_of(app)));
    app.send(appeal::Filled{form::SubmitPressed{}});
    CHECK(app.count<SubmitFiling>() == 2);
}

TEST_CASE("A refused filing becomes the draft again, on the page that is wrong, under a new key", "[app][unit]") {
    Driver app = on_form();
    fill_in(app);
    app.send(appeal::Filled{form::SubmitPressed{}});
    auto refused = status_of(app, CommandState::needs_attention);
    refused.error = invalid("place.grid_id", FieldCode::unknown);
    app.send(world::CommandChanged{refused});
    app.send(appeal::FilingMended{refused.key});
    REQUIRE(app.now<ReopenFiling>());
    CHECK(app.now<ReopenFiling>()->new_key != refused.key);
    world::FilingReopened reopened;
    reopened.key = refused.key;
    reopened.draft = app.last<SubmitFiling>()->draft;
    reopened.draft.key = app.now<ReopenFiling>()->new_key;
    reopened.error = refused.error;
    app.send(reopened);
    CHECK(app.url() == "#/appeals/new/where");
    CHECK(described(app.model.get<appeal::Model>().form.errors) == std::vector<std::string>{"place.grid_id unknown"});
    CHECK(app.now<FocusNode>()->key == error_summary_node);
    CHECK(app.model.get<filings::Model>().mine.empty());
}

TEST_CASE("Mending a refused filing does not silently overwrite the draft being written", "[app][unit]") {
    Driver app = on_form();
    fill_in(app);
    app.send(appeal::Filled{form::SubmitPressed{}});
    const auto refused = status_of(app, CommandState::needs_attention);
    app.send(world::CommandChanged{refused});
    app.send(shell::Go{to_appeal_step(AppealStep::kind)});
    app.send(fill<appeal::Filled>("category", "consult"));
    app.send(appeal::FilingMended{refused.key});
    CHECK(app.count<ReopenFiling>() == 0);
    REQUIRE(app.model.dialog);
    CHECK(app.model.dialog->name == "replace_draft");
    app.send(shell::DialogConfirmed{});
    CHECK(app.count<ReopenFiling>() == 1);
}

TEST_CASE("Filings of another account on this device are not shown", "[app][unit]") {
    world::Started started;
    ow::domain::CommandStatus foreign;
    foreign.key = "f-2";
    foreign.owner = "resident-2";
    started.commands.push_back(foreign);
    Driver app("#/mine", started);
    app.signed_in(resident());
    CHECK(app.model.get<filings::Model>().mine.empty());
}

TEST_CASE("The receipt is found again after a reload, else the case is asked for", "[app][unit]") {
    Driver app("#/receipt/" + number_one);
    app.signed_in(resident());
    REQUIRE(app.last<LoadReceipt>());
    app.send(world::ReceiptLoaded{number_one, std::nullopt});
    app.answer<api::GetCase>(a_case(ow::domain::State::submitted));
    REQUIRE(receipt::shown_case(app.model.get<receipt::Model>()));
    CHECK(receipt::query_code(app.model.get<receipt::Model>()).empty());
}

TEST_CASE("what another tab wrote last is what this one shows, at the page it is at", "[app][appeal]") {
    Driver app = on_form();
    fill_in(app);
    app.send(world::DraftSaved{app.model.get<appeal::Model>().revision});
    ow::domain::AppealDraft there = draft_of(app);
    there.title = "三号楼的灯";
    there.step = AppealStep::what;
    ++there.revision;
    app.send(world::DraftChangedElsewhere{"resident-1", there});
    CHECK(draft_of(app).title == "三号楼的灯");
    CHECK(draft_of(app).step == AppealStep::check);
    CHECK(app.model.get<appeal::Model>().save == appeal::SaveState::saved);
}

TEST_CASE("words that are not on the device yet are not replaced by another tab's", "[app][appeal]") {
    Driver app = on_form();
    app.send(fill<appeal::Filled>("category", "help"));
    app.send(fill<appeal::Filled>("title", "路灯"));
    ow::domain::AppealDraft there = draft_of(app);
    there.title = "别的";
    app.send(world::DraftChangedElsewhere{"resident-1", there});
    CHECK(draft_of(app).title == "路灯");
    app.send(world::DraftChangedElsewhere{"resident-1", std::nullopt});
    CHECK(draft_of(app).title == "路灯");
}

TEST_CASE("what another tab filed or threw away is not kept here, and a stranger's draft changes nothing",
          "[app][appeal]") {
    Driver app = on_form();
    fill_in(app);
    app.send(world::DraftSaved{app.model.get<appeal::Model>().revision});
    app.send(world::DraftChangedElsewhere{"resident-2", std::nullopt});
    CHECK_FALSE(ow::domain::is_blank(draft_of(app)));
    app.send(world::DraftChangedElsewhere{"resident-1", std::nullopt});
    CHECK(ow::domain::is_blank(draft_of(app)));
    CHECK(appeal_step(app.model.route) == AppealStep::kind);
}

TEST_CASE("an empty form that stands open takes over what another tab writes, and does not write over it",
          "[app][appeal]") {
    Driver app = on_form();
    ow::domain::AppealDraft there;
    there.key = "k-1";
    there.owner = "resident-1";
    there.title = "三号楼的灯";
    there.revision = 7;
    app.send(world::DraftChangedElsewhere{"resident-1", there});
    app.send(fill<appeal::Filled>("category", "help"));
    CHECK(draft_of(app).title == "三号楼的灯");
    CHECK(app.model.get<appeal::Model>().key == "k-1");
}
