#include "web/effect_runner.hpp"

#include <cassert>
#include <deque>
#include <optional>
#include <utility>
#include <vector>

#include "src/app/feature.hpp"
#include "src/i18n/text.hpp"
#include "src/i18n/time.hpp"
#include "src/wire/assets.hpp"
#include "src/wire/stored.hpp"
#include "src/wire/value.hpp"
#include "ui/views/words.hpp"
#include "web/bridges/common/bridge.hpp"
#include "web/bridges/history/history_bridge.hpp"
#include "web/bridges/settings/settings_bridge.hpp"
#include "web/bridges/texts/texts_bridge.hpp"
#include "web/bridges/timer/timer_bridge.hpp"
#include "web/effect_runner_context.hpp"
#include "web/effect_runner_device.hpp"
#include "web/effect_runner_lock.hpp"
#include "web/effect_runner_outbox.hpp"
#include "web/effect_runner_server.hpp"
#include "web/effect_runner_store.hpp"

namespace ow::web {
namespace {

namespace world = app::world;

constexpr std::uint32_t retry_alarm = 101;
constexpr std::uint32_t later_alarm = 102;
/// A wake a minute is what the battery can spare; the network coming back does not wait for it.
constexpr double asset_retry_ms = 60'000;

void save_setting(std::string_view name, std::string_view value) {
    ow_settings_save(name.data(), size_of(name), value.data(), size_of(value));
}

void load_asset(std::string_view name, BridgeHandler handler) {
    ow_settings_asset(expect_answer(std::move(handler)), name.data(), size_of(name));
}

/// A text of the language in use that has not come yet.
std::optional<std::string> late_text(std::string_view key) {
    std::uint32_t size = 0;
    char* text = ow_texts_late(key.data(), size_of(key), &size);
    if (text == nullptr) {
        return std::nullopt;
    }
    return take_bytes(text, size);
}

domain::SystemPreferences preferences_of(const BridgeAnswer& answer) {
    return {answer.flag("contrast"), answer.flag("dark"), answer.flag("motion")};
}

/// Where the entry stands in the history; nothing when the program did not write it.
std::optional<app::HistoryPlace> place_of(const BridgeAnswer& answer) {
    if (answer.text("depth").empty()) {
        return std::nullopt;
    }
    return app::HistoryPlace{static_cast<int>(answer.integer("depth")), static_cast<int>(answer.integer("start"))};
}

}  // namespace

struct EffectRunner::Parts {
    Parts(Dispatch dispatch_given, MirrorPort& mirror)
        : dispatch(std::move(dispatch_given)),
          server(context),
          store(context),
          device(context, store),
          outbox(context, server, store) {
        context.mirror = &mirror;
        context.dispatch = [this](app::Action action) { tell(std::move(action)); };
        server.on_account = [this](std::string account) {
            outbox.runner().feed(offline::AccountChanged{std::move(account)});
        };
        server.on_epoch = [this](std::string epoch) { outbox.runner().feed(offline::EpochSeen{std::move(epoch)}); };
    }

    void tell(app::Action action);
    void tell_later();
    void begin();
    void load_language(domain::Language language, std::function<void()> then);
    void add_texts(const domain::Value::Object& words);
    void load_forms();
    bool take_forms(std::string_view text);
    void start_when_complete();
    void tell_outbox();
    void on_event(const BridgeAnswer& answer);
    void on_storage_event(const BridgeAnswer& answer);
    void retry_later(std::function<void()> what);
    void retry();

    /// \return whether the effect was one of these.
    bool run_browser(const app::Effect& effect);
    /// What the first page never wants (ADR 18), so that no part of it is looked for there.
    bool run_later(const app::Effect& effect);
    void run(const app::SaveSettings& effect);
    void run(const app::RememberAccount& effect);
    void run(const app::Announce& effect);

    Dispatch dispatch;
    RunnerContext context;
    ServerCalls server;
    DeviceStore store;
    DeviceEffects device;
    OutboxBridge outbox;

    int running = 0;  ///< run() or start() is under way
    std::deque<app::Action> waiting;
    bool tells_later = false;

    world::Started started;
    domain::Language wanted_language = domain::Language::zh_cn;  ///< asked for last; its texts may be on their way
    std::vector<std::function<void()>> retries;                  ///< what could not be loaded
    bool has_strings = false;
    bool has_forms = false;
    bool has_outbox = false;
    bool is_started = false;
    std::shared_ptr<i18n::Catalogue> texts;  ///< those in use
    std::shared_ptr<i18n::Catalogue> fallback;
    domain::Value::Object added;  ///< texts that came with data
};

void EffectRunner::Parts::tell(app::Action action) {
    const bool too_early = !is_started && !action.what.holds<world::Started>();
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
                         app::Action next = std::move(waiting.front());
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
        started.version = answer.text("version");
        started.url = answer.text("url");
        if (auto settings = wire::decode_settings(answer.text("settings"))) {
            started.settings = *settings;
            context.language = wanted_language = settings->language;
        }
        started.place = place_of(answer).value_or(app::HistoryPlace{});
        if (auto account = wire::decode_account(answer.text("account"))) {
            started.remembered = std::move(account).value();
        }
        outbox.runner().feed(offline::OnlineChanged{started.online});
        ow_bridges_listen(expect_answer([this](const BridgeAnswer& event) { on_event(event); }));
        load_language(context.language, [this] {
            has_strings = true;
            start_when_complete();
        });
        outbox.runner().start([this] {
            has_outbox = true;
            if (is_started) {
                tell_outbox();
            } else {
                start_when_complete();
            }
        });
    }));
}

