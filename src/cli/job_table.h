#pragma once
// Faxes as rows of a table and in sentences: `jobs`, `inbox`, `send` and `job`.

#include <span>
#include <string>

#include "base/clock.h"
#include "cli/table.h"
#include "core/job.h"

namespace caselli::cli {

Table job_table(std::span<const Job> jobs, Instant now, const Terminal& terminal);
Table inbox_table(std::span<const Job> jobs, Instant now, const Terminal& terminal);

std::string remote_of(const Job& job);  // number called; or who called, or the identity given
std::string fax_title(const Job& job);  // `fax 17 to 1002`, `fax 18 from 1001`
// `sent: 3 pages in 42 s`, `failed: The number was busy (busy), after 3 calls`.
std::string ending_of(const Job& job);
// What a waiting or held fax waits for: `The number was busy; next call 11:30:05`.
std::string waiting_for(const Job& job, Instant now);
// What a person can do about how it ended, or about why it waits.
std::string advice_on(const Job& job);
std::string calls_text(const Job& job);  // `1 try`, `2 tries`, `1 try, 3 calls`

}  // namespace caselli::cli
