/// A grid worker reports what is seen on the way: photo, kind, place, with a network or without.

#include "src/app/patrol/patrol.hpp"
#include "tests/unit/ui/program.hpp"

using namespace ow;
using namespace ow::test;
namespace patrol = app::patrol;
namespace world = app::world;

namespace {

constexpr const char* slot = "form/grid-1/patrol";

domain::Account worker(domain::Role role = domain::Role::grid_worker) {
    domain::Account account;
    account.id = "grid-1";
    account.role = role;
    account.staff_no = "3012";
    account.grid_id = "liuxiang-3";
    return account;
}

ProgramSetup tablet(std::string url = "#/grid/report") {
    return {.surface = {.width = 1024, .height = 768}, .url = std::move(url)};
}

void come(Program& p, domain::Value draft = {}) {
    p.answer<api::GetSession>(api::SessionState{worker()});
    p.tell(world::ProgramWhole{});
    p.tell(world::DraftFetched{slot, std::move(draft)});
}

/// A picture is taken; made small, unless it still is being.
void photograph(Program& p, bool ready = true) {
    p.send(patrol::Filled{app::form::PhotosWanted{"attachments", app::PhotoSource::camera, {}}});
    p.tell(world::PhotoPicked{"photo-1", "楼道.jpg"});
    if (!ready) return;
    domain::LocalPhoto photo;
    photo.local_id = "photo-1";
    photo.name = "楼道.jpg";
    photo.width = photo.height = 600;
    photo.bytes = 40'000;
    p.tell(world::PhotoReady{photo, {}});
}

/// To the last step, with all that is asked.
void write(Program& p) {
    photograph(p);
    p.press(Role::button, "下一步");
    p.send(patrol::Filled{app::form::Edited{"category", domain::Value("fire_risk")}});
    p.press(Role::button, "下一步");
    p.type("在哪里", "3 号楼东单元门口");
}

domain::CommandStatus told(const app::SubmitCommand& sent, domain::CommandState state) {
    domain::CommandStatus status;
    status.key = sent.command.id;
    status.feature = sent.command.feature;
    status.owner = sent.command.owner;
    status.act = sent.command.act;
    status.title = sent.command.title;
    status.state = state;
    status.draft = sent.command.draft;
    return status;
}

domain::Value last_draft(Program& p) {
    domain::Value draft;
    while (p.wants<app::KeepDraft>())
        if (auto keep = p.take_effect<app::KeepDraft>(); keep.slot == slot) draft = keep.draft;
    return draft;
}

}  // namespace

TEST_CASE("What is seen is reported in three steps without a network, and the worker walks on",
          "[views][patrol][unit]") {
    Program p(tablet());
    come(p);
    p.tell(world::OnlineChanged{false});
    CHECK(p.has(Role::heading, "拍照"));
    CHECK(p.says("第 1 步，共 3 步：照片"));
    p.press(Role::button, "下一步");
    CHECK(p.says("请至少拍一张照片"));
    photograph(p);
    p.press(Role::button, "下一步");
    CHECK(p.has(Role::heading, "是什么"));
    CHECK(p.says("第 2 步，共 3 步：类别"));
    p.press(Role::button, "下一步");
    CHECK(p.says("请选择类别"));
    p.send(patrol::Filled{app::form::Edited{"category", domain::Value("fire_risk")}});
    p.press(Role::button, "下一步");
    CHECK(p.has(Role::heading, "在哪里"));
    CHECK(p.says("第 3 步，共 3 步：位置"));
    p.type("在哪里", "3 号楼东单元门口");
    CHECK(p.faults().empty());
    p.press(Role::button, "报上去");
    const auto sent = p.take_effect<app::SubmitCommand>();
    CHECK(sent.command.act == domain::filing_act);
    CHECK(sent.command.blobs == std::vector<std::string>{"photo-1"});
    CHECK(sent.command.draft_slot == slot);
    CHECK(sent.command.title == "3 号楼东单元门口");
    const domain::Value& body = std::get<api::FileForm>(sent.call).body;
    CHECK(body.text_at("kind") == "patrol");
    CHECK(body.text_at("category") == "fire_risk");
    CHECK(body.text_at("place.text") == "3 号楼东单元门口");
    CHECK(body.text_at("attachments.0") == "photo-1");
    p.tell(world::CommandChanged{told(sent, domain::CommandState::waiting)});
    CHECK(p.url() == "#/grid");
    CHECK(app::form::is_blank(p.model().get<patrol::Model>().form));
    CHECK(p.catalogue().missing().empty());
}

TEST_CASE("What is seen that has no kind of its own wants a word", "[views][patrol][unit]") {
    Program p(tablet());
    come(p);
    photograph(p);
    p.press(Role::button, "下一步");
    p.send(patrol::Filled{app::form::Edited{"category", domain::Value("other_sight")}});
    p.press(Role::button, "下一步");
    CHECK(p.has(Role::heading, "请检查以下问题"));
    CHECK(p.url() == "#/grid/report?page=kind");
}

