#pragma once
// The walk: what comes of each event in each state. The names of events, states and groups
// are those of call_leg_test.cpp.

namespace caselli::sip {

struct WalkRow {
  const char* events;
  const char* states;  // "rest": all that no row above names for this event
  const char* then;    // "phase | actions", "=" for the same phase; "ignored"; "noted": no action now
};

inline constexpr WalkRow kWalk[] = {
    // --- What the owner wants.
    {"dial", "idle", "calling | send_invite audio"},
    {"dial", "rest", "ignored"},
    {"ring", "IN", "= | send_ringing"},
    {"ring", "rest", "ignored"},
    {"accept", "ringing", "accepted | answer_invite audio; tell_answered; tell_media audio"},
    {"accept", "ringing_bare", "accepted | offer_in_200 audio; tell_answered"},
    {"accept", "rest", "ignored"},

    {"hang_up", "idle", "ended | tell_released by_us"},
    {"hang_up", "calling", "cancelling | tell_released by_us 487"},  // CANCEL waits for a 1xx
    {"hang_up", "calling_180 calling_183", "cancelling | send_cancel; tell_released by_us 487"},
    {"hang_up", "IN", "ended | refuse_invite 480; tell_released by_us 480"},
    {"hang_up", "ACC", "closing | tell_released by_us"},  // BYE waits for the ACK
    {"hang_up", "DIALOG", "clearing | send_bye; tell_released by_us"},
    {"hang_up", "OVER", "ignored"},

    {"want_t38", "up", "reinviting | send_reinvite t38"},
    {"want_t38", "up_t38 up_page up_held ACC RE AB REA backing_off", "noted"},
    {"want_audio", "up_t38", "reinviting | send_reinvite audio"},
    {"want_audio", "up up_page up_held ACC RE AB REA backing_off", "noted"},
    {"want_t38 want_audio", "idle OUT IN OVER", "ignored"},

    {"refresh_due", "up up_page up_held", "reinviting | send_refresh audio"},
    {"refresh_due", "up_t38", "reinviting | send_refresh t38"},
    {"refresh_due", "ACC RE AB REA backing_off", "noted"},
    {"refresh_due", "idle OUT IN OVER", "ignored"},

    {"session_expired", "ACC", "closing | tell_released expired"},
    {"session_expired", "DIALOG", "clearing | send_bye; tell_released expired"},
    {"session_expired", "idle OUT IN OVER", "ignored"},

    {"stopped", "idle OUT IN RUN", "ended | tell_released stopped"},
    {"stopped", "CAN closing clearing", "ended |"},
    {"stopped", "ended", "ignored"},

    // --- What the media heard.
    {"fax_heard", "ALL", "ignored"},  // these rules leave T.38 to the far end
    {"page_begun", "UP refreshing falling_back ACC AB REA", "noted"},
    {"page_begun", "reinviting", "abandoning | tell_note t38_unanswered"},
    {"page_begun", "reinviting_1xx", "abandoning | tell_note t38_unanswered; cancel_reinvite"},
    {"page_begun", "backing_off", "up |"},
    {"page_begun", "idle OUT IN OVER", "ignored"},
    {"page_over", "up_page", "noted"},
    {"page_over", "rest", "ignored"},

    // --- Time.
    {"timer", "calling", "cancelling | tell_released unanswered 408"},
    {"timer", "calling_180 calling_183", "cancelling | send_cancel; tell_released unanswered 408"},
    {"timer", "CAN clearing", "ended |"},
    {"timer", "IN", "ended | refuse_invite 480; tell_released unanswered 480"},
    {"timer", "ACC REA", "clearing | send_bye; tell_released no_ack"},
    {"timer", "up up_held", "= | tell_note t38_not_asked"},
    {"timer", "reinviting", "abandoning | tell_note t38_unanswered 408"},
    {"timer", "reinviting_1xx", "abandoning | tell_note t38_unanswered 408; cancel_reinvite"},
    {"timer", "refreshing", "abandoning |"},
    {"timer", "falling_back", "clearing | send_bye; tell_released no_media"},
    {"timer", "AB", "up |"},
    {"timer", "backing_off", "reinviting | send_reinvite t38"},
    {"timer", "closing", "clearing | send_bye"},
    {"timer", "idle up_t38 up_page ended", "ignored"},

    // --- Their INVITE, CANCEL, ACK.
    {"invited", "idle", "ringing | tell_incoming"},
    {"invited_video", "idle", "ended | refuse_invite 488; tell_released unsuitable 488"},
    {"invited invited_video", "rest", "ignored"},
    {"cancelled", "IN ACC", "ended | tell_released cancelled 487"},
    {"cancelled", "closing", "ended |"},
    {"cancelled", "rest", "ignored"},

    {"acked acked_audio acked_nothing", "accepted", "up |"},
    {"acked acked_nothing", "accepted_bare", "clearing | send_bye; tell_released no_media"},
    {"acked_audio", "accepted_bare", "up | tell_media audio"},
    {"acked acked_audio acked_nothing", "reanswered", "up |"},
    {"acked acked_audio", "reanswered_bare", "up |"},
    {"acked_nothing", "reanswered_bare", "clearing | send_bye; tell_released no_media"},
    {"acked acked_audio acked_nothing not_acked", "closing", "clearing | send_bye"},
    {"not_acked", "ACC REA", "clearing | send_bye; tell_released no_ack"},
    {"acked acked_audio acked_nothing acked_other not_acked", "rest", "ignored"},

    // --- What comes back to our INVITE.
    {"100", "calling", "noted"},
    {"180 183_fork", "calling", "= | tell_ringing"},
    {"183_fork", "calling_180 calling_183", "noted"},
    {"100 180 183_fork", "cancelling", "= | send_cancel"},
    {"100 180 183_fork", "rest", "ignored"},

    {"200_audio", "OUT", "up | ack; tell_answered; tell_media audio"},
    {"200_fork", "OUT", "up | ack [1]; tell_answered; tell_media audio"},
    {"200_bare 200_port_0", "calling calling_180", "clearing | ack; send_bye; tell_released no_media"},
    {"200_bare 200_port_0", "calling_183", "up | ack; tell_answered; tell_media audio"},  // the 183 counts
    {"200_audio 200_bare 200_port_0", "CAN", "clearing | ack; send_bye"},
    {"200_fork", "CAN", "clearing | ack [1]; send_bye [1]"},
    {"200_audio 200_bare 200_port_0", "DIALOG clearing ended", "= | ack"},  // the same once more
    {"200_fork", "DIALOG clearing ended", "= | ack [1]; send_bye [1]"},     // RFC 3261 13.2.2.4
    {"200_audio 200_bare 200_port_0 200_fork", "idle IN ACC closing", "ignored"},

    {"refused_486", "OUT", "ended | tell_released refused 486"},
    {"refused_488", "OUT", "ended | tell_released refused 488"},
    {"refused_486 refused_488", "CAN", "ended |"},
    {"refused_486 refused_488", "rest", "ignored"},

    // --- What comes back to our re-INVITE.
    {"re_1xx", "reinviting falling_back refreshing", "noted"},
    {"re_1xx", "abandoning", "= | cancel_reinvite"},
    {"re_1xx", "rest", "ignored"},

    {"re_t38", "reinviting reinviting_1xx AB", "up | ack; tell_media t38"},
    {"re_t38", "falling_back refreshing", "clearing | ack; send_bye; tell_released no_media"},
    {"re_audio re_port_0 re_bare", "reinviting reinviting_1xx AB",
     "reinviting | ack; tell_note t38_refused 200; send_reinvite audio"},
    {"re_audio", "falling_back refreshing", "up | ack"},
    {"re_bare", "refreshing", "up | ack"},
    {"re_bare", "falling_back", "clearing | ack; send_bye; tell_released no_media"},
    {"re_port_0", "falling_back refreshing", "clearing | ack; send_bye; tell_released no_media"},
    {"re_t38 re_audio re_port_0 re_bare", "UP REA backing_off clearing ended", "= | ack"},
    {"re_t38 re_audio re_port_0 re_bare", "idle OUT CAN IN ACC closing", "ignored"},

    {"re_488", "reinviting reinviting_1xx", "up | tell_note t38_refused 488"},
    {"re_488", "falling_back", "clearing | send_bye; tell_released no_media 488"},
    {"re_500_after_60", "reinviting reinviting_1xx", "up | tell_note t38_refused 500"},
    {"re_500_after_60", "falling_back", "clearing | send_bye; tell_released no_media 500"},
    {"re_488 re_500_after_60", "refreshing", "up |"},
    {"re_491 re_500_after_3", "RE", "backing_off |"},
    {"re_408", "RE", "clearing | send_bye; tell_released dialog_lost 408"},
    {"re_481", "RE AB", "clearing | send_bye; tell_released dialog_lost 481"},
    {"re_488 re_491 re_500_after_3 re_500_after_60 re_408", "AB", "up |"},
    {"re_488 re_491 re_500_after_3 re_500_after_60 re_408 re_481", "rest", "ignored"},

    // --- Offers inside the dialog. First where they can be taken.
    {"offer_t38 offer_both", "accepted up up_held reanswered backing_off",
     "reanswered | answer_offer t38; tell_media t38"},
    {"offer_t38 offer_both", "up_t38", "reanswered | answer_offer t38"},
    {"offer_t38", "up_page", "= | refuse_offer 488; tell_note change_refused 488"},
    {"offer_both", "up_page", "reanswered | answer_offer audio"},
    {"offer_audio", "accepted up up_page reanswered backing_off", "reanswered | answer_offer audio"},
    {"offer_audio", "up_t38 up_held", "reanswered | answer_offer audio; tell_media audio"},
    {"offer_held", "accepted up up_t38 up_page reanswered backing_off",
     "reanswered | answer_offer audio; tell_media none"},
    {"offer_held", "up_held", "reanswered | answer_offer audio"},
    {"offer_same", "accepted up up_page up_held reanswered backing_off", "reanswered | answer_offer audio same"},
    {"offer_same", "up_t38", "reanswered | answer_offer t38 same"},
    {"offer_video", "accepted UP reanswered backing_off", "= | refuse_offer 488"},
    {"offer_bare", "accepted up up_page up_held reanswered backing_off", "reanswered | offer_in_answer audio"},
    {"offer_bare", "up_t38", "reanswered | offer_in_answer t38"},
    {"update_t38 prack_t38", "accepted up up_held reanswered", "= | answer_offer t38; tell_media t38"},
    {"update_t38 prack_t38", "backing_off", "up | answer_offer t38; tell_media t38"},
    {"update_t38 prack_t38", "up_t38", "= | answer_offer t38"},
    {"update_t38 prack_t38", "up_page", "= | refuse_offer 488; tell_note change_refused 488"},
    {"update_t38 prack_t38", "calling_183", "= | answer_offer t38"},

    // Where an offer of ours is open, or our INVITE is in progress: RFC 3261 14.2, 3311 5.2.
    {"offer_t38 offer_audio offer_both offer_held offer_same offer_video offer_bare",
     "OUT accepted_bare RE AB reanswered_bare", "= | refuse_offer 491"},
    {"update_t38 prack_t38", "calling calling_180 accepted_bare RE AB reanswered_bare", "= | refuse_offer 491"},
    // Where their INVITE has no final response yet.
    {"offer_t38 offer_audio offer_both offer_held offer_same offer_video offer_bare update_t38 prack_t38", "IN",
     "= | refuse_offer 500 retry-after<=10"},
    // Where there is no call.
    {"offer_t38 offer_audio offer_both offer_held offer_same offer_video offer_bare update_t38 prack_t38 update_bare",
     "idle OVER", "= | refuse_offer 481"},
    {"update_bare", "OUT IN RUN", "= | confirm_offer"},

    // --- BYE.
    {"bye", "IN", "ended | answer_bye 200; refuse_invite 487; tell_released by_far"},
    {"bye_fork", "IN", "= | answer_bye [1] 200"},  // calls that come in have one dialog
    {"bye", "OUT CAN clearing", "= | answer_bye 200"},
    {"bye", "RUN", "ended | answer_bye 200; tell_released by_far"},
    {"bye", "closing", "ended | answer_bye 200"},
    {"bye", "idle ended", "= | answer_bye 481"},
    {"bye_fork", "OUT CAN clearing", "= | answer_bye [1] 200"},
    {"bye_fork", "RUN closing", "= | answer_bye [1] 200"},
    {"bye_fork", "idle ended", "= | answer_bye [1] 481"},
    {"bye_answered", "clearing", "ended |"},
    {"bye_answered bye_fork_answered", "rest", "ignored"},
};

}  // namespace caselli::sip
