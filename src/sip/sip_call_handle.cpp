#include "sip/sip_call_handle.h"

#include <utility>

namespace caselli {
namespace {

class SipCallHandle final : public SipCall {
 public:
  SipCallHandle(std::shared_ptr<SipLoop> loop, std::shared_ptr<SipCallSlot> slot, std::string call_id)
      : loop_(std::move(loop)), slot_(std::move(slot)), call_id_(std::move(call_id)) {}
  ~SipCallHandle() override {
    on_core([slot = slot_](SipCallCore& core) {
      core.release();
      slot->core.reset();
    });
  }

  void listen(std::weak_ptr<Listener> listener, std::shared_ptr<Executor> executor) override {
    loop_->post([slot = slot_, listener = std::move(listener), executor = std::move(executor)] {
      if (slot->core) {
        slot->core->listen(listener, executor);
        return;
      }
      executor->post([listener] {
        if (const auto to = listener.lock()) to->on_sip(SipStopped{});
      });
    });
  }
  void respond(SipCseq cseq, SipResponse response, SipDialogIndex dialog) override {
    on_core([=](SipCallCore& core) { core.respond(cseq, response, dialog); });
  }
  void ack(std::string sdp) override {
    on_core([=](SipCallCore& core) { core.ack(sdp); });
  }
  void cancel(SipReason reason) override {
    on_core([=](SipCallCore& core) { core.cancel(reason); });
  }
  void reinvite(std::string sdp) override {
    on_core([=](SipCallCore& core) { core.reinvite(sdp); });
  }
  void update(std::string sdp, SipDialogIndex dialog) override {
    on_core([=](SipCallCore& core) { core.update(sdp, dialog); });
  }
  void bye(SipReason reason, SipDialogIndex dialog) override {
    on_core([=](SipCallCore& core) { core.bye(reason, dialog); });
  }
  const std::string& call_id() const override { return call_id_; }

 private:
  template <class Command>
  void on_core(Command command) {
    loop_->post([slot = slot_, command = std::move(command)] {
      // Kept over the command, which may be its last.
      if (const auto core = slot->core) command(*core);
    });
  }

  std::shared_ptr<SipLoop> loop_;
  std::shared_ptr<SipCallSlot> slot_;
  std::string call_id_;
};

}  // namespace

std::shared_ptr<SipCall> make_call_handle(std::shared_ptr<SipLoop> loop, std::shared_ptr<SipCallSlot> slot,
                                          std::string call_id) {
  return std::make_shared<SipCallHandle>(std::move(loop), std::move(slot), std::move(call_id));
}

}  // namespace caselli
