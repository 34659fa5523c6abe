#include "fax/transfer_estimate.h"

#include <algorithm>

namespace caselli::fax {
namespace {

// From the last octet of a burst to the first of the next: RCP or RTC, the command and its
// answer in V.21 with their preambles, short training. Replaced by what is measured.
constexpr double kFirstPause = 4.0;
// From the last octet of the document to the end of the call: command, answer, DCN, and the
// second of silence that lets DCN arrive.
constexpr double kEnding = 5.9;
// A page of another width or resolution: DIS, DCS, training check and CFR once more.
constexpr double kNewTerms = 11.0;
// Flags, frame numbers, checksums and stuffed bits around 256 octets of an ECM frame.
constexpr double kEcmShare = 0.965;
// Below this much measured time the nominal speed is the better guess.
constexpr Samples kLearnFrom = 2 * kSampleRate;

double seconds(Samples samples) { return static_cast<double>(samples) / kSampleRate; }

bool same_terms(const SentPage& a, const SentPage& b) { return a.width == b.width && a.y_dpi == b.y_dpi; }

}  // namespace

void TransferEstimate::trained(int bit_rate, bool ecm, int frame_octets) {
  bit_rate_ = bit_rate;
  ecm_ = ecm;
  block_bytes_ = 256 * std::int64_t{frame_octets};
  learned_bytes_ = 0;
  learned_time_ = 0;
}

void TransferEstimate::burst_begins(Samples now) {
  if (burst_ended_ != 0) {
    pause_time_ += now - burst_ended_;
    ++pauses_;
  }
  flowing_ = true;
  burst_began_ = now;
  burst_from_ = page_bytes_;
  burst_moved_ = 0;
}

void TransferEstimate::crossed(std::int64_t bytes, std::int64_t total) {
  page_bytes_ = bytes;
  page_total_ = total;
  if (page_ < pages_.size() && total > 0)
    scale_ = static_cast<double>(total) / static_cast<double>(pages_[page_].t6_bytes);
  burst_moved_ = bytes - burst_from_;
}

void TransferEstimate::burst_ends(Samples now) {
  if (flowing_ && repeat_ == 0) {
    learned_bytes_ += burst_moved_;
    learned_time_ += now - burst_began_;
  }
  flowing_ = false;
  repeat_ = 0;
  burst_ended_ = now;
}

void TransferEstimate::repeat(std::int64_t bytes) { repeat_ = bytes; }

void TransferEstimate::page_again() {
  page_bytes_ = 0;
  repeat_ = 0;
}

void TransferEstimate::page_done() {
  if (page_ < pages_.size()) ++page_;
  // A page of other terms goes through negotiation first; that is no pause to learn from.
  if (page_ < pages_.size() && !same_terms(pages_[page_ - 1], pages_[page_])) burst_ended_ = 0;
  page_bytes_ = 0;
  page_total_ = 0;
  repeat_ = 0;
}

double TransferEstimate::share() const {
  std::int64_t all = 0, done = 0;
  for (std::size_t i = 0; i < pages_.size(); ++i) {
    all += pages_[i].t6_bytes;
    if (i < page_) done += pages_[i].t6_bytes;
  }
  if (all == 0) return 0;
  double in_page = 0;
  if (page_ < pages_.size() && page_total_ > 0)
    in_page = static_cast<double>(pages_[page_].t6_bytes) * static_cast<double>(page_bytes_) /
              static_cast<double>(page_total_);
  return std::min(1.0, (static_cast<double>(done) + in_page) / static_cast<double>(all));
}

double TransferEstimate::seconds_left(Samples now) const {
  if (bit_rate_ == 0) return -1;
  const double since_end = burst_ended_ == 0 || flowing_ ? 0 : seconds(now - burst_ended_);
  if (page_ >= pages_.size()) return std::max(0.0, kEnding - since_end);

  const auto in_page = std::max<std::int64_t>(0, coded_size(page_) - page_bytes_);
  auto again = static_cast<double>(repeat_);
  if (flowing_) again = std::max(0.0, again - seconds(now - burst_began_) * bytes_a_second());
  std::int64_t bytes = in_page + static_cast<std::int64_t>(again);
  std::int64_t pauses = bursts(in_page) - (flowing_ && in_page > 0 ? 1 : 0) + (!flowing_ && repeat_ > 0 ? 1 : 0);
  double extra = 0;
  for (auto page = page_ + 1; page < pages_.size(); ++page) {
    bytes += coded_size(page);
    pauses += bursts(coded_size(page));
    if (!same_terms(pages_[page - 1], pages_[page])) extra += kNewTerms - pause();
  }
  // Inside a pause part of it has passed already; before the last answer, part of the ending.
  const double waited = std::min(since_end, pauses > 0 ? pause() : kEnding);
  return static_cast<double>(bytes) / bytes_a_second() + static_cast<double>(pauses) * pause() + extra + kEnding -
         waited;
}

double TransferEstimate::bytes_a_second() const {
  if (learned_time_ >= kLearnFrom && learned_bytes_ > 0)
    return static_cast<double>(learned_bytes_) / seconds(learned_time_);
  return bit_rate_ / 8.0 * (ecm_ ? kEcmShare : 1.0);
}

double TransferEstimate::pause() const { return pauses_ == 0 ? kFirstPause : seconds(pause_time_) / pauses_; }

std::int64_t TransferEstimate::coded_size(std::size_t page) const {
  if (page == page_ && page_total_ > 0) return page_total_;
  return static_cast<std::int64_t>(static_cast<double>(pages_[page].t6_bytes) * scale_);
}

std::int64_t TransferEstimate::bursts(std::int64_t bytes) const {
  return ecm_ ? (bytes + block_bytes_ - 1) / block_bytes_ : bytes > 0 ? 1 : 0;
}

}  // namespace caselli::fax
