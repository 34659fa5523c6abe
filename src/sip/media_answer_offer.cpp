#include <algorithm>
#include <cassert>

#include "base/text.h"
#include "sip/media_answer.h"
#include "sip/media_answer_lines.h"

namespace caselli {
namespace {

// Where in `lines` a line of `kind` goes: where one of its kind is, else to the first place
// that no line of this offer has yet, else to the end.
void place_line(std::vector<SdpMedia>& lines, std::vector<bool>& placed, SdpMedia line) {
  std::size_t place = lines.size();
  for (std::size_t i = 0; i < lines.size() && place == lines.size(); ++i)
    if (!placed[i] && lines[i].kind == line.kind) place = i;
  for (std::size_t i = 0; i < lines.size() && place == lines.size(); ++i)
    if (!placed[i]) place = i;
  if (place == lines.size()) {
    lines.push_back(std::move(line));
    placed.push_back(true);
    return;
  }
  lines[place] = std::move(line);
  placed[place] = true;
}

// The answer's line for our line at `place`. Lines in another order, or too few or too
// many of them, break the rules (RFC 3264 6), but what is meant is mostly plain.
const SdpMedia* answered_line(const Sdp& offer, const Sdp& answer, std::size_t place, bool& broken) {
  const SdpMedia& ours = offer.media[place];
  if (place < answer.media.size() && answer.media[place].kind == ours.kind) return &answer.media[place];
  for (std::size_t i = 0; i < answer.media.size(); ++i) {
    // One that stands in its right place belongs there.
    const bool at_home = i < offer.media.size() && answer.media[i].kind == offer.media[i].kind;
    if (!at_home && answer.media[i].kind == ours.kind) {
      broken = true;
      return &answer.media[i];
    }
  }
  return nullptr;
}

std::string line_name(const SdpMedia& line) { return line.kind == SdpMediaKind::image ? "T.38" : "audio"; }

// Reads the far end's line in answer to ours.
LineReading read_answer_line(const SdpMedia& ours, const SdpMedia* far, const Sdp& answer, const LocalMedia& local) {
  if (!far) {
    const bool other = std::any_of(answer.media.begin(), answer.media.end(),
                                   [](const SdpMedia& line) { return line.active() && is_fax_kind(line); });
    return line_name(ours) + (other ? " was answered with other media" : " was not answered");
  }
  if (!far->active()) return line_name(ours) + " was refused with port 0";
  LineReading reading = read_far_line(*far, local);
  if (auto* audio = std::get_if<AudioAgreed>(&reading)) {
    // We receive by our own numbers, and there is one crypto line of ours.
    for (const SdpFormat& format : ours.formats)
      if (format.encoding == name_of(audio->codec)) audio->receive_payload_type = format.payload_type;
    if (audio->srtp && audio->srtp->suite != SrtpSuite::aes_cm_128_hmac_sha1_80)
      return std::string{"audio was answered with a suite of SRTP that was not offered"};
  } else if (auto* t38 = std::get_if<T38Agreed>(&reading)) {
    t38->terms = agreed_terms(local.t38, t38->terms);
    t38->error_correction = t38->terms.error_correction.front();
  }
  return reading;
}

}  // namespace

Sdp make_offer(const LocalMedia& local, OfferKinds kinds, const std::optional<Sdp>& previous) {
  Sdp ours;
  if (previous)
    for (const SdpMedia& line : previous->media) ours.media.push_back(refused_line(line, local));
  std::vector<bool> placed(ours.media.size(), false);
  std::vector<SdpMedia> wanted;
  if (kinds != OfferKinds::t38) wanted.push_back(audio_offer_line(local));
  if (kinds != OfferKinds::audio) wanted.push_back(t38_offer_line(local));
  // Places of the same kind first, so that audio does not take that of T.38.
  const auto has_place = [&](const SdpMedia& line) {
    return std::any_of(ours.media.begin(), ours.media.end(),
                       [&](const SdpMedia& old) { return old.kind == line.kind; });
  };
  std::stable_partition(wanted.begin(), wanted.end(), has_place);
  for (SdpMedia& line : wanted) {
    assert(line.active());
    place_line(ours.media, placed, std::move(line));
  }
  return with_origin(std::move(ours), local, previous);
}

std::variant<AnswerAccepted, MediaRefusal> read_answer(const Sdp& offer, const Sdp& answer, const LocalMedia& local) {
  std::optional<AnswerAccepted> accepted;
  std::string reasons;
  bool broken = answer.media.size() != offer.media.size();
  for (std::size_t place = 0; place < offer.media.size(); ++place) {
    const SdpMedia& ours = offer.media[place];
    if (!ours.active()) {
      broken = broken || (place < answer.media.size() && answer.media[place].active());
      continue;
    }
    const SdpMedia* far = answered_line(offer, answer, place, broken);
    LineReading reading = read_answer_line(ours, far, answer, local);
    if (auto* reason = std::get_if<std::string>(&reading)) {
      reasons += (reasons.empty() ? "" : "; ") + *reason;
      continue;
    }
    MediaAgreed agreed = std::holds_alternative<T38Agreed>(reading) ? MediaAgreed{std::get<T38Agreed>(reading)}
                                                                    : MediaAgreed{std::get<AudioAgreed>(reading)};
    if (!accepted || kind_of(agreed) == local.preferred) accepted = AnswerAccepted{std::move(agreed), {}};
  }
  if (!accepted) return MediaRefusal{reasons};
  if (broken)
    accepted->remark = "the answer has " + std::to_string(answer.media.size()) +
                       " media lines that do not match the offer's " + std::to_string(offer.media.size());
  return *std::move(accepted);
}

}  // namespace caselli
