/// Nothing of a person stays in the program after they signed out, after somebody else signed in, or after the device
/// was cleared. Every feature that keeps anything has a row below; a feature without one fails the first test.

#include <functional>
#include <map>

#include "src/app/credential/credential.hpp"
#include "src/app/grid_home/grid_home.hpp"
#include "src/app/patrol/patrol.hpp"
#include "src/app/visits/visits.hpp"
#include "tests/unit/app/driver.hpp"

using namespace ow::app;
using namespace ow::test;
using ow::domain::Category;
using ow::domain::State;

namespace {

/// How something personal gets into a feature's state, and whether any of it is still there.
struct Row {
    std::function<void(Model&)> fill;
    std::function<bool(const Model&)> remembers;
};

/// For states of which nothing outlives the person: filled, and compared with an empty one.
template <class Kept>
Row all_of(std::function<void(Kept&)> fill) {
    return {[fill](Model& model) { fill(model.get<Kept>()); },
            [](const Model& model) { return model.get<Kept>() != Kept{}; }};
}

ow::domain::Receipt a_receipt() {
    ow::domain::Receipt receipt;
    receipt.filing_key = "key-1";
    receipt.query_code = "secret";
    receipt.detail = a_case(State::submitted);
    return receipt;
}

const std::map<std::string, Row>& rows() {
    static const std::map<std::string, Row> all{
        {"session",
         {[](Model& model) {
              auto& session = model.get<session::Model>();
              session.phone_login.form.answers.set("phone", "13800000001");
              session.staff_login.form.answers.set("password", "secret");
              session.identity.form.answers.set("id_number", "990101195506010188");
              session.next = "#/cases/" + number_one;
          },
          [](const Model& model) {
              const auto& session = model.get<session::Model>();
              return session.phone_login != session::PhoneLogin{} || session.staff_login != session::StaffLogin{} ||
                     session.identity != session::Identity{} || !session.next.empty();
          }}},
        {"assist", all_of<assist::Model>([](assist::Model& assist) {
             assist.typed = "示例老人甲";
             assist.errand.emplace().person.name = "示例老人甲";
             assist.open["errand-1"] = *assist.errand;
         })},
        {"filings",
         {[](Model& model) {
              auto& filings = model.get<filings::Model>();
              ow::domain::CommandStatus filing;
              filing.owner = "resident-1";
              filing.title = "3 号楼二单元楼道灯不亮";
              filings.all = filings.mine = {filing};
              filings.number = number_one;
          },
          [](const Model& model) {
              const auto& filings = model.get<filings::Model>();
              return !filings.number.empty() ||
                     std::any_of(filings.mine.begin(), filings.mine.end(),
                                 [&](const auto& filing) { return filing.owner != model.last_owner; });
          }}},
        {"appeal",
         {[](Model& model) {
              auto& own = model.get<appeal::Model>();
              own.form.answers.set("title", "3 号楼二单元楼道灯不亮");
              own.key = "key-1";
              own.offered.emplace().owner = "resident-1";
          },
          [](const Model& model) {
              // That the device was asked for what nobody has signed is no memory of anybody.
              appeal::Model own = model.get<appeal::Model>();
              own.loading_owner.reset();
              return own != appeal::Model{};
          }}},
        {"receipt", all_of<receipt::Model>([](receipt::Model& model) { model.receipt = a_receipt(); })},
        {"mine",
         all_of<mine::Model>([](mine::Model& model) { model.list.items = a_page({a_case(State::submitted)}).items; })},
        {"grid_data",
         {[](Model& model) {
              model.get<grid::Copy>().sent.cursor = "liuxiang-3:2";
              model.get<grid::Copy>().persons["p-1"].name = "示例老人丙";
              model.get<grid_data::Model>().incoming.cursor = "liuxiang-3:2";
          },
          [](const Model& model) {
              return model.get<grid::Copy>() != grid::Copy{} || model.get<grid_data::Model>() != grid_data::Model{};
          }}},
        {"grid_home", all_of<grid_home::Model>([](grid_home::Model& model) { model.to_verify = 3; })},
        {"patrol",
         all_of<patrol::Model>([](patrol::Model& model) { model.form.answers.set("place.text", "3 号楼东单元门口"); })},
        {"visits", all_of<visits::Model>([](visits::Model& model) {
             model.id = "v-1";
             model.note = "邻居说她去女儿家了";
         })},
        {"case_page", all_of<case_page::Model>([](case_page::Model& model) {
             model.number = number_one;
             model.detail.value = a_case(State::closed);
             model.access.value.emplace();
         })},
        {"steps",
         all_of<steps::Model>([](steps::Model& model) { model.forms["x"].state.answers.set("note", "请尽快"); })},
        {"rating", all_of<rating::Model>([](rating::Model& model) {
             model.form.answers.set("comment", "还没修好");
             model.tracked = {number_one, "secret"};
             model.seen = a_case(State::closed);
         })},
        {"track", all_of<track::Model>([](track::Model& model) {
             model.form.answers.set("number", number_one);
             model.form.answers.set("query_code", "secret");
             model.result.value = a_case(State::closed);
             model.found_code = "secret";
         })},
        {"search",
         {[](Model& model) { model.get<search::Model>().typed = "高龄津贴"; },
          [](const Model& model) { return !model.get<search::Model>().typed.empty(); }}},
        {"workbench", all_of<workbench::Model>([](workbench::Model& model) {
             model.search = "柳巷";
             model.selected = number_one;
             model.detail.value = a_case(State::accepted);
         })},
        {"feedback",
         {[](Model& model) {
              auto& own = model.get<feedback::Model>();
              own.open = "help";
              own.form.answers.set("words", "字太小");
          },
          [](const Model& model) {
              const auto& own = model.get<feedback::Model>();
              return !own.open.empty() || own.form != form::State{};
          }}},
        {"my_data", all_of<my_data::Model>([](my_data::Model& model) {
             model.record.value.emplace().held.push_back(
                 {"name", "示例老人甲", "本人实名认证", "办事时认得是本人", {}});
             model.helpers.value.emplace();
         })},
        {"apply", all_of<apply::Model>([](apply::Model& model) {
             model.code = "elder_allowance";
             model.form.answers.set("applicant.name", "示例老人甲");
             model.facts.set("person.name.value", "示例老人甲");
         })},
        {"credential", all_of<credential::Model>([](credential::Model& model) {
             model.number = number_one;
             model.kept.emplace_back().holder = "张三";
         })},
        {"mending", all_of<mending::Model>([](mending::Model& model) {
             model.number = number_one;
             model.form.answers.set("bank.card", "6200");
         })},
        {"drafts", all_of<drafts::Model>([](drafts::Model& model) {
             model.shown = "elder_allowance";
             model.mine.set("applicant.name", "示例老人甲");
             model.lines["elder_allowance"].version = 5;
         })},
        {"booking", all_of<booking::Model>([](booking::Model& model) {
             model.code = "elder_allowance";
             model.mine.value.emplace().emplace_back().ticket = "3-001";
         })},
        {"activities", all_of<activities::Model>([](activities::Model& model) {
             model.mine.value.emplace().emplace_back().mine.emplace().people = 2;
         })},
        {"help_wish", all_of<help_wish::Model>([](help_wish::Model& model) {
             model.form.answers.set("matter", "想办高龄津贴");
             model.facts.set("account.phone.value", "13800000021");
             model.mine.value.emplace().emplace_back().place = "柳巷路 8 号";
         })},
        {"services",
         {[](Model& model) {
              auto& own = model.get<services::Model>();
              own.known.set("person.name", "示例老人甲");
              own.told.set("person.local_household", true);
              own.other.set("person.local_household", true);
              own.asked.answers.set("person.local_household", true);
              own.typed = "低保";
              own.offers.now.push_back({});
          },
          [](const Model& model) {
              const auto& own = model.get<services::Model>();
              const auto none = ow::domain::Value::object();
              return own.known != none || own.told != none || own.other != none || own.asked != form::State{} ||
                     !own.typed.empty() || !own.offers.now.empty() || !own.facts_of.empty();
          }}},
        {"messages", all_of<messages::Model>([](messages::Model& model) { model.wishes.emplace(); })},
        {"whole", all_of<whole::Model>([](whole::Model& model) {
             model.number = number_one;
             model.numbers.push_back({"bank.card", "银行卡号", "6222020000000000000"});
         })},
        {"feedback_list", all_of<feedback_list::Model>([](feedback_list::Model& model) {
             model.pages.value.emplace().push_back({"home", 1, 2, {}});
         })},
    };
    return all;
}

/// Features whose state holds nothing of a person, or that have none.
bool holds_nothing_personal(const Feature& feature) {
    for (const std::string_view name :
         {"street", "notices", "home", "info", "settings", "sun", "session_again", "gallery_page"}) {
        if (feature.name == name) {
            return true;
        }
    }
    return false;
}

Driver with_everything() {
    Driver app("#/help");
    app.signed_in(resident());
    for (const auto& [name, row] : rows()) {
        row.fill(app.model);
        INFO(name);
        CHECK(row.remembers(app.model));
    }
    app.send(shell::CopyPressed{number_one, {"toast.copied", {}}});
    return app;
}

std::vector<std::string> what_is_left(const Driver& app) {
    std::vector<std::string> left;
    for (const auto& [name, row] : rows()) {
        if (row.remembers(app.model)) {
            left.push_back(name);
        }
    }
    if (app.model.dialog || !app.model.copying.empty()) {
        left.emplace_back("shell");
    }
    return left;
}

}  // namespace

