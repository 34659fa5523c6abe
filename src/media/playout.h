#pragma once
// Fax audio between the network and the listener: packets in as they arrive, line time out.
//
// The rule (T.30 over a packet network dies of slips): inside a page no sample is dropped,
// none is repeated and none is made up. What never came is told as missing, exactly where it
// was; a modem survives a gap it is told of. What makes this possible is that line time comes
// with the media: the far modem's signal is a tape, and the listener does not notice at
// which speed it is played. So
//
// - a clock that differs is followed by playing 161 or 159 samples in 20 ms of local time now
//   and then (up to 8 more or less while the delay is far off), never by cutting samples;
// - when the next packet is later than the delay, line time stops until it comes. Waiting
//   loses nothing and the modem never knows, so it is preferred to declaring a loss, up to a
//   delay of 400 ms: twice that and a network's own delay still fit T.30's T4 of 3 s. Beyond,
//   time goes on and the stretch is told as missing;
// - a hole with later packets behind it is waited for up to a delay of 120 ms, or 40 ms more
//   than packets needed lately, or two ticks after a burst came: a packet overtaken by more
//   than that is lost in practice.
//
// One thing forbids waiting: our own signal. What we send goes out by the local clock, so
// while it is no silence the listener must be driven by the local clock too (`rigid`). T.30
// is half duplex: the far end is silent then, and what is late makes the delay longer
// instead, by line time without audio in that silence.
//
// Delay: 60 ms at the start; then what the slowest packet of the last half minute was later
// than the fastest, and one tick more; at most 400 ms. It shrinks and grows by the same few
// samples a tick as the clocks are followed, so without a loss either.
//
// A stretch for which the far end sent nothing on purpose (sequence numbers go on, the
// timestamp jumps: silence suppression, RFC 3551 4.1) is silence and played as such.
// A far end that numbers anew (new_source(), or a jump of the timestamp) goes on where the
// old numbers ended, as far as arrival times allow.
//
// Positions: samples on the stream's line, from kFirst. Thread: one at a time.

#include <cstdint>
#include <span>
#include <vector>

#include "core/media.h"
#include "media/playout_store.h"
#include "media/playout_transit.h"

namespace caselli {

class Playout {
 public:
  static constexpr Samples kFirstDelay = kSampleRate * 60 / 1000;
  static constexpr Samples kMostDelay = kSampleRate * 400 / 1000;
  static constexpr Samples kReorderDelay = kSampleRate * 120 / 1000;
  // Missing longer than this without a break, a signal has ended for the modem: the next one
  // starts with a fresh delay.
  static constexpr Samples kLongestGap = kSampleRate / 2;
  static constexpr Samples kMostBlock = kSampleRate / 2;  // samples in one packet; longer ones are not heeded

  // A packet of the stream; `samples` empty: of another payload, which only counts in the
  // sequence. Duplicates do no harm. `arrival` and `now`: local time in samples, on one clock.
  void on_block(Samples arrival, std::uint16_t sequence, std::uint32_t timestamp,
                std::span<const std::int16_t> samples);
  // The next block is of another stream: its numbers have nothing to do with those before.
  void new_source() { renumbered_ = true; }

  // 20 ms of local time are over. Appends what the listener is to hear, in order: nothing
  // while line time stops; more than one entry when something is missing before audio.
  // `rigid`: exactly kTick samples of line time.
  void tick(Samples now, bool rigid, std::vector<MediaIn>& heard);

  Samples delay(Samples now) const;  // of what plays now, behind the fastest packet's arrival
  Samples wanted_delay() const;
  std::int64_t late_blocks() const { return late_blocks_; }    // came after their time, thrown away
  std::int64_t lost_samples() const { return lost_samples_; }  // told as missing inside the stream
  std::int64_t kept_samples() const { return kept_samples_; }  // stored to be played
  std::int64_t dropped_samples() const { return dropped_; }    // had come, but could not be played in time

 private:
  static constexpr Samples kFirst = 1 << 20;  // so that what came before the first packet is positive too
  // The newest block by sequence number: ties numbers to positions.
  struct Newest {
    std::uint16_t sequence = 0;
    std::uint32_t timestamp = 0;
    Samples position = 0;
    Samples end = 0;
  };
  // A block whose numbers do not fit; the next one may show that they do.
  struct Stray {
    bool held = false;
    Samples arrival = 0;
    std::uint16_t sequence = 0;
    std::uint32_t timestamp = 0;
    std::vector<std::int16_t> samples;
  };
  void renumber(Samples arrival, std::uint16_t sequence, std::uint32_t timestamp);
  bool fits(std::uint16_t sequence, std::uint32_t timestamp, Samples count) const;
  bool follows_stray(std::uint16_t sequence, std::uint32_t timestamp) const;
  void place(Samples arrival, std::uint16_t sequence, std::uint32_t timestamp, std::span<const std::int16_t> samples);
  Samples position_of(std::uint32_t timestamp) const;

  // One tick's work: line time still to pass, and where the line stands against the network.
  struct Step {
    Samples left;
    Samples delay;
    bool rigid;
    std::vector<MediaIn>& heard;
    std::size_t first;  // entry of this tick
  };
  bool play_next(Step& step);  // false: line time stops here
  void settle(Step& step);
  bool may_come_yet(const Step& step) const;
  void pass_by(Step& step);
  Samples forget(Step& step, Samples count);  // returns how many of them were there
  static void hear_nothing(Step& step, Samples count);
  void hear_audio(Step& step, Samples count);

  PlayoutStore store_;
  PlayoutTransit transit_;
  Newest newest_;
  Stray stray_;
  bool begun_ = false;
  bool renumbered_ = false;
  bool starting_ = false;  // the delay is made before the first sample at the front plays
  int patience_ = 0;       // ticks to wait for what a burst that just came has overtaken
  Samples untold_ = 0;     // line time that went by while the front waited for its samples
  std::int64_t late_blocks_ = 0;
  std::int64_t lost_samples_ = 0;
  std::int64_t kept_samples_ = 0;
  std::int64_t dropped_ = 0;
};

}  // namespace caselli
