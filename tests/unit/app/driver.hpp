#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include "src/app/activities/activities.hpp"
#include "src/app/appeal/appeal.hpp"
#include "src/app/appeal/pages.hpp"
#include "src/app/apply/apply.hpp"
#include "src/app/apply/mending.hpp"
#include "src/app/apply/pages.hpp"
#include "src/app/assist/assist.hpp"
#include "src/app/booking/booking.hpp"
#include "src/app/case_page/case_page.hpp"
#include "src/app/case_page/pages.hpp"
#include "src/app/drafts/drafts.hpp"
#include "src/app/feature.hpp"
#include "src/app/feedback/feedback.hpp"
#include "src/app/feedback/list.hpp"
#include "src/app/feedback/pages.hpp"
#include "src/app/field_errors.hpp"
#include "src/app/filings/filings.hpp"
#include "src/app/filings/pages.hpp"
#include "src/app/gallery_page/gallery_page.hpp"
#include "src/app/gallery_page/pages.hpp"
#include "src/app/grid_copy.hpp"
#include "src/app/grid_data/grid_data.hpp"
#include "src/app/help_wish/help_wish.hpp"
#include "src/app/home/home.hpp"
#include "src/app/home/pages.hpp"
#include "src/app/info/info.hpp"
#include "src/app/info/pages.hpp"
#include "src/app/messages/messages.hpp"
#include "src/app/mine/mine.hpp"
#include "src/app/mine/pages.hpp"
#include "src/app/my_data/my_data.hpp"
#include "src/app/my_data/pages.hpp"
#include "src/app/navigation.hpp"
#include "src/app/notices/notices.hpp"
#include "src/app/notices/pages.hpp"
#include "src/app/rating/pages.hpp"
#include "src/app/rating/rating.hpp"
#include "src/app/receipt/pages.hpp"
#include "src/app/receipt/receipt.hpp"
#include "src/app/search/pages.hpp"
#include "src/app/search/search.hpp"
#include "src/app/services/pages.hpp"
#include "src/app/services/services.hpp"
#include "src/app/session/pages.hpp"
#include "src/app/session/session.hpp"
#include "src/app/settings/pages.hpp"
#include "src/app/settings/settings.hpp"
#include "src/app/steps/steps.hpp"
#include "src/app/street/street.hpp"
#include "src/app/track/pages.hpp"
#include "src/app/track/track.hpp"
#include "src/app/update.hpp"
#include "src/app/whole/whole.hpp"
#include "src/app/workbench/pages.hpp"
#include "src/app/workbench/workbench.hpp"
#include "tests/unit/app/answers.hpp"
#include "tests/unit/forms.hpp"
#include "ui/views/feature.hpp"

namespace ow::test {

namespace api = domain::api;

/// Every feature there is, as the programs have them (cmake/features.cmake).
inline const std::vector<const app::Feature*>& features() {
    static const std::vector<const app::Feature*> all = ui::cores(ui::all_features());
    return all;
}

/// A call that was made, by the runner or by the outbox.
struct SentCall {
    app::RequestId request = 0;
    app::Ticket ticket;
    app::Call call;
    std::string key;
    std::optional<domain::Command> command;  ///< of the outbox
};

/// The call of an effect if it is of that kind.
template <class C>
std::optional<SentCall> sent_call(const app::Effect& effect) {
    const auto* call = effect.get<app::CallApi>();
    if (call != nullptr && call->call.template get<C>() != nullptr) {
        return SentCall{effect.from.token, effect.from, call->call, call->key, std::nullopt};
    }
    if constexpr (std::is_constructible_v<domain::CommandCall, C>) {
        const auto* command = effect.get<app::SubmitCommand>();
        if (command != nullptr && std::holds_alternative<C>(command->call)) {
            return SentCall{effect.from.token, effect.from, std::get<C>(command->call), command->command.id,
                            command->command};
        }
    }
    return std::nullopt;
}

/// The core with a hand on its wheel: sends actions, keeps the effects, answers calls.
class Driver {
  public:
    app::Model model{features()};
    app::Effects effects;  ///< of the last action

    /// Starts at `url`; the session is not answered yet.
    explicit Driver(const std::string& url, const app::world::Started& extra = {}) {
        app::world::Started started = extra;
        started.now = domain::from_civil({{2026, 11, 21}, 10, 0, 0, 0}, 480);
        started.seed = {1, 2};
        started.url = url;
        started.forms = catalogue_forms();
        send(started);
    }

