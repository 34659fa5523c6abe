#pragma once
// Ways out and in: a Line makes and takes Calls. A Call carries media in ticks of line
// time between the far end and its Listener (a Port).

#include <functional>
#include <memory>
#include <string>

#include "base/executor.h"
#include "base/ids.h"
#include "base/result.h"
#include "core/fax_result.h"
#include "core/media.h"
#include "core/number.h"

namespace caselli {

// Why a call ended, or was ended. Outcome::none: normally, nothing to add to what the
// fax itself says.
struct Release {
  Outcome outcome = Outcome::none;
  int sip_code = 0;
  std::string text;
};

// One call on one line. Commands may be given from any thread. The listener is called
// on the executor it was given with, never from inside a command, and never again after
// on_released.
class Call {
 public:
  class Listener {
   public:
    virtual void on_ringing() = 0;  // incoming: at each ring; outgoing: the far end rings
    virtual void on_answered() = 0;
    // Media of this kind flows from now on; may come again (audio, then T.38).
    virtual void on_media(Transport kind) = 0;
    // A stretch of line time went by (usually 20 ms). The listener fills `out`.
    // Waits for nothing; may take as long as the engine takes.
    virtual void on_exchange(const MediaIn& in, MediaOut& out) = 0;
    virtual void on_signalling(TraceEntry entry) = 0;  // for the attempt's trace
    virtual void on_released(const Release& why) = 0;  // last, exactly once

   protected:
    ~Listener() = default;
  };

  virtual ~Call() = default;
  virtual void answer() = 0;  // incoming calls only
  virtual void release(Release why) = 0;
  // From the first DCS to the end of the fax the media must stay what it is: a far end that
  // asks for another kind meanwhile is refused.
  virtual void keep_media(bool keep) = 0;
  virtual MediaStats media_stats() const = 0;
  // How its fax ended, told once: for what the line keeps of calls that failed.
  virtual void fax_ended(Outcome) {}
};

// What is known of a call that comes in.
struct IncomingCall {
  std::string caller_id;  // who calls
  std::string routing;    // number called (DID), and what follows it
  PortId port;            // the port the number belongs to; none: any of the line
  std::string line;       // by which line
};

struct OutgoingCall {
  DialNumber number;
  std::string caller_id;  // shown to the far end: the TSID, or the line's own number
  PortId from;
  bool t38 = true;  // false: this attempt stays in audio
};

// Who takes incoming calls: the port bank.
class IncomingCalls {
 public:
  struct Taken {
    std::weak_ptr<Call::Listener> listener;
    std::shared_ptr<Executor> executor;
  };
  // Whether a free port with Receive on takes the call (the listener answers it later).
  // An Error says why not: busy (unavailable) or no such number (not_found).
  // Thread: the line's.
  virtual Result<Taken> on_incoming(const IncomingCall& about, std::shared_ptr<Call> call) = 0;

 protected:
  ~IncomingCalls() = default;
};

class Line {
 public:
  virtual ~Line() = default;
  virtual const std::string& name() const = 0;
  // Ready for calls; otherwise an Error with the reason, for the ports' description.
  virtual Status state() const = 0;
  // What makes it ready, for people: where it is registered, who answers. May be empty.
  virtual std::string about() const { return {}; }
  // Begins a call. Never waits. Results come to `listener` on `executor`, also the
  // failure to get anywhere (on_released).
  virtual std::shared_ptr<Call> dial(const OutgoingCall& what, std::weak_ptr<Call::Listener> listener,
                                     std::shared_ptr<Executor> executor) = 0;
  // Tells of changes of state(), on any thread. At most one; set before ports are made.
  virtual void on_state_change(std::function<void()> changed) = 0;
};

}  // namespace caselli
