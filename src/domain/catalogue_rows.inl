// Made by tools/generate/catalogue_rows.py from assets/catalogue; not edited by hand.
// clang-format off
constexpr std::array<StateRow, 11> state_rows{
    StateRow{"submitted", false, Tone::warn},
    StateRow{"accepted", false, Tone::brand},
    StateRow{"dispatched", false, Tone::brand},
    StateRow{"in_progress", false, Tone::brand},
    StateRow{"extension_requested", false, Tone::brand},
    StateRow{"resolved", false, Tone::brand},
    StateRow{"verified", false, Tone::ok},
    StateRow{"closed", true, Tone::ok},
    StateRow{"refused", true, Tone::bad},
    StateRow{"withdrawn", true, Tone::neutral},
    StateRow{"merged", true, Tone::neutral},
};
constexpr std::array<StepRow, 11> step_rows{
    StepRow{"refuse", Way::back, true, false, "reason", {}},
    StepRow{"return", Way::back, false, false, "reason", {}},
    StepRow{"verify_fail", Way::back, true, false, "reason", {}},
    StepRow{"accept", Way::on, false, true, "note", {}},
    StepRow{"dispatch", Way::on, false, false, "dispatch", {}},
    StepRow{"sign_for", Way::on, false, true, "note", {}},
    StepRow{"resolve", Way::on, false, false, "resolve", {"help", "complaint"}},
    StepRow{"verify_pass", Way::on, false, false, "verification", {}},
    StepRow{"close", Way::on, false, false, "closing", {}},
    StepRow{"withdraw", Way::own, false, false, "withdraw", {}},
    StepRow{"supplement", Way::own, false, false, "supplement", {}},
};
constexpr std::array<QueueRow, 15> queue_rows{
    QueueRow{"dispatcher", "to_accept", {"submitted"}, QueueTime::any},
    QueueRow{"dispatcher", "to_dispatch", {"accepted"}, QueueTime::any},
    QueueRow{"dispatcher", "due_soon", {}, QueueTime::due_soon},
    QueueRow{"dispatcher", "overdue", {}, QueueTime::overdue},
    QueueRow{"dispatcher", "to_close", {"verified"}, QueueTime::any},
    QueueRow{"handler", "to_sign", {"dispatched"}, QueueTime::any},
    QueueRow{"handler", "in_hand", {"in_progress"}, QueueTime::any},
    QueueRow{"handler", "due_soon", {"dispatched", "in_progress"}, QueueTime::due_soon},
    QueueRow{"handler", "overdue", {"dispatched", "in_progress"}, QueueTime::overdue},
    QueueRow{"grid_worker", "to_verify", {"resolved"}, QueueTime::any},
    QueueRow{"supervisor", "to_verify", {"resolved"}, QueueTime::any},
    QueueRow{"supervisor", "overdue", {}, QueueTime::overdue},
    QueueRow{"supervisor", "reopened", {}, QueueTime::reopened},
    QueueRow{"leader", "all_open", {}, QueueTime::any},
    QueueRow{"admin", "all_open", {}, QueueTime::any},
};
constexpr Reopening reopening{2, true};
// clang-format on
