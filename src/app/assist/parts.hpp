#pragma once

#include <string>

#include "src/app/assist/assist.hpp"
#include "src/app/world.hpp"

/// What the parts of this feature share; nobody else includes it.
namespace ow::app::assist {

// --- drafts.cpp: what is not finished ---

/// Reads from the device which errands are open, once a sign-in.
void want_list(Model& model, Env& env);
/// Opens an errand; its draft may have to be read first.
void open_errand(Model& model, Env& env, const std::string& id);
/// Keeps the open errand on the device.
void keep(Model& model, Env& env);
/// Takes an errand as the one that is open, with its forms as they were kept.
void take_errand(Model& model, Env& env, const domain::Value& kept);
/// Its forms, as soon as their definitions are there.
void take_forms(Model& model, Env& env);
/// Keeps what is typed of somebody new, until they are registered; reads what was typed before.
void keep_person(Model& model, Env& env);
void want_person(Model& model, Env& env);
/// It is finished or given up: nothing is kept of it here. What the outbox has stays there.
void forget_errand(Model& model, Env& env, const std::string& id);
/// The feature's note and drafts as they come. \return whether it was one of them.
bool on_kept(Model& model, Env& env, RequestId id, const Box& answer);

/// Where an errand is kept.
[[nodiscard]] std::string slot_of(const Env& env, const std::string& id);

/// What forms are filled in under.
[[nodiscard]] form::Setting mandate_setting(const Env& env);
[[nodiscard]] form::Setting form_setting(const Model& model, const Env& env);
[[nodiscard]] Route to_errand(const Address& page, const Model& model);
[[nodiscard]] Route to_fill(const Model& model, std::string page);
/// Fills in what is known of the person, where nothing is answered.
void fill(Model& model, Env& env);

/// The day as forms and the mandate look at it: by the street's clock, however wrong the device's is.
[[nodiscard]] domain::CivilDate street_day(const Env& env);
/// Looks for what is typed.
void search(Model& model, Env& env);

// --- helped.cpp ---

/// Asks for the worker's own list of what was filed for people.
void want_helped(Model& model, Env& env);
/// \return whether it was that answer.
bool take_helped(Model& model, Env& env, RequestId id, const world::TreeAnswered& answer);

// --- reading.cpp ---

/// Reads no further.
void stop_reading(Model& model, Env& env);
/// Reads the line that is due, or is done.
void read_line(Model& model, Env& env);

// --- righting.cpp ---

/// The server refused it because who it is for died.
[[nodiscard]] bool is_of_the_dead(const domain::CommandStatus& refused);
/// Nothing is agreed to or sent for who died: what was written stays, and the page says why. \return whether it was so.
/// \pre model.errand
bool stop_for_the_dead(Model& model, Env& env);
void edit_righting(Model& model, const RightingEdited& edited);
void put_right(Model& model, Env& env);
void on_righted(Model& model, Env& env, const world::TreeAnswered& answer);

// --- sending.cpp ---

/// Gives what is not sent yet to the outbox: the person, the mandate, the case.
void submit(Model& model, Env& env);
/// What the outbox tells of the commands.
void on_seen(Model& model, Env& env, const domain::CommandStatus& status);
void on_gone(Model& model, const std::string& key);
void on_failed(Model& model, Env& env, const world::SubmitFailed& failed);
/// The case of the open errand is in the outbox and only waits for what is being mended.
[[nodiscard]] bool waits_only(const Model& model);
/// A refused command opens again, where it can be mended.
void mend(Model& model, Env& env, const std::string& key);
/// To where it is mended, once its forms are there.
void go_to_mend(Model& model, Env& env);

}  // namespace ow::app::assist
