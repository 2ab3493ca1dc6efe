#include "src/app/from_world.hpp"

#include <algorithm>
#include <utility>

#include "src/app/navigation.hpp"

namespace ow::app {

namespace {

constexpr std::int64_t minute_ms = 60'000;
constexpr std::int64_t second_ms = 1'000;

void start(Model& model, Env& env, const world::Started& started) {
    model.started = true;
    model.now = started.now;
    model.zone_minutes = started.zone_minutes;
    model.seed = started.seed;
    model.online = started.online;
    model.demo = started.demo;
    model.appeal_form = started.appeal_form;
    model.system = started.system;
    model.settings = domain::clamp(started.settings.value_or(domain::Settings{}));
    model.all_filings = started.filings;
    env.now = model.now;
    env.zone_minutes = model.zone_minutes;
    env.online = model.online;
    env.seed = model.seed;
    if (started.remembered) {
        model.session.status = session::Status::signed_in;
        model.session.account = started.remembered;
        model.last_owner = started.remembered->id;
        env.account = &*model.session.account;
    }
    select_filings(model);
    session::check(model.session, env);
    arrive(model, env, parse_route(started.url));
}

void route_answer(Model& model, Env& env, RequestId id, const domain::ApiResult& result) {
    const bool taken =
        session::on_answer(model.session, env, id, result) || model.reference.take(id, result) ||
        model.notices.take(id, result) || model.grid_map.take(id, result) ||
        mine::on_answer(model.mine, env, id, result) || case_page::on_answer(model.case_page, env, id, result) ||
        steps::on_answer(model.steps, env, id, result) || rating::on_answer(model.rating, env, id, result) ||
        track::on_answer(model.track, env, id, result) || workbench::on_answer(model.workbench, env, id, result) ||
        receipt::on_answer(model.receipt, env, id, result) || appeal::on_answer(model.appeal, env, id, result);
    // A stale answer says nothing about now, not even that the session is over.
    if (taken && !result.ok() && result.error().kind == domain::ApiErrorKind::unauthenticated) {
        session::expire(model.session, env);
    }
}

/// The page that waited for the session, or shows something only an account may see, is opened now.
void after_check(Model& model, Env& env, bool was_known) {
    if (model.waiting_for_session && model.session.account) {
        arrive(model, env, model.route);
    } else if (!was_known && model.session.account && !model.waiting_for_session) {
        open_page(model, env);
    }
}

void take_answer(Model& model, Env& env, const world::ApiAnswered& answered) {
    const bool checking = answered.request != 0 && answered.request == model.session.checking;
    const bool was_known = model.session.account.has_value();
    route_answer(model, env, answered.request, answered.result);
    if (checking) {
        after_check(model, env, was_known);
    }
}

void set_filing(Model& model, const domain::FilingStatus& status) {
    const auto known = std::find_if(model.all_filings.begin(), model.all_filings.end(),
                                    [&](const domain::FilingStatus& filing) { return filing.key == status.key; });
    if (known == model.all_filings.end()) {
        model.all_filings.push_back(status);
    } else {
        *known = status;
    }
    select_filings(model);
}

void drop_filing(Model& model, const std::string& key) {
    std::erase_if(model.all_filings, [&](const domain::FilingStatus& filing) { return filing.key == key; });
    select_filings(model);
}

void filing_changed(Model& model, Env& env, const domain::FilingStatus& status) {
    const domain::FilingStatus* before = find_filing(model, status.key);
    const bool moved = before == nullptr || before->state != status.state;
    set_filing(model, status);
    appeal::on_filing_changed(model.appeal, env, status);
    if (find_filing(model, status.key) == nullptr || !moved) {
        return;
    }
    switch (status.state) {
        case domain::FilingState::waiting: env.announce({"filing.waiting", {}}); break;
        case domain::FilingState::needs_attention:
            env.signal(ShowToast{{"filing.needs_attention", {{"title", status.title}}}, Tone::warning});
            break;
        case domain::FilingState::signed_out: session::expire(model.session, env); break;
        case domain::FilingState::sending: break;
    }
}

void filing_acknowledged(Model& model, Env& env, const domain::Receipt& receipt) {
    const domain::CaseSummary& summary = receipt.detail.summary;
    const bool own = find_filing(model, receipt.filing_key) != nullptr ||
                     (model.appeal.submitting && model.appeal.draft.key == receipt.filing_key);
    const bool watched = model.route.page == Page::appeal_sent && model.route.id == receipt.filing_key;
    const bool submitting = model.appeal.submitting && model.appeal.draft.key == receipt.filing_key;
    drop_filing(model, receipt.filing_key);
    if (!own) {
        return;
    }
    if (watched || submitting) {
        receipt::on_acknowledged(model.receipt, receipt);
        if (submitting) {
            appeal::on_acknowledged(model.appeal, env, receipt.filing_key);
        } else {
            go_to(model, env, with_id(Page::receipt, summary.number), NavigateHow::replace);
        }
    } else {
        env.signal(ShowToast{
            {"filing.acknowledged", {{"title", summary.title}, {"number", domain::group_case_number(summary.number)}}},
            Tone::good});
    }
    if (model.mine.list.loaded) {
        mine::on_filed(model.mine, env);
    }
}

void case_changed(Model& model, Env& env, const world::CaseChanged& changed) {
    const domain::CaseDetail* shown = shown_case(model);
    const bool on_screen = shown != nullptr && shown->summary.number == changed.number;
    if (on_screen && shown->summary.version < changed.version && shown->summary.state != changed.state) {
        const std::string state = "state." + std::string(domain::to_code(changed.state));
        env.announce({"case.moved", {{"state", KeyText{state}}}});
    }
    mine::on_case_changed(model.mine, env, changed.number, changed.version);
    case_page::on_case_changed(model.case_page, env, changed.number, changed.version);
    workbench::on_case_changed(model.workbench, env, changed.number, changed.version);
}

/// Events may have been missed while the stream was broken: what is shown is read anew.
void events_opened(Model& model, Env& env) {
    model.events_open = true;
    if (!std::exchange(model.events_missed, false)) {
        return;
    }
    if (model.mine.list.loaded && model.mine.list.pages <= 1) {
        mine::enter(model.mine, env);
    }
    case_page::reload(model.case_page, env);
    workbench::on_queues_changed(model.workbench, env);
    workbench::reload_case(model.workbench, env, model.workbench.selected);
}

void online_changed(Model& model, Env& env, bool online) {
    if (std::exchange(model.online, online) == online) {
        return;
    }
    env.online = online;
    env.announce({online ? "network.back" : "network.lost", {}});
    if (!online) {
        return;
    }
    if (!model.session.confirmed) {
        session::check(model.session, env);
    }
    if (model.session.account) {
        env.effect(ResumeFilings{model.session.account->id});
    }
    if (!model.waiting_for_session && page_error(model)) {
        open_page(model, env);
    }
}

void expire_toasts(Model& model, Env& env) {
    std::erase_if(model.toasts, [&](const Toast& toast) { return toast.until && *toast.until <= model.now; });
    std::optional<domain::Instant> next;
    for (const Toast& toast : model.toasts) {
        if (toast.until && (!next || *toast.until < *next)) {
            next = toast.until;
        }
    }
    if (next) {
        env.effect(StartTimer{Timer::toast, std::max((*next - model.now).ms, second_ms)});
    }
}

void timer_fired(Model& model, Env& env, Timer timer) {
    switch (timer) {
        case Timer::resend: session::on_resend_timer(model.session, env); break;
        case Timer::minute:
            if (shows_clocks(model.route.page)) {
                env.effect(StartTimer{Timer::minute, minute_ms});
            }
            break;
        case Timer::toast: expire_toasts(model, env); break;
        case Timer::search: workbench::on_search_timer(model.workbench, env); break;
        case Timer::similar: appeal::on_similar_timer(model.appeal, env); break;
    }
}

struct Take {
    Model& model;
    Env& env;

