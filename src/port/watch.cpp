#include "port/watch.h"

namespace caselli::port {
namespace {

using Phase = fax::FaxProgress::Phase;

Samples samples(std::chrono::seconds time) { return time.count() * kSampleRate; }

}  // namespace

void Watch::progress(const fax::FaxProgress& progress) {
  moved_ = now_;
  in_page_ = progress.phase == Phase::page;
  had_page_ = had_page_ || in_page_;
  heard_ = heard_ || progress.last_frame.starts_with('<') || progress.phase > Phase::identify;
  trained_ = trained_ || progress.dcs_attempts > 0;
}

std::optional<Watch::Verdict> Watch::look() const {
  if (!had_page_ && now_ >= samples(deadlines_.training)) {
    if (!heard_) return Verdict{Outcome::not_a_fax, "no fax was heard in time"};
    if (trained_) return Verdict{Outcome::training_failed, "training took too long"};
    return Verdict{Outcome::negotiation_failed, "the machines did not agree in time"};
  }
  if (now_ - moved_ >= samples(deadlines_.no_progress)) {
    if (!heard_) return Verdict{Outcome::not_a_fax, "no fax was heard in time"};
    if (in_page_) return Verdict{Outcome::no_carrier, "nothing moved in the middle of a page"};
    return Verdict{Outcome::cut_off, "nothing was heard between pages"};
  }
  return {};
}

}  // namespace caselli::port
