#pragma once

#include "src/app/services/services.hpp"
#include "src/app/world.hpp"

/// What the parts of this feature share; nobody else includes it.
namespace ow::app::services {

/// The list is to be there.
void want_list(Model& model, Env& env);
/// A guide is to be there; ServiceSeen tells when it is.
void want_guide(Model& model, Env& env, const std::string& code);
/// What is known of the person is asked for, once a sign-in.
void want_facts(Model& model, Env& env);
/// Who gave the person a mandate is asked for, once a guide.
void want_helped(Model& model, Env& env);
/// What keeps the person from asking for the service is asked, once a guide or form.
void want_standing(Model& model, Env& env, const std::string& code);
/// Asks again for what could not be had.
void retry(Model& model, Env& env);
/// The language is another: all texts are read anew.
void change_language(Model& model, Env& env);
/// An answer to one of these calls.
void on_tree(Model& model, Env& env, RequestId id, const world::TreeAnswered& answer);

/// Tells of a guide that is there.
void tell_guide(const Model& model, Env& env, std::string_view code);
/// What can be done now, and what was found, follow from the list and from the facts.
void work_out(Model& model, const Env& env);
/// What is kept on the device: answers of the guides, and which catalogue was read.
[[nodiscard]] domain::Value note_of(const Model& model);

}  // namespace ow::app::services
