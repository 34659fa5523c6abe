#pragma once
// What the audio and the T.38 form of a session share: the T.30 engine's set-up and its
// handlers, pages, progress, trace and the end. SpanDSP calls back from inside run() and
// stop() only.

#include <optional>
#include <string>
#include <vector>

#include "fax/fax_session.h"
#include "fax/progress.h"
#include "fax/received_pages.h"
#include "fax/sent_document.h"
#include "fax/t30_hazards.h"
#include "fax/t30_trace.h"

namespace caselli::fax {

// An order that was looked at, with what it needs opened.
struct CheckedOrder {
  FaxOrder order;
  std::optional<SentDocument> document;   // sending
  std::optional<ReceivedPages> received;  // receiving
};

class T30Session : public FaxSession {
 public:
  T30Session(const T30Session&) = delete;
  T30Session& operator=(const T30Session&) = delete;

  void exchange(const MediaIn& in, MediaOut& out) final;
  std::uint64_t change_count() const final { return meter_.changes(); }
  FaxProgress progress() const final { return meter_.progress(); }
  std::optional<PageImage> take_page() final;
  std::vector<TraceEntry> take_trace() final { return trace_.take(); }
  const std::optional<FaxResult>& result() const final { return result_; }
  void stop(Outcome why) final;

 protected:
  explicit T30Session(CheckedOrder checked);

  // Gives the engine its orders. Called once by the maker of the engine, who must not let
  // it run before.
  void begin(t30_state_t* t30);
  // Lets `in.elapsed` samples pass; moves the clock by pass().
  virtual void run(const MediaIn& in, MediaOut& out) = 0;
  void pass(Samples samples) { now_ += samples; }
  Samples now() const { return now_; }
  bool ended() const { return result_.has_value(); }
  // Ends the session because the line is dead: cut off, or never a carrier.
  void line_died();

  const FaxOrder& order() const { return order_; }

 private:
  static int phase_b(t30_state_t*, void* self, int) noexcept;
  static int phase_d(t30_state_t*, void* self, int what) noexcept;
  static void phase_e(t30_state_t*, void* self, int code) noexcept;
  static void frame(t30_state_t*, void* self, int heard, const std::uint8_t bytes[], int size) noexcept;

  void set_abilities();
  void spoil_page();
  void hide(t30_state_t* t30, const std::uint8_t frame[]);
  void on_page_answered(int answer);
  void on_page_received();
  void finish(int code);
  Outcome outcome_at_end(int code) const;
  int pages_expected() const { return static_cast<int>(page_count_); }

  const FaxOrder order_;
  std::optional<SentDocument> document_;
  std::optional<ReceivedPages> received_;
  const std::size_t page_count_;  // to send
  t30_state_t* t30_ = nullptr;    // owned by the engine of the derived class
  Samples now_ = 0;

  ProgressMeter meter_;
  T30Trace trace_;
  TrainingWatch training_;
  std::vector<PageResult> pages_;
  int finished_pages_ = 0;            // by SpanDSP's count
  std::optional<PageImage> page_;     // received, to be taken
  bool unconfirmed_page_ = false;     // the newest of pages_ was received, MCF has not left
  bool last_page_ = false;            // EOP came with it
  std::optional<int> status_before_;  // the engine's, before a frame was hidden from it
  std::optional<Outcome> stopped_;
  std::optional<std::string> broken_;  // a received page was not whole
  std::optional<FaxResult> result_;
};

}  // namespace caselli::fax
