#include <algorithm>
#include <string>

#include "fax/fax_session.h"
#include "line/loopback/test_numbers.h"
#include "line/loopback/voice.h"

namespace caselli::loopback {
namespace {

class TestMachine final : public Call::Listener {
 public:
  TestMachine(TestNumber number, std::string caller_id, std::shared_ptr<RefusedCallers> refused, const Clock& clock,
              std::weak_ptr<Call> call)
      : number_(number),
        caller_id_(std::move(caller_id)),
        refused_(std::move(refused)),
        clock_(clock),
        call_(std::move(call)) {}

  void on_ringing() override {
    if (const auto call = call_.lock()) call->answer();
  }
  void on_answered() override {}
  void on_signalling(TraceEntry) override {}
  void on_released(const Release&) override;
  void on_media(Transport kind) override;
  void on_exchange(const MediaIn& in, MediaOut& out) override;

 private:
  void hear(const MediaIn& in, MediaOut& out);
  void hang_up() {
    if (const auto call = call_.lock()) call->release({});
  }

  const TestNumber number_;
  const std::string caller_id_;
  const std::shared_ptr<RefusedCallers> refused_;
  const Clock& clock_;
  const std::weak_ptr<Call> call_;
  std::unique_ptr<fax::FaxSession> session_;
  std::uint64_t seen_ = 0;  // of the session's change_count()
  bool hung_up_ = false;
  Voice voice_;
};

void TestMachine::on_media(Transport kind) {
  if (number_.habit == Habit::speaks) return;
  fax::FaxOrder order;
  order.transport = kind;
  order.direction = Direction::receive;
  order.calling = false;
  order.local_id = std::string{number_.digits};
  if (number_.habit == Habit::says_rtn_once) {
    order.ecm = false;  // with ECM damage is repaired, not refused
    order.refuse_pages = refused_->has(caller_id_) ? 0 : 1;
  }
  order.started = clock_.now();
  auto session = fax::make_fax_session(order);
  if (session)
    session_ = std::move(*session);
  else
    hang_up();
}

void TestMachine::on_released(const Release&) {
  if (number_.habit != Habit::says_rtn_once || !session_) return;
  const auto progress = session_->progress();
  refused_->put(caller_id_, progress.rtn > 0 && progress.pages_done == 0);
}

void TestMachine::on_exchange(const MediaIn& in, MediaOut& out) {
  if (number_.habit == Habit::speaks) {
    out.packets.clear();
    voice_.speak(out.audio, static_cast<int>(in.elapsed));
  } else if (session_) {
    hear(in, out);
  }
}

void TestMachine::hear(const MediaIn& in, MediaOut& out) {
  session_->exchange(in, out);
  if (hung_up_ || session_->change_count() == seen_) return;
  seen_ = session_->change_count();
  while (session_->take_page()) {
  }
  const auto progress = session_->progress();
  // Page 2 moves: the confirmation of page 1 has long left.
  const bool enough = number_.habit == Habit::drops_after_page_1 && progress.pages_done >= 1 && progress.page_bytes > 0;
  if (session_->result() || enough) {
    hung_up_ = true;
    hang_up();
  }
}

}  // namespace

std::optional<TestNumber> find_test_number(std::string_view digits) {
  const auto* const found = std::find_if(std::begin(kTestNumbers), std::end(kTestNumbers),
                                         [&](const TestNumber& number) { return number.digits == digits; });
  if (found == std::end(kTestNumbers)) return {};
  return *found;
}

bool RefusedCallers::has(const std::string& caller_id) const {
  const std::lock_guard lock(mutex_);
  return callers_.contains(caller_id);
}

void RefusedCallers::put(const std::string& caller_id, bool refused) {
  constexpr std::size_t kMost = 1000;  // who called before so many others is forgotten
  const std::lock_guard lock(mutex_);
  if (!refused) {
    callers_.erase(caller_id);
    return;
  }
  if (callers_.size() >= kMost) callers_.clear();
  callers_.insert(caller_id);
}

std::shared_ptr<Call::Listener> make_test_machine(TestNumber number, const std::string& caller_id,
                                                  std::shared_ptr<RefusedCallers> refused, const Clock& clock,
                                                  std::weak_ptr<Call> call) {
  return std::make_shared<TestMachine>(number, caller_id, std::move(refused), clock, std::move(call));
}

}  // namespace caselli::loopback
