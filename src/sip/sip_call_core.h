#pragma once
// A call on the SIP thread: its dialogs, its requests both ways, its session timer.
// Internal to this folder. sip_call_client.cpp has what we ask for, sip_call_server.cpp what
// the far end asks for.

#include <sofia-sip/nta.h>
#include <sofia-sip/sip.h>

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "sip/sip_call.h"
#include "sip/sip_call_timer.h"
#include "sip/sip_message_digest.h"
#include "sip/sip_stack.h"
#include "sip/sip_stack_request.h"

namespace caselli {

class SipTrunk;
class SipCallCore;

// A request of the far end that waits for our answer, or a 2xx of ours for its ACK.
struct SipPending {
  nta_incoming_t* transaction = nullptr;
  sip_method_t method = sip_method_unknown;
  SipTimerTerms timer{};
  bool answered = false;  // with 2xx
};

struct SipDialog {
  SipCallCore* call = nullptr;
  SipDialogIndex index = 0;
  nta_leg_t* leg = nullptr;
  std::string remote_tag;
  std::uint32_t last_rseq = 0;  // of reliable provisional answers to us
  std::map<SipCseq, SipPending> pending;
  std::shared_ptr<SipClientRequest> bye;
  std::vector<std::shared_ptr<SipClientRequest>> pracks;
  bool over = false;  // BYE either way
};

class SipCallCore : public std::enable_shared_from_this<SipCallCore> {
 public:
  SipCallCore(SipTrunk& trunk, std::string call_id);
  ~SipCallCore();
  SipCallCore(const SipCallCore&) = delete;
  SipCallCore& operator=(const SipCallCore&) = delete;

  const std::string& call_id() const { return call_id_; }

  void dial(const SipOutgoing& what);
  // An INVITE outside any dialog, which is taken in any case. False: refused already.
  bool take_invite(msg_t* message, const sip_t* sip);

  // Commands; see SipCall.
  void listen(std::weak_ptr<SipCall::Listener> listener, std::shared_ptr<Executor> executor);
  void respond(SipCseq cseq, const SipResponse& response, SipDialogIndex dialog);
  void ack(const std::string& sdp);
  void cancel(const SipReason& reason);
  void reinvite(const std::string& sdp);
  void update(const std::string& sdp, SipDialogIndex dialog);
  void bye(const SipReason& reason, SipDialogIndex dialog);
  // Nobody holds the call any more: ends what goes on, then leaves the trunk.
  void release();
  // Our requests that nothing came to will have no answer.
  void fail(const std::string& text);
  // The trunk goes: ends what goes on as far as one message can, and gives all back.
  void stop();

  // From the library.
  int on_request(SipDialog& dialog, nta_incoming_t* transaction, const sip_t* sip);
  void on_ack_or_cancel(SipDialog& dialog, nta_incoming_t* transaction, const sip_t* sip);
  int on_prack(SipDialog& dialog, nta_reliable_t* reliable, nta_incoming_t* prack, const sip_t* sip);

 private:
  using Request = std::shared_ptr<SipClientRequest>;
  using Response = SipClientRequest::Response;

  void tell(SipEvent event);
  void show(msg_t* message, char way);
  void deliver(std::variant<SipEvent, TraceEntry> news);
  SipDialog* find_dialog(SipDialogIndex index);
  SipDialog* confirmed() { return find_dialog(confirmed_); }
  SipDialog& add_dialog(nta_leg_t* leg, std::string remote_tag);
  std::string dialog_lines(sip_method_t method, bool response) const;
  Request send(SipDialog& dialog, SipRequestText text, SipClientRequest::OnResponse on_response);

  // sip_call_client.cpp
  void send_invite();
  void on_invite_response(const Response& response);
  void on_progress(const Response& response);
  void on_answer(const Response& response);
  SipDialog* dialog_of(const sip_t* response);
  void send_prack(SipDialog& dialog, const sip_t* response);
  void on_reinvite_response(const Response& response);
  void on_update_response(const Response& response, bool refresh);

  // sip_call_server.cpp
  int on_invite(SipDialog& dialog, nta_incoming_t* transaction, const sip_t* sip);
  int on_offer(SipDialog& dialog, nta_incoming_t* transaction, const sip_t* sip, SipOfferBy by);
  bool refused_by_timer(nta_incoming_t* transaction, const sip_t* sip);
  void reply(SipDialog& dialog, SipPending& pending, const SipResponse& response, const std::string& lines);

  // sip_call_core.cpp
  void restart_timer();
  void on_timer();
  void forget_if_over();
  void drop_all();

  SipTrunk* trunk_;
  std::string call_id_;
  DigestClient digest_;
  SipSessionTimer session_timer_;

  SipOutgoing outgoing_;
  nta_leg_t* first_leg_ = nullptr;  // of our INVITE, before any To tag was seen
  std::vector<std::unique_ptr<SipDialog>> dialogs_;
  SipDialogIndex confirmed_ = -1;
  SipCseq first_cseq_ = 0;  // of the far end's first INVITE
  Request invite_;          // our first INVITE or re-INVITE, until its ACK
  bool invite_answered_ = false;
  Request update_;
  bool far_knows_update_ = false;
  std::string contact_;
  Timer timer_;

  std::weak_ptr<SipCall::Listener> listener_;
  std::shared_ptr<Executor> executor_;
  std::vector<std::variant<SipEvent, TraceEntry>> kept_;  // until somebody listens
  bool released_ = false;
  bool stopped_ = false;
};

// What `sip` says of the session timer.
SipTimerTerms timer_terms_of(const sip_t* sip);

}  // namespace caselli
