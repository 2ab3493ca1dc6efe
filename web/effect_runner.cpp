#include "web/effect_runner.hpp"

#include <deque>
#include <optional>
#include <utility>

#include "src/i18n/text.hpp"
#include "src/i18n/time.hpp"
#include "src/wire/assets.hpp"
#include "src/wire/stored.hpp"
#include "ui/views/words.hpp"
#include "web/bridges/common/bridge.hpp"
#include "web/bridges/history/history_bridge.hpp"
#include "web/bridges/settings/settings_bridge.hpp"
#include "web/bridges/timer/timer_bridge.hpp"
#include "web/effect_runner_context.hpp"
#include "web/effect_runner_device.hpp"
#include "web/effect_runner_outbox.hpp"
#include "web/effect_runner_server.hpp"
#include "web/effect_runner_store.hpp"

namespace ow::web {
namespace {

namespace world = app::world;

constexpr std::uint32_t retry_alarm = 101;
constexpr std::uint32_t later_alarm = 102;
constexpr double asset_retry_ms = 5'000;

void save_setting(std::string_view name, std::string_view value) {
    ow_settings_save(name.data(), size_of(name), value.data(), size_of(value));
}

void load_asset(std::string_view name, BridgeHandler handler) {
    ow_settings_asset(expect_answer(std::move(handler)), name.data(), size_of(name));
}

domain::SystemPreferences preferences_of(const BridgeAnswer& answer) {
    return {answer.flag("contrast"), answer.flag("dark"), answer.flag("motion")};
}

}  // namespace

struct EffectRunner::Parts {
    Parts(Dispatch dispatch_given, MirrorPort& mirror)
        : dispatch(std::move(dispatch_given)),
          server(context),
          store(context),
          device(context, server, store),
          outbox(context, server, store) {
        context.mirror = &mirror;
        context.dispatch = [this](world::Action action) { tell(std::move(action)); };
        server.on_account = [this](std::string account) { outbox.feed(offline::AccountChanged{std::move(account)}); };
    }

    void tell(world::Action action);
    void tell_later();
    void begin();
    void load_language(domain::Language language, std::function<void()> then);
    void load_form();
    void start_when_complete();
    void on_event(const BridgeAnswer& answer);
    void on_storage_event(const BridgeAnswer& answer);
    void watch_page(std::string_view url) { device.watch_page(url, photo_room); }

    void run(const app::SaveSettings& effect);
    void run(const app::RememberAccount& effect);
    void run(const app::Announce& effect);

    Dispatch dispatch;
    RunnerContext context;
    ServerCalls server;
    DeviceStore store;
    DeviceEffects device;
    OutboxRunner outbox;

    int running = 0;  ///< run() or start() is under way
    std::deque<world::Action> waiting;
    bool tells_later = false;

