#include "src/app/assist/parts.hpp"

/// The check page read aloud, line by line.
namespace ow::app::assist {

void stop_reading(Model& model, Env& env) {
    if (!model.reading.lines.empty()) {
        model.reading = {};
        env.effect(StopSpeaking{});
    }
}

void read_line(Model& model, Env& env) {
    const ReadingLines& reading = model.reading;
    if (reading.at >= reading.lines.size()) {
        model.reading = {};
        return;
    }
    model.reading.request =
        env.effect(Speak{reading.lines[reading.at].text, env.settings.reading_rate, env.settings.language});
}

}  // namespace ow::app::assist
