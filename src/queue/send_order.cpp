#include "queue/send_order.h"

namespace caselli {
namespace {

// The middle of the header line; date, identity and page number stand around it.
std::string header_of(const Job& job) {
  if (!job.sender_name.empty()) return job.sender_name;
  return job.tsid.empty() ? "Fax" : job.tsid;
}

}  // namespace

SendOrder send_order(const Job& job, const Way& way, std::string document, const ServerSettings& settings,
                     FaxMethod by) {
  const auto& attempt = job.attempts.back();
  const auto& method = row_of(by);
  SendOrder order;
  order.job = job.id;
  order.attempt = attempt.number;
  order.number = way.number;
  if (!settings.use_device_tsid) order.tsid = job.tsid;
  order.document = std::move(document);
  order.facts = job.document;
  order.first_page = attempt.first_page;
  order.document_name = job.document_name;
  order.sender_name = job.sender_name;
  order.recipient_name = job.recipient_name;
  order.submitted_at = job.submitted_at;
  if (settings.branding) order.header = header_of(job);
  order.t38 = method.t38;
  order.ecm = method.ecm;
  order.v17 = method.v17;
  return order;
}

std::string tsid_shown(const Job& job, const ServerSettings& settings, const PortSettings& port) {
  return settings.use_device_tsid || job.tsid.empty() ? port.tsid : job.tsid;
}

}  // namespace caselli
