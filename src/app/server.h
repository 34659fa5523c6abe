#pragma once
// A whole fax server without its surfaces: store, ports, lines, queue and the FaxService
// over them. Real or in virtual time: clock and executors are handed in.

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "app/settings.h"
#include "base/clock.h"
#include "base/executor.h"
#include "line/line.h"
#include "line/sip/sip_line.h"
#include "port/port_bank.h"
#include "queue/fax_queue.h"
#include "server/settings_holder.h"
#include "service/fax_service.h"
#include "status/status_board.h"
#include "store/document_store.h"
#include "store/job_store.h"

namespace caselli {

// What time and threads a server runs on; outlives it.
struct Runtime {
  const Clock& clock;
  ExecutorPool& strands;                         // for ports and lines
  std::shared_ptr<Executor> queue;               // for scheduler and intake: its tasks wait for the disk
  std::shared_ptr<Executor> deliveries = queue;  // copies to folders of others, which may be slow
};

class Server {
 public:
  // Opens the data folder (made when missing), finishes what a server that died left
  // open, and begins to send. Errors say what could not be opened and what to do.
  static Result<std::unique_ptr<Server>> open(const Settings& settings, const std::filesystem::path& data,
                                              Runtime runtime);
  ~Server();
  Server(const Server&) = delete;

  const std::shared_ptr<FaxService>& service() const { return service_; }
  StatusBoard& board() { return *board_; }
  JobStore& store() { return *store_; }
  const std::filesystem::path& data() const { return data_; }

  // Begins no more calls and cuts off those that run: their faxes go on after the next
  // start. Over when is_idle().
  void begin_stop();
  bool is_idle() const;

 private:
  explicit Server(std::filesystem::path data) : data_(std::move(data)) {}
  void set_routing_methods(std::vector<PortSettings>& ports, const std::vector<LineSettings>& lines) const;
  Status make_ports(const std::vector<LineSettings>& lines, Runtime runtime);
  Status lines_ready() const;

  std::filesystem::path data_;
  std::unique_ptr<JobStore> store_;
  std::unique_ptr<DocumentStore> documents_;
  std::unique_ptr<StatusBoard> board_;
  std::unique_ptr<SettingsHolder> settings_;
  PortBank ports_;
  std::shared_ptr<Outbox> outbox_;
  std::unique_ptr<FaxQueue> queue_;
  std::unique_ptr<SipLines> sip_;  // none without SIP lines
  std::vector<LineSettings> line_settings_;
  std::vector<std::shared_ptr<Line>> lines_;  // in the same order
  std::shared_ptr<FaxService> service_;
};

// The ports of the lines, in their order: those known before keep number and settings,
// new ones get the next number and the line's settings. Pure.
std::vector<PortSettings> assign_ports(const std::vector<LineSettings>& lines, const std::vector<PortSettings>& known);

}  // namespace caselli
