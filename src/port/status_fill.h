#pragma once
// What fills the fields of a PortStatus, by where they come from. Pure.

#include <string>

#include "core/media.h"
#include "core/port_settings.h"
#include "fax/fax_session.h"
#include "port/port.h"

namespace caselli::port {

// `state` with its text, since `now`.
void show_state(PortStatus& status, PortState state, Instant now);
// Who the port is.
void show_settings(PortStatus& status, const PortSettings& settings);
// A free port; an Error of its line makes it offline, with the reason.
PortStatus idle_status(const PortSettings& settings, const Status& line, Instant since);

// The call that begins: what the job or the network says of it.
void show_order(PortStatus& status, const SendOrder& order, const std::string& tsid, Instant now);
void show_incoming(PortStatus& status, const IncomingCall& about, const std::string& csid, Instant now);

// Where the fax stands. `first_page` and `pages` of the document when sending: page
// numbers, confirmed pages and percent count the whole document, not only this session.
void show_progress(PortStatus& status, const fax::FaxProgress& progress, int first_page, int pages);
void show_media(PortStatus& status, const MediaStats& stats);

// Whether the difference is news (a page, an identity) that readers get at once; other
// differences are moving counters.
bool is_news(const fax::FaxProgress& before, const fax::FaxProgress& now);

}  // namespace caselli::port
