#pragma once
// One seat: at most one call, one fax, one status. Lives on its own executor (a strand),
// together with its fax session, so that a page being coded delays nobody else.

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/executor.h"
#include "core/fax_result.h"
#include "core/job.h"
#include "core/page_image.h"
#include "core/port_settings.h"
#include "core/port_status.h"
#include "line/line.h"
#include "status/status_board.h"

namespace caselli {

// What the ports of a line offer and take: the settings of the line.
struct FaxLimits {
  bool ecm = true;
  int max_rate = 14400;                        // bit/s
  Compression compression = Compression::mmr;  // the highest coding
};

// All a port needs to send one fax. Plain values.
struct SendOrder {
  JobId job;
  int attempt = 1;
  DialNumber number;
  std::string tsid;      // empty: the port's own
  std::string document;  // path of the canonical TIFF
  DocumentFacts facts;
  int first_page = 1;
  std::string document_name, sender_name, recipient_name;
  Instant submitted_at{};
  std::string header;                       // header line; empty: none
  bool t38 = true, ecm = true, v17 = true;  // retries vary these
};

// What became of a call.
struct CallReport {
  PortId port;
  Direction direction = Direction::none;
  JobId job;  // sending
  int attempt = 0;
  Instant start{}, end{};
  FaxResult fax;  // fax.outcome is the outcome of the whole call
  bool answered = false;
  int sip_code = 0;
  Transport transport = Transport::none;
  bool ecm = false;
  MediaStats media;
  std::vector<TraceEntry> trace;
  // Receiving.
  std::string caller_id, routing, csid;
};

// Where received pages go: opened for each incoming fax, told of each page before it is
// confirmed to the sender. A failure of add() ends the call before the confirmation.
// Called on the port's executor; may wait for the local disk.
class ReceivedFax {
 public:
  virtual ~ReceivedFax() = default;
  virtual JobId job() const = 0;
  virtual Status add(const PageImage& page) = 0;
};

// Who hears of what ports do: the queue. Called on the port's executor.
class PortListener {
 public:
  // A call was answered by this port: give a place for its pages.
  virtual Result<std::unique_ptr<ReceivedFax>> on_receiving(const IncomingCall& about, const PortStatus& status) = 0;
  // A page of a sent fax was confirmed (MCF): write it down, a restart goes on after it.
  virtual void on_page_sent(JobId job, int attempt, int page_of_document) = 0;
  // The call is over; the port is free again when this returns. For a received fax,
  // `received` comes back (null when it was never opened).
  virtual void on_call_ended(const CallReport& report, std::unique_ptr<ReceivedFax> received) = 0;
  // The port may take a call again.
  virtual void on_port_free(PortId port) = 0;

 protected:
  ~PortListener() = default;
};

class Port : public std::enable_shared_from_this<Port> {
 public:
  struct Deadlines {                          // of line time, unless said otherwise
    std::chrono::seconds answer{60};          // dialling until answered
    std::chrono::seconds training{90};        // answered until the first page
    std::chrono::seconds no_progress{60};     // inside the fax: nothing moved, nothing heard
    std::chrono::seconds media_silence{10};   // wall time without a single exchange
    std::chrono::milliseconds release{1500};  // wall time from the end of the fax to a free port
  };
  struct Parts {
    const Clock& clock;
    std::shared_ptr<Executor> executor;
    StatusBoard& board;
    Line& line;
    PortListener& listener;
    Deadlines deadlines;
    FaxLimits limits = {};
  };
  // Publishes the port's first status.
  static std::shared_ptr<Port> make(Parts parts, PortSettings settings);
  virtual ~Port() = default;

  // Reserves the port and begins to send; false when it is not free or may not send.
  // Thread: any; the call itself starts on the port's executor.
  virtual bool send(SendOrder order) = 0;
  // Reserves the port for an incoming call; nothing when it has another or may not receive. A
  // call that comes in on a line that is said to be offline is taken: it shows that it lives.
  virtual std::optional<IncomingCalls::Taken> take(const IncomingCall& about, std::shared_ptr<Call> call) = 0;
  // Ends what the port does, with `why` as the outcome (cancelled, usually); with `only`, when it
  // is sending that fax. Thread: any; comes after a send() of before.
  virtual void stop(Outcome why, std::optional<JobId> only = {}) = 0;
  virtual void set(const PortSettings& settings) = 0;  // Thread: any.
  virtual PortSettings settings() const = 0;           // Thread: any.
  virtual bool is_free() const = 0;                    // may take a call. Thread: any.
  virtual bool is_busy() const = 0;                    // has a call, or is about to. Thread: any.
  virtual void line_changed() = 0;                     // the line's state(): offline or back
};

}  // namespace caselli
