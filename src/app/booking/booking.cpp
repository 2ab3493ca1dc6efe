#include "src/app/booking/booking.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "src/app/booking/pages.hpp"
#include "src/app/feature.hpp"
#include "src/app/mine/pages.hpp"
#include "src/app/remote_tree.hpp"
#include "src/app/services/pages.hpp"

namespace ow::app::booking {

namespace {

using domain::Value;
using Method = CallTree::Method;

std::string text(const Value& value, std::string_view name) { return std::string(value.text_at(name)); }

Window read_window(const Value& value) {
    Window window{text(value, "service_title"), text(value, "counter"), text(value, "address"), {}};
    for (const Value& item : value.list_at("items")) {
        const Value* left = item.find("left");
        const double* count = left == nullptr ? nullptr : left->as_number();
        window.slots.push_back(
            {text(item, "day"), text(item, "from"), text(item, "to"), count == nullptr ? 0 : static_cast<int>(*count)});
    }
    return window;
}

Booking read_booking(const Value& value) {
    const Value* change = value.find("can_change");
    const bool* can = change == nullptr ? nullptr : change->as_bool();
    return {text(value, "id"),      text(value, "service"), text(value, "service_title"), text(value, "counter"),
            text(value, "address"), text(value, "day"),     text(value, "from"),          text(value, "to"),
            text(value, "ticket"),  text(value, "state"),   can != nullptr && *can};
}

void read_mine(Model& model, Env& env) {
    if (!model.mine.busy()) {
        load_tree(model.mine, env, "/me/bookings");
    }
}

void read_slots(Model& model, Env& env) {
    if (!model.code.empty() && !model.window.busy()) {
        load_tree(model.window, env, "/services/" + model.code + "/slots");
    }
}

void enter_book(Env& env, const Route& route) {
    Model& model = env.state<Model>();
    if (model.code != route.id()) {
        model = Model{};
        model.code = route.id();
    }
    model.refused.reset();
    model.done = false;
    read_slots(model, env);
    read_mine(model, env);
}

void enter_mine(Env& env, const Route&) {
    Model& model = env.state<Model>();
    model.refused.reset();
    model.done = false;
    read_mine(model, env);
}

bool is_free(const Model& model) {
    return model.window.value && std::ranges::any_of(model.window.value->slots, [&](const Slot& slot) {
               return slot.day == model.day && slot.from == model.from && slot.left > 0;
           });
}

void write(Model& model, Env& env, Method method, std::string path, Value body) {
    if (model.key.empty()) {
        model.key = env.fresh_key();
    }
    model.refused.reset();
    model.done = false;
    model.writing = env.effect(CallTree{method, std::move(path), std::move(body), model.key});
}

/// Another choice is another write.
void choose_anew(Model& model) {
    model.key.clear();
    model.refused.reset();
    model.done = false;
}

struct Apply {
    Model& model;
    Env& env;

