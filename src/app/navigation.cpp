#include "src/app/navigation.hpp"

#include <algorithm>

#include "src/domain/text.hpp"

namespace ow::app {

namespace {

namespace api = domain::api;

constexpr std::int64_t minute_ms = 60'000;
constexpr std::int64_t toast_ms = 8'000;

enum class Verdict : std::uint8_t { enter, wait, sign_in, forbidden };

/// A case that was found by number and code may be rated without an account.
bool is_tracked(const Model& model, const Route& route) {
    return route.page == Page::case_rate && !model.track.found_code.empty() && model.track.result.value &&
           model.track.result.value->summary.number == route.id;
}

Verdict judge(const Model& model, const Route& route) {
    const Access access = access_of(route.page);
    if (access == Access::anyone || is_tracked(model, route)) {
        return Verdict::enter;
    }
    const session::Model& session = model.session;
    if (!session.account) {
        const bool known = session.status == session::Status::signed_out && session.confirmed;
        return known ? Verdict::sign_in : Verdict::wait;
    }
    const bool staff = domain::is_staff(*session.account);
    const bool right = access == Access::signed_in || (access == Access::staff) == staff;
    return right ? Verdict::enter : Verdict::forbidden;
}

bool is_login(Page page) { return page == Page::login || page == Page::staff_login; }

void enter_login(Model& model, Env& env) {
    if (!model.route.next.empty()) {
        model.session.next = model.route.next;
    }
    if (model.session.account && model.session.confirmed) {
        session::go_on(model.session, env);
    }
}

void open_appeal_sent(Model& model, Env& env) {
    // Acknowledged meanwhile: the receipt has taken its place.
    const bool gone = find_filing(model, model.route.id) == nullptr;
    const bool known = model.receipt.receipt && model.receipt.receipt->filing_key == model.route.id;
    if (gone && known) {
        go_to(model, env, with_id(Page::receipt, model.receipt.number), NavigateHow::replace);
    } else if (gone) {
        go_to(model, env, to_page(Page::mine), NavigateHow::replace);
    }
}

void open_rating(Model& model, Env& env) {
    const std::string& number = model.route.id;
    if (!model.session.account || is_tracked(model, model.route)) {
        rating::enter(model.rating, env, number, model.track.found_code);
        return;
    }
    rating::enter(model.rating, env, number, {});
    case_page::enter(model.case_page, env, number);
}

void open_home(Model& model, Env& env) {
    const bool resident = model.session.account && !domain::is_staff(*model.session.account);
    if (resident) {
        mine::enter(model.mine, env);
        appeal::enter(model.appeal, env, std::nullopt);
    }
}

void forget_account(Model& model, Env& env) {
    mine::Model& mine = model.mine;
    mine.list.forget(env);
    case_page::forget(model.case_page, env);
    workbench::forget(model.workbench, env);
    appeal::leave_session(model.appeal);
    steps::forget(model.steps, env);
    model.rating = rating::Model{};
    model.receipt.detail.forget(env);
    model.receipt = receipt::Model{};
    model.search.typed.clear();
}

void settle_focus(Model& model, Env& env, bool same_page, bool first) {
    env.effect(SetTitle{page_title(model)});
    if (first) {
        return;
    }
    if (same_page && model.route.page == Page::workbench && !model.route.id.empty()) {
        env.effect(FocusNode{"case-heading"});
    } else {
        env.effect(FocusHeading{});
    }
}

}  // namespace

void show_toast(Model& model, Env& env, Message text, Tone tone) {
    Toast toast;
    toast.id = ++model.last_toast;
    toast.tone = tone;
    // The elder mode knows no time limits, and bad news is not taken away unread.
    const bool stays = model.settings.mode == domain::DisplayMode::elder || tone == Tone::bad || tone == Tone::warning;
    if (!stays) {
        toast.until = env.now + domain::milliseconds(toast_ms);
        env.effect(StartTimer{Timer::toast, toast_ms});
    }
    env.announce(text, tone == Tone::bad ? Politeness::assertive : Politeness::polite);
    toast.text = std::move(text);
    std::erase_if(model.toasts, [&](const Toast& shown) { return shown.text == toast.text; });
    model.toasts.push_back(std::move(toast));
}

void select_filings(Model& model) {
    model.filings.clear();
    if (!model.session.account) {
        return;
    }
    for (const domain::FilingStatus& filing : model.all_filings) {
        if (filing.owner == model.session.account->id) {
            model.filings.push_back(filing);
        }
    }
}

void open_page(Model& model, Env& env) {
    const Route route = model.route;
    model.reference.load_once(env, api::GetReference{});
    switch (route.page) {
        case Page::home:
            model.notices.load_once(env, api::GetNotices{});
            open_home(model, env);
            break;
        case Page::notices:
        case Page::notice: model.notices.load_once(env, api::GetNotices{}); break;
        case Page::search:
            search::enter(model.search, route.query);
            model.notices.load_once(env, api::GetNotices{});
            open_home(model, env);
            break;
        case Page::login:
        case Page::staff_login: enter_login(model, env); break;
        case Page::identity: model.session.next = route.next; break;
        case Page::appeals: open_home(model, env); break;
        case Page::appeal_form: appeal::enter(model.appeal, env, route.step); break;
        case Page::appeal_similar: appeal::enter_similar(model.appeal, env); break;
        case Page::appeal_sent: open_appeal_sent(model, env); break;
        case Page::receipt: receipt::enter(model.receipt, env, route.id); break;
        case Page::mine: open_home(model, env); break;
        case Page::case_detail: case_page::enter(model.case_page, env, route.id); break;
        case Page::case_access: case_page::enter_access(model.case_page, env, route.id); break;
        case Page::case_rate: open_rating(model, env); break;
        case Page::track: track::enter(model.track, route.id); break;
        case Page::workbench: workbench::enter(model.workbench, env, route.queue, route.id); break;
        default: break;
    }
    if (shows_clocks(model.route.page)) {
        env.effect(StartTimer{Timer::minute, minute_ms});
    }
}

void arrive(Model& model, Env& env, Route route) {
    const bool first = model.visit == 0;
    const bool same_page = !first && model.route.page == route.page;
    const bool was_login = !first && is_login(model.route.page);
    if (route.page == Page::gallery && !model.demo) {
        route = with_id(Page::not_found, format_route(route));
    }
    if (!(is_login(route.page) && was_login)) {
        model.session.next = is_login(route.page) ? model.session.next : std::string{};
    }
    model.route = std::move(route);
    ++model.visit;
    model.dialog.reset();
    model.appeal.similar.found.cancel(env);
    model.waiting_for_session = false;
    model.forbidden = false;
    switch (judge(model, model.route)) {
        case Verdict::wait:
            model.waiting_for_session = true;
            env.effect(SetTitle{page_title(model)});
            return;
        case Verdict::sign_in: {
            Route login = to_page(access_of(model.route.page) == Access::staff ? Page::staff_login : Page::login);
            login.next = format_route(model.route);
            go_to(model, env, login, NavigateHow::replace);
            return;
        }
        case Verdict::forbidden: model.forbidden = true; break;
        case Verdict::enter: {
            const std::uint64_t visit = model.visit;
            open_page(model, env);
            if (visit != model.visit) {
                return;  // the page led on to another one
            }
            break;
        }
    }
    settle_focus(model, env, same_page, first);
}

void go_to(Model& model, Env& env, const Route& route, NavigateHow how) {
    if (route == model.route && model.visit > 0 && !model.waiting_for_session) {
        env.effect(FocusHeading{});
        return;
    }
    if (how == NavigateHow::push) {
        ++model.depth;
    }
    env.effect(Navigate{format_route(route), how});
    arrive(model, env, route);
}

void on_session_started(Model& model, Env& env) {
    const std::string owner = env.owner();
    if (!model.last_owner.empty() && model.last_owner != owner) {
        forget_account(model, env);
    }
    model.last_owner = owner;
    select_filings(model);
    env.effect(OpenEvents{});
    env.effect(ResumeFilings{owner});
    const bool resident = env.account != nullptr && !domain::is_staff(*env.account);
    if (resident) {
        appeal::enter(model.appeal, env, std::nullopt);
    }
}

void on_session_ended(Model& model, Env& env, SessionEnd why) {
    env.effect(CloseEvents{});
    model.events_open = false;
    select_filings(model);
    if (why == SessionEnd::signed_out) {
        forget_account(model, env);
        model.last_owner.clear();
        show_toast(model, env, {"session.signed_out", {}}, Tone::info);
        go_to(model, env, to_page(Page::home), NavigateHow::replace);
        return;
    }
    // What was typed stays in memory for the same person; what was read goes.
    model.mine.list.forget(env);
    case_page::forget(model.case_page, env);
    const bool needs_account = access_of(model.route.page) != Access::anyone && !is_tracked(model, model.route);
    if (why == SessionEnd::expired && needs_account) {
        show_toast(model, env, {"session.expired", {}}, Tone::warning);
    }
    if (needs_account) {
        arrive(model, env, model.route);
    }
}

}  // namespace ow::app
