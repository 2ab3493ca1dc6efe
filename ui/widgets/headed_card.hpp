#pragma once
/// A card with a filled head: a verdict or a demand, one a page at most. Its colour is never the only sign: the head
/// has an icon and says what it is.

#include "ui/frame/ui.hpp"
#include "ui/widgets/container.hpp"

namespace ow::ui {

/// What the head says.
struct CardHead {
    enum class Look : std::uint8_t { ok, warn, bad, brand } look = Look::brand;
    Icon icon = Icon::none;
    std::string_view title;
    std::string_view subtitle{};
    enum class Live : std::uint8_t { no, yes } live = Live::no;  ///< assistive technology says it when it changes
};

/// The card while it lives, and an id scope; what is drawn meanwhile stands under the head.
class HeadedCard {
  public:
    HeadedCard(Ui& ui, std::string_view key, const CardHead& head);
    ~HeadedCard();
    HeadedCard(const HeadedCard&) = delete;
    HeadedCard& operator=(const HeadedCard&) = delete;

  private:
    Ui& m_ui;
    NodeId m_id;
    float m_around;  ///< height of the head and of the spaces around what stands under it
};

}  // namespace ow::ui
