#include "src/app/navigation.hpp"

#include <algorithm>
#include <utility>

#include "src/app/feature.hpp"
#include "src/app/home/pages.hpp"
#include "src/app/session/pages.hpp"
#include "src/app/session/session.hpp"
#include "src/app/street/street.hpp"

namespace ow::app {

namespace {

constexpr std::int64_t minute_ms = 60'000;
constexpr std::int64_t second_ms = 1'000;
/// How long a message is shown. Who reads the elder mode has the time that it takes to read it twice.
constexpr std::int64_t toast_ms = 8'000;
constexpr std::int64_t elder_toast_ms = 20'000;

enum class Verdict : std::uint8_t { enter, wait, sign_in, forbidden };

/// Whether the page is open to somebody who has not signed in.
bool is_open(const Model& model) {
    const Page* page = shown_page(model);
    return model.route.page->access == Access::anyone ||
           (page != nullptr && page->admits != nullptr && page->admits(model, model.route));
}

Verdict judge(const Model& model) {
    if (is_open(model)) {
        return Verdict::enter;
    }
    const auto& account = model.get<session::Model>().account;
    if (!account) {
        return is_known_nobody(model) ? Verdict::sign_in : Verdict::wait;
    }
    return session::may_open(*account, model.route.page->access) ? Verdict::enter : Verdict::forbidden;
}

bool is_login(const Route& route) { return route.is(pages::login) || route.is(pages::staff_login); }

}  // namespace

bool is_known_nobody(const Model& model) {
    const session::Model& session = model.get<session::Model>();
    return session.status == session::Status::signed_out && session.confirmed;
}

HistoryPlace place_after(const Model& model, const Route& route, NavigateHow how) {
    HistoryPlace place = model.place;
    const bool same_flow = !route.page->flow.empty() && route.page->flow == model.route.page->flow;
    if (how == NavigateHow::leave) {
        place.depth = place.flow_start;
        return place;
    }
    if (how == NavigateHow::push) {
        ++place.depth;
    }
    if (!same_flow) {
        place.flow_start = place.depth;
    }
    return place;
}

namespace {

void settle_focus(Model& model, Env& env, bool same_page, bool first, Coming coming) {
    env.effect(SetTitle{page_title(model)});
    if (first) {
        return;
    }
    if (coming == Coming::back && !same_page) {
        env.effect(FocusNode{std::string(left_focus_node)});
        return;
    }
    const Page* page = shown_page(model);
    const std::string_view node =
        same_page && page != nullptr && page->focus != nullptr ? page->focus(model.route) : std::string_view{};
    if (node.empty()) {
        env.effect(FocusHeading{});
    } else {
        env.effect(FocusNode{std::string(node)});
    }
}

std::int64_t shown_ms(const Model& model) {
    return model.settings.mode == domain::DisplayMode::elder ? elder_toast_ms : toast_ms;
}

/// The alarm for what goes away first.
void watch_toasts(const Model& model, Env& env) {
    std::optional<domain::Instant> next = model.copied ? std::optional(model.copied->until) : std::nullopt;
    for (const Toast& toast : model.toasts) {
        if (toast.until && (!next || *toast.until < *next)) {
            next = toast.until;
        }
    }
    if (next) {
        env.effect(StartTimer{toast_timer, std::max((*next - model.now).ms, second_ms)});
    }
}

}  // namespace

void show_toast(Model& model, Env& env, Message text, Tone tone) {
    Toast toast;
    toast.id = ++model.last_toast;
    toast.tone = tone;
    // Bad news is not taken away unread.
    if (tone != Tone::bad && tone != Tone::warning) {
        toast.until = env.now + domain::milliseconds(shown_ms(model));
    }
    env.announce(text, tone == Tone::bad ? Politeness::assertive : Politeness::polite);
    toast.text = std::move(text);
    std::erase_if(model.toasts, [&](const Toast& shown) { return shown.text == toast.text; });
    model.toasts.push_back(std::move(toast));
    watch_toasts(model, env);
}

void show_copied(Model& model, Env& env, Copying copy) {
    env.announce(std::move(copy.said));
    model.copied = LastCopy{std::move(copy.text), env.now + domain::milliseconds(shown_ms(model))};
    watch_toasts(model, env);
}

void expire_toasts(Model& model, Env& env) {
    std::erase_if(model.toasts, [&](const Toast& toast) { return toast.until && *toast.until <= model.now; });
    if (model.copied && model.copied->until <= model.now) {
        model.copied.reset();
    }
    watch_toasts(model, env);
}

void watch_clocks(Model& model, Env& env) {
    if (model.route.page->clocks == Clocks::running) {
        env.effect(StartTimer{minute_timer, minute_ms});
    }
}

void open_page(Model& model, Env& env) {
    env.signal(PageOpened{});
    const Route route = model.route;
    for (const Feature* feature : model.features) {
        for (const Page& page : feature->pages) {
            if (page.address == route.page && page.enter != nullptr) {
                env.feature = feature;
                page.enter(env, route);
            }
        }
    }
    env.feature = nullptr;
    watch_clocks(model, env);
}

namespace {

/// The visit of the entry that is shown now.
std::uint64_t visit_of_entry(Model& model, Coming coming) {
    const auto depth = static_cast<std::size_t>(std::max(model.place.depth, 0));
    const bool known = depth < model.visits.size() && model.visits[depth] != 0;
    if (coming == Coming::back && known) {
        return model.visits[depth];
    }
    // Behind a new entry the browser has none any more.
    if (coming == Coming::anew || depth >= model.visits.size()) {
        model.visits.resize(depth + 1);
    }
    model.visits[depth] = ++model.last_visit;
    return model.visits[depth];
}

}  // namespace

void arrive(Model& model, Env& env, Route route, Coming coming) {
    const bool first = model.visit == 0;
    const bool same_page = !first && model.route.page == route.page;
    const bool was_login = !first && is_login(model.route);
    auto& session = model.get<session::Model>();
    if (!(is_login(route) && was_login)) {
        session.next = is_login(route) ? session.next : std::string{};
    }
    model.route = std::move(route);
    model.visit = visit_of_entry(model, coming);
    model.dialog.reset();
    if (!same_page) {
        // What was said of a page goes with it; what is said in this very update is for the page that comes.
        std::erase_if(model.toasts, [&](const Toast& toast) { return toast.id <= model.older_toasts; });
        model.copied.reset();
    }
    env.signal(PageLeft{});
    model.waiting_for_session = false;
    model.forbidden = false;
    switch (judge(model)) {
        case Verdict::wait:
            model.waiting_for_session = true;
            env.effect(SetTitle{page_title(model)});
            return;
        case Verdict::sign_in: {
            Route login = to_page(model.route.page->access == Access::staff ? pages::staff_login : pages::login);
            login.set("next", format_route(model.route));
            go_to(model, env, login, NavigateHow::replace);
            return;
        }
        case Verdict::forbidden: model.forbidden = true; break;
        case Verdict::enter: open_page(model, env); break;
    }
    settle_focus(model, env, same_page, first, coming);
}

void go_to(Model& model, Env& env, const Route& route, NavigateHow how) {
    if (route == model.route && model.visit > 0 && !model.waiting_for_session) {
        env.effect(FocusHeading{});
        return;
    }
    model.place = place_after(model, route, how);
    env.effect(Navigate{format_route(route), how, model.place});
    arrive(model, env, route);
}

void forget_states(Model& model, Env& env) {
    for (const Feature* feature : model.features) {
        env.feature = feature;
        if (feature->leave != nullptr) {
            feature->leave(env);
        }
        if (feature->keep == nullptr) {
            env.effect(ForgetFeature{});
        }
    }
    env.feature = nullptr;
    model.toasts.clear();
    model.dialog.reset();
    model.copying.clear();
    model.copied.reset();
    model.forgotten = model.last_request;
    States before = model.states.reset();
    for (const Feature* feature : model.features) {
        if (feature->keep != nullptr) {
            feature->keep(before, model.states);
        }
    }
    refresh(env, model);
}

void on_session_started(Model& model, Env& env) {
    const std::string owner = env.owner();
    if (!model.last_owner.empty() && model.last_owner != owner) {
        forget_states(model, env);
    }
    model.last_owner = owner;
    env.effect(OpenEvents{});
    env.effect(ResumeOutbox{owner});
}

void on_session_ended(Model& model, Env& env, SessionEnd why) {
    env.effect(CloseEvents{});
    model.events_open = false;
    if (why == SessionEnd::signed_out) {
        forget_states(model, env);
        model.last_owner.clear();
        show_toast(model, env, {"session.signed_out", {}}, Tone::info);
        go_to(model, env, to_page(pages::home), NavigateHow::replace);
        return;
    }
    // What was typed stays in memory for the same person; what was read goes (each feature hears of it).
    const bool needs_account = !is_open(model);
    if (why == SessionEnd::expired && needs_account) {
        show_toast(model, env, {"session.expired", {}}, Tone::warning);
    }
    if (needs_account) {
        arrive(model, env, model.route);
    }
}

void on_session_checked(Model& model, Env& env, const SessionChecked& checked) {
    if (!model.get<session::Model>().account) {
        return;
    }
    if (model.waiting_for_session) {
        arrive(model, env, model.route);
    } else if (checked.newly_known) {
        open_page(model, env);  // it may show something of the account's
    }
}

void refresh(Env& env, Model& model) {
    const auto& session = model.get<session::Model>();
    const auto& reference = model.get<street::Model>().reference;
    env.now = model.now;
    env.zone_minutes = model.zone_minutes;
    env.online = model.online;
    env.reference = reference.value ? &*reference.value : nullptr;
    env.account = session.account ? &*session.account : nullptr;
    env.seed = model.seed;
}

}  // namespace ow::app
