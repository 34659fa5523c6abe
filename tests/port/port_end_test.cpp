// Calls that end otherwise: cancelled, refused, silent, dropped, without a place to store.
// The port is free again in time, whatever the line does.

#include <gmock/gmock.h>

#include "port/two_ports.h"

namespace caselli {
namespace {

using namespace std::chrono_literals;
using test::TwoPorts;
using testing::ElementsAre;

// A line with faults to order: its calls may never answer, never move, stop moving or
// never let go.
class FaultyLine final : public Line {
 public:
  FaultyLine(Executor& executor, const Clock& clock) : executor_(executor), clock_(clock) {}

  bool answers = true;
  bool moves = true;  // media flows, all of it silence
  bool lets_go = true;
  std::optional<Error> down;
  int released = 0;

  const std::string& name() const override { return name_; }
  Status state() const override {
    if (down) return *down;
    return Done{};
  }
  void on_state_change(std::function<void()>) override {}
  std::shared_ptr<Call> dial(const OutgoingCall&, std::weak_ptr<Call::Listener> listener,
                             std::shared_ptr<Executor> executor) override {
    auto call = std::make_shared<FaultyCall>(*this, std::move(listener), std::move(executor));
    last_call = call;
    call->begin();
    return call;
  }

  struct FaultyCall final : Call, std::enable_shared_from_this<FaultyCall> {
    FaultyCall(FaultyLine& at, std::weak_ptr<Listener> to, std::shared_ptr<Executor> on)
        : line(at), listener(std::move(to)), executor(std::move(on)) {}
    void begin() {
      if (!line.answers) return;
      executor->post([self = shared_from_this()] {
        if (const auto there = self->listener.lock()) {
          there->on_answered();
          there->on_media(Transport::t38);
        }
      });
      move();
    }
    void move() {
      executor
          ->after(20ms,
                  [weak = weak_from_this()] {
                    const auto self = weak.lock();
                    if (!self || self->over) return;
                    if (const auto there = self->listener.lock(); there && self->line.moves) {
                      MediaIn in;
                      in.elapsed = kTick;
                      MediaOut out;
                      there->on_exchange(in, out);
                    }
                    self->move();
                  })
          .detach();
    }
    void answer() override {}
    void release(Release why) override {
      ++line.released;
      if (!line.lets_go) return;
      drop(std::move(why));
    }
    void drop(Release why) {
      executor->post([self = shared_from_this(), why = std::move(why)] {
        if (std::exchange(self->over, true)) return;
        if (const auto there = self->listener.lock()) there->on_released(why);
      });
    }
    void keep_media(bool) override {}
    MediaStats media_stats() const override { return {}; }

    FaultyLine& line;
    std::weak_ptr<Listener> listener;
    std::shared_ptr<Executor> executor;
    bool over = false;
  };
  std::weak_ptr<FaultyCall> last_call;