    world::Started started;
    int photo_room = 0;
    bool has_strings = false;
    bool has_form = false;
    bool has_outbox = false;
    bool is_started = false;
    std::shared_ptr<i18n::Catalogue> fallback;
};

void EffectRunner::Parts::tell(world::Action action) {
    const bool too_early = !is_started && !std::holds_alternative<world::Started>(action);
    if (too_early) {
        return;  // Started carries how things are
    }
    if (running == 0 && waiting.empty()) {
        dispatch(std::move(action));
        return;
    }
    waiting.push_back(std::move(action));
    tell_later();
}

void EffectRunner::Parts::tell_later() {
    if (std::exchange(tells_later, true)) {
        return;
    }
    ow_timer_set(expect_answer([this](const BridgeAnswer&) {
                     tells_later = false;
                     while (!waiting.empty()) {
                         world::Action next = std::move(waiting.front());
                         waiting.pop_front();
                         dispatch(std::move(next));
                     }
                 }),
                 later_alarm, 0);
}

// --- start ---

void EffectRunner::Parts::begin() {
    ow_settings_surroundings(expect_answer([this](const BridgeAnswer& answer) {
        started.system = preferences_of(answer);
        started.online = answer.flag("online");
        started.demo = answer.flag("demo");
        started.url = answer.text("url");
        if (auto settings = wire::decode_settings(answer.text("settings"))) {
            started.settings = *settings;
            context.language = settings->language;
        }
        if (auto account = wire::decode_account(answer.text("account"))) {
            started.remembered = std::move(account).value();
        }
        outbox.feed(offline::OnlineChanged{started.online});
        ow_bridges_listen(expect_answer([this](const BridgeAnswer& event) { on_event(event); }));
        load_language(context.language, [this] {
            has_strings = true;
            start_when_complete();
        });
        load_form();
        store.list("outbox", [this](const std::vector<DeviceStore::Record>& records) {
            outbox.restore(records);
            has_outbox = true;
            start_when_complete();
        });
    }));
}

void EffectRunner::Parts::load_language(domain::Language language, std::function<void()> then) {
    const std::string tag(domain::to_code(language));
    load_asset("strings/" + tag, [this, language, tag, then](const BridgeAnswer& answer) {
        auto catalogue = std::make_shared<i18n::Catalogue>(tag);
        // A file with one bad text still has all its others.
        const auto read = wire::decode_strings(answer.data, *catalogue);
        if (answer.failed() || (!read && catalogue->size() == 0)) {
            ow_timer_set(expect_answer([this, language, then](const BridgeAnswer&) { load_language(language, then); }),
                         retry_alarm, asset_retry_ms);
            return;
        }
        if (language == domain::Language::zh_cn) {
            fallback = catalogue;
        } else if (fallback) {
            catalogue->set_fallback(fallback);
        }
        context.language = language;
        i18n::set_current(catalogue);
        ow_history_language(tag.data(), size_of(tag));
        then();
    });
}

void EffectRunner::Parts::load_form() {
    load_asset("catalogue/appeal", [this](const BridgeAnswer& answer) {
        auto form = wire::decode_form(answer.data);
        if (!form) {
            ow_timer_set(expect_answer([this](const BridgeAnswer&) { load_form(); }), retry_alarm + 100,
                         asset_retry_ms);
            return;
        }
        started.appeal_form = std::move(form).value();
        has_form = true;
        start_when_complete();
    });
}

void EffectRunner::Parts::start_when_complete() {
    if (is_started || !has_strings || !has_form || !has_outbox) {
        return;
    }
    started.now = clock_now();
    started.zone_minutes = i18n::official_offset_minutes;
    started.seed = random_seed();
    started.filings = outbox.statuses();
    if (const domain::FormField* field = domain::find_field(started.appeal_form, "attachments")) {
        photo_room = static_cast<int>(field->max.value_or(0));
    }
    watch_page(started.url);
    is_started = true;
    outbox.begin_reporting();
    tell(std::move(started));
    store.check_room();
}

// --- what happens of itself ---

void EffectRunner::Parts::on_event(const BridgeAnswer& answer) {
    const std::string_view event = answer.text("event");
    if (event == "url") {
        started.url = answer.data;
        watch_page(answer.data);
        tell(world::UrlChanged{answer.data});
    } else if (event == "online") {
        started.online = answer.flag("online");
        outbox.feed(offline::OnlineChanged{answer.flag("online")});
        tell(world::OnlineChanged{answer.flag("online")});
    } else if (event == "preferences") {
        started.system = preferences_of(answer);
        tell(world::SystemPreferencesChanged{preferences_of(answer)});
    } else if (event == "lock") {
        outbox.feed(offline::LockChanged{answer.flag("held")});
    } else if (event == "storage") {
        on_storage_event(answer);
    } else if (event == "visible" && answer.flag("visible")) {
        // Timers sleep in a hidden page; remaining times are old now.
        outbox.feed(offline::TimerFired{});
        tell(world::TimeRead{clock_now()});
    }
}

void EffectRunner::Parts::on_storage_event(const BridgeAnswer& answer) {
    if (answer.text("store") == "outbox") {
        outbox.seen_elsewhere(answer.text("verb"), std::string(answer.text("key")));
    } else if (answer.text("store") == "drafts") {
        store.draft_changed_elsewhere(answer.text("verb"), std::string(answer.text("key")));
    }
}

// --- effects that touch more than one part ---

void EffectRunner::Parts::run(const app::SaveSettings& effect) {
    save_setting("settings", wire::encode_settings(effect.settings));
    if (effect.settings.language == context.language) {
        return;
    }
    load_language(effect.settings.language, [this] {
        device.refresh_title();
        tell(world::TimeRead{clock_now()});
    });
}

void EffectRunner::Parts::run(const app::RememberAccount& effect) {
    if (!effect.account) {
        save_setting("account", {});
        outbox.feed(offline::AccountChanged{});
        return;
    }
    domain::Account kept;
    kept.id = effect.account->id;
    kept.role = effect.account->role;
    kept.verified = effect.account->verified;
    kept.staff_no = effect.account->staff_no;
    kept.actions = effect.account->actions;
    save_setting("account", wire::encode_account(kept));
}

void EffectRunner::Parts::run(const app::Announce& effect) {
    context.mirror->announce(ui::words(effect.text, clock_now(), i18n::official_offset_minutes),
                             effect.politeness == app::Politeness::assertive);
}

// --- the door ---

namespace {

template <class... Functions>
struct Overloaded : Functions... {
    using Functions::operator()...;
};
template <class... Functions>
Overloaded(Functions...) -> Overloaded<Functions...>;

}  // namespace

EffectRunner::EffectRunner(Dispatch dispatch, MirrorPort& mirror)
    : m_parts(std::make_unique<Parts>(std::move(dispatch), mirror)) {}

EffectRunner::~EffectRunner() = default;

void EffectRunner::start() {
    ++m_parts->running;
    m_parts->begin();
    --m_parts->running;
}

void EffectRunner::run(const app::Effect& effect) {
    Parts& parts = *m_parts;
    ++parts.running;
    std::visit(Overloaded{
                   [&](const app::CallApi& call) { parts.server.run(call); },
                   [&](const app::CancelCall& cancel) { parts.server.cancel(cancel.request); },
                   [&](const app::OpenEvents&) { parts.server.open_events(); },
                   [&](const app::CloseEvents&) { parts.server.close_events(); },
                   [&](const app::FocusHeading&) { parts.context.mirror->focus_heading(); },
                   [&](const app::FocusNode& focus) { parts.context.mirror->focus_node(focus.key); },
                   [&](const app::Announce& announce) { parts.run(announce); },
                   [&](const app::SaveDraft& save) { parts.store.save_draft(save.draft); },
                   [&](const app::LoadDraft& load) { parts.store.load_draft(load.owner); },
                   [&](const app::DeleteKept&) { parts.store.delete_kept(); },
                   [&](const app::DeleteDraft& draft) { parts.store.delete_draft(draft.owner); },
                   [&](const app::SaveSettings& save) { parts.run(save); },
                   [&](const app::RememberAccount& remember) { parts.run(remember); },
                   [&](const app::LoadReceipt& load) { parts.store.load_receipt(load.number); },
                   [&](const app::SubmitFiling& submit) {
                       parts.outbox.feed(offline::Submitted{submit.draft, submit.filing});
                   },
                   [&](const app::RetryFiling& retry) { parts.outbox.feed(offline::RetryAsked{retry.key}); },
                   [&](const app::ResumeFilings& resume) { parts.outbox.feed(offline::AccountChanged{resume.owner}); },
                   [&](const app::ReopenFiling& reopen) {
                       parts.outbox.feed(offline::ReopenAsked{reopen.key, reopen.new_key});
                   },
                   [&](const app::DiscardFiling& discard) { parts.outbox.feed(offline::DiscardAsked{discard.key}); },
                   [&](const app::Navigate& navigate) {
                       parts.watch_page(navigate.url);
                       parts.device.run(navigate);
                   },
                   [&](const auto& other) { parts.device.run(other); },
               },
               effect);
    --parts.running;
}

}  // namespace ow::web
