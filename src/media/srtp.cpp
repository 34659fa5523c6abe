#include "media/srtp.h"

#include <srtp2/srtp.h>

#include <algorithm>
#include <string>

#include "base/handle.h"

namespace caselli {
namespace {

using SrtpSession = Handle<srtp_ctx_t, &srtp_dealloc>;

// RFC 3711 asks for at least 64; audio in bursts after a stall wants some seconds.
constexpr unsigned long kReplayWindow = 1024;

// The library is set up once and kept to the end of the process.
bool srtp_is_ready() {
  static const bool ready = srtp_init() == srtp_err_status_ok;
  return ready;
}

SrtpSession make_session(const SrtpKeys& keys, srtp_ssrc_type_t whose) {
  srtp_policy_t policy{};
  const bool short_tag = keys.suite == SrtpSuite::aes_cm_128_hmac_sha1_32;
  if (short_tag)
    srtp_crypto_policy_set_aes_cm_128_hmac_sha1_32(&policy.rtp);
  else
    srtp_crypto_policy_set_aes_cm_128_hmac_sha1_80(&policy.rtp);
  srtp_crypto_policy_set_aes_cm_128_hmac_sha1_80(&policy.rtcp);  // RFC 4568, 6.2.2: 80 bits there
  auto master = keys.master;                                     // the library copies it, but takes no const
  policy.key = master.data();
  policy.ssrc = {whose, 0};
  policy.window_size = kReplayWindow;
  srtp_t session = nullptr;
  if (srtp_create(&session, &policy) != srtp_err_status_ok) return {};
  return SrtpSession{session};
}

Error srtp_error(const char* what, srtp_err_status_t status) {
  const std::string text = std::string{what} + " was refused: ";
  switch (status) {
    case srtp_err_status_auth_fail:
      return {Errc::unauthenticated, text + "its authentication tag is wrong (another key, or forged)"};
    case srtp_err_status_replay_fail:
      return {Errc::wrong_state, text + "it came before (a replay)"};
    case srtp_err_status_replay_old:
    case srtp_err_status_pkt_idx_old:
      return {Errc::wrong_state, text + "it is too old to tell whether it came before"};
    case srtp_err_status_key_expired:
      return {Errc::wrong_state, text + "its key has served its time"};
    case srtp_err_status_bad_param:
    case srtp_err_status_parse_err:
      return {Errc::invalid_argument, text + "it is malformed"};
    default:
      return {Errc::internal, text + "libsrtp says " + std::to_string(static_cast<int>(status))};
  }
}

}  // namespace

struct Srtp::Sessions {
  SrtpSession ours;
  SrtpSession theirs;
  std::size_t their_tag = 10;  // octets, on RTP
};

Srtp::Srtp(std::unique_ptr<Sessions> sessions) : sessions_(std::move(sessions)) {}
Srtp::~Srtp() = default;

Result<std::unique_ptr<Srtp>> Srtp::make(const SrtpKeys& ours, const SrtpKeys& theirs) {
  if (!srtp_is_ready()) return Error{Errc::internal, "SRTP is not to be had: libsrtp did not start"};
  auto sessions = std::make_unique<Sessions>();
  sessions->ours = make_session(ours, ssrc_any_outbound);
  sessions->theirs = make_session(theirs, ssrc_any_inbound);
  sessions->their_tag = theirs.suite == SrtpSuite::aes_cm_128_hmac_sha1_32 ? 4 : 10;
  if (!sessions->ours || !sessions->theirs) return Error{Errc::internal, "libsrtp took no keys for a call"};
  return std::unique_ptr<Srtp>{new Srtp{std::move(sessions)}};
}

Status Srtp::protect(std::vector<std::uint8_t>& packet, bool rtcp) {
  const std::size_t size = packet.size();
  packet.resize(size + SRTP_MAX_TRAILER_LEN + 4);  // SRTCP has its index besides the tag
  int length = static_cast<int>(size);
  const auto status = rtcp ? srtp_protect_rtcp(sessions_->ours.get(), packet.data(), &length)
                           : srtp_protect(sessions_->ours.get(), packet.data(), &length);
  packet.resize(status == srtp_err_status_ok ? static_cast<std::size_t>(length) : size);
  if (status != srtp_err_status_ok)
    return srtp_error(rtcp ? "sealing an RTCP packet" : "sealing an RTP packet", status);
  return Done{};
}

Status Srtp::unprotect(std::vector<std::uint8_t>& packet, bool rtcp) {
  // RFC 3711, 3.1 and 3.4: header, index and tag. Not left to the library, which computed with
  // shorter ones in its past.
  const std::size_t least = rtcp ? 8 + 4 + 10 : 12 + sessions_->their_tag;
  if (packet.size() < least) return srtp_error(rtcp ? "an SRTCP packet" : "an SRTP packet", srtp_err_status_parse_err);
  int length = static_cast<int>(packet.size());
  const auto status = rtcp ? srtp_unprotect_rtcp(sessions_->theirs.get(), packet.data(), &length)
                           : srtp_unprotect(sessions_->theirs.get(), packet.data(), &length);
  if (status != srtp_err_status_ok) return srtp_error(rtcp ? "an SRTCP packet" : "an SRTP packet", status);
  packet.resize(static_cast<std::size_t>(length));
  return Done{};
}

}  // namespace caselli
