// Ports on SIP lines, over real sockets of the loopback and in real time: two servers' worth
// of lines in one process.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <condition_variable>
#include <mutex>
#include <random>

#include "line/sip/sip_line.h"
#include "port/two_ports.h"
#include "support/chart_document.h"

namespace caselli {
namespace {

using namespace std::chrono_literals;

// Gives the ends of calls to whoever waits for them.
class SipQueue final : public PortListener {
 public:
  Result<std::unique_ptr<ReceivedFax>> on_receiving(const IncomingCall& about, const PortStatus&) override {
    const std::lock_guard lock(mutex_);
    called_ = about;
    return std::unique_ptr<ReceivedFax>{std::make_unique<test::MemoryFax>(JobId{1}, 0)};
  }
  void on_page_sent(JobId, int, int) override {}
  void on_call_ended(const CallReport& report, std::unique_ptr<ReceivedFax> received) override {
    const std::lock_guard lock(mutex_);
    reports_.push_back(report);
    if (received) pages_ = static_cast<test::MemoryFax&>(*received).pages;
    changed_.notify_all();
  }
  void on_port_free(PortId) override {}
  CallReport wait_for_end() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return !reports_.empty(); });
    return reports_.front();
  }
  std::vector<PageImage> pages() const {
    const std::lock_guard lock(mutex_);
    return pages_;
  }
  IncomingCall called() const {
    const std::lock_guard lock(mutex_);
    return called_;
  }

 private:
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<CallReport> reports_;
  std::vector<PageImage> pages_;
  IncomingCall called_;
};

// A server with one SIP line and one port.
struct SipServer {
  explicit SipServer(int id) : number(id) {}
  ~SipServer() {
    bank.clear();
    lines.reset();
    pool.stop();
  }

  void open(const std::function<void(SipLineConfig&)>& change) {
    auto started = SipLines::start({clock, pool, bank, [this] {
                                      const std::lock_guard lock(mutex);
                                      return random();
                                    }});
    ASSERT_TRUE(started) << started.error().text;
    lines = std::move(*started);
    SipLineConfig config;
    config.trunk.name = "trunk";
    config.trunk.local.address = config.media_address = "127.0.0.1";
    config.trunk.local.port = 0;
    config.trunk.peers = {"127.0.0.1"};
    config.trunk.options_interval = 0ms;
    config.trunk.user = std::to_string(number);
    change(config);
    auto added = lines->add(config);
    ASSERT_TRUE(added) << added.error().text;
    line = std::move(*added);
    PortSettings settings;
    settings.port = PortId{number};
    settings.line = "trunk";
    settings.tsid = settings.csid = "+49 30 " + std::to_string(number);
    bank.add(Port::make({clock, pool.make_strand(), board, *line, queue, {}}, settings));
  }

  const int number;
  std::mutex mutex;
  std::mt19937_64 random{static_cast<std::uint64_t>(number)};
  SystemClock clock;
  SipQueue queue;
  StatusBoard board{"sip"};
  PortBank bank;
  WorkerPool pool{"ports", 3};
  std::unique_ptr<SipLines> lines;
  std::shared_ptr<Line> line;
};

class SipPorts : public testing::Test {
 protected:
  void open(const std::function<void(SipLineConfig&)>& change) {
    callee_.open(change);
    if (HasFatalFailure()) return;
    caller_.open([&](SipLineConfig& config) {
      change(config);
      config.trunk.proxy = "127.0.0.1";
      config.trunk.proxy_port = callee_.lines->local_port("trunk", config.trunk.protocol);
    });
  }
  CallReport send(bool t38) {
    SendOrder what;
    what.job = JobId{1};
    what.number.given = what.number.digits = "0301234";
    what.document = folder_ / "sent.tif";
    what.facts = test::write_charts(what.document, {2});
    what.t38 = t38;
    EXPECT_EQ(caller_.bank.send(what, {}, ""), PortId{caller_.number});
    return caller_.queue.wait_for_end();
  }
  TempFolder folder_;
  SipServer callee_{2}, caller_{1};
};

// The answering end should ask for T.38; where it does not, the calling end does when it hears CED.
TEST_F(SipPorts, the_calling_end_asks_for_t38_when_the_called_fax_does_not) {
  open([](SipLineConfig& config) {
    config.rules.when_called = sip::T38Start::never;
    config.rules.when_calling = sip::T38Start::when_heard;
  });
  const auto sent = send(true);
  EXPECT_EQ(sent.fax.outcome, Outcome::sent) << sent.fax.t30_text;
  EXPECT_EQ(sent.transport, Transport::t38);
  EXPECT_EQ(callee_.queue.wait_for_end().fax.outcome, Outcome::received);
  EXPECT_EQ(callee_.queue.pages().size(), 1U);
}

TEST_F(SipPorts, a_line_with_srtp_takes_no_call_in_clear) {
  callee_.open([](SipLineConfig& config) { config.srtp = true; });
  caller_.open([&](SipLineConfig& config) {
    config.rules.t38 = false;
    config.trunk.proxy = "127.0.0.1";
    config.trunk.proxy_port = callee_.lines->local_port("trunk", SipProtocol::udp);
  });
  const auto sent = send(false);
  EXPECT_EQ(sent.sip_code, 488);
  EXPECT_FALSE(sent.answered);
}

}  // namespace
}  // namespace caselli
