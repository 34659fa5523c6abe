#pragma once
// One request of ours until its final answer, challenges of digest answered on the way.
// Internal to this folder; all on the SIP thread.

#include <sofia-sip/nta.h>
#include <sofia-sip/sip.h>

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "sip/sip_message_digest.h"

namespace caselli {

struct SipRequestText {
  sip_method_t method = sip_method_unknown;
  const char* name = nullptr;  // of the method; static
  std::string uri;             // Request-URI; empty: the dialog's target
  std::string next_hop;        // URI to send to; empty: by route or Request-URI
  std::string headers;         // lines with their ends
  std::string body;
  std::string content_type = "application/sdp";
};

class SipClientRequest : public std::enable_shared_from_this<SipClientRequest> {
 public:
  struct Response {
    int status = 0;
    const sip_t* sip = nullptr;   // null when the library made up the status and no message
    bool internal = false;        // nothing came from outside
    std::string phrase{};         // of a status made up here; else empty
    msg_t* message = nullptr;     // borrowed
    bool wrong_password = false;  // a 401 or 407 to our answer
  };
  // Each response but the challenges that are answered; the last one is final. May drop the
  // request's last reference.
  using OnResponse = std::function<void(const Response&)>;
  using OnMessage = std::function<void(msg_t*, char way)>;

  // `leg` and `digest` must outlive it. Null: the text makes no request.
  static std::shared_ptr<SipClientRequest> send(nta_agent_t* agent, nta_leg_t* leg, SipRequestText text,
                                                DigestClient* digest, OnMessage on_message, OnResponse on_response);
  ~SipClientRequest();
  SipClientRequest(const SipClientRequest&) = delete;
  SipClientRequest& operator=(const SipClientRequest&) = delete;

  void cancel(const std::string& headers);  // INVITE; the end comes as its final response
  // Nothing will come: ends it as the library would after its time-out, unless something came.
  void fail(int status, const std::string& phrase);
  bool final() const { return final_; }
  std::uint32_t cseq() const { return nta_outgoing_cseq(transaction_); }
  // ACK of the 2xx on `leg`, with what authorized the INVITE.
  void ack(nta_leg_t* leg, const std::string& headers, const std::string& sdp);
  const SipRequestText& text() const { return text_; }

  int on_response(nta_outgoing_t* transaction, const sip_t* sip);  // from the library

 private:
  SipClientRequest(nta_agent_t* agent, nta_leg_t* leg, SipRequestText text, DigestClient* digest, OnMessage on_message,
                   OnResponse on_response);
  bool start();
  void drop();
  void show(msg_t* message, char way) const;

  nta_agent_t* agent_;
  nta_leg_t* leg_;
  SipRequestText text_;
  DigestClient* digest_;
  OnMessage on_message_;
  OnResponse on_response_;
  nta_outgoing_t* transaction_ = nullptr;
  std::vector<std::string> answered_;  // challenges
  std::string authorization_;          // lines of the last try
  bool heard_ = false;                 // anything from outside
  bool cancelled_ = false;
  bool final_ = false;
};

}  // namespace caselli
