#pragma once
// The functions behind the routes, one file a resource. Each may wait unless its row in
// routes.cpp says that it runs on the http thread.

#include "api/route.h"

namespace caselli::handlers {

// ports.cpp
ApiAnswer list_ports(ApiCall& call);
ApiAnswer port_status(ApiCall& call);
ApiAnswer port_settings(ApiCall& call);
ApiAnswer set_port(ApiCall& call);
ApiAnswer release_port(ApiCall& call);
ApiAnswer port_fields(ApiCall& call);

// events.cpp
ApiAnswer events(ApiCall& call);

// submit.cpp
ApiAnswer submit(ApiCall& call);

// faxes.cpp
ApiAnswer list_faxes(ApiCall& call);
ApiAnswer fax(ApiCall& call);
ApiAnswer cancel(ApiCall& call);
ApiAnswer hold(ApiCall& call);
ApiAnswer resume(ApiCall& call);
ApiAnswer restart(ApiCall& call);

// documents.cpp
ApiAnswer document(ApiCall& call);
ApiAnswer page(ApiCall& call);
ApiAnswer trace(ApiCall& call);

// server.cpp
ApiAnswer server(ApiCall& call);
ApiAnswer set_server(ApiCall& call);
ApiAnswer healthz(ApiCall& call);
ApiAnswer readyz(ApiCall& call);
ApiAnswer checks(ApiCall& call);
ApiAnswer metrics(ApiCall& call);
ApiAnswer openapi(ApiCall& call);

// The number at the first {} of the path. Errors: not_found, naming it.
Result<PortId> port_id(const ApiCall& call);
Result<JobId> job_id(const ApiCall& call);

}  // namespace caselli::handlers
