#pragma once
// A fax as a client gave it, checked and made into jobs of the queue.

#include <string>
#include <vector>

#include "base/result.h"
#include "core/job.h"
#include "port/port_bank.h"
#include "service/fax_service.h"

namespace caselli {

// Checks everything that can be wrong before documents are touched: numbers, ports,
// lines, lengths of texts, things this server does not have. Errors name the member.
Status check_submission(const NewFax& fax, const PortBank& ports);

// One job for each recipient, all with `document`.
std::vector<Job> jobs_of(const NewFax& fax, const DocumentFacts& document);

// Tells a repeated request from another one under the same idempotency key: changes with
// any member and any byte of the documents. Reads the files; storage_failed when it cannot.
Result<std::string> fingerprint_of(const NewFax& fax);

}  // namespace caselli