TEST_CASE("Every feature says what it may keep of a person, or is looked at here", "[app][unit]") {
    for (const Feature* feature : features()) {
        INFO(feature->name);
        CHECK(rows().contains(std::string(feature->name)) != holds_nothing_personal(*feature));
    }
}

TEST_CASE("Signing out leaves nothing of the person in any feature", "[app][unit]") {
    Driver app = with_everything();
    app.send(session::SignOutConfirmed{});
    app.answer<api::SignOut>({});
    CHECK(what_is_left(app) == std::vector<std::string>{});
    CHECK_FALSE(app.model.get<session::Model>().account);
    CHECK(app.url() == "#/");
}

TEST_CASE("A case that was tracked is not on the page for whoever comes next", "[app][unit]") {
    Driver app("#/track");
    app.signed_in(resident());
    app.send(fill<track::Filled>("number", number_one));
    app.send(fill<track::Filled>("query_code", "7K3MPW"));
    app.send(track::Filled{form::SubmitPressed{}});
    app.answer<api::Track>(a_case(State::closed));
    REQUIRE(shown_case(app.model));
    app.send(session::SignOutConfirmed{});
    app.answer<api::SignOut>({});
    app.send(world::UrlChanged{"#/track"});
    CHECK(shown_case(app.model) == nullptr);
    CHECK(app.of<track::Model>() == track::Model{});
    app.send(world::UrlChanged{"#/cases/" + number_one + "/rate"});
    CHECK(app.model.route.page == &pages::login);
}

