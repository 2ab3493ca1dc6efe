#pragma once
/// The whole program without a browser: model, update and pages as the composition root joins them. A test acts as the
/// person (Harness) and as the world (answers of the server, storage, clock), and looks at pages and recorded effects.
///
///     Program p({.url = "#/login"});
///     p.type("手机号", "13800000000");
///     p.press(Role::button, "获取验证码");
///     p.answer<api::RequestCode>({.expires_in = 300, .resend_after = 60});

#include "src/app/update.hpp"
#include "src/domain/codes.hpp"
#include "src/wire/assets.hpp"
#include "tests/unit/app/answers.hpp"
#include "tests/unit/forms.hpp"
#include "tests/unit/ui/harness.hpp"
#include "ui/views/root.hpp"

#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <cstdlib>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace ow::test {

namespace api = domain::api;

/// How a run starts.
struct ProgramSetup {
    Setup surface{};  ///< size and language; the theme follows the settings
    std::string url = "#/";
    domain::Instant now{1'784'000'000'000};  ///< a working day of 2026
    bool online = true;
    bool demo = false;
    domain::Settings settings{};
    domain::SystemPreferences system{};
    std::optional<domain::Account> remembered{};
    std::vector<domain::CommandStatus> filings{};
};

class Program : public Harness {
  public:
    explicit Program(ProgramSetup setup = {}) : Harness(setup.surface), m_now(setup.now) {
        if (setup.surface.language == "en") setup.settings.language = domain::Language::en;
        app::world::Started started;
        started.now = m_now;
        started.seed = {1, 2};
        started.url = setup.url;
        started.online = setup.online;
        started.demo = setup.demo;
        started.forms = catalogue_forms();
        started.settings = setup.settings;
        started.system = setup.system;
        started.remembered = setup.remembered;
        started.commands = setup.filings;
        take(to_action(std::move(started)));
        take(to_action(app::search::EntriesIndexed{ui::search_entries(ui::all_features())}));
        show([this](ui::Ui& ui) { ui::draw_application({ui, m_model, m_sent, ui::all_features()}); });
    }

    [[nodiscard]] const app::Model& model() const { return m_model; }
    /// The address that is shown, "#/…".
    [[nodiscard]] std::string url() const { return app::format_route(m_model.route); }
    [[nodiscard]] domain::Instant now() const { return m_now; }

    // -- the world
    // -----------------------------------------------------------------------------------------------------
    /// Something happens: what a view sends, what the outside tells, or the answer to the newest effect that it can
    /// answer; then frames.
    template <class What>
    void send(What what) {
        const app::Ticket to = ticket_for(m_log, what);
        act(to.token != 0 ? app::Action{to, app::Box(std::move(what))} : to_action(std::move(what)));
    }
    /// Something the outside tells, e.g. `tell(world::OnlineChanged{false})`.
    template <class What>
    void tell(What what) {
        send(std::move(what));
    }
    /// A typed address or a followed link.
    void go(std::string url) { tell(app::world::UrlChanged{std::move(url)}); }
    /// Lets time pass.
    void wait(std::int64_t milliseconds) {
        m_now.ms += milliseconds;
        tell(app::world::TimeRead{m_now});
    }
    /// An alarm goes off: a feature's, or the shell's own.
    void fire(const app::Feature& feature, app::TimerId timer) {
        const app::Ticket to = alarm_of(m_log, &feature, timer);
        REQUIRE(to.token != 0);
        act({to, app::Box(app::world::TimerFired{timer})});
    }
    void fire(app::TimerId timer) { tell(app::world::TimerFired{timer}); }

    // -- effects
    // ---------------------------------------------------------------------------------------------------------
    /// Everything the core wanted done and nobody took yet, in order.
    [[nodiscard]] const app::Effects& effects() const { return m_effects; }
    void forget_effects() { m_effects.clear(); }
    template <class E>
    [[nodiscard]] bool wants() const {
        return std::ranges::any_of(m_effects, [](const app::Effect& e) { return e.what.template holds<E>(); });
    }
    /// The oldest effect of the kind, taken out; fails the test when there is none.
    template <class E>
    E take_effect() {
        for (auto it = m_effects.begin(); it != m_effects.end(); ++it) {
            if (!it->what.template holds<E>()) continue;
            E found = *it->template get<E>();
            m_effects.erase(it);
            return found;
        }
        FAIL("no such effect among " << m_effects.size() << "; page:\n" << tree_text());
        std::abort();
    }
    /// The oldest call of the kind that waits for its answer, nullptr when none does.
    template <class Call>
    [[nodiscard]] const app::CallApi* waiting() const {
        const app::Effect* effect = find_waiting<Call>();
        return effect == nullptr ? nullptr : effect->template get<app::CallApi>();
    }
    template <class Call>
    [[nodiscard]] bool waits_for() const {
        return waiting<Call>() != nullptr;
    }
    /// The server answers the oldest call of the kind; returns the call. Fails the test when none waits.
    template <class Call>
    Call answer(typename Call::Answer with) {
        return settle<Call>(domain::ApiResult(domain::ApiAnswer(std::move(with))));
    }
    /// The server refuses it, or cannot be reached.
    template <class Call>
    Call refuse(domain::ApiError error) {
        return settle<Call>(domain::ApiResult(domain::Failure{std::move(error)}));
    }
    template <class Call>
    Call refuse(domain::ApiErrorKind kind) {
        return refuse<Call>(domain::make_error(kind));
    }
    /// The server answers the oldest GET or POST of a tree whose path ends so; returns the call.
    app::CallTree answer_tree(std::string_view path_end, domain::Result<domain::Value, domain::ApiError> with) {
        for (auto it = m_effects.begin(); it != m_effects.end(); ++it) {
            const auto* call = it->get<app::CallTree>();
            if (call == nullptr || !call->path.ends_with(path_end)) continue;
            const app::CallTree made = *call;
            const app::Ticket from = it->from;
            m_effects.erase(it);
            act({from, app::Box(app::world::TreeAnswered{std::move(with)})});
            return made;
        }
        FAIL("nobody asked for " << path_end << "; page:\n" << tree_text());
        std::abort();
    }
    /// The answer to one effect.
    template <class Answer>
    void reply(app::Ticket to, Answer what) {
        act({to, app::Box(std::move(what))});
    }
    /// The device gives a feature its note.
    void answer_note(const app::Feature& feature, domain::Value note) {
        for (auto it = m_effects.begin(); it != m_effects.end(); ++it) {
            if (!it->what.holds<app::LoadNote>() || it->from.feature != &feature) continue;
            const app::Ticket from = it->from;
            m_effects.erase(it);
            return act({from, app::Box(app::world::NoteLoaded{std::move(note)})});
        }
        FAIL("the feature asked for no note");
    }
    /// Keys of everything that was said through the live regions, in order.
    [[nodiscard]] const std::vector<std::string>& announced() const { return m_announced; }
    /// The key of the document's title.
    [[nodiscard]] const std::string& title() const { return m_title; }

