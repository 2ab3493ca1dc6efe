#include "tests/unit/app/driver.hpp"

using namespace ow::app;
using namespace ow::test;
using ow::domain::ApiErrorKind;
using ow::domain::Contrast;
using ow::domain::DisplayMode;
using ow::domain::State;

TEST_CASE("The first page needs no account and moves no focus", "[app][unit]") {
    Driver app("#/");
    CHECK(app.model.route.page == &pages::home);
    CHECK(app.last<FocusHeading>() == nullptr);
    REQUIRE(app.last<SetTitle>());
    CHECK(app.last<SetTitle>()->title.key == "page.home.title");
    CHECK(app.last<Navigate>() == nullptr);
    app.nobody();
    CHECK(app.model.route.page == &pages::home);
    CHECK(app.count_calls<api::ListMine>() == 0);
}

TEST_CASE("Going to a page changes address, title and focus", "[app][unit]") {
    Driver app("#/");
    app.nobody();
    app.send(shell::LinkFollowed{"#/help"});
    REQUIRE(app.now<Navigate>());
    CHECK(app.now<Navigate>()->url == "#/help");
    CHECK(app.now<SetTitle>()->title.key == "page.help.title");
    CHECK(app.now<FocusHeading>() != nullptr);
    app.send(shell::LinkFollowed{"#/help"});
    CHECK(app.now<Navigate>() == nullptr);
}

TEST_CASE("Back and forward show the page without touching the history", "[app][unit]") {
    Driver app("#/");
    app.nobody();
    app.send(shell::LinkFollowed{"#/help"});
    app.send(shell::BackPressed{});
    CHECK(app.now<NavigateBack>() != nullptr);
    app.send(world::UrlChanged{"#/", HistoryPlace{}});
    CHECK(app.model.route.page == &pages::home);
    CHECK(app.now<Navigate>() == nullptr);
    REQUIRE(app.now<FocusNode>());
    CHECK(app.now<FocusNode>()->key == left_focus_node);
}

TEST_CASE("An entry of the history that is come back to has its visit back, a new one has its own", "[app][unit]") {
    Driver app("#/");
    app.nobody();
    const std::uint64_t home = app.model.visit;
    app.send(world::UrlChanged{"#/help"});
    const HistoryPlace place = app.now<Navigate>()->place;
    const std::uint64_t help = app.model.visit;
    CHECK(help != home);
    app.send(world::UrlChanged{"#/", HistoryPlace{}});
    CHECK(app.model.visit == home);
    app.send(world::UrlChanged{"#/help", place});
    CHECK(app.model.visit == help);
    app.send(world::UrlChanged{"#/", HistoryPlace{}});
    // The same page again, but not the same entry: it begins at its top.
    app.send(world::UrlChanged{"#/help"});
    CHECK(app.model.visit != help);
    CHECK(app.model.visit != home);
}

TEST_CASE("The arrow leads to the page above when there is no page before", "[app][unit]") {
    Driver app("#/notices/n-1");
    app.nobody();
    app.send(shell::BackPressed{});
    CHECK(app.url() == "#/notices");
}

TEST_CASE("An unknown address and the gallery outside the demo are not found", "[app][unit]") {
    Driver app("#/nowhere");
    REQUIRE(page_error(app.model));
    CHECK(page_error(app.model)->kind == ApiErrorKind::not_found);
    Driver gallery("#/gallery");
    REQUIRE(page_error(gallery.model));
    CHECK(page_error(gallery.model)->kind == ApiErrorKind::not_found);
    world::Started demo;
    demo.demo = true;
    CHECK_FALSE(page_error(Driver("#/gallery", demo).model));
}

