#pragma once
// A fax in the queue, in the history or in the inbox, and its attempts. Plain values.

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/ids.h"
#include "core/fax_result.h"
#include "core/job_state.h"
#include "core/media.h"
#include "core/outcome.h"

namespace caselli {

enum class Priority { high, normal, low };
enum class Resolution { standard, fine, superfine };  // 204x98, 204x196, 204x391 per inch
enum class Compression { mh, mr, mmr };               // T.4 1D, T.4 2D, T.6

std::string_view name_of(Priority);     // high normal low
std::string_view name_of(Resolution);   // standard fine superfine
std::string_view name_of(Compression);  // MH MR MMR
std::optional<Priority> parse_priority(std::string_view);
std::optional<Resolution> parse_resolution(std::string_view);
std::optional<Compression> parse_compression(std::string_view);

// People and companies on the cover page; also FaxDoc's Recipient... and Sender...
// properties. Only what is given is kept (keys: company, address, city, state, zip,
// country, title, department, office, homePhone, officePhone, fax).
using PersonDetails = std::map<std::string, std::string>;

// The facts of a document as it goes over the line. One entry a page.
struct DocumentFacts {
  std::string id;          // DocumentStore key; empty: none yet
  std::int64_t bytes = 0;  // size of the stored canonical TIFF
  int pages = 0;
  int width = 0;                            // pixels of the widest page: 1728, 2048, 2432
  std::string resolution;                   // of the first page: 204x196
  Compression best = Compression::mmr;      // the coding with the fewest bytes over all pages
  std::int64_t coded_bytes[3] = {0, 0, 0};  // by Compression
  std::vector<std::int64_t> page_bytes;     // of each page in the best coding; empty: not weighed
  bool operator==(const DocumentFacts&) const = default;
};

// One try to send, or the one call a fax was received in.
struct Attempt {
  int number = 0;  // from 1
  Instant start{};
  std::optional<Instant> end;  // nothing: open
  PortId port;
  Transport transport = Transport::none;
  int bit_rate = 0;
  bool ecm = false;
  Outcome outcome = Outcome::none;
  bool answered = false;  // counts as a try, not only as a dial
  int t30_code = 0;
  std::string t30_text;
  int sip_code = 0;
  int first_page = 1;  // of the document, where this attempt began
  int pages_done = 0;  // pages confirmed in this attempt
  std::string remote_id;
  std::vector<PageResult> pages;
  bool operator==(const Attempt&) const = default;
};

struct Job {
  JobId id;
  Direction direction = Direction::send;
  JobState state = JobState::queued;
  Outcome outcome = Outcome::none;  // of the last attempt, or of the whole when final

  // What was asked (sending).
  std::string to;  // as given: `9,5551234`, `+1 (425) 5551234`, `5551234@trunk-b`
  std::string recipient_name;
  std::string sender_name;
  PersonDetails recipient;
  PersonDetails sender;
  std::string subject;
  std::string note;
  std::string cover;
  std::string document_name;
  Resolution resolution = Resolution::fine;
  Priority priority = Priority::normal;
  std::optional<Instant> send_at;
  bool discount = false;
  std::string tsid;
  std::string billing_code;
  std::string email;
  std::string callback_url;
  std::map<std::string, std::string> labels;
  std::optional<PortId> port;      // asked for: only this port; received: the port it came by
  std::vector<std::string> lines;  // the dial plan's: only these may take it now, the first if it can; empty: any
  std::string user;                // who queued it
  std::int64_t broadcast = 0;      // jobs of one broadcast share its first job's id; 0: none
  std::string idempotency_key;

  // What was received.
  std::string caller_id;
  std::string routing;
  std::string remote_id;  // TSID of the sender
  std::string csid;       // what we announced

  // Where it stands.
  DocumentFacts document;
  int pages_done = 0;  // confirmed over all attempts: the next one starts after them
  int dials = 0;
  int tries = 0;
  Instant submitted_at{};
  std::optional<Instant> next_at;  // not before; set while waiting
  std::optional<Instant> ended_at;
  bool cancel_wanted = false;
  bool hold_wanted = false;
  bool restart_wanted = false;
  bool uncertain = false;  // an attempt ended with the server: its last page may have arrived twice
  std::vector<Attempt> attempts;
  std::uint64_t revision = 0;  // grows with every change of this job's row

  bool operator==(const Job&) const = default;
};

}  // namespace caselli
