#include "src/domain/strokes.hpp"

#include <array>
#include <cmath>
#include <optional>
#include <utility>

namespace ow::domain {

namespace {

double rounded(double number, double parts) { return std::round(number * parts) / parts; }

std::optional<StrokePoint> read_point(const Value& value) {
    std::array<double, 4> numbers{0, 0, 0, StrokePoint{}.pressure};
    const Value::List* given = value.as_list();
    if (given == nullptr || given->size() < 2 || given->size() > numbers.size()) {
        return std::nullopt;
    }
    for (std::size_t at = 0; at < given->size(); ++at) {
        const double* number = (*given)[at].as_number();
        if (number == nullptr) {
            return std::nullopt;
        }
        numbers[at] = *number;
    }
    const auto [x, y, ms, pressure] = numbers;
    const bool inside = x >= 0 && x <= 1 && y >= 0 && y <= 1;
    return inside ? std::optional(StrokePoint{x, y, ms, pressure}) : std::nullopt;
}

}  // namespace

Value strokes_value(const Strokes& strokes) {
    Value::List all;
    for (const Stroke& stroke : strokes) {
        Value::List points;
        for (const StrokePoint& point : stroke) {
            points.emplace_back(Value::List{rounded(point.x, 10'000), rounded(point.y, 10'000), std::round(point.ms),
                                            rounded(point.pressure, 100)});
        }
        all.emplace_back(std::move(points));
    }
    return all;
}

Strokes read_strokes(const Value* value) {
    Strokes strokes;
    if (value == nullptr || value->as_list() == nullptr) {
        return strokes;
    }
    for (const Value& given : *value->as_list()) {
        Stroke stroke;
        for (const Value& one : given.as_list() != nullptr ? *given.as_list() : Value::List{}) {
            if (const auto point = read_point(one)) {
                stroke.push_back(*point);
            }
        }
        if (!stroke.empty()) {
            strokes.push_back(std::move(stroke));
        }
    }
    return strokes;
}

}  // namespace ow::domain