TEST_CASE("Settings are stored at every change and stay inside their bounds", "[app][unit]") {
    Driver app("#/settings");
    app.send(settings::ModeToggled{});
    CHECK(app.model.settings.mode == DisplayMode::elder);
    CHECK(app.model.settings.asked);
    REQUIRE(app.now<SaveSettings>());
    for (int step = 0; step < 10; ++step) {
        app.send(settings::TextSizeStepped{1});
    }
    CHECK(app.model.settings.elder_text_px == 30);
    CHECK(app.now<SaveSettings>() == nullptr);
    app.send(settings::ModeChosen{DisplayMode::standard});
    app.send(settings::TextSizeStepped{1});
    CHECK(app.model.settings.text_percent == 125);
    app.send(settings::ContrastChosen{Contrast::dark_high});
    CHECK(app.now<SaveSettings>()->settings.contrast == Contrast::dark_high);
}

TEST_CASE("What was copied is said by its button for a while, later in the elder mode, and by no toast",
          "[app][unit]") {
    Driver app("#/");
    app.nobody();
    app.send(shell::CopyPressed{"320505", {"toast.copied", {}}});
    REQUIRE(app.now<CopyText>());
    CHECK_FALSE(app.model.copied);
    app.send(world::Copied{true});
    REQUIRE(app.now<Announce>());
    CHECK(app.now<Announce>()->text.key == "toast.copied");
    CHECK(app.model.toasts.empty());
    REQUIRE(app.model.copied);
    CHECK(app.model.copied->text == "320505");
    app.pass(ow::domain::seconds(9));
    app.fire(toast_timer);
    CHECK_FALSE(app.model.copied);
    app.send(settings::ModeToggled{});
    app.send(shell::CopyPressed{"320505", {"toast.copied", {}}});
    app.send(world::Copied{true});
    app.pass(ow::domain::seconds(9));
    app.fire(toast_timer);
    CHECK(app.model.copied);
    app.pass(ow::domain::seconds(12));
    app.fire(toast_timer);
    CHECK_FALSE(app.model.copied);
}

TEST_CASE("That the device has no room is said once, until it has had room again", "[app][unit]") {
    Driver app("#/");
    app.send(world::StorageLow{true});
    CHECK(app.model.storage_low);
    REQUIRE(app.model.toasts.size() == 1);
    CHECK(app.model.toasts[0].text.key == "storage.low");
    app.send(world::StorageLow{true});
    CHECK(app.model.toasts.size() == 1);
    app.send(world::StorageLow{false});
    CHECK_FALSE(app.model.storage_low);
    app.model.toasts.clear();
    app.send(world::StorageLow{true});
    CHECK(app.model.toasts.size() == 1);
}

TEST_CASE("A toast goes away by itself, in the elder mode too, but not with bad news", "[app][unit]") {
    Driver app("#/");
    app.nobody();
    const auto good = [&] { app.send(settings::DeviceClearConfirmed{}); };
    good();
    REQUIRE(app.model.toasts.size() == 1);
    app.pass(ow::domain::seconds(9));
    app.fire(toast_timer);
    CHECK(app.model.toasts.empty());
    app.send(settings::ModeToggled{});
    good();
    app.pass(ow::domain::seconds(9));
    app.fire(toast_timer);
    CHECK(app.model.toasts.size() == 1);
    app.pass(ow::domain::seconds(12));
    app.fire(toast_timer);
    CHECK(app.model.toasts.empty());
    app.send(shell::CopyPressed{"320505", {"toast.copied", {}}});
    app.send(world::Copied{false});
    app.pass(ow::domain::minutes(5));
    app.fire(toast_timer);
    REQUIRE(app.model.toasts.size() == 1);
    CHECK(app.model.toasts[0].tone == Tone::bad);
    app.send(shell::ToastDismissed{app.model.toasts[0].id});
    CHECK(app.model.toasts.empty());
}

TEST_CASE("A toast goes with its page, and what is said while a page comes is for that page", "[app][unit]") {
    Driver app("#/");
    app.nobody();
    app.send(shell::CopyPressed{"320505", {"toast.copied", {}}});
    app.send(world::Copied{false});
    REQUIRE(app.model.toasts.size() == 1);
    app.send(shell::LinkFollowed{"#/help"});
    CHECK(app.model.toasts.empty());
    app.send(shell::CopyPressed{"320505", {"toast.copied", {}}});
    app.send(world::Copied{true});
    REQUIRE(app.model.copied);
    app.send(shell::LinkFollowed{"#/notices"});
    CHECK_FALSE(app.model.copied);
}

