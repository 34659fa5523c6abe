#pragma once
// POST /v1/faxes as a client makes it, and what comes back.

#include <vector>

#include "base/json.h"
#include "http/http_client.h"
#include "service/fax_service.h"

namespace caselli {

// Multipart: the fax as JSON, and its documents, files as they are read. Without an
// idempotency key of the caller's a random one goes along, so that a request which the
// connection lost half-way and the HTTP library repeats is one fax still.
Result<HttpCall> submit_call(const NewFax& fax);

// The answer: one fax, or the faxes of a broadcast as {"items": [...]} or a list.
Result<std::vector<Job>> submitted_jobs(const Json& json);

}  // namespace caselli