TEST_CASE("A report that is not finished is there after a reload, picture and all, and is thrown away when asked",
          "[views][patrol][unit]") {
    Program p(tablet());
    come(p);
    write(p);
    const domain::Value kept = last_draft(p);
    Program next(tablet("#/grid/report?page=where"));
    come(next, kept);
    CHECK(next.find(Role::text_field, "在哪里").value == "3 号楼东单元门口");
    CHECK(app::form::pictures_of(next.model().get<patrol::Model>().form) == std::vector<std::string>{"photo-1"});
    next.press(Role::button, "不报了，删掉");
    CHECK(next.url() == "#/grid");
    CHECK(next.take_effect<app::DropPhoto>().local_id == "photo-1");
    CHECK(last_draft(next).is_null());
}

TEST_CASE("A report waits for its picture, and a device without room says so and keeps it on the page",
          "[views][patrol][unit]") {
    Program p(tablet());
    come(p);
    photograph(p, false);
    p.send(patrol::Filled{app::form::Edited{"category", domain::Value("rubbish")}});
    p.send(patrol::Filled{app::form::Edited{"place.text", domain::Value("垃圾房后面")}});
    p.send(patrol::Filled{app::form::SubmitPressed{}});
    CHECK_FALSE(p.wants<app::SubmitCommand>());
    domain::LocalPhoto photo;
    photo.local_id = "photo-1";
    photo.width = photo.height = 600;
    photo.bytes = 40'000;
    p.tell(world::PhotoReady{photo, {}});
    const auto sent = p.take_effect<app::SubmitCommand>();
    p.tell(world::SubmitFailed{sent.command.id, world::StorageFailure::full});
    const auto& model = p.model().get<patrol::Model>();
    CHECK_FALSE(model.busy());
    CHECK(model.form.answers.text_at("place.text") == "垃圾房后面");
    CHECK(model.submission.failure == world::StorageFailure::full);
    CHECK(p.faults().empty());
    CHECK(p.catalogue().missing().empty());
}

TEST_CASE("A report that the server refuses opens again with what it said", "[views][patrol][unit]") {
    Program p(tablet());
    come(p);
    write(p);
    p.press(Role::button, "报上去");
    const auto sent = p.take_effect<app::SubmitCommand>();
    auto refused = told(sent, domain::CommandState::needs_attention);
    refused.error = domain::make_error(domain::ApiErrorKind::invalid);
    auto& error = refused.error->fields.emplace_back();
    error.path = "place.text";
    error.code = domain::FieldCode::too_short;
    Program next(tablet());
    come(next);
    next.tell(world::CommandChanged{refused});
    const auto& model = next.model().get<patrol::Model>();
    CHECK(model.form.answers.text_at("place.text") == "3 号楼东单元门口");
    REQUIRE(model.form.errors.size() == 1);
    next.send(patrol::Filled{app::form::Edited{"place.text", domain::Value("3 号楼东单元门口，一楼")}});
    next.send(patrol::Filled{app::form::SubmitPressed{}});
    CHECK(next.take_effect<app::SubmitCommand>().replaces == sent.command.id);
}

TEST_CASE("A report that was refused while the worker was elsewhere opens where something is wrong, once",
          "[views][patrol][unit]") {
    Program p(tablet());
    come(p);
    write(p);
    p.press(Role::button, "报上去");
    auto refused = told(p.take_effect<app::SubmitCommand>(), domain::CommandState::needs_attention);
    refused.error = domain::make_error(domain::ApiErrorKind::invalid);
    auto& error = refused.error->fields.emplace_back();
    error.path = "category";
    error.code = domain::FieldCode::unknown;
    Program next(tablet("#/grid"));
    come(next);
    next.tell(world::CommandChanged{refused});
    next.go("#/grid/report");
    CHECK(next.has(Role::heading, "请检查以下问题"));
    CHECK(next.has(Role::heading, "是什么"));
    next.go("#/grid");
    next.go("#/grid/report");
    CHECK(next.has(Role::heading, "拍照"));
}

TEST_CASE("Only who walks a grid reports in this way", "[views][patrol][unit]") {
    Program p(tablet());
    p.answer<api::GetSession>(api::SessionState{worker(domain::Role::dispatcher)});
    CHECK_FALSE(p.has(Role::heading, "拍照"));
}

TEST_CASE("The steps of a report fit every width, mode and language", "[views][patrol][unit]") {
    for (const float width : {320.0f, 360.0f, 820.0f, 1024.0f, 1280.0f}) {
        for (const char* language : {"zh-CN", "en"}) {
            for (const auto mode : {domain::DisplayMode::standard, domain::DisplayMode::elder}) {
                for (const char* step : {"photo", "kind", "where"}) {
                    INFO(width << " " << language << " " << static_cast<int>(mode) << " " << step);
                    domain::Settings settings;
                    settings.mode = mode;
                    Program p({.surface = {.width = width, .height = 800, .language = language},
                               .url = std::string("#/grid/report?page=") + step,
                               .settings = settings});
                    come(p);
                    const auto faults = p.faults();
                    for (const auto& fault : faults)
                        UNSCOPED_INFO(fault);
                    CHECK(faults.empty());
                    CHECK(p.catalogue().missing().empty());
                }
            }
        }
    }
}
