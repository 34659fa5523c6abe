#include "fax/transfer_estimate.h"

#include <algorithm>

namespace caselli::fax {
namespace {

// Guesses, from the signals T.30 prescribes: the command after a burst and its answer, each
// with a second of V.21 preamble; silence and short training before the next burst.
constexpr double kAnswer = 2.6;
constexpr double kAnswerT38 = 2.9;
constexpr double kLead = 0.3;
// From the last MCF to the end of the call: DCN, and a second of silence that lets it arrive.
constexpr double kFarewell = 2.2;
// A page of another shape: DIS, DCS, training check and CFR once more, instead of the lead.
constexpr double kNewTerms = 11.0;
// What flags, frame numbers, checksums and stuffed bits leave of the bit rate with ECM.
constexpr double kEcmShare = 0.965;
// Below this much measured time the nominal speed is the better guess.
constexpr Samples kLearnFrom = 2 * kSampleRate;

double in_seconds(Samples samples) { return static_cast<double>(samples) / kSampleRate; }

}  // namespace

void TransferEstimate::Learned::saw(Samples time) {
  sum_ += time;
  ++count_;
}

double TransferEstimate::Learned::seconds() const { return count_ == 0 ? guess_ : in_seconds(sum_) / count_; }

TransferEstimate::TransferEstimate(Transport transport, std::vector<SentPage> pages)
    : pages_(std::move(pages)), answer_(transport == Transport::t38 ? kAnswerT38 : kAnswer), lead_(kLead) {}

void TransferEstimate::trained(int bit_rate, bool ecm, int frame_octets, Samples now) {
  bit_rate_ = bit_rate;
  ecm_ = ecm;
  block_bytes_ = 256 * std::int64_t{frame_octets};
  moved_bytes_ = 0;
  moved_time_ = 0;
  renegotiating_ = false;
  at_ = At::answered;
  since_ = now;
}

void TransferEstimate::burst_begins(Samples now) {
  if (at_ == At::answered) lead_.saw(now - since_);
  at_ = At::flowing;
  since_ = now;
  burst_from_ = page_bytes_;
  if (again_ == 0) ++bursts_begun_;
}

void TransferEstimate::crossed(std::int64_t bytes, std::int64_t total) {
  page_bytes_ = bytes;
  page_total_ = total;
  if (page_ < pages_.size() && total > 0)
    scale_ = static_cast<double>(total) / static_cast<double>(pages_[page_].t6_bytes);
}

void TransferEstimate::burst_ends(Samples now) {
  if (at_ != At::flowing) return;
  if (again_ == 0) {
    moved_bytes_ += page_bytes_ - burst_from_;
    moved_time_ += now - since_;
  }
  at_ = At::waiting;
  since_ = now;
  again_ = 0;
}

void TransferEstimate::block_answered(std::int64_t bytes_again, Samples now) {
  answer_came(now);
  again_ = bytes_again;
}

void TransferEstimate::page_again(Samples now) {
  answer_came(now);
  page_bytes_ = 0;
  bursts_begun_ = 0;
  again_ = 0;
  renegotiating_ = true;
}

void TransferEstimate::page_done(Samples now) {
  answer_came(now);
  if (page_ < pages_.size()) ++page_;
  page_bytes_ = 0;
  page_total_ = 0;
  bursts_begun_ = 0;
  again_ = 0;
  renegotiating_ = page_ < pages_.size() && new_terms(page_);
}

void TransferEstimate::answer_came(Samples now) {
  if (at_ == At::waiting) answer_.saw(now - since_);
  at_ = At::answered;
  since_ = now;
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
  const double passed = in_seconds(now - since_);
  if (page_ >= pages_.size()) return std::max(0.0, kFarewell - passed);

  // Bytes to come, bursts to begin, answers to be awaited.
  double bytes = static_cast<double>(std::max<std::int64_t>(0, coded_size(page_) - page_bytes_) + again_);
  if (at_ == At::flowing && again_ > 0) bytes -= std::min(static_cast<double>(again_), passed * bytes_a_second());
  auto to_begin = std::max<std::int64_t>(0, bursts(coded_size(page_)) - bursts_begun_);
  if (again_ > 0 && at_ != At::flowing) ++to_begin;
  double seconds = renegotiating_ ? kNewTerms - lead_.seconds() : 0;
  for (auto page = page_ + 1; page < pages_.size(); ++page) {
    bytes += static_cast<double>(coded_size(page));
    to_begin += bursts(coded_size(page));
    if (new_terms(page)) seconds += kNewTerms - lead_.seconds();
  }
  const auto answers = to_begin + (at_ == At::answered ? 0 : 1);
  seconds += bytes / bytes_a_second() + static_cast<double>(to_begin) * lead_.seconds() +
             static_cast<double>(answers) * answer_.seconds() + kFarewell;
  // Part of the present wait has passed already.
  if (at_ == At::waiting) seconds -= std::min(passed, answer_.seconds());
  if (at_ == At::answered) seconds -= std::min(passed, renegotiating_ ? kNewTerms : lead_.seconds());
  return seconds;
}

double TransferEstimate::bytes_a_second() const {
  if (moved_time_ >= kLearnFrom && moved_bytes_ > 0) return static_cast<double>(moved_bytes_) / in_seconds(moved_time_);
  return bit_rate_ / 8.0 * (ecm_ ? kEcmShare : 1.0);
}

std::int64_t TransferEstimate::coded_size(std::size_t page) const {
  if (page == page_ && page_total_ > 0) return page_total_;
  return static_cast<std::int64_t>(static_cast<double>(pages_[page].t6_bytes) * scale_);
}

std::int64_t TransferEstimate::bursts(std::int64_t bytes) const {
  return ecm_ ? std::max<std::int64_t>(1, (bytes + block_bytes_ - 1) / block_bytes_) : 1;
}

bool TransferEstimate::new_terms(std::size_t page) const {
  return page > 0 && (pages_[page].width != pages_[page - 1].width || pages_[page].y_dpi != pages_[page - 1].y_dpi);
}

}  // namespace caselli::fax
