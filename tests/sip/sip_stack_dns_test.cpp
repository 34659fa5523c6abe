// Finding a proxy by DNS (RFC 3263), with a name server of the test's own.

#include <gmock/gmock.h>

#include <atomic>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <mutex>
#include <thread>

#include "sip_stack_kit.h"
#include "sip_stack_wire.h"

namespace caselli {
namespace {

using namespace sip_kit;
using testing::HasSubstr;

// Answers A and SRV questions from a table, everything else with nothing (RFC 1035 4).
class NameServer {
 public:
  struct Srv {
    int priority;
    int port;
    std::string target;
  };
  std::map<std::string, std::string> addresses;  // name to IPv4
  std::map<std::string, std::vector<Srv>> services;

  NameServer() : wire_(std::make_unique<WirePeer>()) {
    std::string name = (std::filesystem::temp_directory_path() / "caselli-dns-XXXXXX").string();
    folder_ = mkdtemp(name.data());
    std::ofstream(folder_ / "resolv.conf") << "nameserver 127.0.0.1\nport " << wire_->port() << "\n";
  }
  ~NameServer() {
    stop_ = true;
    if (thread_.joinable()) thread_.join();
    std::filesystem::remove_all(folder_);
  }
  // A name that comes to be known after start().
  void add(const std::string& name, const std::string& address) {
    const std::lock_guard lock(mutex_);
    addresses[name] = address;
  }
  void start() {
    thread_ = std::thread([this] {
      while (!stop_)
        if (const std::string question = wire_->receive_any(20); question.size() > 12) wire_->send(answer(question));
    });
  }
  std::string resolver_file() const { return folder_ / "resolv.conf"; }

 private:
  static std::string number(unsigned value) { return {static_cast<char>(value >> 8), static_cast<char>(value & 0xff)}; }
  static std::string labels(const std::string& name) {
    std::string out;
    for (const auto& label : split(name, '.')) out += static_cast<char>(label.size()) + label;
    return out + '\0';
  }
  std::string answer(const std::string& question) {
    const std::lock_guard lock(mutex_);
    std::string name;
    std::size_t at = 12;
    while (at < question.size() && question[at] != 0) {
      const auto size = static_cast<std::size_t>(static_cast<unsigned char>(question[at]));
      name += (name.empty() ? "" : ".") + question.substr(at + 1, size);
      at += size + 1;
    }
    const auto type = static_cast<unsigned char>(question[at + 2]);
    std::vector<std::string> data;
    if (const auto found = addresses.find(name); type == 1 && found != addresses.end()) {
      in_addr address{};
      inet_pton(AF_INET, found->second.c_str(), &address);
      data.emplace_back(reinterpret_cast<const char*>(&address), 4);
    }
    if (const auto found = services.find(name); type == 33 && found != services.end())
      for (const auto& one : found->second)
        data.push_back(number(static_cast<unsigned>(one.priority)) + number(1) +
                       number(static_cast<unsigned>(one.port)) + labels(one.target));
    std::string out = question.substr(0, 2) + "\x84" + std::string(1, '\0') + number(1) +
                      number(static_cast<unsigned>(data.size())) + number(0) + number(0) +
                      question.substr(12, at + 5 - 12);
    for (const auto& one : data)
      out += number(0xc00c) + number(type) + number(1) + number(0) + number(60) +
             number(static_cast<unsigned>(one.size())) + one;
    return out;
  }

  std::unique_ptr<WirePeer> wire_;
  std::filesystem::path folder_;
  std::mutex mutex_;  // guards the tables, once started
  std::atomic<bool> stop_{false};
  std::thread thread_;
};

struct NamedProxy {
  explicit NamedProxy(const std::string& proxy, const std::function<void(NameServer&)>& fill, int port = 0) {
    fill(names);
    names.start();
    SipTrunkSettings settings = loopback_trunk("bob");
    settings.proxy = proxy;
    settings.proxy_port = port;
    settings.local.resolver_file = names.resolver_file();
    bob.add(settings);
  }
  NameServer names;
  Side bob;
};

TEST(SipStackNames, a_proxy_is_found_by_srv_the_best_first) {
  WirePeer best;
  NamedProxy one{"carrier.example", [&](NameServer& names) {
                   names.services["_sip._udp.carrier.example"] = {{20, 9, "b.carrier.example"},
                                                                  {10, best.port(), "a.carrier.example"}};
                   names.addresses["a.carrier.example"] = names.addresses["b.carrier.example"] = "127.0.0.1";
                 }};
  End caller = one.bob.call("bob", {.to = "1", .sdp = kOffer});
  best.reply(best.receive("INVITE sip:1@carrier.example SIP/2.0"), "486 Busy Here", "t");
  EXPECT_EQ(caller.log->next<SipRefused>().status, 486);
}

TEST(SipStackNames, the_next_of_the_srv_is_tried_when_the_first_cannot_be_reached) {
  WirePeer second;
  NamedProxy one{"carrier.example", [&](NameServer& names) {
                   names.services["_sip._udp.carrier.example"] = {{10, 9, "a.carrier.example"},
                                                                  {20, second.port(), "a.carrier.example"}};
                   names.addresses["a.carrier.example"] = "127.0.0.1";
                 }};
  End caller = one.bob.call("bob", {.to = "1", .sdp = kOffer});
  second.reply(second.receive("INVITE"), "486 Busy Here", "t");
  EXPECT_EQ(caller.log->next<SipRefused>().status, 486);
}

TEST(SipStackNames, with_a_port_only_the_address_is_asked_for) {
  WirePeer proxy;
  NamedProxy one{"sip.carrier.example", [](NameServer& names) { names.addresses["sip.carrier.example"] = "127.0.0.1"; },
                 proxy.port()};
  End caller = one.bob.call("bob", {.to = "1", .sdp = kOffer});
  proxy.reply(proxy.receive("INVITE"), "486 Busy Here", "t");
  EXPECT_EQ(caller.log->next<SipRefused>().status, 486);
}

TEST(SipStackNames, a_name_there_is_not_is_told_at_once) {
  NamedProxy one{"nowhere.example", [](NameServer&) {}};
  End caller = one.bob.call("bob", {.to = "1", .sdp = kOffer});
  const auto refused = caller.log->next<SipRefused>();
  EXPECT_TRUE(refused.internal);
  EXPECT_THAT(refused.phrase, HasSubstr("DNS"));
}

TEST(SipStackNames, a_name_there_is_not_takes_the_line_down_until_it_is_known) {
  WirePeer proxy;
  NameServer names;
  SipTrunkSettings settings = loopback_trunk("bob");
  settings.proxy = "pbx.example";
  settings.proxy_port = proxy.port();
  settings.local.resolver_file = names.resolver_file();
  settings.options_interval = settings.first_retry = std::chrono::milliseconds{20};
  names.start();
  Side bob;
  bob.add(settings);
  EXPECT_THAT(bob.wait_for(SipTrunkState::Kind::unreachable), HasSubstr("pbx.example:"));
  names.add("pbx.example", "127.0.0.1");
  proxy.reply(proxy.receive("OPTIONS"), "200 OK", "p");
  bob.wait_for(SipTrunkState::Kind::ready);
}

}  // namespace
}  // namespace caselli
