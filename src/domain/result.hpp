#pragma once

#include <cstdlib>
#include <utility>
#include <variant>

namespace ow::domain {

/// Success without a value.
struct Unit {
    bool operator==(const Unit&) const = default;
};

/// Wraps an error so that `Result<T, T>` stays unambiguous: `return Failure{error};`.
template <class E>
struct Failure {
    E error;
};
template <class E>
Failure(E) -> Failure<E>;

/// A value or an error; the client is built without exceptions (ADR 4).
/// Reading the side that is not there is a programming mistake and aborts.
template <class T, class E>
class [[nodiscard]] Result {
  public:
    using value_type = T;
    using error_type = E;

    // Not explicit: `return value;` and `return Failure{e};` are the point.
    Result(T value) : m_state(std::in_place_index<0>, std::move(value)) {}
    template <class F>
    Result(Failure<F> failure) : m_state(std::in_place_index<1>, std::move(failure.error)) {}

    [[nodiscard]] bool ok() const { return m_state.index() == 0; }
    explicit operator bool() const { return ok(); }

    /// The value; only when ok().
    [[nodiscard]] const T& value() const& { return *checked(std::get_if<0>(&m_state)); }
    [[nodiscard]] T& value() & { return *checked(std::get_if<0>(&m_state)); }
    [[nodiscard]] T&& value() && { return std::move(*checked(std::get_if<0>(&m_state))); }
    const T& operator*() const& { return value(); }
    T& operator*() & { return value(); }
    const T* operator->() const { return &value(); }
    T* operator->() { return &value(); }

    /// The error; only when not ok().
    [[nodiscard]] const E& error() const& { return *checked(std::get_if<1>(&m_state)); }
    [[nodiscard]] E& error() & { return *checked(std::get_if<1>(&m_state)); }
    [[nodiscard]] E&& error() && { return std::move(*checked(std::get_if<1>(&m_state))); }

    /// The value, or `fallback` when there is none.
    [[nodiscard]] T value_or(T fallback) const& { return ok() ? value() : std::move(fallback); }

    bool operator==(const Result&) const = default;

  private:
    template <class P>
    static P checked(P pointer) {
        if (pointer == nullptr) {
            std::abort();
        }
        return pointer;
    }

    std::variant<T, E> m_state;
};

}  // namespace ow::domain
