#pragma once
// One call of a port from its first moment to its report: call, fax session, received
// pages and status belong together and end together. Stale events of an older call find
// it gone.
// Thread: the port's executor, but for the constructor.

#include <memory>
#include <optional>
#include <string>

#include "port/call_end.h"
#include "port/port.h"
#include "port/watch.h"

namespace caselli::port {

class PortCall final : public Call::Listener, public std::enable_shared_from_this<PortCall> {
 public:
  // The seat the call happens at.
  class Owner {
   public:
    virtual void on_call_changed(bool news) = 0;  // its status would differ
    // Last, exactly once, not from inside begin().
    virtual void on_call_over(const CallReport& report, std::unique_ptr<ReceivedFax> received) = 0;

   protected:
    ~Owner() = default;
  };

  PortCall(const Port::Parts& parts, const PortSettings& settings, std::weak_ptr<Owner> owner, SendOrder order);
  PortCall(const Port::Parts& parts, const PortSettings& settings, std::weak_ptr<Owner> owner, IncomingCall about,
           std::shared_ptr<Call> call);
  ~PortCall();

  void begin();  // dials, or waits for the bell
  bool sends(JobId job) const { return order_ && order_->job == job; }
  void stop(Outcome why);  // nothing happens once the fax is over
  void rename(const PortSettings& settings);
  const PortStatus& status();                         // with the newest counters
  Instant over_since() const { return over_since_; }  // when the fax ended

  void on_ringing() override;
  void on_answered() override;
  void on_media(Transport kind) override;
  void on_exchange(const MediaIn& in, MediaOut& out) override;
  void on_signalling(TraceEntry entry) override;
  void on_released(const Release& why) override;

 private:
  enum class Phase { setting_up, in_fax, ending, over };

  bool sending() const { return order_.has_value(); }
  void arm(Timer& timer, std::chrono::nanoseconds delay, void (PortCall::*then)());
  void show(PortState state);
  void changed(bool news);

  void on_fax_moved();
  void pull_progress();
  void keep_pages();
  void begin_receiving_state();
  void give_up(Outcome outcome, std::string_view why);
  void on_no_answer();
  void look_for_media();
  void end(Outcome outcome);  // the fax is over: let the line go
  void on_release_late();
  void conclude();
  CallReport make_report();

  void add_trace(TraceEntry entry);
  void remark(std::string what, std::string detail);
  void drain_trace();
  std::string where() const;  // for the log

  const Clock& clock_;
  const std::shared_ptr<Executor> executor_;
  Line& line_;
  PortListener& queue_;
  const Port::Deadlines deadlines_;
  const FaxLimits limits_;
  const std::weak_ptr<Owner> owner_;
  const int rings_wanted_;
  const std::string local_id_;
  const std::optional<SendOrder> order_;  // sending
  const IncomingCall about_;              // receiving

  Phase phase_ = Phase::setting_up;
  std::shared_ptr<Call> call_;
  std::unique_ptr<fax::FaxSession> session_;
  std::unique_ptr<ReceivedFax> received_;
  PortStatus status_;
  fax::FaxProgress progress_;
  bool progress_shown_ = true;  // status_ has progress_
  std::uint64_t changes_ = 0;   // the session's, as last seen
  bool media_kept_ = false;     // the call was told that a DCS passed
  int pages_told_ = 0;          // to the queue, as sent
  int rings_ = 0;
  std::uint64_t exchanges_ = 0;
  std::uint64_t exchanges_seen_ = 0;
  int silent_looks_ = 0;
  Watch watch_;
  CallEnd end_;
  Instant over_since_{};
  std::vector<TraceEntry> trace_;
  Timer answer_timer_, media_timer_, release_timer_;
};

}  // namespace caselli::port
