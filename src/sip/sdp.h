#pragma once
// Session descriptions (RFC 8866, earlier RFC 4566) as values: what a fax call needs of
// them, and every media line, so that an answer can refuse in the same place what it does
// not take (RFC 3264 6). Pure; any thread.
//
// The parser is our own. The SIP library's was tried: it refuses a whole description for
// one line it does not know, for a missing o= or c=, keeps blanks in attribute values, and
// had heap overruns with texts from outside; as a binary it cannot be fuzzed with checks.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"

namespace caselli {

inline constexpr std::size_t kMostSdpBytes = 16u << 10;
inline constexpr int kMostSdpLines = 500;
inline constexpr int kMostSdpMedia = 32;

// Who made the description, and which one it is (the o= line).
struct SdpOrigin {
  std::string user = "-";
  std::string id;  // digits, of any length
  // Goes up when and only when the description changes (RFC 3264 8). 0 when it was not a number.
  std::uint64_t version = 0;
  std::string address;
  bool operator==(const SdpOrigin&) const = default;
};

enum class SdpDirection { sendrecv, sendonly, recvonly, inactive };  // as its sender sees it
std::string_view name_of(SdpDirection direction);
SdpDirection mirrored(SdpDirection direction);  // the best answer to it (RFC 3264 6.1)

// One entry of an m= line's list, with its rtpmap and fmtp for RTP.
struct SdpFormat {
  std::string text;       // as listed: `0`, `101`, `t38`
  int payload_type = -1;  // 0-127 on RTP lines, otherwise -1
  std::string encoding;   // `PCMU`, in upper case; empty when not known (RFC 3551 names 0 and 8)
  int clock_rate = 0;
  int channels = 1;
  std::string parameters;  // of fmtp
  bool operator==(const SdpFormat&) const = default;
};

// A crypto line (RFC 4568 9.1): keys for RTP/SAVP. Its meaning: sdp_crypto.h.
struct SdpCrypto {
  int tag = 0;
  std::string suite;
  std::string keys;        // `inline:...`
  std::string parameters;  // of the session, as sent; usually empty
  bool operator==(const SdpCrypto&) const = default;
};

struct SdpAttribute {
  std::string name;   // as sent; compare without case
  std::string value;  // without blanks around it
  bool operator==(const SdpAttribute&) const = default;
};

enum class SdpMediaKind { audio, image, other };
enum class SdpTransport { rtp_avp, rtp_savp, udptl, other };

struct SdpMedia {
  SdpMediaKind kind = SdpMediaKind::other;
  std::string type;        // the word that was sent: `audio`
  std::uint16_t port = 0;  // 0: the line is refused, or switched off
  SdpTransport transport = SdpTransport::other;
  std::string protocol;            // the word that was sent: `RTP/AVP`
  std::vector<SdpFormat> formats;  // in order of liking
  std::string address;             // of this line, or else of the session; empty when neither gave one
  SdpDirection direction = SdpDirection::sendrecv;
  int ptime_ms = 0;             // 0: not said
  std::uint16_t rtcp_port = 0;  // a=rtcp (RFC 3605); 0: not said, that is port + 1
  std::string rtcp_address;     // empty: as `address`
  std::vector<SdpCrypto> crypto;
  // The other attributes of this line, in order: T.38's are read by t38_sdp.h.
  std::vector<SdpAttribute> attributes;
  bool operator==(const SdpMedia&) const = default;

  bool active() const { return port != 0; }
};

struct Sdp {
  SdpOrigin origin;
  std::string address;  // the session's c= line: an IPv4 or IPv6 literal, seldom a name; may be empty
  std::vector<SdpMedia> media;
  bool operator==(const Sdp&) const = default;
};

// Reads a description with tolerance: any line ends, blanks, order and case of names,
// missing v=, o=, s=, t= and c= lines, lines and attributes it does not know. Errors
// (invalid_argument): more than kMostSdp..., an m= line that cannot be read, no m= line at
// all, bytes that are not text (below blank). A word on the m= line that is no number or
// too large as a port is such an error too.
Result<Sdp> parse_sdp(std::string_view text);

// The description in the standard's order and spelling, with CRLF. Session attributes are
// printed with each media line. parse_sdp reads back an equal value.
std::string print(const Sdp& sdp);

// `address` as a literal: 4 or 6; 0 when it is neither.
int ip_version(std::string_view address);
// No media goes to this address: 0.0.0.0, ::, nothing, or a name in .invalid (RFC 3264 8.4,
// RFC 6157: hold of old).
bool is_nowhere(std::string_view address);

}  // namespace caselli
