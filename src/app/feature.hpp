#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "src/app/env.hpp"
#include "src/app/model.hpp"
#include "src/app/world.hpp"

/// What a feature is to the shell: one descriptor, put into a program's list. The shell knows nothing else of it.
namespace ow::app {

/// A page of a feature. Everything but the address may be missing.
struct Page {
    const Address* address = nullptr;
    /// The page was opened, or is opened again to read it anew: reads what it needs and harms nothing that is there.
    void (*enter)(Env& env, const Route& route) = nullptr;
    /// Why the page cannot be drawn, or nothing. Failures beside content that is there are the feature's own.
    std::optional<PageError> (*error)(const Model& model) = nullptr;
    /// The case that is on the screen, or nullptr.
    const domain::CaseDetail* (*shown_case)(const Model& model) = nullptr;
    /// Fills in the title's key and placeholders; the key is "page.<name>.title" already.
    void (*title)(const Route& route, Message& title) = nullptr;
    /// The page above, where the arrow leads when there is no page before. Missing: the first page of the navigation.
    Route (*parent)(const Model& model) = nullptr;
    /// Lets somebody in whom Address::access would not.
    bool (*admits)(const Model& model, const Route& route) = nullptr;
    /// The node to focus when the same page shows something else; "" = the heading.
    std::string_view (*focus)(const Route& route) = nullptr;
};

/// A feature: its pages, what it does with actions, answers and signals, and what of it outlives its person. Written
/// once, at the end of the feature's .cpp; `handle<…>` gives each function the feature's own state and types.
struct Feature {
    std::string_view name;
    std::span<const Page> pages{};
    /// Whether it is of the first page (ADR 18). What is not hears nothing before world::ProgramWhole, with which it
    /// begins: what happened until then it finds in the model.
    enum class Part : std::uint8_t { boot, rest } part = Part::boot;
    /// What a view sent to this feature: `void update(State&, Env&, const Action&)`.
    void (*update)(Env& env, const Box& action) = nullptr;
    /// The answer to a call. \return whether it was waited for.
    bool (*answered)(Env& env, RequestId id, const domain::ApiResult& result) = nullptr;
    /// The answer to any other effect, under its token.
    void (*told)(Env& env, RequestId id, const Box& answer) = nullptr;
    /// A signal (event.hpp), or something that happened by itself (world.hpp).
    void (*heard)(Env& env, const Box& event) = nullptr;
    /// Its state is about to be thrown away (signing out, another account, clearing the device).
    void (*leave)(Env& env) = nullptr;
    /// Takes over what may outlive the person; without it nothing does.
    void (*keep)(States& before, States& now) = nullptr;
};

namespace detail {
template <auto Function>
struct Handle;
template <class State, class A, void (*Function)(State&, Env&, const A&)>
struct Handle<Function> {
    static void call(Env& env, const Box& what) {
        if (const A* action = what.get<A>()) {
            Function(env.state<State>(), env, *action);
        }
    }
};
template <class A, void (*Function)(Env&, const A&)>
struct Handle<Function> {
    static void call(Env& env, const Box& what) {
        if (const A* action = what.get<A>()) {
            Function(env, *action);
        }
    }
};
template <class State, void (*Function)(State&, Env&, const Box&)>
struct Handle<Function> {
    static void call(Env& env, const Box& what) { Function(env.state<State>(), env, what); }
};
template <class State, bool (*Function)(State&, Env&, RequestId, const domain::ApiResult&)>
struct Handle<Function> {
    static bool call(Env& env, RequestId id, const domain::ApiResult& result) {
        return Function(env.state<State>(), env, id, result);
    }
};
template <class State, void (*Function)(State&, Env&, RequestId, const Box&)>
struct Handle<Function> {
    static void call(Env& env, RequestId id, const Box& what) { Function(env.state<State>(), env, id, what); }
};
template <class State, void (*Function)(State&, Env&)>
struct Handle<Function> {
    static void call(Env& env) { Function(env.state<State>(), env); }
};
template <class State, void (*Function)(State&, State&)>
struct Handle<Function> {
    static void call(States& before, States& now) { Function(before.get<State>(), now.get<State>()); }
};
}  // namespace detail

/// A descriptor's function from the feature's own one.
template <auto Function>
inline constexpr auto handle = &detail::Handle<Function>::call;

/// The same for functions without an answer, and what follows whatever happened: `void after(State&, Env&)`.
template <auto Function, auto After>
inline constexpr auto handle_then = [](Env& env, auto... what) {
    handle<Function>(env, what...);
    handle<After>(env);
};

/// Page::title of pages about one case: their titles name its number.
void title_with_number(const Route& route, Message& title);

/// The whole state outlives the person: it holds nothing of them.
template <class State>
void keep_all(State& before, State& now) {
    now = std::move(before);
}

}  // namespace ow::app