TEST_CASE("Reading aloud starts and stops with the same button, at the chosen rate", "[app][unit]") {
    Driver app("#/");
    app.send(settings::ReadingRateStepped{-1});
    app.send(shell::ReadingToggled{});
    REQUIRE(app.now<Speak>());
    CHECK(app.now<Speak>()->rate_percent == 75);
    CHECK(app.now<Speak>()->text.empty());
    app.send(world::SpeechStarted{});
    app.send(shell::ReadingToggled{});
    CHECK(app.now<StopSpeaking>() != nullptr);
    CHECK(app.model.reading == Reading::silent);
    app.send(world::SpeechUnavailable{});
    CHECK(app.model.reading == Reading::unavailable);
}

TEST_CASE("Losing and regaining the network is said, and what failed is read again", "[app][unit]") {
    Driver app("#/notices");
    app.nobody();
    app.refuse<api::GetNotices>(ApiErrorKind::network);
    REQUIRE(page_error(app.model));
    app.send(world::OnlineChanged{false});
    CHECK(app.now<Announce>()->text.key == "network.lost");
    app.send(world::OnlineChanged{false});
    CHECK(app.effects.empty());
    app.send(world::OnlineChanged{true});
    CHECK(app.count_calls<api::GetNotices>() == 2);
}

TEST_CASE("Home counts what is under way and what waits for a rating", "[app][unit]") {
    Driver app("#/");
    app.signed_in(resident());
    auto closed = a_case(State::closed, 5, number_two);
    closed.summary.can_rate = true;
    app.answer<api::ListMine>(a_page({a_case(State::in_progress), closed}));
    const home::Summary summary = home::summarise(app.model.get<mine::Model>().list.items);
    CHECK(summary.open == 1);
    CHECK(summary.to_rate == 1);
    REQUIRE(summary.waiting.size() == 1);
    CHECK(summary.waiting[0]->number == number_two);
}

TEST_CASE("One search finds services, notices and own cases", "[app][unit]") {
    Driver app("#/");
    app.signed_in(resident());
    app.send(search::EntriesIndexed{{{"高龄津贴", "养老 补贴", to_page(pages::services)}}});
    ow::domain::Notice notice;
    notice.id = "n-1";
    notice.title = "供暖报修电话调整";
    app.answer<api::GetNotices>({{notice}});
    app.answer<api::ListMine>(a_page({a_case(State::submitted)}));
    const auto find = [&](const char* words) {
        return search::find(app.model.get<search::Model>(), app.model.get<notices::Model>().list.value->items,
                            app.model.get<mine::Model>().list.items, words);
    };
    CHECK(find("津贴 养老").size() == 1);
    CHECK(find("供暖")[0].route.id() == "n-1");
    CHECK(find("320505 s 2026")[0].kind == search::HitKind::own_case);
    CHECK(find("3 号楼　楼道灯").size() == 1);
    CHECK(find("  ").empty());
    CHECK(find("没有的词").empty());
    app.send(search::Edited{"路灯"});
    app.send(search::Pressed{});
    CHECK(app.model.route.id() == "路灯");
}

TEST_CASE("The keys of an error are looked up from the nearest to the most general", "[app][unit]") {
    ow::domain::FieldError error;
    error.path = "attachments.1";
    error.code = ow::domain::FieldCode::format;
    CHECK(error_keys(error) == std::vector<std::string>{"error.field.attachments.n.format", "error.field.format"});
    const auto args = error_args(error);
    REQUIRE(args.size() == 2);
    CHECK(std::get<std::int64_t>(args[1].second) == 2);
    error.path = "place.text";
    CHECK(error_keys(error)[0] == "error.field.place.text.format");
}

