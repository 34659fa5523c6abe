#include "port/fax_order.h"

#include "base/text.h"

namespace caselli::port {
namespace {

// MMR needs ECM (T.30 table 2, note 33); without it MR or MH is the best that is left.
Compression best_coding(const DocumentFacts& facts, bool ecm) {
  if (ecm || facts.best != Compression::mmr) return facts.best;
  const auto mh = facts.coded_bytes[static_cast<int>(Compression::mh)];
  const auto mr = facts.coded_bytes[static_cast<int>(Compression::mr)];
  return mh > 0 && mr > 0 && mh < mr ? Compression::mh : Compression::mr;
}

void hold_to(const FaxLimits& limits, fax::FaxOrder& what) {
  what.ecm = what.ecm && limits.ecm;
  what.max_rate = limits.max_rate;
  what.mr = what.mr && limits.compression >= Compression::mr;
  what.mmr = what.mmr && limits.compression >= Compression::mmr;
}

}  // namespace

PortSettings as_sent(PortSettings settings) {
  settings.tsid = printable_ascii(settings.tsid, kIdentityLength);
  settings.csid = printable_ascii(settings.csid, kIdentityLength);
  return settings;
}

fax::FaxOrder fax_order(const SendOrder& order, const FaxLimits& limits, Transport kind, const std::string& local_id,
                        Instant started) {
  fax::FaxOrder what;
  what.transport = kind;
  what.direction = Direction::send;
  what.calling = true;
  what.local_id = local_id;
  what.document = order.document;
  what.first_page = order.first_page;
  what.page_count = order.facts.pages;
  what.header = order.header;
  what.ecm = order.ecm;
  what.v17 = order.v17;
  const auto best = best_coding(order.facts, order.ecm && limits.ecm);
  what.mr = best != Compression::mh;
  what.mmr = best == Compression::mmr;
  what.started = started;
  hold_to(limits, what);
  return what;
}

fax::FaxOrder fax_order(const FaxLimits& limits, Transport kind, const std::string& local_id, Instant started) {
  fax::FaxOrder what;
  what.transport = kind;
  what.direction = Direction::receive;
  what.calling = false;
  what.local_id = local_id;
  what.started = started;
  hold_to(limits, what);
  return what;
}

}  // namespace caselli::port
