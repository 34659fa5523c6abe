// What the leg wants done: messages to the stack, words to the listener.

#include <fmt/format.h>

#include <charconv>
#include <utility>

#include "base/log.h"
#include "line/sip/fax_call.h"
#include "sip/sip_outcome.h"

namespace caselli::sip_line {

using sip::Kinds;

namespace {

constexpr std::uint16_t kSipPort = 5060;

// `192.0.2.1:5060`, `[2001:db8::1]:5060`, `2001:db8::1:5060`.
std::optional<SocketAddress> address_of(const std::string& text) {
  const auto colon = text.rfind(':');
  if (colon == std::string::npos) return {};
  std::string host = text.substr(0, colon);
  std::erase_if(host, [](char c) { return c == '[' || c == ']'; });
  int port = 0;
  std::from_chars(text.data() + colon + 1, text.data() + text.size(), port);
  const auto parsed = SocketAddress::parse(host, static_cast<std::uint16_t>(port));
  return parsed ? std::optional{*parsed} : std::nullopt;
}

// For the trace: what flows now, and where to.
std::string words_of(const MediaAgreed& agreed) {
  std::string text;
  if (const auto* audio = std::get_if<AudioAgreed>(&agreed)) {
    text = fmt::format("{}{} to {} port {}", name_of(audio->codec), audio->srtp ? " encrypted" : "", audio->address,
                       audio->port);
  } else {
    const auto& t38 = std::get<T38Agreed>(agreed);
    text = fmt::format("T.38 version {} to {} port {}, {} bit/s at most, {}", t38.terms.version, t38.address, t38.port,
                       t38.terms.max_bit_rate, name_of(t38.error_correction));
  }
  return is_held(agreed) ? text + ", on hold" : text;
}

}  // namespace

void FaxCall::send_invite(Kinds offer) {
  // Also the second one, after T.38 was refused: another call to the far end, which knows no line
  // of the offer before.
  ours_.reset();
  early_.clear();
  const auto& trunk = parts_->config.trunk;
  auto made = parts_->stack.make_call(
      trunk.name, {.to = outgoing_.number.digits, .caller = parts_->config.from, .sdp = offer_text(offer)});
  if (!made) {
    phrase_ = made.error().text;
    // Told once this step is done.
    return post([](FaxCall& call) { call.feed(sip::Refused{503}); });
  }
  sip_ = std::move(*made);
  sip_->listen(weak_from_this(), executor_);
}

void FaxCall::send_cancel() {
  if (sip_) sip_->cancel(reason_of_release());
}

void FaxCall::send_ringing() { sip_->respond(incoming_.cseq, {.status = 180}); }

void FaxCall::answer_invite(Kinds accepted) {
  sip_->respond(incoming_.cseq, {.status = 200, .sdp = answer_text(accepted)});
}

void FaxCall::offer_in_200(Kinds offer) { sip_->respond(incoming_.cseq, {.status = 200, .sdp = offer_text(offer)}); }

void FaxCall::refuse_invite(int code) { sip_->respond(incoming_.cseq, {.status = code}); }

void FaxCall::ack(sip::DialogIndex) { sip_->ack(); }

void FaxCall::send_bye(sip::DialogIndex dialog) { sip_->bye(reason_of_release(), dialog); }

void FaxCall::send_reinvite(Kinds offer) { sip_->reinvite(offer_text(offer)); }

void FaxCall::send_refresh() { sip_->reinvite(standing_ ? print(*standing_) : std::string{}); }

void FaxCall::cancel_reinvite() { sip_->cancel(); }

void FaxCall::answer_bye(sip::DialogIndex dialog, int code) { sip_->respond(bye_cseq_, {.status = code}, dialog); }

void FaxCall::answer_offer(Kinds accepted, bool same) {
  if (same && standing_) {
    asked_.reset();
    return sip_->respond(offer_cseq_, {.status = 200, .sdp = print(*standing_)}, offer_dialog_);
  }
  sip_->respond(offer_cseq_, {.status = 200, .sdp = answer_text(accepted)}, offer_dialog_);
  // An UPDATE before the 200 to our INVITE changes what the reliable 1xx said.
  if (const auto early = early_.find(offer_dialog_); early != early_.end() && agreed_ && !answered_)
    early->second.agreed = *agreed_;
}

void FaxCall::offer_in_answer(Kinds offer) {
  sip_->respond(offer_cseq_, {.status = 200, .sdp = offer_text(offer)}, offer_dialog_);
}

void FaxCall::confirm_offer() { sip_->respond(offer_cseq_, {.status = 200}, offer_dialog_); }

void FaxCall::refuse_offer(int code, std::optional<std::chrono::seconds> retry_after) {
  SipResponse response{.status = code};
  if (retry_after) response.headers.push_back(fmt::format("Retry-After: {}", retry_after->count()));
  sip_->respond(offer_cseq_, std::move(response), offer_dialog_);
}

void FaxCall::tell_incoming() {
  feed(sip::Ring{});
  ring_again();
}

void FaxCall::tell_ringing() {
  if (const auto listener = listener_.lock()) listener->on_ringing();
}

void FaxCall::tell_answered() {
  answered_ = true;
  if (const auto listener = listener_.lock()) listener->on_answered();
}

void FaxCall::tell_media(Transport media) {
  const auto listener = listener_.lock();
  if (!listener || !agreed_) return;
  if (media != Transport::none && media != std::exchange(media_told_, media)) listener->on_media(media);
  if (const auto used = media_->use(*agreed_, listener_); !used) {
    remark("media", used.error().text);
    why_ = {Outcome::unreachable, 0, used.error().text};
    post([](FaxCall& call) { call.feed(sip::HangUp{}); });
    return;
  }
  if (media != Transport::none) remark("media", words_of(*agreed_));
}

void FaxCall::tell_note(sip::LegNote note, int code) {
  remark(std::string{name_of(note)}, code > 0 ? sip::words_of(code, 0) : std::string{});
}

void FaxCall::tell_released(sip::LegEnd end, int code) {
  bell_.cancel();
  media_->stop();
  Release why;
  if (end == sip::LegEnd::by_us && why_) {
    why = *why_;
    if (why.sip_code == 0) why.sip_code = code;
  } else {
    why.sip_code = code;
    why.outcome = sip::outcome_of({end, answered_, code, reason_.q850_cause, internal_});
    why.text = sip::words_of(code, reason_.q850_cause);
    if (why.text.empty()) why.text = name_of(end);
    if (!phrase_.empty() && internal_) why.text = phrase_;
  }
  if (!why.text.empty()) remark("released", why.text);
  released_ = true;
  if (const auto listener = listener_.lock()) listener->on_released(why);
}

void FaxCall::moved(sip::LegPhase from, const sip::LegEvent& because, sip::LegPhase to) {
  log::debug("sip", "{}: {} -> {} ({})", sip_ ? sip_->call_id() : std::string{"new call"}, name_of(from), name_of(to),
             sip::text_of(because));
  if (to != sip::LegPhase::ended || std::exchange(over_told_, true)) return;
  bell_.cancel();
  post([](FaxCall& call) {  // the leg is on the stack still
    call.keep_capture();
    call.over_(call);
  });
}

// The far end's address is that of the first message; a name is not looked up for this
// (192.0.2.1 and 2001:db8::1 are nobody's, RFC 5737 and 3849).
void FaxCall::begin_capture() {
  const auto& config = parts_->config;
  if (config.captures.path.empty()) return;
  const auto& shown = config.advertised_address.empty() ? config.media_address : config.advertised_address;
  const int bound = parts_->stack.local_port(config.trunk.name, config.trunk.protocol);
  const auto ours = SocketAddress::parse(shown, static_cast<std::uint16_t>(bound > 0 ? bound : kSipPort));
  const bool ipv6 = ours && ours->is_ipv6();
  const std::string source =
      incoming_.source.empty()
          ? fmt::format("{}:{}", config.trunk.proxy, config.trunk.proxy_port > 0 ? config.trunk.proxy_port : kSipPort)
          : incoming_.source;
  const auto far = address_of(source);
  const auto nobody = SocketAddress::parse(ipv6 ? "2001:db8::1" : "192.0.2.1", kSipPort);
  capture_ = std::make_shared<CallCapture>(parts_->clock, ours ? *ours : SocketAddress{}, far ? *far : *nobody);
  capture_name_ = capture_name(parts_->clock.now(), config.trunk.name, parts_->random());
  remark("capture", fmt::format("{}, if the fax fails", (config.captures.path.filename() / capture_name_).string()));
}

// Once it is known how the fax ended and nothing more comes.
void FaxCall::keep_capture() {
  if (!capture_ || !over_told_ || !fax_outcome_) return;
  const auto capture = std::exchange(capture_, nullptr);
  if (row_of(*fax_outcome_).good || *fax_outcome_ == Outcome::cancelled) return;
  if (const auto saved = save_capture(parts_->config.captures, capture_name_, capture->pcap()); !saved)
    log::warn(parts_->config.trunk.name, "{}", saved.error().text);
}

void FaxCall::fax_ended(Outcome outcome) {
  post([outcome](FaxCall& call) {
    call.fax_outcome_ = outcome;
    call.keep_capture();
  });
}

SipReason FaxCall::reason_of_release() const {
  if (!why_ || why_->text.empty()) return {};
  return {.q850_cause = 16, .text = why_->text};
}

}  // namespace caselli::sip_line
