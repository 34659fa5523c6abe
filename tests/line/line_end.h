#pragma once
// One end of a call in the tests of lines: writes down what it is told, answers if it is
// to, and runs a fax if it has one.

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "fax/fax_session.h"
#include "line/line.h"

namespace caselli::test {

class LineEnd final : public Call::Listener {
 public:
  explicit LineEnd(std::shared_ptr<Executor> executor) : executor_(std::move(executor)) {}

  std::shared_ptr<Call> call;
  bool answers = true;
  std::optional<fax::FaxOrder> order;  // made a session of when media comes
  std::unique_ptr<fax::FaxSession> session;
  bool hang_up_at_end = true;  // when its fax is over

  std::vector<std::string> events;
  std::vector<Release> releases;
  std::vector<TraceEntry> signalling;
  Transport media = Transport::none;
  Samples line_time = 0;
  int lost_blocks = 0;
  std::vector<std::int16_t> heard;
  std::vector<std::int16_t> says;  // played from the first exchange on, without a session
  std::vector<PageImage> pages;
  int most_pages_done = 0;

  const std::shared_ptr<Executor>& executor() const { return executor_; }
  bool is_over() const { return !releases.empty(); }

  void on_ringing() override {
    tell("ringing");
    if (answers && call) call->answer();
  }
  void on_answered() override { tell("answered"); }
  void on_media(Transport kind) override {
    tell("media");
    media = kind;
    if (!order) return;
    order->transport = kind;
    auto made = fax::make_fax_session(*order);
    ASSERT_TRUE(made) << made.error().text;
    session = std::move(*made);
  }
  void on_exchange(const MediaIn& in, MediaOut& out) override {
    check();
    line_time += in.elapsed;
    if (media == Transport::audio && std::ssize(in.audio) < in.elapsed) ++lost_blocks;
    if (session) return run_fax(in, out);
    heard.insert(heard.end(), in.audio.begin(), in.audio.end());
    out.audio.assign(static_cast<std::size_t>(in.elapsed), 0);
    out.packets.clear();
    for (auto& sample : out.audio)
      if (said_ < says.size()) sample = says[said_++];
  }
  void on_signalling(TraceEntry entry) override {
    check();
    signalling.push_back(std::move(entry));
  }
  void on_released(const Release& why) override {
    tell("released");
    releases.push_back(why);
    if (session) session->stop(Outcome::cut_off);
    call.reset();
  }

 private:
  void check() {
    EXPECT_TRUE(executor_->is_current());
    EXPECT_TRUE(releases.empty()) << "something was told after the release";
  }
  void tell(const char* what) {
    check();
    events.emplace_back(what);
  }
  void run_fax(const MediaIn& in, MediaOut& out) {
    session->exchange(in, out);
    while (auto page = session->take_page()) pages.push_back(std::move(*page));
    most_pages_done = std::max(most_pages_done, session->progress().pages_done);
    if (session->result() && hang_up_at_end && call) std::exchange(call, nullptr)->release({});
  }

  std::shared_ptr<Executor> executor_;
  std::size_t said_ = 0;
};

// Gives every incoming call to one end, or turns it away.
class OneTaker final : public IncomingCalls {
 public:
  std::shared_ptr<LineEnd> end;
  std::optional<Error> refusal;
  std::vector<IncomingCall> asked;

  Result<Taken> on_incoming(const IncomingCall& about, std::shared_ptr<Call> call) override {
    asked.push_back(about);
    if (refusal) return *refusal;
    end->call = std::move(call);
    return Taken{end, end->executor()};
  }
};

}  // namespace caselli::test
