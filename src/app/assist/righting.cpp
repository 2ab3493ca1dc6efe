#include <utility>

#include "src/app/assist/pages.hpp"
#include "src/app/assist/parts.hpp"
#include "src/app/grid_copy.hpp"
#include "src/app/remote_tree.hpp"

/// Who died, by the street's register, and the register put right where it is wrong. It needs the network: what waits
/// is judged by the register of the server.
namespace ow::app::assist {

using domain::Value;

bool has_died(const Person& person, const grid::Copy& copy, domain::Instant now) {
    const domain::GridPerson* known = grid::find_person(copy, person.id, now);
    return known == nullptr ? person.dead : known->state == dead_state;
}

bool is_of_the_dead(const domain::CommandStatus& refused) {
    // The server's word for it is none that errors of forms have: it is read as `format`, which is never said of who it
    // is for (docs/api.md: unknown, required or dead).
    for (const domain::FieldError& field : refused.error ? refused.error->fields : std::vector<domain::FieldError>()) {
        if (field.code == domain::FieldCode::format && (field.path == "person" || field.path == "on_behalf_of")) {
            return true;
        }
    }
    return false;
}

bool stop_for_the_dead(Model& model, Env& env) {
    if (!has_died(model.errand->person, env.all.get<grid::Copy>(), env.now)) {
        return false;
    }
    env.announce({"assist.deceased.title", {{"name", model.errand->person.name}}}, Politeness::assertive);
    env.signal(GoTo{to_errand(pages::assisted_matter, model)});
    return true;
}

void edit_righting(Model& model, const RightingEdited& edited) {
    model.righting.person = edited.person;
    model.righting.reason = edited.reason;
    model.righting.error.reset();
}

void put_right(Model& model, Env& env) {
    Righting& righting = model.righting;
    if (righting.person.empty() || righting.reason.empty() || righting.request != 0) {
        return;
    }
    Value body = Value::object();
    body.set("reason", righting.reason);
    righting.error.reset();
    righting.request = env.effect(
        CallTree{CallTree::Method::post, "/persons/" + righting.person + "/living", std::move(body), env.fresh_key()});
}

void on_righted(Model& model, Env& env, const world::TreeAnswered& answer) {
    model.righting.request = 0;
    if (lost_session(env, answer)) {
        return;
    }
    if (!answer.result.ok()) {
        model.righting.error = answer.result.error();
        return;
    }
    const std::string whom = std::exchange(model.righting, {}).person;
    if (model.errand && model.errand->person.id == whom) {
        model.errand->person.dead = false;
        keep(model, env);
    }
    env.signal(GridWanted{});
    env.signal(ShowToast{{"assist.deceased.righted", {}}, Tone::good});
    search(model, env);
}

}  // namespace ow::app::assist
