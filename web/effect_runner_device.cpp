#include "web/effect_runner_device.hpp"

#include <array>
#include <string_view>
#include <utility>

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

/// Alarms of features have numbers from here on (effect_runner.cpp and the outbox have smaller ones).
constexpr std::uint32_t first_feature_alarm = 1000;

/// Of so many pages or papers ago a dropped file may still be on its way.
constexpr std::size_t kept_drops = 16;

domain::LocalPhoto photo_of(const BridgeAnswer& answer) {
    domain::LocalPhoto photo;
    photo.local_id = answer.text("local_id");
    photo.name = answer.text("name");
    photo.width = static_cast<int>(answer.integer("width"));
    photo.height = static_cast<int>(answer.integer("height"));
    photo.bytes = answer.integer("bytes");
    photo.document = answer.integer("document") != 0;
    photo.pages = static_cast<int>(answer.integer("pages"));
    photo.fault = answer.text("fault");
    return photo;
}

}  // namespace

bool DeviceEffects::run(const app::Effect& effect) {
    const auto& to = effect.from;
    return on<app::PickPhotos>(effect, [&](const auto& what) { run(to, what); }) ||
           on<app::ResumePhoto>(effect, [&](const auto& what) { run(to, what); }) ||
           on<app::EditPhoto>(effect, [&](const auto& what) { run(to, what); }) ||
           on<app::AcceptPhotos>(effect, [&](const auto& what) { run(to, what); }) ||
           on<app::DropPhoto>(effect, [&](const auto& what) { run(what); }) ||
           on<app::LocateDevice>(effect, [&](const auto& what) { run(to, what); }) ||
           on<app::CopyText>(effect, [&](const auto& what) { run(to, what); }) ||
           on<app::Speak>(effect, [&](const auto& what) { run(to, what); }) ||
           on<app::StopSpeaking>(effect, [&](const auto& what) { run(what); }) ||
           on<app::StartTimer>(effect, [&](const auto& what) { run(to, what); }) ||
           on<app::StopTimer>(effect, [&](const auto& what) { run(to, what); }) ||
           on<app::Navigate>(effect, [&](const auto& what) { run(what); }) ||
           on<app::NavigateBack>(effect, [&](const auto& what) { run(what); }) ||
           on<app::SetTitle>(effect, [&](const auto& what) { run(what); }) ||
           on<app::Print>(effect, [&](const auto& what) { run(what); }) ||
           on<app::SaveReceiptImage>(effect, [&](const auto& what) { run(what); }) ||
           on<app::DialPhone>(effect, [&](const auto& what) { run(what); }) ||
           on<app::ReloadApp>(effect, [&](const auto& what) { run(what); });
}

/// What became of one chosen picture. `name`: what it is called where the answer does not say it.
void DeviceEffects::on_photo(const app::Ticket& to, const BridgeAnswer& answer, std::string_view name) {
    domain::LocalPhoto photo = photo_of(answer);
    if (photo.name.empty()) {
        photo.name = name;
    }
    const std::string_view state = answer.text("state");
    if (state == "working") {
        m_context.answer(to, world::PhotoPicked{std::move(photo.local_id), std::move(photo.name)});
    } else if (state == "refused") {
        const auto reason = domain::from_code<world::PhotoRefusal>(answer.text("error"));
        m_context.answer(
            to, world::PhotoRefused{std::move(photo.local_id), reason.value_or(world::PhotoRefusal::unreadable)});
    } else if (state == "ready") {
        const auto not_stored = domain::from_code<world::StorageFailure>(answer.text("stored"));
        const auto bytes = static_cast<std::size_t>(photo.bytes);
        DeviceStore::Failure failure;
        if (not_stored) {
            failure = *not_stored == world::StorageFailure::full ? offline::StoreFailure::full
                                                                 : offline::StoreFailure::unavailable;
        }
        m_context.answer(to, world::PhotoReady{std::move(photo), not_stored});
        m_store.picture_written(bytes, failure);
        m_store.check_room();
    }
    if (const auto left_out = answer.integer("too_many"); left_out > 0) {
        m_context.answer(to, world::PhotosLeftOut{static_cast<int>(left_out)});
    }
}

void DeviceEffects::run(const app::Ticket& to, const app::PickPhotos& effect) {
    const std::uint32_t id = expect_answer([this, to](const BridgeAnswer& answer) { on_photo(to, answer); });
    ow_photos_pick(id, effect.source == app::PhotoSource::camera ? 1 : 0, effect.room, effect.documents ? 1 : 0);
}

void DeviceEffects::run(const app::Ticket& to, const app::ResumePhoto& effect) {
    const std::uint32_t id = expect_answer([this, to](const BridgeAnswer& answer) { on_photo(to, answer); });
    ow_photos_resume(id, effect.local_id.data(), size_of(effect.local_id), effect.name.data(), size_of(effect.name));
}

void DeviceEffects::run(const app::Ticket& to, const app::EditPhoto& effect) {
    const std::uint32_t id =
        expect_answer([this, to, name = effect.name](const BridgeAnswer& answer) { on_photo(to, answer, name); });
    const std::string corners = effect.corners ? domain::corners_text(*effect.corners) : std::string();
    ow_photos_edit(id, effect.local_id.data(), size_of(effect.local_id), corners.data(), size_of(corners));
}

