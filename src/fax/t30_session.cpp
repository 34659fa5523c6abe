#include "fax/t30_session.h"

#include <fmt/core.h>
#include <spandsp.h>

#include <algorithm>
#include <iterator>
#include <utility>

#include "fax/t30_outcome.h"

namespace caselli::fax {
namespace {

constexpr Samples kTimerT2 = 7 * kSampleRate;  // T.30 5.4.2: 6 s, give or take one

// SpanDSP begins at the top of what both ends support, and knows no other way to limit it.
int modems_for(const FaxOrder& order) {
  if (order.max_rate >= 14400 && order.v17) return T30_SUPPORT_V17 | T30_SUPPORT_V29 | T30_SUPPORT_V27TER;
  if (order.max_rate >= 9600) return T30_SUPPORT_V29 | T30_SUPPORT_V27TER;
  return T30_SUPPORT_V27TER;
}

int codings_for(const FaxOrder& order) {
  // Every machine must know MH (T.30 table 2); it cannot be left out.
  int codings = T30_SUPPORT_T4_1D_COMPRESSION;
  if (order.mr) codings |= T30_SUPPORT_T4_2D_COMPRESSION;
  if (order.mmr) codings |= T30_SUPPORT_T6_COMPRESSION;
  return codings;
}

int resolutions_for(Resolution most) {
  int resolutions = T30_SUPPORT_R8_RESOLUTION | T30_SUPPORT_STANDARD_RESOLUTION;
  if (most != Resolution::standard) resolutions |= T30_SUPPORT_FINE_RESOLUTION;
  if (most == Resolution::superfine) resolutions |= T30_SUPPORT_SUPERFINE_RESOLUTION;
  return resolutions;
}

int sizes_for(int max_width) {
  int sizes = T30_SUPPORT_215MM_WIDTH | T30_SUPPORT_US_LETTER_LENGTH | T30_SUPPORT_US_LEGAL_LENGTH |
              T30_SUPPORT_A4_LENGTH | T30_SUPPORT_B4_LENGTH | T30_SUPPORT_UNLIMITED_LENGTH;
  if (max_width >= 2048) sizes |= T30_SUPPORT_255MM_WIDTH;
  if (max_width >= 2432) sizes |= T30_SUPPORT_303MM_WIDTH;
  return sizes;
}

int dpi_of(std::string_view resolution) { return resolution == "204x391" ? 391 : resolution == "204x196" ? 196 : 98; }

}  // namespace

T30Session::T30Session(CheckedOrder checked)
    : order_(std::move(checked.order)),
      document_(std::move(checked.document)),
      received_(std::move(checked.received)),
      page_count_(document_ ? document_->pages.size() : 0),
      meter_(order_, document_ ? std::move(document_->pages) : std::vector<SentPage>{}),
      trace_(order_.started) {}

void T30Session::begin(t30_state_t* t30) {
  t30_ = t30;
  set_abilities();
  t30_set_tx_ident(t30, order_.local_id.c_str());
  if (document_) {
    const int first = order_.first_page - 1;
    t30_set_tx_file(t30, document_->path().c_str(), first, first + pages_expected() - 1);
    if (!order_.header.empty()) t30_set_tx_page_header_info(t30, order_.header.c_str());
  }
  if (received_) t30_set_rx_file(t30, received_->path().c_str(), -1);
  t30_set_phase_b_handler(t30, &T30Session::phase_b, this);
  t30_set_phase_d_handler(t30, &T30Session::phase_d, this);
  t30_set_phase_e_handler(t30, &T30Session::phase_e, this);
  t30_set_real_time_frame_handler(t30, &T30Session::frame, this);
}

void T30Session::set_abilities() {
  t30_set_supported_modems(t30_, modems_for(order_));
  t30_set_supported_compressions(t30_, codings_for(order_));
  t30_set_supported_resolutions(t30_, resolutions_for(order_.max_resolution));
  t30_set_supported_image_sizes(t30_, sizes_for(order_.max_width));
  t30_set_ecm_capability(t30_, order_.ecm ? 1 : 0);
  t30_set_rx_encoding(t30_, T4_COMPRESSION_ITU_T6);  // in the memory file: the coding pages are kept in
}

void T30Session::exchange(const MediaIn& in, MediaOut& out) {
  out.audio.clear();
  out.packets.clear();
  // The page of last time was kept: its confirmation may go on leaving.
  page_.reset();
  if (now_ == 0 && !ended()) meter_.on_start();
  if (std::exchange(unconfirmed_page_, false)) {
    pages_.back().confirmed = true;
    meter_.on_confirmed();
  }
  run(in, out);
  if (status_before_ && !ended()) t30_set_status(t30_, *status_before_);
  status_before_.reset();
  if (!ended() && meter_.progress().rtn < order_.refuse_pages) spoil_page();
  if (order_.transport == Transport::audio && !ended() && training_.is_overdue(now_))
    t30_timer_update(t30_, static_cast<int>(kTimerT2));
  if (broken_ && !ended()) stop(Outcome::storage_error);
  if (!ended()) meter_.on_time(t30_, now_);
}

// Puts rows that cannot be decoded between those that arrive: more than any receiver takes.
void T30Session::spoil_page() {
  const auto& progress = meter_.progress();
  if (progress.phase != FaxProgress::Phase::page || progress.ecm) return;
  constexpr std::uint8_t kNoise[] = {0x00, 0x80, 0xD5, 0x3B, 0x00, 0x01, 0x6E, 0x92};
  for (int row = 0; row < 4; ++row) t30_non_ecm_put_chunk(t30_, kNoise, std::size(kNoise));
}

std::optional<PageImage> T30Session::take_page() { return std::exchange(page_, std::nullopt); }

void T30Session::stop(Outcome why) {
  if (ended()) return;
  stopped_ = why;
  t30_terminate(t30_);
  if (!ended()) finish(T30_ERR_CALLDROPPED);
}

void T30Session::line_died() {
  trace_.remark("silence", "nothing was sent or heard for too long", now_);
  stop(meter_.page_begun() ? Outcome::cut_off : Outcome::no_carrier);
}

int T30Session::phase_b(t30_state_t*, void*, int) noexcept { return T30_ERR_OK; }

int T30Session::phase_d(t30_state_t* t30, void* self, int what) noexcept {
  auto& session = *static_cast<T30Session*>(self);
  t30_stats_t stats{};
  t30_get_transfer_statistics(t30, &stats);
  const bool sending = session.order_.direction == Direction::send;
  const int finished = sending ? stats.pages_tx : stats.pages_rx;
  // Called for each answer to a page; only finished pages count (RTN finishes none).
  if (std::exchange(session.finished_pages_, finished) == finished) return T30_ERR_OK;
  if (sending)
    session.on_page_answered(what);
  else
    session.on_page_received();
  return T30_ERR_OK;
}

void T30Session::phase_e(t30_state_t*, void* self, int code) noexcept { static_cast<T30Session*>(self)->finish(code); }

void T30Session::frame(t30_state_t* t30, void* self, int heard, const std::uint8_t bytes[], int size) noexcept {
  if (size < 3) return;
  auto& session = *static_cast<T30Session*>(self);
  const Frame whole{bytes, static_cast<std::size_t>(size)};
  if (heard != 0 && breaks_engine(whole)) {
    session.trace_.remark("hostile", detail_of_frame(whole), session.now_);
    session.hide(t30, bytes);
    return;
  }
  session.training_.on_frame(heard != 0, whole, session.now_);
  session.trace_.frame(heard != 0, whole, session.now_);
  session.meter_.on_frame(t30, heard != 0, whole, session.now_);
  if (heard != 0 && leaks_in_engine(whole)) session.hide(t30, bytes);
}

// This handler comes before the engine looks at the frame, in its own buffer. A kind that does
// not exist is what it can deal with: it says DCN to a final frame (bit 0x10 of the control
// field), and passes over others, but notes a status that is to be forgotten.
void T30Session::hide(t30_state_t* t30, const std::uint8_t frame[]) {
  const_cast<std::uint8_t*>(frame)[2] = T30_NULL;
  if ((frame[1] & 0x10) != 0 || status_before_) return;
  t30_stats_t stats{};
  t30_get_transfer_statistics(t30, &stats);
  status_before_ = stats.current_status;
}

// RTP confirms the page too, and only asks for fresh training (T.30 5.3.6.1.7).
void T30Session::on_page_answered(int answer) {
  auto page = meter_.page_result(t30_);
  page.confirmed = (answer & 0xFE) == T30_MCF || (answer & 0xFE) == T30_RTP;
  pages_.push_back(page);
  meter_.on_page_end(t30_, page.confirmed, now_);
}

void T30Session::on_page_received() {
  const auto about = meter_.page_result(t30_);
  auto image = received_->take_newest(about.width, about.length, dpi_of(about.resolution));
  pages_.push_back(about);
  last_page_ = meter_.end_commanded();
  if (!image) {
    broken_ = image.error().text;
    trace_.remark("refused", *broken_, now_);
    return;
  }
  trace_.remark(
      "page",
      fmt::format("{}x{} pixels, {} bytes, {} bad rows", about.width, about.length, about.bytes, about.bad_rows), now_);
  page_ = std::move(image).value();
  unconfirmed_page_ = true;
  meter_.on_page_end(t30_, false, now_);
}

// A hang-up while the engine was only tidying up after an end of its own explains nothing:
// the engine's reason counts then.
Outcome T30Session::outcome_at_end(int code) const {
  const bool own_reason = stopped_ == Outcome::cut_off && code != T30_ERR_CALLDROPPED;
  if (stopped_ && !own_reason) return *stopped_;
  return outcome_of(code, order_.direction, meter_.page_begun());
}

void T30Session::finish(int code) {
  if (ended()) return;
  if (meter_.in_page() && !unconfirmed_page_) {
    auto page = meter_.page_result(t30_);
    page.bytes = std::max(page.bytes, meter_.progress().page_bytes);
    if (page.bytes > 0 && !broken_) pages_.push_back(page);
  }
  // Stopped before the confirmation of the newest page left: it never was confirmed.
  unconfirmed_page_ = false;
  page_.reset();

  FaxResult result;
  const auto unconfirmed = std::ranges::find(pages_, false, &PageResult::confirmed);
  result.pages_done = static_cast<int>(unconfirmed - pages_.begin());
  result.pages = pages_;
  result.bit_rate = meter_.progress().bit_rate;
  result.remote_id = meter_.progress().remote_id;
  const bool all_sent = order_.direction == Direction::send && result.pages_done == pages_expected();
  const bool all_received =
      order_.direction == Direction::receive && last_page_ && result.pages_done > 0 && unconfirmed == pages_.end();
  if (all_sent || all_received) {
    result.outcome = all_sent ? Outcome::sent : Outcome::received;
  } else {
    result.outcome = outcome_at_end(code);
    // Whoever stopped the fax knows why; the engine would only say that it was stopped.
    const bool told_to_stop = result.outcome == stopped_ && *stopped_ != Outcome::cut_off;
    result.t30_code = told_to_stop ? T30_ERR_OK : code;
    if (!told_to_stop) result.t30_text = code == T30_ERR_OK ? "Not every page was confirmed" : text_of_code(code);
    if (broken_) result.t30_text = *broken_;
  }
  trace_.remark("end", fmt::format("{}: {}", code_of(result.outcome), text_of_code(code)), now_);
  meter_.on_end();
  result_ = std::move(result);
}

}  // namespace caselli::fax
