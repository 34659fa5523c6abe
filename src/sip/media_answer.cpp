#include "sip/media_answer.h"

#include <algorithm>

#include "sip/media_answer_lines.h"

namespace caselli {
namespace {

// The far end's lines as `local` reads them.
struct ReadOffer {
  struct Line {
    const SdpMedia* far;
    LineReading reading;
  };
  std::vector<Line> lines;
  std::string reasons;

  // The first line that came to a T.
  template <class T>
  int place_of() const {
    const auto found = std::find_if(lines.begin(), lines.end(),
                                    [](const Line& line) { return std::holds_alternative<T>(line.reading); });
    return found == lines.end() ? -1 : static_cast<int>(found - lines.begin());
  }
  // The line to take; -1: none.
  int place_to_take(Transport preferred) const {
    const int audio = place_of<AudioAgreed>();
    const int t38 = place_of<T38Agreed>();
    const bool audio_first = preferred == Transport::audio;
    const int first = audio_first ? audio : t38;
    return first >= 0 ? first : audio_first ? t38 : audio;
  }
};

ReadOffer read_offer_lines(const Sdp& offer, const LocalMedia& local) {
  ReadOffer read;
  for (const SdpMedia& far : offer.media) {
    LineReading reading = far.active() ? read_far_line(far, local) : LineReading{std::string{}};
    if (const auto* reason = std::get_if<std::string>(&reading); reason && !reason->empty())
      read.reasons += (read.reasons.empty() ? "" : "; ") + *reason;
    read.lines.push_back({&far, std::move(reading)});
  }
  return read;
}

bool is_held_line(const LineReading& reading) {
  const auto* audio = std::get_if<AudioAgreed>(&reading);
  const auto* t38 = std::get_if<T38Agreed>(&reading);
  return (audio && audio->held) || (t38 && t38->held);
}

bool asks_the_same(const SdpMedia& a, const SdpMedia& b) {
  if (a.kind != b.kind || a.port != b.port) return false;
  if (!a.active()) return true;
  const auto heard = [](const SdpMedia& line) {
    SdpMedia what = line;
    what.type.clear();  // `kind` and `transport` say it whatever the case of letters
    if (what.transport != SdpTransport::other) what.protocol.clear();
    what.attributes.clear();
    return what;
  };
  return heard(a) == heard(b) && (a.kind != SdpMediaKind::image || read_t38_terms(a) == read_t38_terms(b));
}

}  // namespace

Transport kind_of(const MediaAgreed& agreed) {
  return std::holds_alternative<T38Agreed>(agreed) ? Transport::t38 : Transport::audio;
}

bool is_held(const MediaAgreed& agreed) {
  return std::visit([](const auto& each) { return each.held; }, agreed);
}

OfferedMedia offered_media(const Sdp& offer, const LocalMedia& local) {
  const ReadOffer read = read_offer_lines(offer, local);
  OfferedMedia offered;
  offered.audio = read.place_of<AudioAgreed>() >= 0;
  offered.t38 = read.place_of<T38Agreed>() >= 0;
  const int place = read.place_to_take(local.preferred);
  offered.held = place >= 0 && is_held_line(read.lines[static_cast<std::size_t>(place)].reading);
  offered.reasons = read.reasons;
  return offered;
}

std::variant<MediaAnswer, MediaRefusal> answer_offer(const Sdp& offer, const LocalMedia& local,
                                                     const std::optional<Sdp>& previous) {
  const ReadOffer read = read_offer_lines(offer, local);
  const int place = read.place_to_take(local.preferred);
  if (place < 0) return MediaRefusal{read.reasons.empty() ? "every line of the offer is switched off" : read.reasons};

  MediaAnswer answer;
  Sdp ours;
  for (const SdpMedia& far : offer.media) ours.media.push_back(refused_line(far, local));
  const auto& [far, reading] = read.lines[static_cast<std::size_t>(place)];
  SdpMedia& taken = ours.media[static_cast<std::size_t>(place)];
  if (const auto* audio = std::get_if<AudioAgreed>(&reading)) {
    taken = audio_answer_line(*far, *audio, local);
    answer.agreed = *audio;
  } else if (const auto* t38 = std::get_if<T38Agreed>(&reading)) {
    taken = t38_answer_line(*far, local);
    T38Agreed agreed = *t38;
    agreed.terms = answer_terms(t38->terms, local.t38);
    agreed.error_correction = agreed.terms.error_correction.front();
    agreed.terms.max_buffer = t38->terms.max_buffer;
    agreed.terms.max_datagram = t38->terms.max_datagram;
    answer.agreed = std::move(agreed);
  }
  answer.sdp = with_origin(std::move(ours), local, previous);
  return answer;
}

bool is_same_session(const Sdp& a, const Sdp& b) {
  return std::equal(a.media.begin(), a.media.end(), b.media.begin(), b.media.end(), asks_the_same);
}

}  // namespace caselli
