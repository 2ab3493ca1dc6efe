#pragma once

#include "src/app/apply/apply.hpp"
#include "src/app/world.hpp"

/// What the parts of this feature share; nobody else includes it.
namespace ow::app::apply {

// --- behalf.cpp: for a person who gave a mandate ---

/// Who it is, and whether the mandate allows it now: the server says it each time the form is opened.
void want_behalf(Model& model, Env& env);
/// Nothing goes on under the mandate; what was written stays, and is asked again where another mandate allows it.
void stop(Model& model, Env& env);
/// Whether the form can be asked for the person: who it is is there, and of several services at once what the mandate
/// is about, which is the service then. Asks for what is missing.
/// \pre model.service
bool is_begun(Model& model, Env& env);
/// \return whether it was an answer to one of these calls.
bool take_behalf(Model& model, Env& env, RequestId id, const world::TreeAnswered& answer);
/// What is sent says for whom it is, and what is left out.
void name_behalf(const Model& model, domain::Value& body);
/// What a draft is called, by what is kept in it.
[[nodiscard]] std::string code_of_draft(const domain::Value& draft);

}  // namespace ow::app::apply
