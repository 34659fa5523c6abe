#pragma once
// One fax in one call, driven from outside: told how much line time passed and what
// was heard, it says what to send. No clock, thread, socket or file of its own (pages
// received are handed over as values). SpanDSP stands behind it, in audio (G.711
// samples through the modems) or in T.38 (IFP packets).
//
// Thread: one at a time; a session may move between threads. All functions are cheap
// except exchange(), which may take up to some 100 ms when SpanDSP codes or decodes a
// page in one go.

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "core/fax_result.h"
#include "core/job.h"
#include "core/media.h"
#include "core/page_image.h"

namespace caselli::fax {

// What to do. Plain values.
struct FaxOrder {
  Transport transport = Transport::audio;  // audio or t38
  Direction direction = Direction::send;   // send or receive
  bool calling = true;                     // we called: CNG and T1 as the calling station (T.30 4)
  std::string local_id;                    // TSID when sending, CSID when receiving; 20 characters
  // Sending.
  std::string document;  // path of a canonical TIFF made by us (never a file from outside)
  int first_page = 1;    // of the document, the first to send
  int last_page = 0;     // 0: to the end
  int page_count = 0;    // pages in the document, by our own count
  // Text of the header line on each page; empty: none. Printed are its first 50 printable ASCII
  // characters, with the system's date and time: SpanDSP reads its clock by itself, so a
  // document with a header is not the same twice.
  std::string header;
  // Both.
  bool ecm = true;
  bool v17 = true;                        // false: V.29 and V.27ter only
  int max_rate = 14400;                   // bit/s
  bool mh = true, mr = true, mmr = true;  // codings offered; MMR needs ECM
  Resolution max_resolution = Resolution::superfine;
  int max_width = 2432;  // pixels
  // For test machines, receiving without ECM: this many times a page is heard so badly
  // that it is refused (RTN), whatever the line does.
  int refuse_pages = 0;
  Instant started{};  // wall clock at the first exchange: stamps trace entries
};

// Where the fax stands. Compared and copied cheaply; filled on request.
struct FaxProgress {
  enum class Phase { idle, identify, negotiate, page, after_page, ending, ended };  // T.30 phases A B B C D E
  Phase phase = Phase::idle;
  std::string remote_id;                                    // CSID (sending) or TSID (receiving) as the far end sent it
  std::string remote_country, remote_vendor, remote_model;  // from NSF or NSS (T.35 codes)
  int page = 0;                                             // of the document, in progress from 1; 0 outside a page
  int pages = 0;                                            // in the document, when known
  int pages_done = 0;                                       // confirmed in this session: MCF heard or sent
  std::int64_t page_bytes = 0;        // crossed so far, moving inside the page with and without ECM
  std::int64_t page_bytes_total = 0;  // coded size of the page; 0 unknown
  double document_share = 0;          // 0..1 of the session's pages that has crossed (sending); never falls
  double seconds_left = -1;           // to the end of the call, estimated (sending); -1 unknown
  std::string modem;                  // V.17 V.29 V.27ter; empty before training was confirmed (CFR)
  int bit_rate = 0;                   // 0 before CFR
  bool ecm = false;
  std::string compression;  // MH MR MMR
  std::string resolution;   // 204x196
  int width = 0;
  int bad_rows = 0, ppr = 0, rtn = 0, ftt = 0, dcs_attempts = 0;
  std::string last_frame;  // "> MCF", "< DCS"
  bool operator==(const FaxProgress&) const = default;
};

class FaxSession {
 public:
  virtual ~FaxSession() = default;

  // Lets `in.elapsed` samples of line time pass. `out` is cleared and filled.
  // After the end, audio is silence and packets are none.
  virtual void exchange(const MediaIn& in, MediaOut& out) = 0;

  // Grows whenever progress() would differ; a cheap test for "did anything happen".
  virtual std::uint64_t change_count() const = 0;
  virtual FaxProgress progress() const = 0;

  // The page that was just received whole, before its confirmation leaves: it must be
  // stored, or the fax stopped with stop(Outcome::storage_error), before the next
  // exchange(); the sender then never sees MCF for it. Nothing when there is none.
  virtual std::optional<PageImage> take_page() = 0;

  // T.30 frames since the last call, oldest first.
  virtual std::vector<TraceEntry> take_trace() = 0;

  // The end, once there is one. The line may be released then.
  virtual const std::optional<FaxResult>& result() const = 0;

  // Ends the fax now (a person cancelled it, the call was released, storage failed...).
  // result() holds `why` afterwards, unless the fax had ended already.
  virtual void stop(Outcome why) = 0;
};

// Fails on orders that cannot be carried out: no such document, no coding allowed, an
// identity with other characters, transport none.
Result<std::unique_ptr<FaxSession>> make_fax_session(const FaxOrder& order);

}  // namespace caselli::fax
