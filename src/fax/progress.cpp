#include "fax/progress.h"

#include <spandsp.h>

#include <algorithm>
#include <bit>
#include <utility>

namespace caselli::fax {
namespace {

// Moving counters are renewed this often: more than four times a second at any rate, and
// seldom enough to cost nothing.
constexpr Samples kRefresh = 8 * kTick;
// Without ECM the sender knows only the time: silence and short training come before the
// first octet of the page.
constexpr Samples kLeadIn = kSampleRate / 4;

constexpr int kHeader = 4;  // address, control, FCF and frame number of an FCD frame

std::string_view resolution_of(int y_per_metre) {
  if (y_per_metre > 11'000) return "204x391";
  return y_per_metre > 5'800 ? "204x196" : "204x98";
}

std::string_view coding_of(int encoding) {
  if (encoding == T4_COMPRESSION_ITU_T6) return name_of(Compression::mmr);
  return name_of(encoding == T4_COMPRESSION_ITU_T4_2D ? Compression::mr : Compression::mh);
}

t30_stats_t stats_of(t30_state_t* t30) {
  t30_stats_t stats{};
  t30_get_transfer_statistics(t30, &stats);
  return stats;
}

}  // namespace

ProgressMeter::ProgressMeter(const FaxOrder& order, std::vector<SentPage> pages)
    : sending_(order.direction == Direction::send),
      first_page_(sending_ ? order.first_page : 1),
      estimate_(order.transport, std::move(pages)) {
  if (sending_) now_.pages = order.page_count;
}

void ProgressMeter::on_start() {
  now_.phase = FaxProgress::Phase::identify;
  ++changes_;
}

void ProgressMeter::on_frame(t30_state_t* t30, bool heard, Frame frame, Samples now) {
  if (is_image_data(frame)) {
    if (heard != sending_) on_image(t30, frame, now);
  } else if (is_page_return(frame)) {
    if (in_page_) end_burst(t30, now);
  } else {
    on_control(t30, heard, frame, now);
    now_.last_frame = (heard ? "< " : "> ") + name_of_frame(frame);
    refresh_estimate(now);
    ++changes_;
  }
}

void ProgressMeter::on_control(t30_state_t* t30, bool heard, Frame frame, Samples now) {
  const int fcf = fcf_of(frame);
  const bool command = heard != sending_;  // the sender commands, the receiver answers
  switch (fcf) {
    case T30_DIS:
      now_.phase = sending_ ? FaxProgress::Phase::negotiate : FaxProgress::Phase::identify;
      break;
    case T30_DCS:
      if (!command) break;
      now_.phase = FaxProgress::Phase::negotiate;
      ++now_.dcs_attempts;
      offered_ = terms_of(frame);
      now_.ecm = offered_.ecm;
      now_.compression = name_of(offered_.coding);
      now_.resolution = offered_.resolution;
      now_.width = offered_.width;
      break;
    case T30_CSI:
    case T30_TSI:
      if (heard) now_.remote_id = identity_of(frame);
      break;
    case T30_NSF:
    case T30_NSS:
      if (heard) {
        auto maker = maker_of(frame);
        now_.remote_country = std::move(maker.country);
        now_.remote_vendor = std::move(maker.vendor);
        now_.remote_model = std::move(maker.model);
      }
      break;
    case T30_CTC:
      // Carries the rate that follows in the same bits as DCS; the rest stays.
      offered_ = agreed_;
      offered_.bit_rate = terms_of(frame).bit_rate;
      offered_.modem = terms_of(frame).modem;
      break;
    case T30_PPS & 0xFE:
    case T30_EOR:
    case T30_MPS:
    case T30_EOP:
    case T30_EOM: {
      if (!command) break;
      if (sending_ && !agreed_.ecm && in_page_) now_.page_bytes = now_.page_bytes_total;
      if (in_page_) end_burst(t30, now);
      const int after = fcf == T30_PPS || fcf == T30_EOR ? fcf2_of(frame) : fcf;
      last_command_ = after == T30_NULL  ? Command::block
                      : after == T30_MPS ? Command::page
                      : after == T30_EOP ? Command::end
                                         : Command::renegotiate;
      now_.phase = FaxProgress::Phase::after_page;
      break;
    }
    case T30_DCN:
      now_.phase = FaxProgress::Phase::ending;
      break;
    default:
      if (!command) on_answer(t30, fcf, frame, now);
  }
}

void ProgressMeter::on_answer(t30_state_t* t30, int fcf, Frame frame, Samples now) {
  switch (fcf) {
    case T30_CFR:
    case T30_CTR:
      agreed_ = offered_;
      now_.modem = agreed_.modem;
      now_.bit_rate = agreed_.bit_rate;
      estimate_.trained(agreed_.bit_rate, agreed_.ecm, agreed_.frame_octets, now);
      if (fcf == T30_CFR) begin_page(now);
      refresh_page(t30, now);
      break;
    case T30_FTT:
      ++now_.ftt;
      break;
    case T30_PPR: {
      ++now_.ppr;
      std::int64_t wanted = 0;
      for (const auto octet : frame.subspan(3)) wanted += std::popcount(octet);
      // Frames behind the last one of the block are marked too; they do not exist.
      wanted = std::max<std::int64_t>(0, wanted - (256 - static_cast<std::int64_t>(frames_.count())));
      estimate_.block_answered(wanted * agreed_.frame_octets, now);
      repeating_ = true;
      now_.phase = FaxProgress::Phase::page;
      break;
    }
    case T30_RTN:
      ++now_.rtn;
      estimate_.page_again(now);
      break;
    case T30_MCF:
    case T30_ERR:
      if (last_command_ != Command::block) break;
      estimate_.block_answered(0, now);
      page_before_ += block_bytes_;
      frames_.reset();
      block_bytes_ = 0;
      repeating_ = false;
      now_.phase = FaxProgress::Phase::page;
      break;
    default:
      break;
  }
}

void ProgressMeter::on_image(t30_state_t* t30, Frame frame, Samples now) {
  if (!in_page_) return;
  now_.phase = FaxProgress::Phase::page;
  const auto bytes = static_cast<std::int64_t>(frame.size()) - kHeader;
  // A heard frame has crossed. A frame to be sent is handed over as it begins; the first of a
  // burst before the modem trains even, so that the burst is seen to flow with the second.
  const auto frame_time = agreed_.bit_rate > 0 ? bytes * 8 * kSampleRate / agreed_.bit_rate : 0;
  if (!flowing_ && (!sending_ || armed_)) begin_burst(std::max(burst_began_, now - frame_time));
  armed_ = true;
  on_its_way_ = 0;
  if (!frames_.test(frame[3])) {
    frames_.set(frame[3]);
    block_bytes_ += bytes;
    if (sending_) on_its_way_ = bytes;
  }
  last_image_ = now;
  next_refresh_ = now + kRefresh;
  refresh_page(t30, now);
  refresh_estimate(now);
  ++changes_;
}

void ProgressMeter::on_page_end(t30_state_t* t30, bool confirmed, Samples now) {
  bad_rows_before_ += sending_ ? 0 : stats_of(t30).bad_rows;
  now_.bad_rows = bad_rows_before_;
  if (sending_ && confirmed) ++now_.pages_done;
  ++page_index_;
  in_page_ = false;
  estimate_.page_done(now);
  if (sending_) leave_page();  // a page received is in progress until it is confirmed
  switch (last_command_) {
    case Command::end:
      now_.phase = FaxProgress::Phase::ending;
      break;
    case Command::renegotiate:
      now_.phase = FaxProgress::Phase::negotiate;
      break;
    default:
      begin_page(now);
      break;
  }
  now_.document_share = std::max(now_.document_share, sending_ ? estimate_.share() : 0.0);
  ++changes_;
}

void ProgressMeter::on_confirmed() {
  ++now_.pages_done;
  if (!in_page_) leave_page();
  ++changes_;
}

void ProgressMeter::on_time(t30_state_t* t30, Samples now) {
  if (now < next_refresh_) return;
  next_refresh_ = now + kRefresh;
  if (in_page_) {
    const Samples data_begins = burst_began_ + kLeadIn;
    if (!agreed_.ecm && !flowing_ && now_.phase == FaxProgress::Phase::page && now >= data_begins)
      begin_burst(data_begins);
    if (flowing_) refresh_page(t30, now);
  }
  if (!flowing_ && now_.seconds_left < 0) return;
  refresh_estimate(now);
  ++changes_;
}

void ProgressMeter::on_end() {
  now_.phase = FaxProgress::Phase::ended;
  now_.page = 0;
  now_.seconds_left = sending_ ? 0 : -1;
  flowing_ = false;
  ++changes_;
}

void ProgressMeter::begin_page(Samples now) {
  page_begun_ = true;
  in_page_ = true;
  flowing_ = false;
  armed_ = false;
  on_its_way_ = 0;
  repeating_ = false;
  last_command_ = Command::none;
  burst_began_ = now;
  frames_.reset();
  block_bytes_ = 0;
  page_before_ = 0;
  leave_page();
  now_.page = first_page_ + page_index_;
  now_.phase = FaxProgress::Phase::page;
}

void ProgressMeter::leave_page() {
  now_.page = 0;
  now_.page_bytes = 0;
  now_.page_bytes_total = 0;
}

void ProgressMeter::begin_burst(Samples now) {
  flowing_ = true;
  burst_began_ = now;
  estimate_.burst_begins(now);
}

void ProgressMeter::end_burst(t30_state_t* t30, Samples now) {
  if (std::exchange(armed_, false) && !flowing_) begin_burst(last_image_);
  on_its_way_ = 0;
  flowing_ = false;
  refresh_page(t30, now);
  estimate_.burst_ends(now);
  ++changes_;
}

// With ECM: what the frames say, and between two frames what the rate lets pass meanwhile,
// never more than the frame that is on its way. Without: the receiver's own count, or the
// sender's clock.
void ProgressMeter::refresh_page(t30_state_t* t30, Samples now) {
  const auto stats = stats_of(t30);
  std::int64_t bytes = 0;
  if (agreed_.ecm) {
    bytes = page_before_ + block_bytes_ - on_its_way_;
    if (flowing_ && !repeating_)
      bytes += std::clamp<std::int64_t>((now - last_image_) * agreed_.bit_rate / 8 / kSampleRate, 0,
                                        agreed_.frame_octets - 1);
  } else if (!sending_) {
    bytes = stats.image_size;
  } else if (flowing_) {
    bytes = (now - burst_began_) * agreed_.bit_rate / 8 / kSampleRate;
  }
  if (sending_) {
    now_.page_bytes_total = stats.image_size;
    bytes = std::min<std::int64_t>(bytes, stats.image_size);
  }
  now_.page_bytes = std::max(now_.page_bytes, bytes);
  if (stats.width > 0) now_.width = stats.width;
  now_.bad_rows = bad_rows_before_ + (sending_ ? 0 : stats.bad_rows);
  if (!sending_) return;
  estimate_.crossed(now_.page_bytes, now_.page_bytes_total);
  now_.document_share = std::max(now_.document_share, estimate_.share());
}

void ProgressMeter::refresh_estimate(Samples now) {
  if (sending_) now_.seconds_left = estimate_.seconds_left(now);
}

PageResult ProgressMeter::page_result(t30_state_t* t30) const {
  const auto stats = stats_of(t30);
  PageResult page;
  page.page = first_page_ + page_index_;
  page.width = stats.width;
  page.length = stats.length;
  page.bytes = stats.image_size;
  page.bad_rows = sending_ ? 0 : stats.bad_rows;
  page.bit_rate = agreed_.bit_rate;
  page.resolution = resolution_of(stats.y_resolution);
  page.compression = coding_of(stats.encoding);
  page.ecm = agreed_.ecm;
  return page;
}

}  // namespace caselli::fax
