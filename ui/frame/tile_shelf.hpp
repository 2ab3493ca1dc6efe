#pragma once
/// Which tiles of a map are fetched, kept and let go: so many at a time, those first that were wanted first, none that
/// nobody looks at any more, and no more of them than a phone can hold.

#include "ui/frame/images.hpp"

#include <string>
#include <unordered_map>

namespace ow::ui {

/// What fetches and draws tiles.
class TilePort {
  public:
    virtual ~TilePort() = default;
    /// Begins to fetch; the texture that it will be in. Never 0.
    virtual std::uint64_t load(const std::string& address) = 0;
    /// Ends what is still fetched, and frees the texture.
    virtual void drop(const std::string& address, std::uint64_t texture) = 0;
};

/// The tiles of all maps of the program.
class TileShelf {
  public:
    explicit TileShelf(TilePort& port) : m_port(port) {}
    /// The tile, wanted in this frame. It begins to come at the frame's end.
    Picture want(std::string_view address);
    /// A tile came (size in pixels) or did not (0) at that time, ms. False where the texture is none of a tile that
    /// is waited for.
    bool on_ready(std::uint64_t texture, int width, int height, double now);
    /// The frame is laid out: fetches what is wanted, lets go what is not.
    void end_frame(double now);
    /// How long until a tile that failed is asked for again, ms; negative where none is waited for.
    [[nodiscard]] double wait(double now) const;
    /// Every texture is gone.
    void forget_all() { m_entries.clear(); }

    static constexpr int most_at_once = 6;
    static constexpr std::size_t most_bytes = 24 << 20;
    /// From the first failure of a tile to the next try, doubled each time up to the longest, ms.
    static constexpr double first_wait = 2'000, longest_wait = 300'000;

  private:
    enum class State : std::uint8_t { waiting, loading, ready, failed };
    struct Entry {
        State state = State::waiting;
        Picture picture;
        std::size_t bytes = 0;
        std::uint64_t frame = 0, order = 0;  ///< when it was last wanted
        int failures = 0;
        double again_at = 0;
    };
    [[nodiscard]] bool wanted(const Entry& entry) const { return entry.frame == m_frame; }
    void forget_unwanted(double now);
    void fetch(double now);
    void keep_within_bounds();

    TilePort& m_port;
    std::unordered_map<std::string, Entry> m_entries;
    std::uint64_t m_frame = 1, m_order = 0;
    double m_next = -1;  ///< when the next failed tile that is wanted is due
};

}  // namespace ow::ui
