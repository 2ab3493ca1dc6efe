#pragma once

#include "src/app/appeal/appeal.hpp"
#include "src/app/event.hpp"
#include "src/app/world.hpp"

/// What the parts of this feature share; nobody else includes it.
namespace ow::app::appeal {

/// Makes a stored draft's answers those of the form; its pictures stay as they are.
void take_answers(Model& model, const domain::AppealDraft& draft);
/// The page of a step (or the landing page: step = nullopt) was opened.
void enter(Model& model, Env& env, std::optional<AppealStep> step);
/// The form stands open, for who keeps it on other devices too.
void tell_opened(const Model& model, Env& env);
/// What another device has written, or what was made of both.
void on_found(Model& model, Env& env, const FormFound& found);
/// The page of similar cases was opened; without an offer (after a reload) it leads back to "where".
void enter_similar(const Model& model, Env& env);
void update(Model& model, Env& env, const Action& action);
bool on_answer(Model& model, Env& env, RequestId id, const domain::ApiResult& result);
/// The wait for similar cases is over.
void on_similar_timer(Model& model, Env& env);
/// Throws the draft away, on the device too.
void discard_draft(Model& model, Env& env);
/// Pictures may be dropped and pasted where the form asks for them, as many as it still takes.
void watch_drops(Model& model, Env& env);

void on_draft_loaded(Model& model, Env& env, const world::DraftLoaded& result);
/// What is written in two tabs is one draft: each shows what was written last in either. Returns whether what this tab
/// had is gone.
[[nodiscard]] bool on_draft_changed_elsewhere(Model& model, Env& env, const world::DraftChangedElsewhere& change);
void on_draft_saved(Model& model, const world::DraftSaved& result);
void on_draft_save_failed(Model& model, Env& env, const world::DraftSaveFailed& result);
void on_filing_changed(Model& model, Env& env, const domain::CommandStatus& status);
void on_submit_failed(Model& model, Env& env, const world::SubmitFailed& result);
void on_reopened(Model& model, Env& env, const world::FilingReopened& result);
/// What the device answers the form: pictures and positions.
void on_device(Model& model, Env& env, RequestId id, const Box& answer);
/// The server has it.
void on_acknowledged(Model& model, Env& env, const std::string& key);

}  // namespace ow::app::appeal