    /// What a view sends, what happens by itself, or the answer to the newest effect that it can answer.
    template <class What>
    void send(What what) {
        const app::Ticket to = ticket_for(log, what);
        dispatch(to.token != 0 ? app::Action{to, app::Box(std::move(what))} : to_action(std::move(what)));
    }
    /// The answer to one effect.
    template <class Answer>
    void reply(app::RequestId token, Answer what) {
        dispatch({ticket_of(log, token), app::Box(std::move(what))});
    }
    /// An alarm goes off: a feature's, or the shell's own.
    void fire(const app::Feature& feature, app::TimerId timer) {
        const app::Ticket to = alarm_of(log, &feature, timer);
        REQUIRE(to.token != 0);
        dispatch({to, app::Box(app::world::TimerFired{timer})});
    }
    void fire(app::TimerId timer) { dispatch(app::world::to_action(app::world::TimerFired{timer})); }

    void dispatch(const app::Action& action) {
        effects = app::update(model, action);
        log.insert(log.end(), effects.begin(), effects.end());
    }

    /// A feature's state.
    template <class State>
    [[nodiscard]] const State& of() const {
        return model.get<State>();
    }

    void pass(domain::Duration time) { send(app::world::TimeRead{model.now + time}); }

    /// The last effect of a type since the start, or nullptr.
    template <class E>
    const E* last() const {
        for (auto effect = log.rbegin(); effect != log.rend(); ++effect) {
            if (const E* found = effect->template get<E>()) {
                return found;
            }
        }
        return nullptr;
    }

    /// The effect of a type of the last action, or nullptr.
    template <class E>
    const E* now() const {
        for (const app::Effect& effect : effects) {
            if (const E* found = effect.template get<E>()) {
                return found;
            }
        }
        return nullptr;
    }

    template <class E>
    std::size_t count() const {
        return static_cast<std::size_t>(std::count_if(
            log.begin(), log.end(), [](const app::Effect& effect) { return effect.what.template holds<E>(); }));
    }

    /// The newest call of a kind.
    template <class C>
    std::optional<SentCall> find_call() const {
        for (auto effect = log.rbegin(); effect != log.rend(); ++effect) {
            if (auto call = sent_call<C>(*effect)) {
                return call;
            }
        }
        return std::nullopt;
    }

    template <class C>
    std::size_t count_calls() const {
        return static_cast<std::size_t>(std::count_if(
            log.begin(), log.end(), [](const app::Effect& effect) { return sent_call<C>(effect).has_value(); }));
    }

    template <class C>
    C call() const {
        const auto found = find_call<C>();
        REQUIRE(found);
        return *found->call.template get<C>();
    }

    /// Answers the newest call of a kind.
    template <class C>
    void answer(typename C::Answer value) {
        const auto found = find_call<C>();
        REQUIRE(found);
        if constexpr (std::is_same_v<typename C::Answer, domain::CaseDetail>) {
            if (found->command) {
                send(app::world::CommandAcknowledged{*found->command, {}, std::move(value)});
                return;
            }
        }
        reply(found->request, app::world::ApiAnswered{domain::ApiAnswer{std::move(value)}});
    }

    template <class C>
    void refuse(domain::ApiError error) {
        const auto found = find_call<C>();
        REQUIRE(found);
        if (found->command) {
            using enum domain::CommandState;
            const bool nobody = error.kind == domain::ApiErrorKind::unauthenticated;
            const bool later = domain::is_temporary(error);
            auto status = status_of(*found->command, nobody ? signed_out : later ? waiting : needs_attention);
            status.error = std::move(error);
            send(app::world::CommandChanged{std::move(status)});
            return;
        }
        reply(found->request, app::world::ApiAnswered{domain::Failure{std::move(error)}});
    }

    /// Answers the newest call of a tree with that path.
    void answer_tree(std::string_view path, domain::Result<domain::Value, domain::ApiError> with) {
        for (auto effect = log.rbegin(); effect != log.rend(); ++effect) {
            if (const auto* call = effect->get<app::CallTree>(); call != nullptr && call->path == path) {
                reply(effect->from.token, app::world::TreeAnswered{std::move(with)});
                return;
            }
        }
        FAIL("never asked: " << path);
    }

