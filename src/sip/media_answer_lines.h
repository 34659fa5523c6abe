#pragma once
// Single media lines: reading the far end's, writing ours. For media_answer*.cpp.

#include <string>
#include <variant>

#include "sip/media_answer.h"

namespace caselli {

// What an active line of the far end comes to when it stands in an offer, or the reason
// why it cannot be taken ("RTP/SAVP is not taken on this line").
using LineReading = std::variant<AudioAgreed, T38Agreed, std::string>;
LineReading read_far_line(const SdpMedia& far, const LocalMedia& local);

// Whether it is one of those two: a kind that LocalMedia knows, whatever its transport.
inline bool is_fax_kind(const SdpMedia& line) { return line.kind != SdpMediaKind::other; }

SdpMedia audio_offer_line(const LocalMedia& local);
SdpMedia t38_offer_line(const LocalMedia& local);
// Our answer to `far`, which was read as the given value.
SdpMedia audio_answer_line(const SdpMedia& far, const AudioAgreed& agreed, const LocalMedia& local);
SdpMedia t38_answer_line(const SdpMedia& far, const LocalMedia& local);
// The same line with port 0.
SdpMedia refused_line(const SdpMedia& line, const LocalMedia& local);

// Puts the origin into a description of ours: that of `previous` with the version raised
// when something changed, or a first one.
Sdp with_origin(Sdp fresh, const LocalMedia& local, const std::optional<Sdp>& previous);

}  // namespace caselli
