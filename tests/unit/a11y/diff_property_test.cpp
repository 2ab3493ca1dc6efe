/// The diff under random change: whatever happens between two frames, the mirror ends as the second frame says.

#include "tests/unit/a11y/mirror.hpp"

#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <random>

using namespace ow;
using namespace ow::a11y;
using test::Mirror;
using test::Sketch;
using test::tree_of;

namespace {

using Random = std::mt19937;

int below(Random& random, std::size_t end) { return end == 0 ? 0 : static_cast<int>(random() % end); }

/// A page that changes at random, as values.
class Changing {
  public:
    explicit Changing(unsigned seed) : m_random(seed) {
        for (int i = 0; i < 6; ++i)
            m_top.push_back(fresh(3));
    }
    [[nodiscard]] const std::vector<Sketch>& sketches() const { return m_top; }

    void change() {
        for (int i = 1 + below(m_random, 5); i > 0; --i)
            change_once();
    }

  private:
    Random m_random;
    std::vector<Sketch> m_top;
    NodeId m_last = 100;

    Sketch fresh(int depth) {
        static constexpr Role roles[] = {Role::group,  Role::list,       Role::text,
                                         Role::button, Role::text_field, Role::region};
        Sketch sketch{++m_last, roles[below(m_random, 6)], std::to_string(m_last), {}};
        for (int i = depth > 0 ? below(m_random, 4) : 0; i > 0; --i)
            sketch.children.push_back(fresh(depth - 1));
        return sketch;
    }

    /// A random list of siblings anywhere.
    std::vector<Sketch>& siblings() {
        std::vector<Sketch>* at = &m_top;
        while (!at->empty() && below(m_random, 3) != 0)
            at = &(*at)[static_cast<std::size_t>(below(m_random, at->size()))].children;
        return *at;
    }

    void change_once() {
        std::vector<Sketch>& list = siblings();
        const auto at = list.begin() + below(m_random, list.size());
        switch (below(m_random, 7)) {
            case 0: list.insert(at, fresh(2)); break;
            case 1:
                if (!list.empty()) list.erase(at);
                break;
            case 2: std::shuffle(list.begin(), list.end(), m_random); break;
            case 3:
                if (!list.empty()) at->name += "'";
                break;
            case 4:
                if (!list.empty()) at->role = at->role == Role::group ? Role::region : Role::group;
                break;
            case 5:  // a subtree goes elsewhere
                if (!list.empty()) {
                    Sketch taken = std::move(*at);
                    list.erase(at);
                    std::vector<Sketch>& there = siblings();
                    there.insert(there.begin() + below(m_random, there.size() + 1), std::move(taken));
                }
                break;
            case 6:  // children take their parent's place, or get one
                if (list.empty()) break;
                if (at->children.empty()) {
                    Sketch around = fresh(0);
                    around.children.push_back(std::move(*at));
                    *at = std::move(around);
                } else {
                    std::vector<Sketch> freed = std::move(at->children);
                    const auto place = list.erase(at);
                    list.insert(place, std::make_move_iterator(freed.begin()), std::make_move_iterator(freed.end()));
                }
                break;
            default: break;
        }
    }
};

/// True where the node or one it stands in changed its role: its element cannot live on.
bool dropped(const Tree& before, const Tree& after, NodeId id) {
    for (const Node* node = before.find(id); node != nullptr && node->id != 1; node = before.find(node->parent)) {
        const Node* now = after.find(node->id);
        if (now != nullptr && now->role != node->role) return true;
    }
    return false;
}

/// Children of a node that stand there in both frames, in the order of `tree`.
std::vector<NodeId> surviving_children(const Tree& tree, const Tree& other, NodeId parent) {
    std::vector<NodeId> ids;
    for (const Node& node : tree.nodes()) {
        const Node* there = other.find(node.id);
        if (node.parent == parent && there != nullptr && there->parent == parent) ids.push_back(node.id);
    }
    return ids;
}

}  // namespace

TEST_CASE("Whatever changes, the mirror becomes what the frame says", "[a11y][diff][property][unit]") {
    for (unsigned seed = 1; seed <= 120; ++seed) {
        Changing page(seed);
        Mirror mirror;
        Tree before;
        for (int frame = 0; frame < 25; ++frame) {
            const Tree after = tree_of(page.sketches());
            REQUIRE(after.collisions() == 0);
            mirror.apply(diff(before, after));
            INFO("seed " << seed << " frame " << frame);
            REQUIRE((mirror.faults.empty() ? std::string() : mirror.faults.front()) == "");
            REQUIRE(mirror.difference(after) == "");
            before = after;
            page.change();
        }
    }
}

TEST_CASE("What lives on keeps its element, so that the focus stays in it", "[a11y][diff][property][unit]") {
    for (unsigned seed = 1001; seed <= 1060; ++seed) {
        Changing page(seed);
        Mirror mirror;
        Tree before;
        for (int frame = 0; frame < 20; ++frame) {
            const Tree after = tree_of(page.sketches());
            mirror.apply(diff(before, after));
            INFO("seed " << seed << " frame " << frame);
            for (const Node& node : after.nodes()) {
                if (before.find(node.id) == nullptr || dropped(before, after, node.id)) continue;
                INFO("node " << node.id);
                REQUIRE_FALSE(mirror.created.contains(node.id));
            }
            before = after;
            page.change();
        }
    }
}

TEST_CASE("Siblings that keep their order are never moved", "[a11y][diff][property][unit]") {
    for (unsigned seed = 2001; seed <= 2060; ++seed) {
        Changing page(seed);
        Mirror mirror;
        Tree before;
        for (int frame = 0; frame < 20; ++frame) {
            const Tree after = tree_of(page.sketches());
            mirror.apply(diff(before, after));
            INFO("seed " << seed << " frame " << frame);
            for (const Node& parent : after.nodes()) {
                if (before.find(parent.id) == nullptr || dropped(before, after, parent.id)) continue;
                auto then = surviving_children(before, after, parent.id),
                     now = surviving_children(after, before, parent.id);
                const auto is_dropped = [&](NodeId id) { return dropped(before, after, id); };
                std::erase_if(then, is_dropped);
                std::erase_if(now, is_dropped);
                if (then != now) continue;
                for (const NodeId id : now)
                    REQUIRE_FALSE(mirror.moved.contains(id));
            }
            before = after;
            page.change();
        }
    }
}

TEST_CASE("Frames with ids given twice still mirror without a fault", "[a11y][diff][property][unit]") {
    Random random(7);
    Mirror mirror;
    Tree before;
    for (int frame = 0; frame < 300; ++frame) {
        std::vector<Sketch> sketches;
        for (int i = below(random, 12); i > 0; --i) {
            Sketch sketch{
                static_cast<NodeId>(10 + below(random, 5)), below(random, 2) == 0 ? Role::group : Role::list, "", {}};
            for (int j = below(random, 4); j > 0; --j)
                sketch.children.push_back({static_cast<NodeId>(10 + below(random, 5)), Role::button, "b", {}});
            sketches.push_back(std::move(sketch));
        }
        const Tree after = tree_of(sketches);
        mirror.apply(diff(before, after));
        INFO("frame " << frame);
        REQUIRE((mirror.faults.empty() ? std::string() : mirror.faults.front()) == "");
        REQUIRE(mirror.difference(after) == "");
        before = after;
    }
}
