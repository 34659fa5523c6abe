#pragma once
// A registrar and proxy of a few lines, over UDP on the loopback: asks for every password
// (REGISTER, INVITE and re-INVITE), checks the digests by itself, stays in the way of the
// calls, and can put a re-INVITE of its own into one of them.

#include <atomic>
#include <condition_variable>
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <thread>

#include "base/handle.h"

namespace caselli::test {

class TestRegistrar {
 public:
  struct Account {
    std::string password;
    std::string algorithm = "MD5";  // or SHA-256
  };
  explicit TestRegistrar(std::map<std::string, Account> accounts);
  ~TestRegistrar();

  int port() const { return port_; }

  struct Counts {
    int registered = 0;
    int invites = 0;    // first ones, with the right digest
    int reinvites = 0;  // likewise
    int wrong = 0;      // digests
  };
  Counts counts() const;

  // Asks the caller of the only call, in the name of the called side, for `sdp`; with an empty
  // one for what the called side said last. Waits for the final response, which is returned.
  std::string reinvite_caller(const std::string& sdp);

 private:
  struct Message;
  void run();
  void take_request(Message message);
  void take_response(Message message);
  bool admit(const Message& message, bool proxy);
  void note(const Message& message);
  void send(const std::string& text, const std::string& host_and_port);
  std::string via(const std::string& branch) const;

  const std::map<std::string, Account> accounts_;
  FileDescriptor socket_;
  int port_ = 0;
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  Counts counts_;
  std::map<std::string, std::string> contacts_;  // of users
  std::set<std::string> refused_;                // branches we challenged, whose ACKs end here
  // The last call: what an INVITE and its 200 said of both sides.
  std::string call_id_, caller_, callee_, caller_contact_, callee_contact_;
  unsigned long callee_cseq_ = 0;
  std::map<std::string, std::string> described_;  // by tag: the last description
  std::string injected_;                          // the final response to our own re-INVITE
  std::atomic<bool> stopping_ = false;
  std::thread thread_;
};

}  // namespace caselli::test