void DeviceEffects::run(const app::Ticket& to, const app::AcceptPhotos& effect) {
    if (!effect.room) {
        if (!m_drops.empty() && m_drops.back().feature == to.feature) {
            ow_photos_accept(0, -1, 0);
        }
        return;
    }
    // Pictures dropped before may still be on their way through the requests before.
    if (m_drops.size() == kept_drops) {
        forget_answer(m_drops.front().request);
        m_drops.erase(m_drops.begin());
    }
    const std::uint32_t id = expect_answer([this, to](const BridgeAnswer& answer) { on_photo(to, answer); });
    m_drops.push_back({id, to.feature});
    ow_photos_accept(id, *effect.room, effect.documents ? 1 : 0);
}

void DeviceEffects::run(const app::DropPhoto& effect) {
    m_store.write(offline::Transaction().remove(offline::store::photos, effect.local_id), [](DeviceStore::Failure) {});
}

void DeviceEffects::run(const app::Ticket& to, const app::LocateDevice&) {
    ow_geolocation_locate(expect_answer([this, to](const BridgeAnswer& answer) {
        if (answer.failed()) {
            const auto reason = domain::from_code<world::LocateFailure>(answer.text("error"));
            m_context.answer(to, world::LocateFailed{reason.value_or(world::LocateFailure::unavailable)});
            return;
        }
        m_context.answer(to, world::Located{domain::Position{answer.number("lon"), answer.number("lat")},
                                            answer.number("accuracy")});
    }));
}

void DeviceEffects::run(const app::Ticket& to, const app::CopyText& effect) {
    const std::uint32_t id = expect_answer(
        [this, to](const BridgeAnswer& answer) { m_context.answer(to, world::Copied{!answer.failed()}); });
    ow_clipboard_copy(id, effect.text.data(), size_of(effect.text));
}

void DeviceEffects::run(const app::Ticket& to, const app::Speak& effect) {
    const std::string text = effect.text.empty() ? m_context.mirror->page_text() : effect.text;
    const std::uint32_t id = expect_answer([this, to](const BridgeAnswer& answer) {
        if (answer.more) {
            if (answer.integer("piece") == 1) {
                m_context.answer(to, world::SpeechStarted{});
            }
        } else if (answer.failed()) {
            m_context.answer(to, world::SpeechUnavailable{});
        } else {
            m_context.answer(to, world::SpeechEnded{});
        }
    });
    const std::string_view language = domain::to_code(effect.language);
    ow_speech_speak(id, text.data(), size_of(text), language.data(), size_of(language), effect.rate_percent / 100.0);
}

void DeviceEffects::run(const app::StopSpeaking&) { ow_speech_stop(); }

DeviceEffects::Alarm& DeviceEffects::alarm_of(const app::Feature* feature, app::TimerId timer) {
    for (Alarm& alarm : m_alarms) {
        if (alarm.feature == feature && alarm.timer == timer) {
            return alarm;
        }
    }
    const auto number = static_cast<std::uint32_t>(m_alarms.size()) + first_feature_alarm;
    return m_alarms.emplace_back(Alarm{feature, timer, number, 0});
}

void DeviceEffects::run(const app::Ticket& to, const app::StartTimer& effect) {
    Alarm& alarm = alarm_of(to.feature, effect.timer);
    forget_answer(alarm.request);
    alarm.request = expect_answer(
        [this, to, timer = effect.timer](const BridgeAnswer&) { m_context.answer(to, world::TimerFired{timer}); });
    ow_timer_set(alarm.request, alarm.number, static_cast<double>(effect.delay_ms));
}

void DeviceEffects::stop(Alarm& alarm) {
    forget_answer(alarm.request);
    ow_timer_clear(alarm.number);
}

void DeviceEffects::run(const app::Ticket& to, const app::StopTimer& effect) {
    stop(alarm_of(to.feature, effect.timer));
}

void DeviceEffects::forget(const app::Feature* feature) {
    for (Alarm& alarm : m_alarms) {
        if (alarm.feature == feature) {
            stop(alarm);
        }
    }
    if (!m_drops.empty() && m_drops.back().feature == feature) {
        ow_photos_accept(0, -1, 0);
    }
    std::erase_if(m_drops, [&](const Drops& drops) {
        if (drops.feature == feature) {
            forget_answer(drops.request);
        }
        return drops.feature == feature;
    });
}

void DeviceEffects::run(const app::Navigate& effect) {
    ow_history_navigate(effect.url.data(), size_of(effect.url), static_cast<int>(effect.how), effect.place.depth,
                        effect.place.flow_start);
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
    // As receipt_image.mjs names them, in the order of ReceiptLine::Style.
    static constexpr std::array<std::string_view, 6> styles{"title", "label", "value", "text", "note", "qr"};
    std::string lines;
    for (const app::ReceiptLine& line : effect.lines) {
        lines.append(styles[static_cast<std::size_t>(line.style)]).append(1, '\0').append(line.text).append(1, '\0');
    }
    const std::string name = tr("platform.receipt.file_name", {{"number", effect.number}});
    ow_history_save_receipt(lines.data(), size_of(lines), name.data(), size_of(name));
}

void DeviceEffects::run(const app::DialPhone& effect) { ow_history_dial(effect.number.data(), size_of(effect.number)); }

void DeviceEffects::run(const app::ReloadApp&) {
    // Writes are in order, so this empty one ends when everything typed is stored.
    m_store.write(offline::Transaction(), [](DeviceStore::Failure) { ow_history_reload(); });
}

}  // namespace ow::web
