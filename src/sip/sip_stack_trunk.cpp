#include "sip/sip_stack_trunk.h"

#include <fmt/format.h>
#include <sofia-sip/msg.h>

#include "base/text.h"
#include "sip/sip_message_parts.h"

namespace caselli {
namespace {

bool is_whole_uri(const std::string& to) { return to.starts_with("sip:") || to.starts_with("sips:"); }

// `host`, `host:port`, `[v6]:port`, or an IPv6 literal.
std::string host_with_port(const std::string& text) {
  const bool plain_v6 = text.find(':') != text.rfind(':') && !text.starts_with('[');
  return plain_v6 ? "[" + text + "]" : sip_line(text);
}

std::string host_of(const std::string& text) {
  const std::string whole = host_with_port(text);
  if (whole.starts_with('[')) return whole.substr(1, whole.find(']') - 1);
  return whole.substr(0, whole.find(':'));
}

}  // namespace

SipTrunk::SipTrunk(SipLoop& loop, const Clock& clock, std::shared_ptr<SipAgent> agent, SipTrunkSettings settings,
                   Peers peers, OnState on_state)
    : loop_(loop),
      clock_(clock),
      agent_(std::move(agent)),
      settings_(std::move(settings)),
      peers_(std::move(peers)),
      on_state_(std::move(on_state)),
      certificate_(Done{}),
      bound_(Done{}) {
  if (const auto literal = parse_peer_address(settings_.proxy)) proxies_.add(*literal);
}

SipTrunk::~SipTrunk() { agent_->remove_tls_user(this); }

void SipTrunk::start() { bind(); }

void SipTrunk::bind() {
  certificate_ = agent_->look_at_certificate(clock_.now());
  if (certificate_) bound_ = agent_->open();
  if (!certificate_ || !bound_) {
    update_state();
    rebind_ = loop_.after(settings_.first_retry, [this] { bind(); });
    return;
  }
  agent_->add_tls_user(this, {{settings_.proxy, settings_.domain, host_of(settings_.outbound_proxy)},
                              [this](const std::string& text) { on_tls_problem(text); }});
  const auto changed = [this] { update_state(); };
  if (settings_.registers && !settings_.proxy.empty()) {
    registration_ = std::make_unique<SipRegistration>(*this, changed);
    registration_->start();
  }
  if (settings_.options_interval.count() > 0 && !settings_.proxy.empty()) {
    keepalive_ = std::make_unique<SipKeepalive>(*this, changed);
    keepalive_->start();
  }
  if (!settings_.local.tls.certificate_file.empty()) look_at_certificate();
  update_state();
}

void SipTrunk::look_at_certificate() {
  certificate_ = agent_->look_at_certificate(clock_.now());
  update_state();
  certificate_look_ = loop_.after(settings_.certificate_look, [this] { look_at_certificate(); });
}

// Of trunks that share an address it is not known whose connection it was; those that have
// an answer coming are not touched by it.
void SipTrunk::on_tls_problem(const std::string& text) {
  if (settings_.protocol != SipProtocol::tls) return;
  if (registration_) registration_->fail(text);
  if (keepalive_) keepalive_->fail(text);
  for (const auto& [key, call] : std::map{calls_}) call->fail(text);
}

void SipTrunk::stop(const std::function<void()>& done) {
  agent_->remove_tls_user(this);
  rebind_.cancel();
  certificate_look_.cancel();
  for (const auto& [key, call] : std::exchange(calls_, {})) call->stop();
  keepalive_.reset();
  if (!registration_ || !registration_->leave(done)) done();
}

void SipTrunk::update_state() {
  SipTrunkState now{SipTrunkState::Kind::ready, ready_text()};
  if (!certificate_)
    now = {SipTrunkState::Kind::no_certificate, certificate_.error().text};
  else if (!bound_)
    now = {SipTrunkState::Kind::not_bound, bound_.error().text};
  else if (registration_ && !registration_->state().ready())
    now = registration_->state();
  else if (keepalive_ && !keepalive_->state().ready())
    now = keepalive_->state();
  if (now == state_) return;
  state_ = std::move(now);
  on_state_(settings_.name, state_);
}

std::string SipTrunk::ready_text() const {
  if (registration_) return fmt::format("registered at {} as {}", proxy_name(), settings_.user);
  if (keepalive_) return fmt::format("{} answers", proxy_name());
  return settings_.proxy.empty() ? "takes calls" : fmt::format("calls {}, which is not asked", proxy_name());
}

void SipTrunk::heard_from_proxy(msg_t* response) {
  if (response && settings_.outbound_proxy.empty()) proxies_.add(source_of(response));
}

std::shared_ptr<SipCallCore> SipTrunk::take_invite(msg_t* message, const sip_t* sip, SipIncoming& about) {
  const std::string source = print_source(message);
  SipIncoming described = describe_invite(sip, settings_.called_from_to);
  described.trunk = settings_.name;
  described.user = about.user;
  described.source = source;
  about = std::move(described);
  auto call = std::make_shared<SipCallCore>(*this, sip->sip_call_id->i_id);
  if (!call->take_invite(message, sip)) {
    call->stop();
    return nullptr;
  }
  calls_.emplace(call.get(), call);
  return call;
}

void SipTrunk::dial(const std::shared_ptr<SipCallCore>& call, const SipOutgoing& what) {
  calls_.emplace(call.get(), call);
  call->dial(what);
}

std::string SipTrunk::domain() const {
  if (!settings_.domain.empty()) return sip_host(settings_.domain);
  if (settings_.proxy.empty()) return {};
  return sip_host(settings_.proxy) + (settings_.proxy_port > 0 ? fmt::format(":{}", settings_.proxy_port) : "");
}

std::string SipTrunk::proxy_uri() const {
  return fmt::format("sip:{}{};transport={}", sip_host(settings_.proxy),
                     settings_.proxy_port > 0 ? fmt::format(":{}", settings_.proxy_port) : "",
                     name_of(settings_.protocol));
}

std::string SipTrunk::proxy_name() const {
  const std::string port = settings_.proxy_port > 0 ? fmt::format(":{}", settings_.proxy_port) : "";
  return fmt::format("{}{} over {}", sip_host(settings_.proxy), port, name_of(settings_.protocol));
}

std::string SipTrunk::request_uri(const std::string& to) const {
  if (is_whole_uri(to)) return sip_line(to);
  if (to.empty()) return "sip:" + domain();
  return fmt::format("sip:{}@{}", sip_escaped_user(to), domain());
}

std::string SipTrunk::next_hop(const std::string& to) const {
  if (!settings_.outbound_proxy.empty() || settings_.proxy.empty() || is_whole_uri(to)) return {};
  return proxy_uri();
}

std::string SipTrunk::route_line() const {
  if (settings_.outbound_proxy.empty()) return {};
  return fmt::format("Route: <sip:{};transport={};lr>\r\n", host_with_port(settings_.outbound_proxy),
                     name_of(settings_.protocol));
}

std::string SipTrunk::from_header(const std::string& caller, const std::string& name) const {
  const std::string& user = caller.empty() ? settings_.user : caller;
  std::string host = domain();
  // Without a domain of the trunk it is ours.
  if (host.empty()) {
    const std::string contact_uri = contact();
    host = contact_uri.substr(contact_uri.find('@') == std::string::npos ? 5 : contact_uri.find('@') + 1);
    host = host.substr(0, host.find_first_of(";>"));
  }
  std::string out = sip_quoted(name);
  if (!out.empty()) out += ' ';
  return out +
         (user.empty() ? fmt::format("<sip:{}>", host) : fmt::format("<sip:{}@{}>", sip_escaped_user(user), host));
}

std::string SipTrunk::to_header(const std::string& to) const { return "<" + request_uri(to) + ">"; }

std::string SipTrunk::identity_line(const std::string& caller, const std::string& name) const {
  switch (settings_.identity) {
    case SipIdentity::asserted:
      return "P-Asserted-Identity: " + from_header(caller, name) + "\r\n";
    case SipIdentity::remote_party:
      return "Remote-Party-ID: " + from_header(caller, name) + ";party=calling;screen=no;privacy=off\r\n";
    case SipIdentity::none:
      break;
  }
  return {};
}

std::string SipTrunk::contact(SipProtocol protocol, const std::string& towards) const {
  return agent_->contact(protocol, settings_.user, towards);
}

std::string SipTrunk::contact() const { return contact(settings_.protocol, settings_.proxy); }

std::string SipTrunk::agent_line() const { return "User-Agent: Caselli/" CASELLI_VERSION "\r\n"; }

std::string SipTrunk::phrase_of(const SipClientRequest::Response& response) const {
  if (!response.phrase.empty()) return response.phrase;
  if (!response.internal) return caselli::phrase_of(response.sip);
  if (response.status == 408) return "No answer came";
  const std::string text = caselli::phrase_of(response.sip);
  const bool says_nothing = text.empty() || text == "Service Unavailable";  // the library's for all it cannot send
  return says_nothing ? "The address was not found, or nobody listens there" : text;
}

}  // namespace caselli