    void operator()(const world::Started& started) const { start(model, env, started); }
    void operator()(const world::TimeRead& read) const {
        model.now = read.now;
        env.now = read.now;
    }
    void operator()(const world::UrlChanged& changed) const {
        const Route route = parse_route(changed.url);
        if (model.depth > 0) {
            --model.depth;
        }
        if (route != model.route || model.forbidden) {
            arrive(model, env, route);
        }
    }
    void operator()(const world::ApiAnswered& answered) const { take_answer(model, env, answered); }
    void operator()(const world::OnlineChanged& changed) const { online_changed(model, env, changed.online); }
    void operator()(const world::SystemPreferencesChanged& changed) const { model.system = changed.system; }
    void operator()(const world::TimerFired& fired) const { timer_fired(model, env, fired.timer); }
    void operator()(const world::EventsOpened&) const { events_opened(model, env); }
    void operator()(const world::EventsLost&) const {
        model.events_open = false;
        model.events_missed = true;
    }
    void operator()(const world::CaseChanged& changed) const { case_changed(model, env, changed); }
    void operator()(const world::QueuesChanged&) const { workbench::on_queues_changed(model.workbench, env); }

    void operator()(const world::DraftLoaded& loaded) const {
        const bool was_loaded = model.appeal.draft_loaded;
        appeal::on_draft_loaded(model.appeal, env, loaded);
        const bool in_form = model.route.page == Page::appeal_form && !model.waiting_for_session && !model.forbidden;
        if (!was_loaded && model.appeal.draft_loaded && in_form) {
            appeal::enter(model.appeal, env, model.route.step);
        }
    }
    void operator()(const world::DraftChangedElsewhere& changed) const {
        if (!appeal::on_draft_changed_elsewhere(model.appeal, env, changed)) {
            // An empty form that stands open shows what is written in the other tab, instead of beginning over it.
            if (model.route.page == Page::appeal_form && model.appeal.offered) {
                appeal::enter(model.appeal, env, model.route.step);
            }
            return;
        }
        show_toast(model, env, {"appeal.gone_elsewhere", {}}, Tone::info);
        if (model.route.page == Page::appeal_form) {
            appeal::enter(model.appeal, env, model.route.step);
        } else if (model.route.page == Page::appeal_similar) {
            appeal::enter_similar(model.appeal, env);
        }
    }
    void operator()(const world::DraftSaved& saved) const { appeal::on_draft_saved(model.appeal, saved); }
    void operator()(const world::DraftSaveFailed& failed) const {
        appeal::on_draft_save_failed(model.appeal, env, failed);
    }
    void operator()(const world::ReceiptLoaded& loaded) const { receipt::on_loaded(model.receipt, env, loaded); }
    void operator()(const world::StorageLow&) const {
        if (!std::exchange(model.storage_low, true)) {
            env.signal(ShowToast{{"storage.low", {}}, Tone::warning});
        }
    }

