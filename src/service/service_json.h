#pragma once
// Core values as REST's JSON and back: the same code at both ends. Reading is strict
// (unknown_field, invalid_argument with the member's name) for what clients send, and
// lenient for what servers send (a newer server may add members).

#include "base/json.h"
#include "base/result.h"
#include "core/changes.h"
#include "core/job.h"
#include "core/port_settings.h"
#include "core/port_status.h"
#include "service/fax_service.h"

namespace caselli {

// Port status, made from kPortFields.
Json to_json(const PortStatus& status);
std::string to_json_text(const PortStatus& status);  // the same, written fast: events
Result<PortStatus> port_status_from_json(const Json& json);
Json port_fields_json();  // GET /v1/port-fields

// Faxes: `status` is the job's state; attempts included.
Json to_json(const Job& job);
Result<Job> job_from_json(const Json& json);
Json to_json(const FaxPage& page);
Result<FaxPage> fax_page_from_json(const Json& json);
Json to_json(const std::vector<AttemptTrace>& trace);
Result<std::vector<AttemptTrace>> trace_from_json(const Json& json);
Json to_json(const std::vector<Finding>& findings);
Result<std::vector<Finding>> findings_from_json(const Json& json);

// What clients send: strict.
Json to_json(const NewFax& fax);                     // without its documents
Result<NewFax> new_fax_from_json(const Json& json);  // `to`: a text, or a list of texts or {to, recipientName}
Json to_json(const PortSettingsPatch& patch);
Result<PortSettingsPatch> port_settings_patch_from_json(const Json& json);
Json to_json(const ServerSettingsPatch& patch);
Result<ServerSettingsPatch> server_settings_patch_from_json(const Json& json);

Json to_json(const PortSettings& settings);
Result<PortSettings> port_settings_from_json(const Json& json);
Json to_json(const ServerSettings& settings);
Json to_json(const ServerInfo& info);  // settings and version, boot, startedAt, uptimeSeconds is the reader's
Result<ServerInfo> server_info_from_json(const Json& json);

// application/problem+json (RFC 9457).
Json to_problem(const Error& error);
Error error_from_problem(int http_status, const Json& problem);

}  // namespace caselli
