#include "src/app/states.hpp"

namespace ow::app {

const States::Slot& States::slot(const StateType& type) const {
    for (const Slot& known : m_slots) {
        if (known.key == type.key) {
            return known;
        }
    }
    m_slots.push_back({type.key, {type.make(), type.destroy}});
    return m_slots.back();
}

}  // namespace ow::app
