#include "src/app/update.hpp"

#include <algorithm>
#include <utility>

#include "src/app/field_errors.hpp"
#include "src/app/from_world.hpp"
#include "src/app/navigation.hpp"

namespace ow::app {

namespace {

/// More signals than this in one update would be a loop between features.
constexpr std::size_t signals_max = 64;

void case_seen(Model& model, Env& env, const domain::CaseDetail& detail) {
    mine::adopt(model.mine, detail);
    case_page::adopt(model.case_page, detail);
    workbench::adopt(model.workbench, env, detail);
    track::adopt(model.track, detail);
    steps::adopt(model.steps, detail);
}

void case_stale(Model& model, Env& env, const std::string& number) {
    if (model.case_page.number == number) {
        case_page::reload(model.case_page, env);
    }
    workbench::reload_case(model.workbench, env, number);
}

struct Pass {
    Model& model;
    Env& env;

    void operator()(const GoTo& go) const {
        go_to(model, env, go.route, go.how);
        if (!go.focus.empty()) {
            env.effect(FocusNode{go.focus});
        }
    }
    void operator()(const SessionStarted&) const { on_session_started(model, env); }
    void operator()(const SessionEnded& ended) const { on_session_ended(model, env, ended.why); }
    void operator()(const CaseSeen& seen) const { case_seen(model, env, seen.detail); }
    void operator()(const CaseStale& stale) const { case_stale(model, env, stale.number); }
    void operator()(const FilingSubmitted& filing) const {
        go_to(model, env, with_id(Page::appeal_sent, filing.key), NavigateHow::replace);
    }
    void operator()(const ShowToast& toast) const { show_toast(model, env, toast.text, toast.tone); }
    void operator()(const OpenDialog& open) const { model.dialog = open.dialog; }
    void operator()(const SettingsChanged&) const { env.announce({"settings.saved", {}}); }
};

void confirm(Model& model, Env& env) {
    if (!model.dialog) {
        return;
    }
    const Dialog dialog = *std::exchange(model.dialog, std::nullopt);
    switch (dialog.kind) {
        case DialogKind::withdraw: steps::update(model.steps, env, steps::Submitted{}, shown_case(model)); break;
        case DialogKind::sign_out: session::sign_out(model.session, env); break;
        case DialogKind::discard_draft:
            appeal::discard_draft(model.appeal, env);
            if (model.route.page == Page::appeal_form) {
                go_to(model, env, to_appeal_step(domain::AppealStep::kind), NavigateHow::replace);
            } else if (model.route.page == Page::appeal_similar) {
                go_to(model, env, to_page(Page::mine), NavigateHow::replace);
            }
            break;
        case DialogKind::discard_filing: env.effect(DiscardFiling{dialog.subject}); break;
        case DialogKind::replace_draft: appeal::reopen_filing(model.appeal, env, dialog.subject); break;
        case DialogKind::clear_device:
            // Also a draft that the storage has not told of yet.
            appeal::discard_draft(model.appeal, env);
            model.receipt = {};
            env.effect(DeleteKept{});
            show_toast(model, env, {"settings.device.cleared", {}}, Tone::good);
            break;
    }
}

void dismiss(Model& model, Env& env) {
    const bool withdrawing = model.dialog && model.dialog->kind == DialogKind::withdraw;
    model.dialog.reset();
    if (withdrawing) {
        steps::update(model.steps, env, steps::Closed{}, shown_case(model));
    }
}

void read_aloud(Model& model, Env& env, std::string text) {
    model.reading = Reading::starting;
    env.effect(Speak{std::move(text), model.settings.reading_rate, model.settings.language});
}

void stop_reading(Model& model, Env& env) {
    model.reading = Reading::silent;
    env.effect(StopSpeaking{});
}

void reload(Model& model, Env& env) {
    if (model.session.check_error || model.waiting_for_session) {
        session::check(model.session, env);
    }
    if (!model.waiting_for_session) {
        open_page(model, env);
    }
}

struct FromShell {
    Model& model;
    Env& env;

