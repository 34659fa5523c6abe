#pragma once
// The waist: everything a surface (REST, CLI, FaxCom) can ask of a fax server. Two makers:
// LocalFaxService (server/, in this process) and RemoteFaxService (client/, over REST and
// events); one contract suite runs over both. All functions may wait (disk, network) and
// may be called from any thread. Errors are sentences a person can act on.

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "core/changes.h"
#include "core/job.h"
#include "core/port_settings.h"

namespace caselli {

// A document to send: a file, or its bytes when `content` is given.
struct DocumentSource {
  std::filesystem::path file;
  std::optional<std::string> content;
  std::string name;        // shown to people
  std::string media_type;  // empty: found from the content
};

struct FaxRecipient {
  std::string to;
  std::string name;
};

// A fax to send; the members of REST's `fax` part. Several recipients: a broadcast.
struct NewFax {
  std::vector<FaxRecipient> to;
  std::string sender_name, subject, note, cover, document_name;
  PersonDetails recipient, sender;
  Resolution resolution = Resolution::fine;
  Priority priority = Priority::normal;
  std::optional<Instant> send_at;
  bool discount = false;
  std::string tsid, billing_code, email, callback_url;
  std::map<std::string, std::string> labels;
  std::optional<PortId> port;
  std::string idempotency_key;
  std::string user;  // set by the server from the token
  std::vector<DocumentSource> documents;
};

struct FaxFilter {
  std::optional<Direction> direction;
  std::vector<JobState> states;
  std::string to, from;
  std::optional<Instant> since;
  int limit = 100;
  std::string cursor;  // as given by the page before; empty: from the newest
};

struct FaxPage {
  std::vector<Job> items;  // newest first
  std::string next;        // cursor; empty: that was all
};

struct ServerInfo {
  std::string version;
  std::string boot;
  Instant started_at{};
  ServerSettings settings;
};

struct AttemptTrace {
  int attempt = 0;
  std::vector<TraceEntry> entries;
};

// One thing that was looked at for `caselli doctor`.
enum class Health { good, warning, bad, not_seen };
std::string_view name_of(Health health);
struct Finding {
  std::string name;  // `line trunk`, `disk`
  Health health = Health::good;
  std::string text;    // what was found
  std::string advice;  // what to do, unless it is good
};

enum class DocumentFormat { tiff, pdf };

// How a connection to a far server fares; a server in this process is always up.
struct LinkState {
  bool up = true;
  std::string text;  // why not
};

class FaxService {
 public:
  virtual ~FaxService() = default;

  // Ports. changes(0).ports is the list of all of them, in one consistent read.
  virtual Result<Changes> ports() = 0;  // only `boot`, `revision` and `ports` are filled
  // The port's status; null when it is still at revision `known` (0: give it anyway).
  virtual Result<Snapshot> port_status(PortId id, Revision known) = 0;
  virtual Result<PortSettings> port_settings(PortId id) = 0;
  virtual Result<PortSettings> set_port(PortId id, const PortSettingsPatch& patch) = 0;
  virtual Status release_port(PortId id) = 0;

  // Faxes.
  virtual Result<std::vector<Job>> submit(const NewFax& fax) = 0;  // durable on return
  virtual Result<Job> fax(JobId id) = 0;
  virtual Result<FaxPage> faxes(const FaxFilter& filter) = 0;
  virtual Result<Job> cancel(JobId id) = 0;
  virtual Result<Job> hold(JobId id) = 0;
  virtual Result<Job> resume(JobId id) = 0;
  virtual Result<Job> restart(JobId id) = 0;
  virtual Result<std::string> document(JobId id, DocumentFormat format) = 0;  // the file's bytes
  virtual Result<std::string> page_png(JobId id, int page, int width) = 0;
  virtual Result<std::vector<AttemptTrace>> trace(JobId id) = 0;

  // The server.
  virtual Result<ServerInfo> server() = 0;
  virtual Result<ServerInfo> set_server(const ServerSettingsPatch& patch) = 0;
  virtual Status ready() = 0;
  // What the server finds when it looks at its lines, names, addresses, ports, libraries and
  // disk; asks name servers. None: it knows nothing of itself.
  virtual Result<std::vector<Finding>> checks() { return std::vector<Finding>{}; }

  // News. `wake` is called from any thread, soon after something changed or the link went
  // down or came back; it must only set a flag or post. The newest state is then read with
  // changes(revision of the last read). Neither blocks on the network: a remote service
  // keeps its own copy, fed by events, and resumes by itself.
  virtual std::unique_ptr<Subscription> subscribe(std::function<void()> wake) = 0;
  virtual Changes changes(Revision after) = 0;
  virtual LinkState link() const = 0;
};

}  // namespace caselli
