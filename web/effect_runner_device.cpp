#include "web/effect_runner_device.hpp"

#include <utility>

#include "src/app/route.hpp"
#include "src/domain/ids.hpp"
#include "src/i18n/text.hpp"
#include "src/i18n/time.hpp"
#include "ui/views/words.hpp"
#include "web/bridges/clipboard/clipboard_bridge.hpp"
#include "web/bridges/common/bridge.hpp"
#include "web/bridges/geolocation/geolocation_bridge.hpp"
#include "web/bridges/history/history_bridge.hpp"
#include "web/bridges/photos/photos_bridge.hpp"
#include "web/bridges/speech/speech_bridge.hpp"
#include "web/bridges/timer/timer_bridge.hpp"

namespace ow::web {
namespace {

namespace world = app::world;
using i18n::tr;

domain::LocalPhoto photo_of(const BridgeAnswer& answer) {
    domain::LocalPhoto photo;
    photo.local_id = answer.text("local_id");
    photo.name = answer.text("name");
    photo.width = static_cast<int>(answer.integer("width"));
    photo.height = static_cast<int>(answer.integer("height"));
    photo.bytes = answer.integer("bytes");
    return photo;
}

/// What became of one chosen picture; nullopt for an answer that is none.
std::optional<world::Action> photo_action(app::PhotoPurpose purpose, const BridgeAnswer& answer) {
    domain::LocalPhoto photo = photo_of(answer);
    const std::string_view state = answer.text("state");
    if (state == "working") {
        return world::PhotoPicked{purpose, std::move(photo.local_id), std::move(photo.name)};
    }
    if (state == "refused") {
        const auto reason = domain::from_code<world::PhotoRefusal>(answer.text("error"));
        return world::PhotoRefused{std::move(photo.local_id), reason.value_or(world::PhotoRefusal::unreadable)};
    }
    if (state == "ready") {
        return world::PhotoReady{std::move(photo), domain::from_code<world::StorageFailure>(answer.text("stored"))};
    }
    return std::nullopt;
}

}  // namespace

void DeviceEffects::on_photo(app::PhotoPurpose purpose, const BridgeAnswer& answer) {
    if (auto action = photo_action(purpose, answer)) {
        m_context.dispatch(std::move(*action));
    }
    if (const auto left_out = answer.integer("too_many"); left_out > 0) {
        m_context.dispatch(world::PhotosLeftOut{purpose, static_cast<int>(left_out)});
    }
    if (answer.text("state") == "ready") {
        m_store.check_room();
    }
}

void DeviceEffects::run(const app::PickPhotos& effect) {
    const std::uint32_t id =
        expect_answer([this, purpose = effect.purpose](const BridgeAnswer& answer) { on_photo(purpose, answer); });
    ow_photos_pick(id, effect.source == app::PhotoSource::camera ? 1 : 0, effect.room);
}

void DeviceEffects::run(const app::ResumePhoto& effect) {
    const std::uint32_t id =
        expect_answer([this, purpose = effect.purpose](const BridgeAnswer& answer) { on_photo(purpose, answer); });
    ow_photos_resume(id, effect.local_id.data(), size_of(effect.local_id), effect.name.data(), size_of(effect.name));
}

void DeviceEffects::watch_page(std::string_view url, int room) {
    const app::Route route = app::parse_route(url);
    const bool takes = route.page == app::Page::appeal_form && route.step == domain::AppealStep::where;
    if (takes == m_takes_dropped) {
        return;
    }
    m_takes_dropped = takes;
    ow_photos_accept(expect_answer([this](const BridgeAnswer& answer) { on_photo(app::PhotoPurpose::appeal, answer); }),
                     takes ? room : 0);
}

void DeviceEffects::run(const app::DropPhoto& effect) {
    m_server.cancel_upload(effect.local_id);
    m_store.write(Operations().remove("photos", effect.local_id), [](DeviceStore::Failure) {});
}

void DeviceEffects::run(const app::UploadPhoto& effect) {
    ServerCalls::UploadHandlers handlers;
    handlers.progress = [this, id = effect.local_id](int percent) {
        m_context.dispatch(world::PhotoProgress{id, percent});
    };
    handlers.done = [this, id = effect.local_id](domain::ApiResult result, bool missing) {
        if (auto* attachment = result ? std::get_if<domain::Attachment>(&*result) : nullptr) {
            m_context.dispatch(world::PhotoUploaded{id, std::move(*attachment)});
            return;
        }
        domain::ApiError error = result ? domain::ApiError{} : result.error();
        if (missing) {
            error.kind = domain::ApiErrorKind::not_found;
        }
        m_context.dispatch(world::PhotoUploadFailed{id, std::move(error)});
    };
    m_server.upload(effect.local_id, effect.key, std::move(handlers));
}

void DeviceEffects::run(const app::LocateDevice& effect) {
    ow_geolocation_locate(expect_answer([this, request = effect.request](const BridgeAnswer& answer) {
        if (answer.failed()) {
            const auto reason = domain::from_code<world::LocateFailure>(answer.text("error"));
            m_context.dispatch(world::LocateFailed{request, reason.value_or(world::LocateFailure::unavailable)});
            return;
        }
        m_context.dispatch(world::Located{request, domain::Position{answer.number("lon"), answer.number("lat")},
                                          answer.number("accuracy")});
    }));
}

void DeviceEffects::run(const app::CopyText& effect) {
    const std::uint32_t id =
        expect_answer([this](const BridgeAnswer& answer) { m_context.dispatch(world::Copied{!answer.failed()}); });
    ow_clipboard_copy(id, effect.text.data(), size_of(effect.text));
}

void DeviceEffects::run(const app::Speak& effect) {
    const std::string text = effect.text.empty() ? m_context.mirror->page_text() : effect.text;
    const std::uint32_t id = expect_answer([this](const BridgeAnswer& answer) {
        if (answer.more) {
            if (answer.integer("piece") == 1) {
                m_context.dispatch(world::SpeechStarted{});
            }
        } else if (answer.failed()) {
            m_context.dispatch(world::SpeechUnavailable{});
        } else {
            m_context.dispatch(world::SpeechEnded{});
        }
    });
    const std::string_view language = domain::to_code(effect.language);
    ow_speech_speak(id, text.data(), size_of(text), language.data(), size_of(language), effect.rate_percent / 100.0);
}

void DeviceEffects::run(const app::StopSpeaking&) { ow_speech_stop(); }

void DeviceEffects::run(const app::StartTimer& effect) {
    const auto alarm = static_cast<std::size_t>(effect.timer);
    forget_answer(m_timers.at(alarm));
    m_timers.at(alarm) = expect_answer(
        [this, timer = effect.timer](const BridgeAnswer&) { m_context.dispatch(world::TimerFired{timer}); });
    ow_timer_set(m_timers.at(alarm), static_cast<std::uint32_t>(alarm), static_cast<double>(effect.delay_ms));
}

void DeviceEffects::run(const app::StopTimer& effect) {
    const auto alarm = static_cast<std::size_t>(effect.timer);
    forget_answer(m_timers.at(alarm));
    ow_timer_clear(static_cast<std::uint32_t>(alarm));
}

void DeviceEffects::run(const app::Navigate& effect) {
    ow_history_navigate(effect.url.data(), size_of(effect.url), effect.how == app::NavigateHow::replace ? 1 : 0);
}

void DeviceEffects::run(const app::NavigateBack&) { ow_history_back(); }

void DeviceEffects::run(const app::SetTitle& effect) {
    m_title = effect.title;
    refresh_title();
}

void DeviceEffects::refresh_title() {
    if (!m_title) {
        return;
    }
    const std::string page = ui::words(*m_title, clock_now(), i18n::official_offset_minutes);
    const std::string title = tr("platform.document_title", {{"page", page}});
    ow_history_title(title.data(), size_of(title));
}

void DeviceEffects::run(const app::Print&) { ow_history_print(); }

void DeviceEffects::run(const app::SaveReceiptImage& effect) {
    std::string lines;
    const auto add = [&](std::string_view style, std::string_view text) {
        lines.append(style).append(1, '\0').append(text).append(1, '\0');
    };
    add("title", tr("platform.receipt.title"));
    add("label", tr("platform.receipt.number"));
    add("value", domain::group_case_number(effect.number));
    if (!effect.query_code.empty()) {
        add("label", tr("platform.receipt.query_code"));
        add("value", domain::group_query_code(effect.query_code));
        add("note", tr("platform.receipt.note"));
    }
    const std::string name = tr("platform.receipt.file_name", {{"number", effect.number}});
    ow_history_save_receipt(lines.data(), size_of(lines), name.data(), size_of(name));
}

void DeviceEffects::run(const app::DialPhone& effect) { ow_history_dial(effect.number.data(), size_of(effect.number)); }

void DeviceEffects::run(const app::ReloadApp&) {
    // Writes are in order, so this empty one ends when everything typed is stored.
    m_store.write(Operations(), [](DeviceStore::Failure) { ow_history_reload(); });
}

}  // namespace ow::web