    void operator()(const DayChosen& chosen) const {
        choose_anew(model);
        model.day = chosen.day;
        model.from.clear();
    }
    void operator()(const TimeChosen& chosen) const {
        choose_anew(model);
        model.from = chosen.from;
    }
    void operator()(const BookPressed&) const {
        if (!is_free(model)) {
            return;
        }
        Value body = Value::object();
        body.set("day", model.day);
        body.set("from", model.from);
        if (!model.moving.empty()) {
            write(model, env, Method::put, "/bookings/" + model.moving, std::move(body));
            return;
        }
        body.set("service", model.code);
        write(model, env, Method::post, "/bookings", std::move(body));
    }
    void operator()(const MoveWanted& wanted) const {
        choose_anew(model);
        model.moving = wanted.id;
        model.from.clear();
        if (wanted.id.empty() || !model.mine.value) {
            return;
        }
        const auto found = std::ranges::find(*model.mine.value, wanted.id, &Booking::id);
        if (found != model.mine.value->end() && !env.route.is(pages::book)) {
            // The window's times are on its own page.
            Route route = to_page(pages::book, found->service);
            model.code = found->service;
            model.window.forget(env);
            env.signal(GoTo{std::move(route)});
        }
    }
    void operator()(const CancelPressed& pressed) const {
        env.signal(OpenDialog{{.name = "cancel_booking", .confirmed = to_action(CancelConfirmed{pressed.id})}});
    }
    void operator()(const CancelConfirmed& confirmed) const {
        choose_anew(model);
        write(model, env, Method::del, "/bookings/" + confirmed.id, {});
    }
};

void update(Model& model, Env& env, const Action& action) {
    if (!model.busy()) {
        std::visit(Apply{model, env}, action);
    }
}

void on_written(Model& model, Env& env, const world::TreeAnswered& answer) {
    model.writing = 0;
    if (lost_session(env, answer)) {
        return;  // the same choice under the same key, once signed in again
    }
    // What is on its way may be from before.
    model.window.cancel(env);
    model.mine.cancel(env);
    read_slots(model, env);
    read_mine(model, env);
    if (!answer.result.ok()) {
        model.refused = answer.result.error();
        if (!domain::is_temporary(*model.refused)) {
            model.key.clear();
        }
        return;
    }
    const Booking written = read_booking(answer.result.value());
    const char* words = written.state == "cancelled" ? "booking.cancelled"
                        : model.moving.empty()       ? "booking.booked"
                                                     : "booking.moved";
    model.key.clear();
    model.moving.clear();
    model.day.clear();
    model.from.clear();
    model.done = true;
    if (model.mine.value) {
        std::erase_if(*model.mine.value, [&](const Booking& one) { return one.id == written.id; });
        model.mine.value->insert(model.mine.value->begin(), written);
    }
    env.signal(ShowToast{{words, {}}, Tone::good});
}

std::vector<Booking> read_bookings(const Value& value) {
    std::vector<Booking> bookings;
    for (const Value& item : value.list_at("items")) {
        bookings.push_back(read_booking(item));
    }
    return bookings;
}

void on_told(Model& model, Env& env, RequestId id, const Box& box) {
    const auto* answer = box.get<world::TreeAnswered>();
    if (answer == nullptr || id == 0) {
        return;
    }
    if (id == model.writing) {
        on_written(model, env, *answer);
    } else if (!take_tree(model.window, env, id, *answer, read_window)) {
        take_tree(model.mine, env, id, *answer, read_bookings);
    }
}

Route above_book(const app::Model& all) { return to_page(pages::service, all.route.id()); }
Route above_mine(const app::Model&) { return to_page(pages::mine); }

constexpr std::array feature_pages{
    Page{.address = &pages::book, .enter = enter_book, .parent = above_book},
    Page{.address = &pages::bookings, .enter = enter_mine, .parent = above_mine},
};

}  // namespace

const Booking* open_booking(const Model& model, std::string_view service) {
    if (!model.mine.value) {
        return nullptr;
    }
    const auto found = std::ranges::find_if(
        *model.mine.value, [&](const Booking& one) { return one.service == service && one.state == "booked"; });
    return found == model.mine.value->end() ? nullptr : &*found;
}

std::vector<std::string> days_of(const Window& window) {
    std::vector<std::string> days;
    for (const Slot& slot : window.slots) {
        if (std::ranges::find(days, slot.day) == days.end()) {
            days.push_back(slot.day);
        }
    }
    return days;
}

int left_on(const Window& window, std::string_view day) {
    int left = 0;
    for (const Slot& slot : window.slots) {
        left += slot.day == day ? slot.left : 0;
    }
    return left;
}

app::Action to_action(Action action) { return {{&feature, 0}, Box(std::move(action))}; }

constinit const Feature feature{.name = "booking",
                                .pages = feature_pages,
                                .part = Feature::Part::rest,
                                .update = handle<&update>,
                                .told = handle<&on_told>};

}  // namespace ow::app::booking