    template <class C>
    void refuse(domain::ApiErrorKind kind) {
        refuse<C>(domain::make_error(kind));
    }

    /// The session check is answered.
    void nobody() { answer<api::GetSession>({}); }
    void signed_in(domain::Account account) {
        const std::string owner = account.id;
        const bool resident = account.role == domain::Role::resident;
        answer<api::GetSession>({std::move(account)});
        if (resident) {
            send(app::world::DraftLoaded{owner, std::nullopt});
        }
    }

    [[nodiscard]] std::string url() const { return app::format_route(model.route); }

    std::vector<app::Effect> log;
};

inline domain::Account resident() {
    domain::Account account;
    account.id = "resident-1";
    account.role = domain::Role::resident;
    account.phone_masked = "138****0001";
    return account;
}

inline domain::Account staff(domain::Role role) {
    domain::Account account;
    account.id = "staff-1";
    account.role = role;
    account.staff_no = "2017";
    account.verified = true;
    return account;
}

inline const std::string number_one = "320505S20261121000429";
inline const std::string number_two = "320505S20280229000079";
inline const std::string number_three = "320505S20261121000437";

inline domain::CaseDetail a_case(domain::State state, std::int64_t version = 1,
                                 const std::string& number = number_one) {
    domain::CaseDetail detail;
    detail.summary.number = number;
    detail.summary.title = "3 号楼二单元楼道灯不亮";
    detail.summary.category = domain::Category::help;
    detail.summary.state = state;
    detail.summary.version = version;
    return detail;
}

inline domain::CasePage a_page(std::vector<domain::CaseDetail> cases, std::string cursor = {}) {
    domain::CasePage page;
    for (const domain::CaseDetail& detail : cases) {
        page.items.push_back(detail.summary);
    }
    page.total = static_cast<std::int64_t>(page.items.size());
    page.next_cursor = std::move(cursor);
    return page;
}

inline std::vector<std::string> described(const std::vector<domain::FieldError>& errors) {
    std::vector<std::string> result;
    for (const domain::FieldError& error : errors) {
        result.push_back(error.path + " " + std::string(domain::to_code(error.code)));
    }
    return result;
}

inline domain::ApiError invalid(std::string path, domain::FieldCode code) {
    domain::ApiError error = domain::make_error(domain::ApiErrorKind::invalid);
    domain::FieldError field;
    field.path = std::move(path);
    field.code = code;
    error.fields.push_back(field);
    return error;
}

/// Everything of the appeal filled in, on its check page.
inline void fill_in(Driver& app) {
    using ow::app::appeal::Filled;
    namespace form = ow::app::form;
    app.send(fill<Filled>("category", "help"));
    app.send(Filled{form::NextPressed{}});
    app.send(fill<Filled>("title", " 3 号楼二单元楼道灯不亮 "));
    app.send(fill<Filled>("description", "从上周三晚上开始，二到四楼的灯都不亮。"));
    app.send(Filled{form::NextPressed{}});
    app.send(fill<Filled>("place.text", "柳巷路 8 号 3 号楼"));
    app.send(Filled{form::NextPressed{}});
    // Who has not signed in is not asked of similar cases.
    if (ow::app::account_of(app.model) != nullptr) app.answer<domain::api::FindSimilar>({});
    app.send(fill<Filled>("contact.mode", "named"));
    app.send(fill<Filled>("contact.phone", "138 0000 0001"));
    app.send(Filled{form::NextPressed{}});
    app.send(fill<Filled>("consent", true));
}

/// The appeal as it is written now.
[[nodiscard]] inline domain::AppealDraft draft_of(const Driver& app) {
    return app::appeal::draft_of(app.model.get<app::appeal::Model>(), "resident-1");
}
[[nodiscard]] inline const app::PhotoSet& photos_of(const Driver& app) {
    static const app::PhotoSet none;
    const auto& photos = app.model.get<app::appeal::Model>().form.photos;
    const auto found = photos.find("attachments");
    return found == photos.end() ? none : found->second;
}
[[nodiscard]] inline app::form::PlaceState place_of(const Driver& app) {
    const auto& places = app.model.get<app::appeal::Model>().form.places;
    const auto found = places.find("place");
    return found == places.end() ? app::form::PlaceState{} : found->second;
}

}  // namespace ow::test