TEST_CASE("The core is pure: the same actions do the same", "[app][unit]") {
    const auto keys = [] {
        Driver app("#/login");
        app.nobody();
        app.send(fill<session::LoginFilled>("phone", "13800000001"));
        app.send(session::CodeRequested{});
        std::vector<std::pair<std::string, std::uint64_t>> made;
        for (const Effect& effect : app.log) {
            if (const auto* call = effect.get<CallApi>()) {
                made.emplace_back(call->key, effect.from.token);
            }
        }
        return made;
    };
    const auto first = keys();
    CHECK(first == keys());
    CHECK_FALSE(first.back().first.empty());
}

TEST_CASE("Before the start nothing a view sends does anything", "[app][unit]") {
    Model model(features());
    CHECK(update(model, to_action(shell::Go{to_page(pages::mine)})).empty());
    CHECK(update(model, to_action(mine::RefreshPressed{})).empty());
    CHECK_FALSE(model.started);
}

TEST_CASE("Clearing the device asks first, then takes draft and receipts, and leaves what waits for the network",
          "[app][unit]") {
    Driver app("#/appeals/new/kind");
    app.signed_in(resident());
    app.send(fill<appeal::Filled>("category", "help"));
    app.send(settings::ClearDevicePressed{});
    REQUIRE(app.model.dialog);
    CHECK(app.now<DeleteKept>() == nullptr);
    app.send(shell::DialogConfirmed{});
    REQUIRE(app.now<DeleteDraft>());
    CHECK(app.now<DeleteDraft>()->owner == "resident-1");
    CHECK(app.now<DeleteKept>() != nullptr);
    CHECK(app.now<DiscardCommand>() == nullptr);
    CHECK(ow::domain::is_blank(draft_of(app)));
}

TEST_CASE("The browser's back, forward and the arrow agree on where a page came from", "[app][unit]") {
    Driver app("#/");
    app.nobody();
    // Links are the browser's own: it makes the entry, the core says where it stands.
    app.send(world::UrlChanged{"#/appeals"});
    REQUIRE(app.now<Navigate>());
    CHECK(app.now<Navigate>()->how == NavigateHow::replace);
    const HistoryPlace appeals = app.now<Navigate>()->place;
    app.send(world::UrlChanged{"#/track"});
    const HistoryPlace track = app.now<Navigate>()->place;
    CHECK(appeals.depth == 1);
    CHECK(track.depth == 2);
    // Back and forward again: two pages are still behind.
    app.send(world::UrlChanged{"#/appeals", appeals});
    app.send(world::UrlChanged{"#/track", track});
    app.send(shell::BackPressed{});
    CHECK(app.now<NavigateBack>() != nullptr);
    app.send(world::UrlChanged{"#/appeals", appeals});
    app.send(shell::BackPressed{});
    CHECK(app.now<NavigateBack>() != nullptr);
    app.send(world::UrlChanged{"#/", HistoryPlace{}});
    app.send(shell::BackPressed{});
    CHECK(app.now<NavigateBack>() == nullptr);
}

TEST_CASE("After a reload the arrow still leads to the page before", "[app][unit]") {
    world::Started started;
    started.place = {3, 3};
    Driver app("#/track", started);
    app.nobody();
    app.send(shell::BackPressed{});
    CHECK(app.now<NavigateBack>() != nullptr);
}

TEST_CASE("In a case of the workbench the arrow leads to its list", "[app][unit]") {
    Driver app("#/workbench?queue=to_accept&case=" + number_one);
    app.signed_in(staff(ow::domain::Role::dispatcher));
    app.send(shell::BackPressed{});
    CHECK(app.url() == "#/workbench?queue=to_accept");
}

TEST_CASE("A question on the page is answered by the feature that asked it, and by leaving the page not at all",
          "[app][unit]") {
    Driver app("#/mine");
    app.signed_in(resident());
    app.send(session::SignOutPressed{});
    REQUIRE(app.model.dialog);
    app.send(world::UrlChanged{"#/help"});
    CHECK_FALSE(app.model.dialog);
    app.send(shell::DialogConfirmed{});
    CHECK(app.count_calls<api::SignOut>() == 0);
    app.send(session::SignOutPressed{});
    app.send(shell::DialogConfirmed{});
    CHECK(app.count_calls<api::SignOut>() == 1);
}
