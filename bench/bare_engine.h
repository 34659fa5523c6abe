#pragma once
// What SpanDSP costs by itself: one call of one document in simulated time, 20 ms ticks, the C
// library called directly. Each end is run again alone on what it heard in that call, so
// that its CPU time is measured apart and without a clock inside the loop.

#include <spandsp.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

#include <deque>
#include <memory>
#include <string>
#include <vector>

#include "core/media.h"

namespace caselli::bench {

inline double cpu_seconds() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

// One end of a call on the bare library.
class BareEnd {
 public:
  virtual ~BareEnd() = default;
  virtual void tick(const MediaIn& in, MediaOut& out) = 0;
  bool ended() const { return ended_; }
  bool good() const { return ended_ && code_ == T30_ERR_OK; }

 protected:
  void set_up(t30_state_t* t30, bool sending, const std::string& file) {
    t30_set_supported_modems(t30, T30_SUPPORT_V17 | T30_SUPPORT_V29 | T30_SUPPORT_V27TER);
    t30_set_supported_compressions(
        t30, T30_SUPPORT_T4_1D_COMPRESSION | T30_SUPPORT_T4_2D_COMPRESSION | T30_SUPPORT_T6_COMPRESSION);
    t30_set_supported_resolutions(t30, T30_SUPPORT_R8_RESOLUTION | T30_SUPPORT_STANDARD_RESOLUTION |
                                           T30_SUPPORT_FINE_RESOLUTION | T30_SUPPORT_SUPERFINE_RESOLUTION);
    t30_set_supported_image_sizes(t30, T30_SUPPORT_215MM_WIDTH | T30_SUPPORT_255MM_WIDTH | T30_SUPPORT_303MM_WIDTH |
                                           T30_SUPPORT_UNLIMITED_LENGTH);
    t30_set_ecm_capability(t30, 1);
    t30_set_rx_encoding(t30, T4_COMPRESSION_ITU_T6);
    if (sending) t30_set_tx_file(t30, file.c_str(), -1, -1);
    if (!sending) t30_set_rx_file(t30, file.c_str(), -1);
    t30_set_phase_e_handler(
        t30,
        [](t30_state_t*, void* self, int code) {
          static_cast<BareEnd*>(self)->ended_ = true;
          static_cast<BareEnd*>(self)->code_ = code;
        },
        this);
  }

 private:
  bool ended_ = false;
  int code_ = -1;
};

class BareAudioEnd final : public BareEnd {
 public:
  BareAudioEnd(bool sending, const std::string& file) : fax_(fax_init(nullptr, sending ? 1 : 0)) {
    fax_set_transmit_on_idle(fax_, 1);
    set_up(fax_get_t30_state(fax_), sending, file);
  }
  ~BareAudioEnd() override { fax_free(fax_); }

  void tick(const MediaIn& in, MediaOut& out) override {
    std::int16_t heard[kTick];
    std::copy(in.audio.begin(), in.audio.end(), heard);
    fax_rx(fax_, heard, kTick);
    out.audio.resize(kTick);
    fax_tx(fax_, out.audio.data(), kTick);
  }

 private:
  fax_state_t* fax_;
};

class BareT38End final : public BareEnd {
 public:
  BareT38End(bool sending, const std::string& file)
      : terminal_(t38_terminal_init(nullptr, sending ? 1 : 0, &BareT38End::send, this)),
        core_(t38_terminal_get_t38_core_state(terminal_)) {
    set_up(t38_terminal_get_t30_state(terminal_), sending, file);
  }
  ~BareT38End() override { t38_terminal_free(terminal_); }

  void tick(const MediaIn& in, MediaOut& out) override {
    out.packets.clear();
    out_ = &out;
    for (const auto& packet : in.packets)
      t38_core_rx_ifp_packet(core_, packet.bytes.data(), static_cast<int>(packet.bytes.size()), packet.seq);
    t38_terminal_send_timeout(terminal_, kTick);
  }

 private:
  static int send(t38_core_state_t*, void* self, const std::uint8_t* bytes, int size, int copies) {
    auto& end = *static_cast<BareT38End*>(self);
    end.out_->packets.push_back({end.seq_++, copies, {bytes, bytes + size}});
    return 0;
  }

  MediaOut* out_ = nullptr;
  std::uint16_t seq_ = 0;
  t38_terminal_state_t* terminal_;
  t38_core_state_t* core_;
};

// A file in memory that a received fax is written to, as the sessions have it.
class MemoryFile {
 public:
  MemoryFile() : fd_(memfd_create("bare fax", MFD_CLOEXEC)) {}
  MemoryFile(const MemoryFile&) = delete;
  ~MemoryFile() { ::close(fd_); }
  std::string path() const { return "/proc/self/fd/" + std::to_string(fd_); }

 private:
  int fd_;
};

inline std::unique_ptr<BareEnd> bare_end(Transport transport, bool sending, const std::string& file) {
  if (transport == Transport::audio) return std::make_unique<BareAudioEnd>(sending, file);
  return std::make_unique<BareT38End>(sending, file);
}

// What each end heard, tick by tick, until it had ended.
struct Recording {
  std::vector<MediaIn> sender, receiver;
  static double seconds(const std::vector<MediaIn>& heard) {
    return static_cast<double>(heard.size()) * kTick / kSampleRate;
  }
};

inline MediaIn heard_of(const MediaOut& said, Transport transport) {
  MediaIn in;
  in.elapsed = kTick;
  in.audio = said.audio;
  in.packets = said.packets;
  if (transport == Transport::audio) in.audio.resize(kTick);
  return in;
}

// One whole call; empty when it failed.
inline Recording record_bare_call(Transport transport, const std::string& document) {
  const MemoryFile received;
  const auto sender = bare_end(transport, true, document);
  const auto receiver = bare_end(transport, false, received.path());
  Recording recording;
  MediaOut from_sender, from_receiver;
  for (int tick = 0; tick < 50 * 600 && !(sender->ended() && receiver->ended()); ++tick) {
    const auto to_sender = heard_of(from_receiver, transport), to_receiver = heard_of(from_sender, transport);
    if (!sender->ended()) recording.sender.push_back(to_sender);
    if (!receiver->ended()) recording.receiver.push_back(to_receiver);
    sender->tick(to_sender, from_sender);
    receiver->tick(to_receiver, from_receiver);
  }
  return sender->good() && receiver->good() ? recording : Recording{};
}

// CPU seconds one end needs for such a call; negative when it does not end well.
inline double run_bare_end(Transport transport, bool sending, const std::string& document,
                           const std::vector<MediaIn>& heard) {
  const double begin = cpu_seconds();
  const MemoryFile received;
  const auto end = bare_end(transport, sending, sending ? document : received.path());
  MediaOut out;
  for (const auto& in : heard) end->tick(in, out);
  const double spent = cpu_seconds() - begin;
  return end->good() ? spent : -1;
}

}  // namespace caselli::bench
