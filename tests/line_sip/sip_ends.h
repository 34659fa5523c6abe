#pragma once
// A server's worth of SIP lines and ports in a test: real sockets of the loopback, real time.

#include <gtest/gtest.h>

#include <condition_variable>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <random>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "base/executor.h"
#include "line/sip/sip_line.h"
#include "port/port_bank.h"
#include "short_page.h"
#include "status/status_board.h"
#include "support/free_port.h"
#include "support/temp_folder.h"

namespace caselli::test {

class KeptFax final : public ReceivedFax {
 public:
  JobId job() const override { return JobId{1}; }
  Status add(const PageImage& page) override {
    pages.push_back(page);
    return Done{};
  }
  std::vector<PageImage> pages;
};

// One call as the queue heard of its end.
struct EndedCall {
  CallReport report;
  std::vector<PageImage> pages;
};

class EndQueue final : public PortListener {
 public:
  Result<std::unique_ptr<ReceivedFax>> on_receiving(const IncomingCall&, const PortStatus&) override {
    return std::unique_ptr<ReceivedFax>{std::make_unique<KeptFax>()};
  }
  void on_page_sent(JobId, int, int) override {}
  void on_call_ended(const CallReport& report, std::unique_ptr<ReceivedFax> received) override {
    const std::lock_guard lock(mutex_);
    ended_.push_back({report, received ? static_cast<KeptFax&>(*received).pages : std::vector<PageImage>{}});
    changed_.notify_all();
  }
  void on_port_free(PortId) override {}

  // Once so many calls have ended.
  std::vector<EndedCall> wait_for(std::size_t calls, std::chrono::seconds patience = std::chrono::seconds{100}) {
    std::unique_lock lock(mutex_);
    EXPECT_TRUE(changed_.wait_for(lock, patience, [&] { return ended_.size() >= calls; }))
        << ended_.size() << " of " << calls << " calls ended";
    return ended_;
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<EndedCall> ended_;
};

class SipEnd {
 public:
  explicit SipEnd(int id) : random_(static_cast<std::uint64_t>(id)) {
    auto started = SipLines::start({clock_, pool_, bank_, [this] {
                                      const std::lock_guard lock(mutex_);
                                      return random_();
                                    }});
    if (!started) throw std::runtime_error(started.error().text);
    lines_ = std::move(*started);
  }
  ~SipEnd() {
    bank_.clear();
    lines_.reset();
    pool_.stop();
  }

  // A line on the loopback address without a peer to call, as tests then change it.
  static SipLineConfig config(const std::string& name, SipProtocol protocol = SipProtocol::udp,
                              const std::string& address = "127.0.0.1") {
    SipLineConfig out;
    out.trunk.name = name;
    out.trunk.protocol = protocol;
    out.trunk.local.protocols = {protocol};
    out.trunk.local.address = out.media_address = address;
    out.trunk.local.port = out.trunk.local.tls_port = 0;
    out.trunk.peers = {address};
    out.trunk.options_interval = std::chrono::milliseconds{0};
    out.trunk.user = name;
    return out;
  }
  // Gives the line so many ports; tells where it listens.
  int add(const SipLineConfig& config, int ports = 1) {
    auto added = lines_->add(config);
    EXPECT_TRUE(added) << (added ? "" : added.error().text);
    if (!added) return 0;
    (*added)->on_state_change([this] {
      for (const auto& port : bank_.all()) port->line_changed();
    });
    for (int i = 0; i < ports; ++i) {
      PortSettings settings;
      settings.port = PortId{++ports_};
      settings.line = config.trunk.name;
      settings.rings = 1;
      settings.tsid = settings.csid = "+49 30 " + std::to_string(ports_);
      bank_.add(Port::make({clock_, pool_.make_strand(), board_, **added, queue_, {}}, settings));
    }
    return lines_->local_port(config.trunk.name, config.trunk.protocol);
  }
  PortId send(const std::string& line, const std::string& number, bool t38, int pattern = 1) {
    SendOrder what;
    what.job = JobId{++jobs_};
    what.number.given = what.number.digits = number;
    what.document = document(pattern);
    // Once: a fax that was sent before may be reading it now.
    const auto [known, is_new] = documents_.try_emplace(pattern);
    if (is_new) known->second = write_short_page(what.document, pattern);
    what.facts = known->second;
    what.t38 = t38;
    return bank_.send(what, {}, line);
  }
  std::filesystem::path document(int pattern) const { return folder_ / (std::to_string(pattern) + ".tif"); }
  std::vector<EndedCall> ended(std::size_t calls) { return queue_.wait_for(calls); }
  // Once the first port's status is so.
  void wait_until(const std::function<bool(const PortStatus&)>& holds) {
    std::mutex mutex;
    std::condition_variable changed;
    const auto watching = board_.subscribe([&] {
      const std::lock_guard lock(mutex);
      changed.notify_all();
    });
    std::unique_lock lock(mutex);
    EXPECT_TRUE(changed.wait_for(lock, std::chrono::seconds{60}, [&] { return holds(*board_.status(PortId{1})); }));
  }
  void wait_ready() {
    wait_until([](const PortStatus& status) { return status.state == PortState::available; });
  }
  Port& port(int number = 1) { return *bank_.find(PortId{number}); }

 private:
  SystemClock clock_;
  std::mutex mutex_;
  std::mt19937_64 random_;
  TempFolder folder_;
  EndQueue queue_;
  StatusBoard board_{"sip"};
  PortBank bank_;
  WorkerPool pool_{"ports", 3};
  std::unique_ptr<SipLines> lines_;
  int ports_ = 0;
  int jobs_ = 0;
  std::map<int, DocumentFacts> documents_;  // by pattern
};

// What both ends wrote down, shown when a test failed.
inline std::string ladder_of(const CallReport& report) {
  std::string out;
  for (const auto& entry : report.trace)
    out += std::string(1, entry.way) + ' ' + entry.what + ' ' + entry.detail.substr(0, 200) + '\n';
  return out;
}

}  // namespace caselli::test
