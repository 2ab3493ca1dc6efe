#include "src/app/box.hpp"

namespace ow::app {

Box::Box(const Box& other) : m_held(other.m_held) {
    if (m_held != nullptr) {
        ++m_held->uses;
    }
}

Box::Box(Box&& other) noexcept : m_held(std::exchange(other.m_held, nullptr)) {}

Box& Box::operator=(Box other) noexcept {
    std::swap(m_held, other.m_held);
    return *this;
}

Box::~Box() {
    if (m_held != nullptr && --m_held->uses == 0) {
        m_held->destroy(m_held);
    }
}

}  // namespace ow::app
