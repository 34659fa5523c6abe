#include "sip/sip_stack.h"

#include <fmt/format.h>

#include <algorithm>
#include <condition_variable>
#include <map>
#include <mutex>

#include "base/text.h"
#include "sip/sip_call_handle.h"
#include "sip/sip_message.h"
#include "sip/sip_stack_gate.h"
#include "sip/sip_stack_trunk.h"

namespace caselli {
namespace {

Status check_settings(const SipTrunkSettings& settings) {
  const auto bad = [&](const std::string& what) {
    return Error{Errc::bad_config, fmt::format("trunk `{}`: {}", settings.name, what)};
  };
  const auto& local = settings.local;
  if (settings.name.empty()) return Error{Errc::bad_config, "a trunk has no name"};
  if (local.protocols.empty()) return bad("it has no protocol");
  if (std::find(local.protocols.begin(), local.protocols.end(), settings.protocol) == local.protocols.end())
    return bad("it calls by a protocol that its local address does not have");
  if (const auto address = parse_peer_address(local.address); !address) return bad(address.error().text);
  for (const int port : {local.port, local.tls_port, settings.proxy_port})
    if (port < 0 || port > 65'535) return bad(fmt::format("{} is not a port", port));
  if (settings.registers && (settings.proxy.empty() || settings.user.empty()))
    return bad("to register it needs a proxy and a user");
  const auto clean = [](const std::string& text) {
    return text.find_first_of("<>\"; \t\r\n@?") == std::string::npos && sip_line(text) == text;
  };
  for (const auto* text : {&settings.proxy, &settings.domain, &settings.outbound_proxy, &local.advertised_address})
    if (!clean(*text)) return bad(fmt::format("`{}` is not a host", printable_ascii(*text, 80)));
  return Done{};
}

}  // namespace

class SipStack::Impl {
 public:
  Impl(const Clock& clock, std::weak_ptr<Listener> listener, std::shared_ptr<Executor> executor,
       SipAdmissionSettings admission)
      : clock_(clock),
        listener_(std::move(listener)),
        executor_(std::move(executor)),
        gate_(clock, admission, trunks_, [this](SipIncoming about, std::shared_ptr<SipCallCore> core) {
          on_call(std::move(about), std::move(core));
        }) {}

  void stop(std::chrono::milliseconds farewell);
  Status add_trunk(const SipTrunkSettings& settings);
  void remove_trunk(const std::string& name);
  Result<std::shared_ptr<SipCall>> make_call(const std::string& trunk, const SipOutgoing& what);
  SipTrunkState state(const std::string& trunk) const;
  int local_port(const std::string& trunk, SipProtocol protocol);
  Counters counters();

 private:
  SipTrunk* find(const std::string& name) const;
  std::shared_ptr<SipAgent> agent_for(const SipLocalSettings& local);
  void on_call(SipIncoming about, std::shared_ptr<SipCallCore> core);
  void on_state(const std::string& trunk, const SipTrunkState& state);

  const Clock& clock_;
  std::weak_ptr<Listener> listener_;
  std::shared_ptr<Executor> executor_;
  std::shared_ptr<SipLoop> loop_ = std::make_shared<SipLoop>();
  mutable std::mutex mutex_;
  std::map<std::string, SipTrunkState> states_;  // guarded by mutex_; of each trunk there is

