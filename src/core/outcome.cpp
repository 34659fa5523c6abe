#include "core/outcome.h"

#include <algorithm>
#include <iterator>

namespace caselli {
namespace {

using namespace std::chrono_literals;

// In the order of the enum. Delays are those operators of fax servers know: busy again
// after 180 s, no answer and no carrier after 300 s, protocol errors after 60 s.
constexpr OutcomeRow kOutcomes[] = {
    {Outcome::none, "none", "Not ended", "", Retry::no, 0s, PortState::available, false},
    {Outcome::sent, "sent", "Every page was confirmed by the receiver", "", Retry::no, 0s, PortState::completed, true},
    {Outcome::received, "received", "Every page was received and confirmed", "", Retry::no, 0s, PortState::completed,
     true},
    {Outcome::busy, "busy", "The number was busy", "It is dialled again by itself; nothing to do", Retry::dial, 180s,
     PortState::busy, false},
    {Outcome::no_answer, "no_answer", "Nobody answered", "Check the number; the machine may be off or out of paper",
     Retry::dial, 300s, PortState::no_answer, false},
    {Outcome::bad_address, "bad_address", "The number does not exist",
     "Correct the number, with the prefix for an outside line if one is needed", Retry::no, 0s, PortState::bad_address,
     false},
    {Outcome::no_dial_tone, "no_dial_tone", "The line gave no dial tone", "Check the trunk and its registration",
     Retry::dial, 300s, PortState::no_dial_tone, false},
    {Outcome::rejected, "rejected", "The call was refused",
     "The far end or the carrier does not take calls from this number; ask them", Retry::dial, 300s,
     PortState::call_blacklisted, false},
    {Outcome::unreachable, "unreachable", "The network could not reach the number", "Check the trunk; try again later",
     Retry::dial, 300s, PortState::fatal_error, false},
    {Outcome::not_a_fax, "not_a_fax", "Someone or something answered, but not a fax",
     "Check the number: a person, a mailbox or a modem answers there", Retry::no, 0s, PortState::not_fax_call, false},
    {Outcome::cut_off, "cut_off", "The call dropped before the last page was confirmed",
     "It is sent on from the first page that was not confirmed", Retry::try_again, 60s, PortState::disconnected, false},
    {Outcome::no_carrier, "no_carrier", "The far end fell silent",
     "The connection lost its sound or its packets; check the trunk's media path", Retry::try_again, 300s,
     PortState::disconnected, false},
    {Outcome::negotiation_failed, "negotiation_failed", "The two machines found no common way to work",
     "Try without error correction or at a lower rate", Retry::try_again, 60s, PortState::fatal_error, false},
    {Outcome::training_failed, "training_failed", "The modems could not train at any rate",
     "The line is too poor for fax, or the call is not in T.38 and runs over a lossy path", Retry::try_again, 60s,
     PortState::fatal_error, false},
    {Outcome::page_failed, "page_failed", "A page was not confirmed after all repeats",
     "The line damaged it; it is tried again from that page", Retry::try_again, 60s, PortState::fatal_error, false},
    {Outcome::protocol_error, "protocol_error", "The far machine did not follow the fax protocol",
     "Look at the last frames; tell its operator if it happens each time", Retry::try_again, 60s,
     PortState::fatal_error, false},
    {Outcome::remote_cancelled, "remote_cancelled", "The far machine ended the fax",
     "Someone pressed stop there, or its memory or paper ran out", Retry::try_again, 60s, PortState::disconnected,
     false},
    {Outcome::no_far_end_capability, "no_far_end_capability", "The far machine cannot take such a document",
     "Send it narrower or in a coarser resolution", Retry::no, 0s, PortState::fatal_error, false},
    {Outcome::document_error, "document_error", "The document could not be read", "Submit the document again",
     Retry::no, 0s, PortState::fatal_error, false},
    {Outcome::storage_error, "storage_error", "The server could not store the page", "Free disk space on the server",
     Retry::try_again, 300s, PortState::fatal_error, false},
    {Outcome::cancelled, "cancelled", "It was cancelled", "", Retry::no, 0s, PortState::aborting, false},
    {Outcome::expired, "expired", "Its time to be sent ran out", "Submit it again", Retry::no, 0s,
     PortState::fatal_error, false},
    {Outcome::uncertain, "uncertain", "The server stopped in the middle of it; the last page may have arrived",
     "It is sent on from the first page that was not confirmed; that page may arrive twice", Retry::try_again, 0s,
     PortState::fatal_error, false},
    {Outcome::internal_error, "internal_error", "The server made a mistake",
     "Please report it with the trace of the fax", Retry::try_again, 300s, PortState::fatal_error, false},
};
static_assert(std::size(kOutcomes) == static_cast<std::size_t>(Outcome::internal_error) + 1);

}  // namespace

const OutcomeRow& row_of(Outcome outcome) { return kOutcomes[static_cast<std::size_t>(outcome)]; }

std::optional<Outcome> parse_outcome(std::string_view code) {
  const auto row = std::ranges::find(kOutcomes, code, &OutcomeRow::code);
  if (row == std::end(kOutcomes)) return {};
  return row->outcome;
}

}  // namespace caselli
