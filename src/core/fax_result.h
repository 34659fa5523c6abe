#pragma once
// How a fax ended, and what crossed the line meanwhile.

#include <string>
#include <vector>

#include "base/clock.h"
#include "core/media.h"
#include "core/outcome.h"

namespace caselli {

struct PageResult {
  int page = 0;            // in the document, from 1
  int width = 0;           // pixels
  int length = 0;          // rows
  std::int64_t bytes = 0;  // coded size on the line
  int bad_rows = 0;
  int bit_rate = 0;
  std::string resolution;   // 204x196
  std::string compression;  // MH MR MMR
  bool ecm = false;
  bool confirmed = false;  // MCF, or PPS-EOP/MCF, was seen (sending) or sent (receiving)
  bool operator==(const PageResult&) const = default;
};

struct FaxResult {
  Outcome outcome = Outcome::none;
  int t30_code = 0;      // SpanDSP's t30_err number; 0 when all went well
  std::string t30_text;  // its words
  int pages_done = 0;    // confirmed pages of this session
  std::vector<PageResult> pages;
  int bit_rate = 0;
  std::string remote_id;  // CSID of the far end when sending, TSID when receiving
  bool operator==(const FaxResult&) const = default;
};

// One line of the T.30 ladder (or of signalling, from the line).
struct TraceEntry {
  Instant at{};
  char way = '.';      // '>' sent by us, '<' heard, '.' a remark
  std::string what;    // DIS, DCS, FTT, PPS-EOP ...; or "phase C", "INVITE"
  std::string detail;  // decoded parameters and the frame in hex
  bool operator==(const TraceEntry&) const = default;
};

}  // namespace caselli
