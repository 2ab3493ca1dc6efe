#pragma once

#include <cstdint>
#include <type_traits>
#include <utility>

/// Values of any type behind one type, without run-time type information: what lets actions, effects and answers of
/// features travel through the shell, which knows none of them.
namespace ow::app {

/// Tells types apart: one address a type.
using TypeKey = const void*;

namespace detail {
template <class T>
inline constexpr char type_mark = 0;

struct Held {
    TypeKey key = nullptr;
    void (*destroy)(Held*) = nullptr;
    std::uint32_t uses = 1;
};
template <class T>
struct HeldValue : Held {
    explicit HeldValue(T given) : value(std::move(given)) {}
    T value;
};
}  // namespace detail

/// The key of a type.
template <class T>
[[nodiscard]] constexpr TypeKey type_key() {
    return &detail::type_mark<T>;
}

/// One value that never changes, shared by its copies; one thread only.
class Box {
  public:
    Box() = default;
    template <class T>
        requires(!std::is_same_v<std::remove_cvref_t<T>, Box>)
    explicit Box(T value) {
        auto* held = new detail::HeldValue<T>(std::move(value));
        held->key = type_key<T>();
        held->destroy = [](detail::Held* which) { delete static_cast<detail::HeldValue<T>*>(which); };
        m_held = held;
    }
    Box(const Box& other);
    Box(Box&& other) noexcept;
    Box& operator=(Box other) noexcept;
    ~Box();

    /// The value if it is of that type, else nullptr.
    template <class T>
    [[nodiscard]] const T* get() const {
        return key() == type_key<T>() ? &static_cast<const detail::HeldValue<T>*>(m_held)->value : nullptr;
    }
    template <class T>
    [[nodiscard]] bool holds() const {
        return key() == type_key<T>();
    }
    /// nullptr when it is empty.
    [[nodiscard]] TypeKey key() const { return m_held == nullptr ? nullptr : m_held->key; }

  private:
    detail::Held* m_held = nullptr;
};

}  // namespace ow::app
