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
    std::vector<domain::FilingStatus> filings{};
};

class Program : public Harness {
  public:
    explicit Program(ProgramSetup setup = {}) : Harness(setup.surface), m_now(setup.now) {
        if (setup.surface.language == "en") setup.settings.language = domain::Language::en;
        auto form = wire::decode_form(read_source_file("assets/catalogue/appeal.json"));
        REQUIRE(form.ok());
        app::world::Started started;
        started.now = m_now;
        started.seed = {1, 2};
        started.url = setup.url;
        started.online = setup.online;
        started.demo = setup.demo;
        started.appeal_form = std::move(form).value();
        started.settings = setup.settings;
        started.system = setup.system;
        started.remembered = setup.remembered;
        started.filings = setup.filings;
        take(app::world::Action{std::move(started)});
        take(app::search::Action{app::search::EntriesIndexed{ui::search_entries()}});
        show([this](ui::Ui& ui) { ui::draw_application({ui, m_model, m_sent}); });
    }

    [[nodiscard]] const app::Model& model() const { return m_model; }
    /// The address that is shown, "#/…".
    [[nodiscard]] std::string url() const { return app::format_route(m_model.route); }
    [[nodiscard]] domain::Instant now() const { return m_now; }

    // -- the world
    // -----------------------------------------------------------------------------------------------------
    /// Something happens: any action, then frames.
    void send(app::Action action) {
        take(std::move(action));
        frame();
        frame();
    }
    /// Something the outside tells, e.g. `tell(world::OnlineChanged{false})`.
    void tell(app::world::Action action) { send(app::Action{std::move(action)}); }
    /// A typed address, a followed link, back or forward.
    void go(std::string url) { tell(app::world::UrlChanged{std::move(url)}); }
    /// Lets time pass.
    void wait(std::int64_t milliseconds) {
        m_now.ms += milliseconds;
        tell(app::world::TimeRead{m_now});
    }
    void fire(app::Timer timer) { tell(app::world::TimerFired{timer}); }

    // -- effects
    // ---------------------------------------------------------------------------------------------------------
    /// Everything the core wanted done and nobody took yet, in order.
    [[nodiscard]] const app::Effects& effects() const { return m_effects; }
    void forget_effects() { m_effects.clear(); }
    template <class E>
    [[nodiscard]] bool wants() const {
        return std::ranges::any_of(m_effects, [](const app::Effect& e) { return std::holds_alternative<E>(e); });
    }
    /// The oldest effect of the kind, taken out; fails the test when there is none.
    template <class E>
    E take_effect() {
        for (auto it = m_effects.begin(); it != m_effects.end(); ++it) {
            if (!std::holds_alternative<E>(*it)) continue;
            E found = std::get<E>(std::move(*it));
            m_effects.erase(it);
            return found;
        }
        FAIL("no such effect among " << m_effects.size() << "; page:\n" << tree_text());
        std::abort();
    }
    /// The oldest call of the kind that waits for its answer, nullptr when none does.
    template <class Call>
    [[nodiscard]] const app::CallApi* waiting() const {
        for (const app::Effect& effect : m_effects)
            if (const auto* call = std::get_if<app::CallApi>(&effect); call && std::holds_alternative<Call>(call->call))
                return call;
        return nullptr;
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
            ui().set_focus(node, true);
        }
    }

  private:
    app::Model m_model;
    app::Effects m_effects;
    std::vector<app::Action> m_sent;
    std::vector<std::string> m_announced;
    std::string m_title, m_focus_wanted;
    bool m_heading_wanted = false;
    domain::Instant m_now;

    void take(app::Action action) {
        run(app::Action{app::world::Action{app::world::TimeRead{m_now}}});
        run(action);
        const std::string language(domain::to_code(m_model.settings.language));
        if (m_model.started && language != catalogue().language()) {
            use_language(language);
            run(app::Action{app::search::Action{app::search::EntriesIndexed{ui::search_entries()}}});
        }
    }

    void run(const app::Action& action) {
        if (!m_model.started && std::holds_alternative<app::world::Action>(action) &&
            std::holds_alternative<app::world::TimeRead>(std::get<app::world::Action>(action)))
            return;
        app::Transition next = app::update(std::move(m_model), action);
        m_model = std::move(next.model);
        for (app::Effect& effect : next.effects)
            record(std::move(effect));
    }

    void record(app::Effect effect) {
        if (const auto* title = std::get_if<app::SetTitle>(&effect)) m_title = title->title.key;
        if (const auto* said = std::get_if<app::Announce>(&effect)) m_announced.push_back(said->text.key);
        if (std::holds_alternative<app::FocusHeading>(effect)) m_heading_wanted = true;
        if (const auto* focus = std::get_if<app::FocusNode>(&effect)) m_focus_wanted = focus->key;
        if (const auto* cancelled = std::get_if<app::CancelCall>(&effect))
            std::erase_if(m_effects, [&](const app::Effect& e) {
                const auto* call = std::get_if<app::CallApi>(&e);
                return call != nullptr && call->request == cancelled->request;
            });
        m_effects.push_back(std::move(effect));
    }

    template <class Call>
    Call settle(domain::ApiResult result) {
        const app::CallApi* found = waiting<Call>();
        if (found == nullptr) FAIL("no such call waits; page:\n" << tree_text());
        const app::CallApi call = *found;
        std::erase_if(m_effects, [&](const app::Effect& e) {
            const auto* other = std::get_if<app::CallApi>(&e);
            return other != nullptr && other->request == call.request;
        });
        tell(app::world::ApiAnswered{call.request, std::move(result)});
        return std::get<Call>(call.call);
    }
};

}  // namespace ow::test