void EffectRunner::Parts::retry_later(std::function<void()> what) {
    retries.push_back(std::move(what));
    if (retries.size() == 1) {
        ow_timer_set(expect_answer([this](const BridgeAnswer&) { retry(); }), retry_alarm, asset_retry_ms);
    }
}

void EffectRunner::Parts::retry() {
    for (const auto& again : std::exchange(retries, {})) {
        again();
    }
}

void EffectRunner::Parts::load_language(domain::Language language, std::function<void()> then) {
    const std::string tag(domain::to_code(language));
    load_asset("strings/" + tag, [this, language, tag, then](const BridgeAnswer& answer) {
        if (language != wanted_language) {
            return;  // another one was asked for meanwhile
        }
        auto catalogue = std::make_shared<i18n::Catalogue>(tag);
        // A file with one bad text still has all its others.
        const auto read = wire::decode_strings(answer.data, *catalogue);
        if (answer.failed() || (!read && catalogue->size() == 0)) {
            retry_later([this, language, then] {
                if (language == wanted_language) {
                    load_language(language, then);
                }
            });
            return;
        }
        catalogue->set_late(late_text);
        texts = catalogue;
        if (language == domain::Language::zh_cn) {
            fallback = catalogue;
        } else if (fallback) {
            catalogue->set_fallback(fallback);
        }
        context.language = language;
        add_texts(added);
        i18n::set_current(catalogue);
        ow_history_language(tag.data(), size_of(tag));
        then();
    });
}

void EffectRunner::Parts::add_texts(const domain::Value::Object& words) {
    for (const domain::Value::Member& word : words) {
        if (const std::string* text = word.value.as_text(); text != nullptr && texts) {
            texts->add(word.name, *text);
        }
    }
}

void EffectRunner::Parts::load_forms() {
    load_asset("catalogue/forms", [this](const BridgeAnswer& answer) {
        if (!take_forms(answer.data)) {
            retry_later([this] { load_forms(); });
        }
    });
}

/// \returns whether these are forms.
bool EffectRunner::Parts::take_forms(std::string_view text) {
    auto forms = wire::decode_forms(text);
    if (!forms || forms->empty()) {
        return false;
    }
    has_forms = true;
    if (is_started) {
        context.tell(world::FormsLoaded{std::move(forms).value()});
    } else {
        started.forms = std::move(forms).value();
        start_when_complete();
    }
    return true;
}

void EffectRunner::Parts::start_when_complete() {
    // The first page asks nothing, and what waits on the device is a line on it that may come a moment later.
    const bool lacks = started.whole && (!has_forms || !has_outbox);
    if (is_started || !has_strings || lacks) {
        return;
    }
    started.now = clock_now();
    started.zone_minutes = i18n::official_offset_minutes;
    started.seed = random_seed();
    started.outbox_health = outbox.runner().health();
    started.commands = outbox.runner().statuses();
    is_started = true;
    context.tell(std::move(started));
    if (has_outbox) {
        // Told once more: what follows a late answer is then part of every start, and of the boot part (ADR 18).
        tell_outbox();
    }
    store.check_room();
}

void EffectRunner::Parts::tell_outbox() {
    outbox.runner().begin_reporting();
    context.tell(world::OutboxRead{outbox.runner().statuses(), outbox.runner().health()});
}

// --- what happens of itself ---

void EffectRunner::Parts::on_event(const BridgeAnswer& answer) {
    const std::string_view event = answer.text("event");
    if (event == "url") {
        started.url = answer.data;
        started.place = place_of(answer).value_or(app::HistoryPlace{});
        context.tell(world::UrlChanged{answer.data, place_of(answer)});
    } else if (event == "online") {
        started.online = answer.flag("online");
        outbox.runner().feed(offline::OnlineChanged{answer.flag("online")});
        if (answer.flag("online")) {
            retry();
        }
        context.tell(world::OnlineChanged{answer.flag("online")});
    } else if (event == "texts") {
        // Those beside the first page's (web/bridges/texts).
        static_cast<void>(wire::decode_strings(answer.data, *texts));
    } else if (event == "whole") {
        started.whole = true;
        if (!take_forms(answer.data)) {
            load_forms();
        }
        context.tell(world::ProgramWhole{});
    } else if (event == "preferences") {
        started.system = preferences_of(answer);
        context.tell(world::SystemPreferencesChanged{preferences_of(answer)});
    } else if (event == "lock") {
        outbox.runner().feed(offline::LockChanged{answer.flag("held")});
        if (answer.flag("held")) {
            outbox.runner().refresh();
        }
    } else if (event == "storage") {
        on_storage_event(answer);
    } else if (event == "visible" && answer.flag("visible")) {
        // Timers sleep in a hidden page; remaining times are old now.
        outbox.runner().refresh();
        outbox.runner().feed(offline::TimerFired{});
        context.tell(world::TimeRead{clock_now()});
    }
}

