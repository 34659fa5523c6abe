#pragma once
// Offers and answers of a call (RFC 3264; T.38 Annex D): what we offer, what we answer to
// an offer, and what an answer to ours means. Pure functions over values; any thread. When
// to offer what is decided elsewhere (sip/call_leg.h).
//
// Telephone events are never taken: a gateway that may send them sends a fax's tones as
// events, where the modems do not hear them.

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "core/media.h"
#include "sip/sdp.h"
#include "sip/sdp_crypto.h"
#include "sip/t38_sdp.h"

namespace caselli {

enum class AudioCodec { pcmu, pcma };
std::string_view name_of(AudioCodec codec);  // `PCMU`
std::optional<AudioCodec> parse_audio_codec(std::string_view name);

// What a call may use now, and where it takes it. A port of 0 forbids that kind.
struct LocalMedia {
  std::uint64_t session_id = 0;  // of the o= line: by chance, below 2^62, the same all through the call
  std::string address;           // IPv4 or IPv6 literal, as the far end is to see it
  std::uint16_t audio_port = 0;  // RTP; RTCP at the next one
  std::uint16_t t38_port = 0;    // UDPTL
  std::vector<AudioCodec> codecs{AudioCodec::pcmu, AudioCodec::pcma};  // in order of liking
  int ptime_ms = 20;
  // An offer names the first error correction only; an answer may take the others.
  T38Terms t38{.max_datagram = 1400, .error_correction = {T38ErrorCorrection::redundancy, T38ErrorCorrection::fec}};
  // Set: audio is RTP/SAVP with this key, and never in clear. T.38 has no such form here.
  std::optional<SrtpKey> srtp;
  Transport preferred = Transport::t38;  // when an offer or an answer has both
  bool operator==(const LocalMedia&) const = default;
};

struct SrtpAgreed {
  int tag = 1;  // of the offer's crypto line that was taken
  SrtpSuite suite{};
  SrtpKey ours{};    // for what we send
  SrtpKey theirs{};  // for what we receive
  bool operator==(const SrtpAgreed&) const = default;
};

struct AudioAgreed {
  AudioCodec codec{};
  int send_payload_type = 0;     // in packets to the far end
  int receive_payload_type = 0;  // in packets to us
  std::string address;           // where to send; an IPv4 or IPv6 literal
  std::uint16_t port = 0;
  std::string rtcp_address;
  std::uint16_t rtcp_port = 0;
  int ptime_ms = 20;  // what the far end likes to get; 10 to 60
  std::optional<SrtpAgreed> srtp{};
  bool held = false;  // send nothing for now; the address may then be 0.0.0.0
  bool operator==(const AudioAgreed&) const = default;
};

struct T38Agreed {
  T38Terms terms;  // negotiated; buffer and datagram are the far end's
  T38ErrorCorrection error_correction = T38ErrorCorrection::redundancy;  // of what we send
  std::string address;
  std::uint16_t port = 0;
  bool held = false;
  bool operator==(const T38Agreed&) const = default;
};

using MediaAgreed = std::variant<AudioAgreed, T38Agreed>;
Transport kind_of(const MediaAgreed& agreed);
bool is_held(const MediaAgreed& agreed);

// Which kinds an offer has that `local` could take, and why not the others.
struct OfferedMedia {
  bool audio = false;
  bool t38 = false;
  bool held = false;    // the line that `local` prefers among these is on hold
  std::string reasons;  // of refused lines, for the trace; empty when there are none
};
OfferedMedia offered_media(const Sdp& offer, const LocalMedia& local);

struct MediaAnswer {
  Sdp sdp;  // one line for each of the offer's; those not taken have port 0
  MediaAgreed agreed;
};
// 488 Not Acceptable Here, and why.
struct MediaRefusal {
  std::string reason;
};

// Answers `offer` with one line: of the preferred kind if that can be taken, else of the
// other. `previous` is the last description we sent in this call, if any; the version
// follows from it (RFC 3264 8).
std::variant<MediaAnswer, MediaRefusal> answer_offer(const Sdp& offer, const LocalMedia& local,
                                                     const std::optional<Sdp>& previous = std::nullopt);

enum class OfferKinds { audio, t38, audio_and_t38 };

// Our offer. The ports of what is offered must be set in `local`. `previous` as above: its
// lines keep their places; when one kind follows the other, it does so in the same line
// (RFC 3264 8.3.3 tells of fax in just this way).
Sdp make_offer(const LocalMedia& local, OfferKinds kinds, const std::optional<Sdp>& previous = std::nullopt);

struct AnswerAccepted {
  MediaAgreed agreed;
  std::string remark;  // a broken rule that was put up with, for the trace; usually empty
};

// What `answer` says to our `offer`: what flows now, or why nothing that was offered does
// (port 0, another codec, another kind of media in its place, an address of no use).
std::variant<AnswerAccepted, MediaRefusal> read_answer(const Sdp& offer, const Sdp& answer, const LocalMedia& local);

// Whether two descriptions of one side ask for the same media: then a re-INVITE or UPDATE
// with the second after the first is a refresh of the session and changes nothing. The
// origin is not looked at: some raise its version for no reason, others never.
bool is_same_session(const Sdp& a, const Sdp& b);

}  // namespace caselli