  protected:
    [[nodiscard]] ui::Theme theme() const override { return ui::theme_of(m_model, m_setup.width); }

    bool consume(std::vector<app::Action>&) override {
        if (m_sent.empty()) return false;
        for (app::Action& action : std::exchange(m_sent, {}))
            take(std::move(action));
        return true;
    }

    void follow(const Node& link) override {
        if (link.href.starts_with("#/")) go(link.href);
    }

    void settled() override {
        if (m_heading_wanted)
            for (const Node* heading : all(Role::heading))
                if (heading->level == 1) {
                    m_heading_wanted = false;
                    ui().set_focus(heading->id, true);
                    break;
                }
        if (m_focus_wanted.empty()) return;
        if (const NodeId node = ui().marked(m_focus_wanted); node != 0) {
            m_focus_wanted.clear();
            give_focus(node);
        }
    }

  private:
    app::Model m_model{ui::cores(ui::all_features())};
    app::Effects m_effects;
    app::Effects m_log;                                        ///< everything that was ever wanted
    std::vector<std::pair<std::string, std::string>> m_added;  ///< texts that came with answers
    std::vector<app::Action> m_sent;
    std::vector<std::string> m_announced;
    std::string m_title, m_focus_wanted;
    bool m_heading_wanted = false;
    domain::Instant m_now;

    void act(const app::Action& action) {
        take(action);
        frame();
        frame();
    }

    void take(const app::Action& action) {
        if (m_model.started) run(to_action(app::world::TimeRead{m_now}));
        run(action);
        const std::string language(domain::to_code(m_model.settings.language));
        if (m_model.started && language != catalogue().language()) {
            use_language(language);
            // As the program does (web/effect_runner.cpp): they may come before those of the language.
            for (const auto& [key, text] : m_added)
                add_text(key, text);
            run(to_action(app::search::EntriesIndexed{ui::search_entries(ui::all_features())}));
        }
    }

    void run(const app::Action& action) {
        for (app::Effect& effect : app::update(m_model, action))
            record(std::move(effect));
    }

    template <class Call>
    [[nodiscard]] const app::Effect* find_waiting() const {
        for (const app::Effect& effect : m_effects)
            if (const auto* call = effect.get<app::CallApi>(); call && call->call.template get<Call>() != nullptr)
                return &effect;
        return nullptr;
    }

    void forget_call(app::RequestId token) {
        std::erase_if(m_effects,
                      [&](const app::Effect& e) { return e.what.holds<app::CallApi>() && e.from.token == token; });
    }

    void record(app::Effect effect) {
        m_log.push_back(effect);
        if (const auto* title = effect.get<app::SetTitle>()) m_title = title->title.key;
        if (const auto* said = effect.get<app::Announce>()) m_announced.push_back(said->text.key);
        if (effect.what.holds<app::FocusHeading>()) m_heading_wanted = true;
        if (const auto* focus = effect.get<app::FocusNode>()) m_focus_wanted = focus->key;
        if (const auto* cancelled = effect.get<app::CancelCall>()) forget_call(cancelled->request);
        if (const auto* texts = effect.get<app::AddTexts>())
            for (const auto& [key, text] : *texts->words.as_object()) {
                add_text(key, *text.as_text());
                m_added.emplace_back(key, *text.as_text());
            }
        m_effects.push_back(std::move(effect));
    }

    template <class Call>
    Call settle(domain::ApiResult result) {
        const app::Effect* found = find_waiting<Call>();
        if (found == nullptr) FAIL("no such call waits; page:\n" << tree_text());
        const app::Effect call = *found;
        forget_call(call.from.token);
        act({call.from, app::Box(app::world::ApiAnswered{std::move(result)})});
        return *call.get<app::CallApi>()->call.template get<Call>();
    }
};

}  // namespace ow::test
