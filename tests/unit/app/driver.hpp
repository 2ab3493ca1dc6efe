#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include "src/app/field_errors.hpp"
#include "src/app/update.hpp"
#include "tests/unit/domain/appeal_form.hpp"

namespace ow::test {

namespace api = domain::api;

/// The core with a hand on its wheel: sends actions, keeps the effects, answers calls.
class Driver {
  public:
    app::Model model;
    app::Effects effects;  ///< of the last action

    /// Starts at `url`; the session is not answered yet.
    explicit Driver(const std::string& url, const app::world::Started& extra = {}) {
        app::world::Started started = extra;
        started.now = domain::from_civil({{2026, 11, 21}, 10, 0, 0, 0}, 480);
        started.seed = {1, 2};
        started.url = url;
        started.appeal_form = appeal_form();
        send(started);
    }

    void send(const app::Action& action) {
        app::Transition next = app::update(std::move(model), action);
        model = std::move(next.model);
        effects = std::move(next.effects);
        log.insert(log.end(), effects.begin(), effects.end());
    }

    void pass(domain::Duration time) { send(app::world::TimeRead{model.now + time}); }

    /// The last effect of a type since the start, or nullptr.
    template <class E>
    const E* last() const {
        for (auto effect = log.rbegin(); effect != log.rend(); ++effect) {
            if (const E* found = std::get_if<E>(&*effect)) {
                return found;
            }
        }
        return nullptr;
    }

    /// The effect of a type of the last action, or nullptr.
    template <class E>
    const E* now() const {
        for (const app::Effect& effect : effects) {
            if (const E* found = std::get_if<E>(&effect)) {
                return found;
            }
        }
        return nullptr;
    }

    template <class E>
    std::size_t count() const {
        return static_cast<std::size_t>(std::count_if(
            log.begin(), log.end(), [](const app::Effect& effect) { return std::holds_alternative<E>(effect); }));
    }

    /// The newest call of a kind.
    template <class C>
    const app::CallApi* find_call() const {
        for (auto effect = log.rbegin(); effect != log.rend(); ++effect) {
            const auto* call = std::get_if<app::CallApi>(&*effect);
            if (call != nullptr && std::holds_alternative<C>(call->call)) {
                return call;
            }
        }
        return nullptr;
    }

    template <class C>
    std::size_t count_calls() const {
        return static_cast<std::size_t>(std::count_if(log.begin(), log.end(), [](const app::Effect& effect) {
            const auto* call = std::get_if<app::CallApi>(&effect);
            return call != nullptr && std::holds_alternative<C>(call->call);
        }));
    }

    template <class C>
    C call() const {
        const app::CallApi* found = find_call<C>();
        REQUIRE(found != nullptr);
        return std::get<C>(found->call);
    }

    /// Answers the newest call of a kind.
    template <class C>
    void answer(typename C::Answer value) {
        const app::CallApi* found = find_call<C>();
        REQUIRE(found != nullptr);
        send(app::world::ApiAnswered{found->request, domain::ApiAnswer{std::move(value)}});
    }

    template <class C>
    void refuse(domain::ApiError error) {
        const app::CallApi* found = find_call<C>();
        REQUIRE(found != nullptr);
        send(app::world::ApiAnswered{found->request, domain::Failure{std::move(error)}});
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

}  // namespace ow::test
