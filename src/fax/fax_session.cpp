#include "fax/fax_session.h"

#include <fmt/core.h>

#include "base/text.h"
#include "fax/sessions.h"
#include "fax/t30_session.h"
#include "fax/tiff_handle.h"

namespace caselli::fax {
namespace {

constexpr std::size_t kIdentity = 20;     // T.30 5.3.6.2.4
constexpr std::size_t kHeaderLimit = 50;  // SpanDSP's limit
constexpr int kLowestRate = 4800;         // V.27ter: SpanDSP cannot be held below it

Status check(const FaxOrder& order) {
  const auto refuse = [](std::string why) { return Error{Errc::invalid_argument, std::move(why)}; };
  if (order.transport == Transport::none) return refuse("a fax session needs a transport, audio or t38");
  if (order.direction == Direction::none) return refuse("a fax session needs a direction, send or receive");
  if (order.local_id != printable_ascii(order.local_id, kIdentity))
    return refuse(
        fmt::format("the identity \"{}\" is not of at most {} printable ASCII characters", order.local_id, kIdentity));
  if (!order.mh && !order.mr && !order.mmr) return refuse("no coding of pages is allowed (MH, MR or MMR)");
  if (!order.mh && !order.mr && !order.ecm) return refuse("only MMR is allowed, but MMR needs error correction (ECM)");
  if (order.max_rate < kLowestRate)
    return refuse(
        fmt::format("the rate cannot be held to {} bit/s; the lowest limit is {}", order.max_rate, kLowestRate));
  return Done{};
}

}  // namespace

Result<std::unique_ptr<FaxSession>> make_fax_session(const FaxOrder& order) {
  silence_libtiff();
  if (auto checked = check(order); !checked) return checked.error();
  CheckedOrder checked{order, std::nullopt, std::nullopt};
  checked.order.header = printable_ascii(order.header, kHeaderLimit);
  if (order.direction == Direction::send) {
    auto document = open_sent_document(order.document, order.first_page, order.last_page, order.page_count);
    if (!document) return document.error();
    checked.document = std::move(document).value();
  } else {
    auto pages = ReceivedPages::create();
    if (!pages) return pages.error();
    checked.received = std::move(pages).value();
  }
  return order.transport == Transport::audio ? make_audio_session(std::move(checked))
                                             : make_t38_session(std::move(checked));
}

}  // namespace caselli::fax
