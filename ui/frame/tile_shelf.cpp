#include "ui/frame/tile_shelf.hpp"

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

namespace ow::ui {

Picture TileShelf::want(std::string_view address) {
    Entry& entry = m_entries[std::string(address)];
    entry.frame = m_frame;
    entry.order = ++m_order;
    return entry.picture;
}

bool TileShelf::on_ready(std::uint64_t texture, int width, int height, double now) {
    const auto found = std::ranges::find_if(m_entries, [&](const auto& item) {
        return item.second.state == State::loading && item.second.picture.texture == texture;
    });
    if (found == m_entries.end()) return false;
    Entry& entry = found->second;
    if (width > 0) {
        entry.state = State::ready;
        entry.failures = 0;
        entry.picture = {Picture::State::ready, texture, static_cast<float>(width), static_cast<float>(height)};
        entry.bytes = static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * 4;
        return true;
    }
    m_port.drop(found->first, texture);
    entry.state = State::failed;
    entry.picture = {Picture::State::failed};
    entry.again_at = now + std::min(std::ldexp(first_wait, std::min(entry.failures++, 20)), longest_wait);
    return true;
}

void TileShelf::end_frame(double now) {
    forget_unwanted(now);
    fetch(now);
    keep_within_bounds();
    m_next = -1;
    for (const auto& [address, entry] : m_entries)
        if (wanted(entry) && entry.state == State::failed && (m_next < 0 || entry.again_at < m_next))
            m_next = entry.again_at;
    ++m_frame;
}

double TileShelf::wait(double now) const { return m_next < 0 ? -1 : std::max(0.0, m_next - now); }

void TileShelf::forget_unwanted(double now) {
    std::erase_if(m_entries, [&](const auto& item) {
        const Entry& entry = item.second;
        // One that is ready is kept while there is room, and one that failed is remembered until it may be tried.
        if (wanted(entry) || entry.state == State::ready) return false;
        if (entry.state == State::failed) return entry.again_at <= now;
        if (entry.state == State::loading) m_port.drop(item.first, entry.picture.texture);
        return true;
    });
}

void TileShelf::fetch(double now) {
    int loading = 0;
    std::vector<std::pair<const std::string, Entry>*> next;
    for (auto& item : m_entries) {
        const Entry& entry = item.second;
        loading += entry.state == State::loading;
        const bool due = entry.state == State::failed && entry.again_at <= now;
        if (wanted(entry) && (entry.state == State::waiting || due)) next.push_back(&item);
    }
    std::ranges::sort(next, {}, [](const auto* item) { return item->second.order; });
    for (auto* item : next) {
        if (loading++ >= most_at_once) return;
        item->second.state = State::loading;
        item->second.picture = {Picture::State::loading, m_port.load(item->first)};
    }
}

void TileShelf::keep_within_bounds() {
    std::size_t bytes = 0;
    std::vector<std::pair<std::uint64_t, const std::string*>> old;
    for (const auto& [address, entry] : m_entries) {
        bytes += entry.bytes;
        if (entry.state == State::ready && !wanted(entry)) old.emplace_back(entry.order, &address);
    }
    std::ranges::sort(old);
    for (const auto& [order, address] : old) {
        if (bytes <= most_bytes) return;
        const auto found = m_entries.find(*address);
        bytes -= found->second.bytes;
        m_port.drop(found->first, found->second.picture.texture);
        m_entries.erase(found);
    }
}

}  // namespace ow::ui