void EffectRunner::Parts::on_storage_event(const BridgeAnswer& answer) {
    if (answer.text("store") == "outbox") {
        outbox.changed_elsewhere(answer.text("verb"), std::string(answer.text("key")));
    } else if (answer.text("store") == "drafts") {
        store.draft_changed_elsewhere(answer.text("verb"), std::string(answer.text("key")));
    }
}

// --- effects that touch more than one part ---

void EffectRunner::Parts::run(const app::SaveSettings& effect) {
    save_setting("settings", wire::encode_settings(effect.settings));
    // Compared with what was asked for: the texts of that may still be on their way.
    if (std::exchange(wanted_language, effect.settings.language) == effect.settings.language) {
        return;
    }
    load_language(effect.settings.language, [this] {
        device.refresh_title();
        context.tell(world::TimeRead{clock_now()});
    });
}

void EffectRunner::Parts::run(const app::RememberAccount& effect) {
    if (!effect.account) {
        save_setting("account", {});
        outbox.runner().feed(offline::AccountChanged{});
        return;
    }
    domain::Account kept;
    kept.id = effect.account->id;
    kept.role = effect.account->role;
    kept.verified = effect.account->verified;
    kept.staff_no = effect.account->staff_no;
    kept.grid_id = effect.account->grid_id;
    kept.actions = effect.account->actions;
    save_setting("account", wire::encode_account(kept));
}

void EffectRunner::Parts::run(const app::Announce& effect) {
    context.mirror->announce(ui::words(effect.text, clock_now(), i18n::official_offset_minutes),
                             effect.politeness == app::Politeness::assertive);
}

// --- the door ---

EffectRunner::EffectRunner(Dispatch dispatch, MirrorPort& mirror)
    : m_parts(std::make_unique<Parts>(std::move(dispatch), mirror)) {}

EffectRunner::~EffectRunner() = default;

void EffectRunner::start() {
    ++m_parts->running;
    m_parts->begin();
    --m_parts->running;
}

bool EffectRunner::Parts::run_browser(const app::Effect& effect) {
    return on<app::FocusHeading>(effect, [&](const auto&) { context.mirror->focus_heading(); }) ||
           on<app::FocusNode>(effect, [&](const auto& focus) { context.mirror->focus_node(focus.key); }) ||
           on<app::Announce>(effect, [&](const auto& announce) { run(announce); }) ||
           on<app::SaveSettings>(effect, [&](const auto& save) { run(save); }) ||
           on<app::RememberAccount>(effect, [&](const auto& remember) { run(remember); }) ||
           on<app::DeleteKept>(effect,
                               [&](const auto&) {
                                   store.delete_kept();
                                   outbox.runner().feed(offline::ForgetAsked{});
                               }) ||
           on<app::ForgetFeature>(effect, [&](const auto&) {
               server.forget(effect.from.feature);
               device.forget(effect.from.feature);
           });
}

bool EffectRunner::Parts::run_later(const app::Effect& effect) {
    const auto name = [&] { return "note." + std::string(effect.from.feature->name); };
    return server.run_later(effect) || store.run_later(effect) || run_lock(context, effect) ||
           on<app::AddTexts>(effect,
                             [&](const auto& add) {
                                 if (const auto* words = add.words.as_object()) {
                                     add_texts(*words);
                                     // They may come before those of a language that was just chosen.
                                     added.insert(added.end(), words->begin(), words->end());
                                 }
                             }) ||
           on<app::KeepNote>(effect,
                             [&](const auto& keep) {
                                 save_setting(name(),
                                              keep.note.is_null() ? std::string() : wire::canonical_text(keep.note));
                             }) ||
           on<app::LoadNote>(effect, [&](const auto&) {
               const std::string key = name();
               const auto take = [this, to = effect.from](const BridgeAnswer& answer) {
                   auto note = wire::parse_value(answer.data);
                   context.answer(to, world::NoteLoaded{note ? std::move(note).value() : domain::Value()});
               };
               ow_settings_load(expect_answer(take), key.data(), size_of(key));
           });
}

void EffectRunner::run(const app::Effect& effect) {
    Parts& parts = *m_parts;
    ++parts.running;
    const bool done = parts.server.run(effect) || parts.run_browser(effect) || parts.store.run(effect) ||
                      parts.outbox.run(effect) || parts.device.run(effect) || parts.run_later(effect);
    assert(done && "an effect that no part of the runner knows");
    (void)done;
    --parts.running;
}

}  // namespace ow::web
