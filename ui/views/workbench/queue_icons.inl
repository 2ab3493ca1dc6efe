// Made by tools/generate/catalogue_rows.py from assets/catalogue; not edited by hand.
// clang-format off
constexpr std::array<Icon, 12> queue_icons{
    Icon::message_report,  // to_accept
    Icon::send,  // to_dispatch
    Icon::clock,  // due_soon
    Icon::alert_triangle,  // overdue
    Icon::check,  // to_close
    Icon::signature,  // to_sign
    Icon::briefcase,  // in_hand
    Icon::list_details,  // to_review
    Icon::shield_check,  // to_verify
    Icon::message_report,  // to_settle
    Icon::refresh,  // reopened
    Icon::list_details,  // all_open
};
// clang-format on