TEST_CASE("Somebody else who signs in finds nothing of the person before", "[app][unit]") {
    Driver app = with_everything();
    app.model.get<session::Model>().next.clear();  // no case is opened for the next one
    app.dispatch({{}, Box(SessionLost{})});
    app.send(world::UrlChanged{"#/login"});
    app.send(fill<session::LoginFilled>("phone", "13800000002"));
    app.send(fill<session::LoginFilled>("code", "123456"));
    app.send(session::LoginFilled{form::SubmitPressed{}});
    auto other = resident();
    other.id = "resident-2";
    app.answer<api::SignIn>({other});
    auto left = what_is_left(app);
    // Their own draft and their own cases are asked for, which is all that is in these.
    std::erase(left, "appeal");
    std::erase(left, "mine");
    CHECK(left == std::vector<std::string>{});
    CHECK(form::is_blank(app.of<appeal::Model>().form));
    CHECK_FALSE(app.of<appeal::Model>().offered);
    CHECK(app.of<mine::Model>().list.items.empty());
}

TEST_CASE("The same person who signs in again finds what they had typed", "[app][unit]") {
    Driver app = with_everything();
    app.dispatch({{}, Box(SessionLost{})});
    app.send(world::UrlChanged{"#/login"});
    app.send(fill<session::LoginFilled>("phone", "13800000001"));
    app.send(fill<session::LoginFilled>("code", "123456"));
    app.send(session::LoginFilled{form::SubmitPressed{}});
    app.answer<api::SignIn>({resident()});
    CHECK(app.of<steps::Model>().forms.at("x").state.answers.text_at("note") == "请尽快");
    CHECK(app.of<appeal::Model>().form.answers.text_at("title") == "3 号楼二单元楼道灯不亮");
    CHECK(app.of<mine::Model>().list.items.empty());
}

TEST_CASE("Clearing the device leaves nothing of the person in any feature, and them signed in", "[app][unit]") {
    Driver app = with_everything();
    app.send(settings::ClearDevicePressed{});
    app.send(shell::DialogConfirmed{});
    auto left = what_is_left(app);
    std::erase(left, "filings");  // what waits for the network stays
    CHECK(left == std::vector<std::string>{});
    CHECK(app.model.get<session::Model>().account);
    CHECK(app.last<DeleteKept>() != nullptr);
}

TEST_CASE("An answer for what was forgotten reaches nobody, and a picture of it does not stay on the device",
          "[app][unit]") {
    Driver app("#/mine");
    app.signed_in(resident());
    const auto asked = app.find_call<api::ListMine>();
    REQUIRE(asked);
    app.send(world::UrlChanged{"#/appeals/new/kind"});
    app.send(fill<appeal::Filled>("category", "help"));
    app.send(world::UrlChanged{"#/appeals/new/where"});
    const auto photos = newest_ticket<AcceptPhotos>(app.log);
    REQUIRE(photos.token != 0);
    app.send(session::SignOutConfirmed{});
    app.answer<api::SignOut>({});
    CHECK(app.count<ForgetFeature>() > 0);
    app.reply(asked->request, world::ApiAnswered{ow::domain::ApiAnswer{a_page({a_case(State::closed)})}});
    CHECK(app.of<mine::Model>().list.items.empty());
    world::PhotoReady ready;
    ready.photo.local_id = "p-1";
    app.reply(photos.token, ready);
    REQUIRE(app.now<DropPhoto>());
    CHECK(app.now<DropPhoto>()->local_id == "p-1");
}