    void operator()(const shell::Go& go) const { go_to(model, env, go.route, NavigateHow::push); }
    void operator()(const shell::LinkFollowed& link) const {
        go_to(model, env, parse_route(link.url), NavigateHow::push);
    }
    void operator()(const shell::BackPressed&) const {
        if (model.depth > 0) {
            env.effect(NavigateBack{});
        } else {
            go_to(model, env, parent_of(model), NavigateHow::replace);
        }
    }
    void operator()(const shell::ReloadPressed&) const { reload(model, env); }
    void operator()(const shell::FieldWanted& wanted) const { env.effect(FocusNode{field_node(wanted.path)}); }
    void operator()(const shell::DialogConfirmed&) const { confirm(model, env); }
    void operator()(const shell::DialogDismissed&) const { dismiss(model, env); }
    void operator()(const shell::ToastDismissed& dismissed) const {
        std::erase_if(model.toasts, [&](const Toast& toast) { return toast.id == dismissed.id; });
    }
    void operator()(const shell::ReadingToggled&) const {
        const bool silent = model.reading == Reading::silent || model.reading == Reading::unavailable;
        if (silent) {
            read_aloud(model, env, {});
        } else {
            stop_reading(model, env);
        }
    }
    void operator()(const shell::TextRead& read) const { read_aloud(model, env, read.text); }
    void operator()(const shell::ReadingStopped&) const { stop_reading(model, env); }
    void operator()(const shell::Called& called) const { env.effect(DialPhone{called.number}); }
    void operator()(const shell::CopyPressed& copy) const {
        model.copying.push_back(copy.said);
        env.effect(CopyText{copy.text});
    }
    void operator()(const shell::PrintPressed&) const { env.effect(Print{}); }
    void operator()(const shell::SaveImagePressed&) const {
        env.effect(SaveReceiptImage{model.receipt.number, receipt::query_code(model.receipt)});
    }
    void operator()(const shell::MapWanted&) const { model.grid_map.load_once(env, domain::api::GetGridMap{}); }
    void operator()(const shell::UpdateAccepted&) const { env.effect(ReloadApp{}); }
};

struct Dispatch {
    Model& model;
    Env& env;

    void operator()(const world::Action& action) const { from_world(model, env, action); }
    void operator()(const shell::Action& action) const { std::visit(FromShell{model, env}, action); }
    void operator()(const session::Action& action) const { session::update(model.session, env, action); }
    void operator()(const appeal::Action& action) const { appeal::update(model.appeal, env, action); }
    void operator()(const mine::Action& action) const { mine::update(model.mine, env, action); }
    void operator()(const steps::Action& action) const { steps::update(model.steps, env, action, shown_case(model)); }
    void operator()(const rating::Action& action) const { rating::update(model.rating, env, action); }
    void operator()(const track::Action& action) const { track::update(model.track, env, action); }
    void operator()(const workbench::Action& action) const { workbench::update(model.workbench, env, action); }
    void operator()(const settings::Action& action) const { settings::update(model.settings, env, action); }
    void operator()(const search::Action& action) const { search::update(model.search, env, action); }
};

/// What features may know follows the model also within one update (a reference that has just been loaded, an
/// account that has just signed in).
void refresh(Env& env, const Model& model) {
    env.now = model.now;
    env.zone_minutes = model.zone_minutes;
    env.online = model.online;
    env.reference = model.reference.value ? &*model.reference.value : nullptr;
    env.account = model.session.account ? &*model.session.account : nullptr;
    env.seed = model.seed;
}

/// One update moves the focus once: what was wanted last counts (an error on a page that is then left does not).
void keep_last_focus(Effects& effects) {
    const auto is_focus = [](const Effect& effect) {
        return std::holds_alternative<FocusHeading>(effect) || std::holds_alternative<FocusNode>(effect);
    };
    const auto last = std::find_if(effects.rbegin(), effects.rend(), is_focus);
    if (last == effects.rend()) {
        return;
    }
    Effect kept = std::move(*last);
    std::erase_if(effects, is_focus);
    effects.push_back(std::move(kept));
}

void pass_signals(Model& model, Env& env) {
    for (std::size_t index = 0; index < env.signals.size() && index < signals_max; ++index) {
        refresh(env, model);
        const Signal signal = env.signals[index];
        std::visit(Pass{model, env}, signal);
    }
}

}  // namespace

Transition update(Model model, const Action& action) {
    Transition next;
    next.model = std::move(model);
    Signals signals;
    Model& state = next.model;
    Env env{state.now,  state.zone_minutes, state.online,   state.appeal_form, nullptr, nullptr,
            state.seed, state.last_request, state.last_key, next.effects,      signals};
    refresh(env, state);
    const bool ready = state.started || std::holds_alternative<world::Action>(action);
    if (ready) {
        std::visit(Dispatch{state, env}, action);
        pass_signals(state, env);
        keep_last_focus(next.effects);
    }
    return next;
}

}  // namespace ow::app