    void operator()(const world::FilingChanged& changed) const { filing_changed(model, env, changed.status); }
    void operator()(const world::FilingAcknowledged& acknowledged) const {
        filing_acknowledged(model, env, acknowledged.receipt);
    }
    void operator()(const world::FilingDiscarded& discarded) const {
        drop_filing(model, discarded.key);
        if (model.route.page == Page::appeal_sent && model.route.id == discarded.key) {
            go_to(model, env, to_page(Page::mine), NavigateHow::replace);
        }
    }
    void operator()(const world::FilingReopened& reopened) const {
        drop_filing(model, reopened.key);
        appeal::on_reopened(model.appeal, env, reopened);
    }
    void operator()(const world::SubmitFailed& failed) const { appeal::on_submit_failed(model.appeal, env, failed); }

    void operator()(const world::PhotoPicked& picked) const {
        if (picked.purpose == PhotoPurpose::appeal) {
            appeal::on_photos_picked(model.appeal, env, picked);
        } else {
            steps::on_photo_picked(model.steps, env, picked);
        }
    }
    void operator()(const world::PhotoReady& ready) const {
        const bool wanted =
            appeal::on_photo_ready(model.appeal, env, ready) || steps::on_photo_ready(model.steps, env, ready);
        if (!wanted) {
            env.effect(DropPhoto{ready.photo.local_id});
        }
    }
    void operator()(const world::PhotoRefused& refused) const {
        if (!appeal::on_photo_refused(model.appeal, env, refused)) {
            steps::on_photo_refused(model.steps, env, refused);
        }
    }
    void operator()(const world::PhotosLeftOut& left_out) const {
        if (left_out.purpose == PhotoPurpose::appeal) {
            appeal::on_photos_left_out(model.appeal, env, left_out.count);
        } else {
            steps::on_photos_left_out(model.steps, env, left_out.count);
        }
    }
    void operator()(const world::PhotoProgress& progress) const { steps::on_photo_progress(model.steps, progress); }
    void operator()(const world::PhotoUploaded& uploaded) const {
        steps::on_photo_uploaded(model.steps, env, uploaded);
    }
    void operator()(const world::PhotoUploadFailed& failed) const {
        const bool taken = steps::on_photo_upload_failed(model.steps, env, failed);
        if (taken && failed.error.kind == domain::ApiErrorKind::unauthenticated) {
            session::expire(model.session, env);
        }
    }

    void operator()(const world::Located& located) const { appeal::on_located(model.appeal, env, located); }
    void operator()(const world::LocateFailed& failed) const { appeal::on_locate_failed(model.appeal, env, failed); }
    void operator()(const world::Copied& copied) const {
        if (model.copying.empty()) {
            return;
        }
        Message said = std::move(model.copying.front());
        model.copying.erase(model.copying.begin());
        if (copied.ok) {
            env.signal(ShowToast{std::move(said), Tone::good});
        } else {
            env.signal(ShowToast{{"toast.copy_failed", {}}, Tone::bad});
        }
    }
    void operator()(const world::SpeechStarted&) const { model.reading = Reading::reading; }
    void operator()(const world::SpeechEnded&) const { model.reading = Reading::silent; }
    void operator()(const world::SpeechUnavailable&) const {
        model.reading = Reading::unavailable;
        env.signal(ShowToast{{"reading.unavailable", {}}, Tone::warning});
    }
    void operator()(const world::UpdateReady&) const { model.update_ready = true; }
};

}  // namespace

void from_world(Model& model, Env& env, const world::Action& action) { std::visit(Take{model, env}, action); }

}  // namespace ow::app
