#include "port/status_fill.h"

#include <algorithm>
#include <cmath>

namespace caselli::port {
namespace {

// Tenths are what people see; finer steps would only be noise in every comparison.
double tenths(double value) { return std::round(value * 10) / 10; }

}  // namespace

void show_state(PortStatus& status, PortState state, Instant now) {
  status.state = state;
  status.description = row_of(state).description;
  status.since = now;
}

void show_settings(PortStatus& status, const PortSettings& settings) {
  status.port = settings.port;
  status.name = settings.name;
  status.line = settings.line;
}

PortStatus idle_status(const PortSettings& settings, const Status& line, Instant since) {
  PortStatus status;
  show_settings(status, settings);
  show_state(status, line ? PortState::available : PortState::offline, since);
  if (!line) status.description += ": " + line.error().text;
  return status;
}

void show_order(PortStatus& status, const SendOrder& order, const std::string& tsid, Instant now) {
  status.direction = Direction::send;
  status.job = order.job;
  status.attempt = order.attempt;
  status.address = order.number.given;
  status.tsid = tsid;
  status.sender_name = order.sender_name;
  status.recipient_name = order.recipient_name;
  status.document_name = order.document_name;
  status.document_bytes = order.facts.bytes;
  status.submitted_at = order.submitted_at;
  status.started_at = now;
  status.pages = order.facts.pages;
  status.pages_done = order.first_page - 1;
}

void show_incoming(PortStatus& status, const IncomingCall& about, const std::string& csid, Instant now) {
  status.direction = Direction::receive;
  status.caller_id = about.caller_id;
  status.routing = about.routing;
  status.csid = csid;
  status.started_at = now;
}

void show_progress(PortStatus& status, const fax::FaxProgress& progress, int first_page, int pages) {
  const bool sending = status.direction == Direction::send;
  (sending ? status.csid : status.tsid) = progress.remote_id;
  status.page = progress.page;
  status.pages_done = (sending ? first_page - 1 : 0) + progress.pages_done;
  status.page_bytes = progress.page_bytes;
  status.page_bytes_total = progress.page_bytes_total;
  if (sending && pages > 0) {
    const double done = first_page - 1 + progress.document_share * (pages - first_page + 1);
    status.percent = std::max(status.percent.value_or(0), tenths(std::clamp(100 * done / pages, 0.0, 100.0)));
  }
  if (progress.seconds_left >= 0)
    status.eta_seconds = tenths(progress.seconds_left);
  else
    status.eta_seconds.reset();
  status.modem = progress.modem;
  status.bit_rate = progress.bit_rate;
  status.ecm = progress.ecm;
  status.compression = progress.compression;
  status.resolution = progress.resolution;
  status.page_width = progress.width;
  status.bad_rows = progress.bad_rows;
  status.ppr = progress.ppr;
  status.rtn = progress.rtn;
  status.ftt = progress.ftt;
  status.dcs_attempts = progress.dcs_attempts;
  status.remote_country = progress.remote_country;
  status.remote_vendor = progress.remote_vendor;
  status.remote_model = progress.remote_model;
  status.last_frame = progress.last_frame;
}

void show_media(PortStatus& status, const MediaStats& stats) {
  status.packets_lost = stats.packets_lost;
  status.packets_recovered = stats.packets_recovered;
  status.jitter_ms = tenths(stats.jitter_ms);
}

bool is_news(const fax::FaxProgress& before, const fax::FaxProgress& now) {
  return before.page != now.page || before.pages_done != now.pages_done || before.remote_id != now.remote_id ||
         before.remote_vendor != now.remote_vendor || before.remote_model != now.remote_model ||
         before.remote_country != now.remote_country;
}

}  // namespace caselli::port