 private:
  Executor& executor_;
  const Clock& clock_;
  const std::string name_ = "faulty";
};

class PortEnd : public TwoPorts {
 protected:
  FaultyLine& open_faulty() {
    executor_ = time_.make_strand();
    auto line = std::make_shared<FaultyLine>(*executor_, time_.clock());
    TwoPorts::open({}, line);
    return *line;
  }
  const CallReport& only_report() {
    EXPECT_EQ(queue_.reports.size(), 1U);
    return queue_.report(Direction::send);
  }
  // Runs until the queue has heard of the end; then until the port looks free.
  std::chrono::nanoseconds run_to_report(std::chrono::nanoseconds limit) {
    const auto start = time_.now();
    EXPECT_TRUE(time_.run_until([&] { return !queue_.reports.empty(); }, limit));
    const auto took = time_.now() - start;
    EXPECT_TRUE(time_.run_until([&] { return both_idle(); }, 600ms));
    expect_idle(1);
    return took;
  }
  std::shared_ptr<Executor> executor_;
};

TEST_F(PortEnd, a_cancelled_dial_ends_the_call_and_frees_both_ports) {
  open();
  ASSERT_TRUE(send(order({2}, "1902")));
  time_.run_for(5s);
  EXPECT_EQ(status(1).state, PortState::dialing);
  bank_.find(PortId{1})->stop(Outcome::cancelled);
  run_to_report(2s);
  EXPECT_EQ(only_report().fax.outcome, Outcome::cancelled);
  EXPECT_FALSE(only_report().answered);
  EXPECT_THAT(states(1),
              ElementsAre(PortState::initializing, PortState::dialing, PortState::aborting, PortState::available));
}

TEST_F(PortEnd, stopping_before_the_call_began_is_heard_too) {
  open();
  ASSERT_TRUE(send(order({2})));
  bank_.find(PortId{1})->stop(Outcome::cancelled);
  ASSERT_TRUE(run(5s));
  EXPECT_EQ(queue_.report(Direction::send).fax.outcome, Outcome::cancelled);
}

TEST_F(PortEnd, stopping_a_fax_the_port_does_not_send_leaves_the_one_it_sends) {
  open();
  const auto mine = order({2});
  ASSERT_TRUE(send(mine));
  bank_.find(PortId{1})->stop(Outcome::cancelled, JobId{mine.job.value + 1});
  ASSERT_TRUE(run(10min));
  EXPECT_EQ(queue_.report(Direction::send).fax.outcome, Outcome::sent);
}

TEST_F(PortEnd, stopping_a_free_port_does_nothing) {
  open();
  bank_.find(PortId{1})->stop(Outcome::cancelled);
  time_.run_for(5s);
  EXPECT_TRUE(queue_.reports.empty());
  expect_idle(1);
}

TEST_F(PortEnd, a_cancelled_fax_keeps_the_pages_that_were_confirmed) {
  open();
  ASSERT_TRUE(send(order({2, 1, 1})));
  ASSERT_TRUE(time_.run_until([&] { return status(1).page == 2 && status(1).page_bytes > 2000; }, 10min));
  bank_.find(PortId{1})->stop(Outcome::cancelled);
  ASSERT_TRUE(time_.run_until([&] { return queue_.reports.size() == 2 && both_idle(); }, 3s));
  const auto& sent = queue_.report(Direction::send);
  EXPECT_EQ(sent.fax.outcome, Outcome::cancelled);
  EXPECT_EQ(sent.fax.pages_done, 1);
  EXPECT_THAT(queue_.pages_sent, ElementsAre(1));
  const auto& received = queue_.report(Direction::receive);
  EXPECT_FALSE(row_of(received.fax.outcome).good);
  EXPECT_EQ(received.fax.pages_done, 1);
  expect_idle(1);
  expect_idle(2);
}

TEST_F(PortEnd, a_busy_number_is_shown_for_a_moment) {
  open();
  ASSERT_TRUE(send(order({2}, "1901")));
  run_to_report(1s);
  EXPECT_EQ(only_report().fax.outcome, Outcome::busy);
  EXPECT_THAT(states(1),
              ElementsAre(PortState::initializing, PortState::dialing, PortState::busy, PortState::available));
}

TEST_F(PortEnd, the_port_may_be_used_again_while_its_last_end_is_shown) {
  open();
  ASSERT_TRUE(send(order({2}, "1901")));
  EXPECT_FALSE(send(order({2}, "1901")));  // it is taken
  EXPECT_TRUE(bank_.find(PortId{1})->is_busy());
  ASSERT_TRUE(time_.run_until([&] { return !queue_.reports.empty(); }, 1s));
  time_.run_for(10ms);
  EXPECT_EQ(status(1).state, PortState::busy);
  EXPECT_TRUE(bank_.find(PortId{1})->is_free());
  ASSERT_TRUE(send(order({2})));
  time_.run_for(10s);
  EXPECT_EQ(status(1).state, PortState::sending);
}

TEST_F(PortEnd, a_voice_is_not_a_fax) {
  open();
  ASSERT_TRUE(send(order({2}, "1906")));
  run_to_report(3min);
  EXPECT_EQ(only_report().fax.outcome, Outcome::not_a_fax);
  EXPECT_TRUE(only_report().answered);
}

TEST_F(PortEnd, a_call_dropped_after_page_1_says_what_was_confirmed) {
  open();
  ASSERT_TRUE(send(order({2, 1, 1}, "1903")));
  run_to_report(5min);
  EXPECT_EQ(only_report().fax.outcome, Outcome::cut_off);
  EXPECT_EQ(only_report().fax.pages_done, 1);
}

TEST_F(PortEnd, the_deadline_ends_a_call_nobody_answers) {
  auto& line = open_faulty();
  line.answers = false;
  ASSERT_TRUE(send(order({2})));
  EXPECT_LE(run_to_report(2min), deadlines_.answer + 2s);
  EXPECT_EQ(only_report().fax.outcome, Outcome::no_answer);
  EXPECT_EQ(line.released, 1);
}

TEST_F(PortEnd, the_deadline_ends_a_call_without_any_media) {
  auto& line = open_faulty();
  line.moves = false;
  ASSERT_TRUE(send(order({2})));
  EXPECT_LE(run_to_report(1min), deadlines_.media_silence + 2s);
  EXPECT_EQ(only_report().fax.outcome, Outcome::cut_off);
}

TEST_F(PortEnd, the_deadline_ends_a_call_where_no_fax_is_heard) {
  open_faulty();
  ASSERT_TRUE(send(order({2})));
  EXPECT_LE(run_to_report(5min), deadlines_.training + 2s);
  const auto outcome = only_report().fax.outcome;
  EXPECT_TRUE(outcome == Outcome::not_a_fax || outcome == Outcome::no_carrier) << code_of(outcome);
}

TEST_F(PortEnd, a_line_that_never_lets_go_keeps_no_port_for_more_than_two_seconds) {
  auto& line = open_faulty();
  line.lets_go = false;
  ASSERT_TRUE(send(order({2})));
  time_.run_for(3s);
  bank_.find(PortId{1})->stop(Outcome::cancelled);
  const auto start = time_.now();
  ASSERT_TRUE(time_.run_until([&] { return both_idle(); }, 10s));
  EXPECT_LE(time_.now() - start, 2s);
  EXPECT_EQ(only_report().fax.outcome, Outcome::cancelled);
  expect_idle(1);
  // What the old call says later is nobody's business.
  const auto revision = board_.revision();
  if (const auto call = line.last_call.lock()) call->drop({Outcome::unreachable, 503, "late"});
  time_.run_for(10s);
  EXPECT_EQ(queue_.reports.size(), 1U);
  EXPECT_EQ(board_.revision(), revision);
}

TEST_F(PortEnd, a_call_that_is_dropped_before_it_was_answered_has_the_reason_of_the_line) {
  auto& line = open_faulty();
  line.answers = false;
  ASSERT_TRUE(send(order({2})));
  time_.run_for(1s);
  line.last_call.lock()->drop({Outcome::unreachable, 503, "service unavailable"});
  run_to_report(1s);
  EXPECT_EQ(only_report().fax.outcome, Outcome::unreachable);
  EXPECT_EQ(only_report().sip_code, 503);
}

TEST_F(PortEnd, a_line_that_is_down_makes_its_ports_offline_with_the_reason) {
  auto& line = open_faulty();
  line.down = Error{Errc::unreachable, "the trunk does not answer"};
  for (const auto& port : bank_.all()) port->line_changed();
  time_.run_for(1s);
  EXPECT_EQ(status(1).state, PortState::offline);
  EXPECT_EQ(status(1).description, "Offline: the trunk does not answer");
  EXPECT_FALSE(bank_.find(PortId{1})->is_free());
  EXPECT_FALSE(bank_.find(PortId{1})->is_busy());  // a server that stops need not wait for it
  EXPECT_FALSE(send(order({2})));
  line.down.reset();
  for (const auto& port : bank_.all()) port->line_changed();
  time_.run_for(1s);
  EXPECT_EQ(status(1).state, PortState::available);
  EXPECT_THAT(queue_.freed, ElementsAre(PortId{1}, PortId{2}));
}

TEST_F(PortEnd, a_call_that_comes_in_is_taken_though_the_line_is_said_to_be_down) {
  auto& line = open_faulty();
  line.down = Error{Errc::unreachable, "the trunk does not answer"};
  for (const auto& port : bank_.all()) port->line_changed();
  time_.run_for(1s);
  const auto call = std::make_shared<FaultyLine::FaultyCall>(line, std::weak_ptr<Call::Listener>{}, executor_);
  const auto taken = bank_.on_incoming({"0301234", "5678", PortId{1}, "faulty"}, call);
  ASSERT_TRUE(taken) << taken.error().text;
  EXPECT_TRUE(bank_.find(PortId{1})->is_busy());
  const auto second = bank_.on_incoming({"0301234", "5678", PortId{1}, "faulty"}, call);
  EXPECT_FALSE(second);
  bank_.clear();  // before the line goes
  time_.run_for(1s);
}

TEST_F(PortEnd, a_page_that_cannot_be_stored_is_never_confirmed) {
  for (const auto transport : {Transport::audio, Transport::t38}) {
    queue_ = test::RecordingQueue{};
    open({.transport = transport});
    queue_.storage_fails_at = 2;
    ASSERT_TRUE(send(order({2, 1, 1})));
    ASSERT_TRUE(time_.run_until([&] { return queue_.reports.size() == 2 && both_idle(); }, 10min));
    EXPECT_EQ(queue_.report(Direction::receive).fax.outcome, Outcome::storage_error);
    EXPECT_EQ(queue_.report(Direction::receive).fax.pages_done, 1);
    EXPECT_FALSE(row_of(queue_.report(Direction::send).fax.outcome).good);
    EXPECT_EQ(queue_.report(Direction::send).fax.pages_done, 1);
    EXPECT_THAT(queue_.pages_sent, ElementsAre(1));
  }
}

TEST_F(PortEnd, a_call_without_a_place_for_its_pages_is_ended) {
  open();
  queue_.refuses = true;
  ASSERT_TRUE(send(order({2})));
  ASSERT_TRUE(time_.run_until([&] { return queue_.reports.size() == 2 && both_idle(); }, 1min));
  EXPECT_EQ(queue_.report(Direction::receive).fax.outcome, Outcome::storage_error);
  EXPECT_FALSE(row_of(queue_.report(Direction::send).fax.outcome).good);
}

TEST_F(PortEnd, a_document_that_cannot_be_read_fails_as_such) {
  open();
  auto what = order({2});
  what.document = folder_ / "missing.tif";
  ASSERT_TRUE(send(what));
  ASSERT_TRUE(time_.run_until([&] { return queue_.reports.size() == 2 && both_idle(); }, 1min));
  EXPECT_EQ(queue_.report(Direction::send).fax.outcome, Outcome::document_error);
}

TEST_F(PortEnd, a_port_rings_as_often_as_it_is_set_to) {
  open();
  PortSettingsPatch patch;
  patch.rings = 5;
  EXPECT_TRUE(bank_.set(PortId{2}, patch, [](const auto&) { return Done{}; }).ok());
  ASSERT_TRUE(send(order({2})));
  time_.run_for(kLoopbackRing * 4 - 10ms);
  EXPECT_EQ(status(2).state, PortState::ringing);
  time_.run_for(100ms);
  EXPECT_EQ(status(2).state, PortState::answered);
}

TEST_F(PortEnd, a_renamed_port_is_shown_with_its_new_name_in_the_middle_of_a_call) {
  open();
  ASSERT_TRUE(send(order({2})));
  time_.run_for(10s);
  PortSettingsPatch patch;
  patch.name = "Front desk";
  EXPECT_TRUE(bank_.set(PortId{1}, patch, [](const auto&) { return Done{}; }).ok());
  time_.run_for(10ms);
  EXPECT_EQ(status(1).name, "Front desk");
  EXPECT_EQ(status(1).state, PortState::sending);
}

TEST_F(PortEnd, a_port_that_goes_away_in_a_call_hangs_up) {
  auto& line = open_faulty();
  ASSERT_TRUE(send(order({2})));
  time_.run_for(1s);
  bank_.clear();
  time_.run_for(1s);
  EXPECT_EQ(line.released, 1);
}

}  // namespace
}  // namespace caselli
