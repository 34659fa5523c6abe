#pragma once
// The media of one SIP call: sockets for audio, its RTCP and T.38, and the exchange with the
// call's listener by whichever of them was agreed on.

#include <array>
#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "base/executor.h"
#include "core/media.h"
#include "fax/answer_tone.h"
#include "line/line.h"
#include "line/sip/call_capture.h"
#include "media/media_network.h"
#include "media/rtp_audio.h"
#include "media/udptl_order.h"
#include "media/udptl_sender.h"
#include "sip/media_answer.h"

namespace caselli::sip_line {

// Who sends to us, when SDP named an address behind a NAT (RFC 4961; T.38 has no better):
// until the named address was heard, whoever is heard first is answered where it is.
class FarEnd {
 public:
  explicit FarEnd(SocketAddress named = {}) : at_(named) {}
  // Whether a datagram from there belongs to this call.
  bool takes(const SocketAddress& from);
  const SocketAddress& at() const { return at_; }

 private:
  SocketAddress at_;
  bool heard_ = false;
};

// Works on `executor` (the port's), unless a function says otherwise. Datagrams and ticks
// come from the network's thread and are posted.
class CallMedia {
 public:
  enum Kind { audio, rtcp, t38 };
  struct Config {
    std::string address;                    // numeric, of this machine
    PortRange ports;                        // audio takes two of them, T.38 one
    UdptlParameters udptl;                  // ours: correction and datagram of the far end come with the agreement
    std::string cname;                      // of RTCP
    std::function<std::uint64_t()> random;  // for RTP's first numbers
    std::shared_ptr<CallCapture> capture;   // of every datagram; none: not wanted
    std::string shown_address;              // ours, as the capture is to name it
  };

  // unavailable: no ports are free.
  static Result<std::unique_ptr<CallMedia>> open(MediaNetwork& network, const Config& config, const Clock& clock,
                                                 std::shared_ptr<Executor> executor);
  ~CallMedia();

  std::uint16_t audio_port() const { return sockets_[audio]->port(); }
  std::uint16_t t38_port() const { return sockets_[t38]->port(); }

  // Media flows as agreed from now on; again after each new agreement. Errors: SRTP keys
  // or an address that cannot be used.
  Status use(const MediaAgreed& agreed, std::weak_ptr<Call::Listener> listener);
  // `heard` is called once, when a fax machine is heard to have answered in audio
  // (fax/answer_tone.h). Empty: listens no more.
  void listen_for_answer(std::function<void()> heard);
  void stop();
  MediaStats stats() const;  // Thread: any.

 private:
  struct Arrival {
    Kind kind;
    SocketAddress from;
    Datagram bytes;
    Monotonic at;
  };
  class Inbox;
  class Tap;

  CallMedia(const Config& config, const Clock& clock, std::shared_ptr<Executor> executor);
  Status use_audio(const AudioAgreed& agreed);
  Status use_t38(const T38Agreed& agreed);
  void beat(Monotonic now, const std::vector<Arrival>& arrivals);
  void beat_audio(Monotonic now, const std::vector<Arrival>& arrivals, Call::Listener& listener);
  void listen_to_answer();
  void beat_t38(Monotonic now, const std::vector<Arrival>& arrivals, Call::Listener& listener);
  void send_packets(const std::vector<IfpPacket>& packets);
  void send(Kind kind, const SocketAddress& to, const std::vector<Datagram>& datagrams);
  void capture(bool sent, Kind kind, const SocketAddress& far, const Datagram& bytes, Monotonic at);
  void keep_stats(const MediaStats& stats);

  const Config config_;
  const Clock& clock_;
  const std::shared_ptr<Executor> executor_;
  std::shared_ptr<Inbox> inbox_;
  std::array<std::shared_ptr<Tap>, 3> taps_;
  std::array<std::unique_ptr<MediaSocket>, 3> sockets_;

  std::weak_ptr<Call::Listener> listener_;
  MediaIn in_;
  MediaOut out_;
  bool held_ = false;
  bool t38_flows_ = false;

  std::unique_ptr<RtpAudio> rtp_;
  RtpAudio::Out rtp_out_;
  std::optional<AudioAgreed> audio_agreed_;
  FarEnd audio_end_, rtcp_end_;

  std::unique_ptr<AnswerTone> answer_tone_;
  std::function<void()> answer_heard_;

  UdptlSender udptl_out_;
  UdptlOrder udptl_in_;
  FarEnd t38_end_;
  bool t38_begun_ = false;
  Monotonic t38_at_{};  // exchanged up to here

  mutable std::mutex stats_mutex_;
  MediaStats stats_;
};

}  // namespace caselli::sip_line