  // The SIP thread's own.
  std::vector<std::shared_ptr<SipAgent>> agents_;
  std::vector<std::unique_ptr<SipTrunk>> trunks_;
  SipGate gate_;
  std::uint64_t calls_in_ = 0;
  std::uint64_t calls_out_ = 0;
};

void SipStack::Impl::on_call(SipIncoming about, std::shared_ptr<SipCallCore> core) {
  ++calls_in_;
  std::string call_id = core->call_id();
  auto slot = std::make_shared<SipCallSlot>(SipCallSlot{std::move(core)});
  auto call = make_call_handle(loop_, std::move(slot), std::move(call_id));
  executor_->post([listener = listener_, about = std::move(about), call = std::move(call)] {
    if (const auto to = listener.lock()) to->on_incoming(about, call);
  });
}

void SipStack::Impl::on_state(const std::string& trunk, const SipTrunkState& state) {
  {
    const std::lock_guard lock(mutex_);
    states_[trunk] = state;
  }
  executor_->post([listener = listener_, trunk, state] {
    if (const auto to = listener.lock()) to->on_trunk_state(trunk, state);
  });
}

SipTrunk* SipStack::Impl::find(const std::string& name) const {
  const auto found =
      std::find_if(trunks_.begin(), trunks_.end(), [&](const auto& trunk) { return trunk->settings().name == name; });
  return found == trunks_.end() ? nullptr : found->get();
}

std::shared_ptr<SipAgent> SipStack::Impl::agent_for(const SipLocalSettings& local) {
  // A port of the kernel's choice is each trunk's own.
  const bool shares = local.port != 0 && local.tls_port != 0;
  for (const auto& agent : agents_)
    if (shares && agent->settings() == local) return agent;
  agents_.push_back(std::make_shared<SipAgent>(
      *loop_, local, [this](SipAgent& agent, msg_t* message, const sip_t* sip) { gate_.take(agent, message, sip); }));
  return agents_.back();
}

Status SipStack::Impl::add_trunk(const SipTrunkSettings& settings) {
  if (Status done = check_settings(settings); !done) return done;
  auto peers = Peers::parse(settings.peers);
  if (!peers) return Error{Errc::bad_config, fmt::format("trunk `{}`: {}", settings.name, peers.error().text)};
  {
    const std::lock_guard lock(mutex_);
    if (!states_.try_emplace(settings.name).second)
      return Error{Errc::bad_config, fmt::format("there are two trunks `{}`", settings.name)};
  }
  const bool ran = loop_->run([&] {
    trunks_.push_back(std::make_unique<SipTrunk>(
        *loop_, clock_, agent_for(settings.local), settings, std::move(*peers),
        [this](const std::string& trunk, const SipTrunkState& state) { on_state(trunk, state); }));
    trunks_.back()->start();
  });
  if (!ran) return Error{Errc::unavailable, "SIP has stopped"};
  return Done{};
}

void SipStack::Impl::remove_trunk(const std::string& name) {
  loop_->run([&] {
    SipTrunk* trunk = find(name);
    if (!trunk) return;
    const auto agent =
        std::find_if(agents_.begin(), agents_.end(), [&](const auto& one) { return one.get() == &trunk->agent(); });
    trunk->stop([] {});
    std::erase_if(trunks_, [&](const auto& one) { return one.get() == trunk; });
    // The agents' list holds one reference, each trunk one more.
    if (agent != agents_.end() && agent->use_count() == 1) agents_.erase(agent);
  });
  const std::lock_guard lock(mutex_);
  states_.erase(name);
}

Result<std::shared_ptr<SipCall>> SipStack::Impl::make_call(const std::string& trunk, const SipOutgoing& what) {
  if (what.to.empty() || what.to.size() > 255 || sip_line(what.to) != what.to || !is_valid_utf8(what.to))
    return Error{Errc::bad_number, "`" + printable_ascii(what.to, 60) + "` is not a number to call"};
  {
    const std::lock_guard lock(mutex_);
    if (!states_.contains(trunk)) return Error{Errc::not_found, "there is no trunk `" + trunk + "`"};
  }
  const auto slot = std::make_shared<SipCallSlot>();
  std::string call_id = random_token(16);
  loop_->post([this, trunk, what, slot, call_id] {
    SipTrunk* by = find(trunk);
    if (!by) return;
    slot->core = std::make_shared<SipCallCore>(*by, call_id);
    ++calls_out_;
    by->dial(slot->core, what);
  });
  return make_call_handle(loop_, slot, std::move(call_id));
}

SipTrunkState SipStack::Impl::state(const std::string& trunk) const {
  const std::lock_guard lock(mutex_);
  const auto found = states_.find(trunk);
  return found == states_.end() ? SipTrunkState{} : found->second;
}

int SipStack::Impl::local_port(const std::string& trunk, SipProtocol protocol) {
  int port = 0;
  loop_->run([&] {
    if (SipTrunk* found = find(trunk)) port = found->agent().port(protocol);
  });
  return port;
}

SipStack::Counters SipStack::Impl::counters() {
  Counters out;
  loop_->run([&] { out = {calls_in_, calls_out_, gate_.refused(), gate_.dropped()}; });
  return out;
}

void SipStack::Impl::stop(std::chrono::milliseconds farewell) {
  std::mutex mutex;
  std::condition_variable changed;
  std::size_t left = 0;
  // What is told after we gave up waiting finds nobody.
  const auto waiting = std::make_shared<std::function<void()>>([&] {
    const std::lock_guard lock(mutex);
    --left;
    changed.notify_one();
  });
  loop_->run([&] {
    left = trunks_.size();
    for (const auto& trunk : trunks_)
      trunk->stop([waiting] {
        if (*waiting) (*waiting)();
      });
  });
  {
    std::unique_lock lock(mutex);
    changed.wait_for(lock, farewell, [&] { return left == 0; });
  }
  loop_->run([&] {
    *waiting = nullptr;
    trunks_.clear();
    agents_.clear();
  });
  loop_->stop();
}

SipStack::SipStack(const Clock& clock, std::weak_ptr<Listener> listener, std::shared_ptr<Executor> executor,
                   SipAdmissionSettings admission)
    : impl_(std::make_unique<Impl>(clock, std::move(listener), std::move(executor), admission)) {}
SipStack::~SipStack() { stop(); }
void SipStack::stop(std::chrono::milliseconds farewell) { impl_->stop(farewell); }
Status SipStack::add_trunk(const SipTrunkSettings& settings) { return impl_->add_trunk(settings); }
void SipStack::remove_trunk(const std::string& name) { impl_->remove_trunk(name); }
Result<std::shared_ptr<SipCall>> SipStack::make_call(const std::string& trunk, const SipOutgoing& what) {
  return impl_->make_call(trunk, what);
}
SipTrunkState SipStack::state(const std::string& trunk) const { return impl_->state(trunk); }
int SipStack::local_port(const std::string& trunk, SipProtocol protocol) const {
  return impl_->local_port(trunk, protocol);
}
SipStack::Counters SipStack::counters() const { return impl_->counters(); }

}  // namespace caselli
