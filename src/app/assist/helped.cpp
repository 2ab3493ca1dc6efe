#include "src/app/assist/parts.hpp"
#include "src/app/remote_tree.hpp"

/// The worker's own list: what was filed for people and may be followed.
namespace ow::app::assist {

using domain::Value;

void want_helped(Model& model, Env& env) { load_tree(model.helped, env, "/me/helped"); }

bool take_helped(Model& model, Env& env, RequestId id, const world::TreeAnswered& answer) {
    return take_tree(model.helped, env, id, answer, [](const Value& list) {
        std::vector<Helped> found;
        for (const Value& item : list.list_at("items")) {
            if (const Value* one = item.find("case")) {
                found.push_back({std::string(one->text_at("number")), std::string(one->text_at("title")),
                                 std::string(item.text_at("person_name_masked")), std::string(one->text_at("state"))});
            }
        }
        return found;
    });
}

}  // namespace ow::app::assist
