#include "fax/t30_outcome.h"

#include <spandsp.h>

#include <algorithm>
#include <iterator>

namespace caselli::fax {
namespace {

struct Row {
  int code;
  Outcome outcome;
};

// no_carrier stands for a line that fell silent; it shows as cut_off once a page had begun.
constexpr Row kRows[] = {
    // OK with pages missing: the far end refused one (RTN) and the library gave up in silence.
    {T30_ERR_OK, Outcome::page_failed},
    // Before the machines knew each other.
    {T30_ERR_CEDTONE, Outcome::not_a_fax},
    {T30_ERR_T0_EXPIRED, Outcome::not_a_fax},
    {T30_ERR_T1_EXPIRED, Outcome::no_carrier},
    {T30_ERR_T3_EXPIRED, Outcome::remote_cancelled},
    {T30_ERR_HDLC_CARRIER, Outcome::protocol_error},
    {T30_ERR_CANNOT_TRAIN, Outcome::training_failed},
    {T30_ERR_OPER_INT_FAIL, Outcome::remote_cancelled},
    {T30_ERR_INCOMPATIBLE, Outcome::negotiation_failed},
    {T30_ERR_RX_INCAPABLE, Outcome::no_far_end_capability},
    {T30_ERR_TX_INCAPABLE, Outcome::no_far_end_capability},
    {T30_ERR_NORESSUPPORT, Outcome::no_far_end_capability},
    {T30_ERR_NOSIZESUPPORT, Outcome::no_far_end_capability},
    {T30_ERR_UNEXPECTED, Outcome::protocol_error},
    // Told to a sender.
    {T30_ERR_TX_BADDCS, Outcome::training_failed},
    {T30_ERR_TX_BADPG, Outcome::page_failed},
    {T30_ERR_TX_ECMPHD, Outcome::protocol_error},
    {T30_ERR_TX_GOTDCN, Outcome::remote_cancelled},
    {T30_ERR_TX_INVALRSP, Outcome::protocol_error},
    {T30_ERR_TX_NODIS, Outcome::negotiation_failed},
    {T30_ERR_TX_PHBDEAD, Outcome::no_carrier},
    {T30_ERR_TX_PHDDEAD, Outcome::no_carrier},
    {T30_ERR_TX_T5EXP, Outcome::page_failed},
    // Told to a receiver.
    {T30_ERR_RX_ECMPHD, Outcome::protocol_error},
    {T30_ERR_RX_GOTDCS, Outcome::protocol_error},
    {T30_ERR_RX_INVALCMD, Outcome::protocol_error},
    {T30_ERR_RX_NOCARRIER, Outcome::no_carrier},
    {T30_ERR_RX_NOEOL, Outcome::page_failed},
    {T30_ERR_RX_NOFAX, Outcome::page_failed},
    {T30_ERR_RX_T2EXPDCN, Outcome::no_carrier},
    {T30_ERR_RX_T2EXPD, Outcome::no_carrier},
    {T30_ERR_RX_T2EXPFAX, Outcome::no_carrier},
    {T30_ERR_RX_T2EXPMPS, Outcome::no_carrier},
    {T30_ERR_RX_T2EXPRR, Outcome::no_carrier},
    {T30_ERR_RX_T2EXP, Outcome::no_carrier},
    {T30_ERR_RX_DCNWHY, Outcome::remote_cancelled},
    {T30_ERR_RX_DCNDATA, Outcome::remote_cancelled},
    {T30_ERR_RX_DCNFAX, Outcome::remote_cancelled},
    {T30_ERR_RX_DCNPHD, Outcome::remote_cancelled},
    {T30_ERR_RX_DCNRRD, Outcome::remote_cancelled},
    {T30_ERR_RX_DCNNORTN, Outcome::page_failed},
    // The file; for a receiver it is our own store (see outcome_of).
    {T30_ERR_FILEERROR, Outcome::document_error},
    {T30_ERR_NOPAGE, Outcome::document_error},
    {T30_ERR_BADTIFF, Outcome::document_error},
    {T30_ERR_BADPAGE, Outcome::document_error},
    {T30_ERR_BADTAG, Outcome::document_error},
    {T30_ERR_BADTIFFHDR, Outcome::document_error},
    {T30_ERR_NOMEM, Outcome::internal_error},
    // Anywhere.
    {T30_ERR_RETRYDCN, Outcome::no_carrier},
    {T30_ERR_CALLDROPPED, Outcome::no_carrier},
    {T30_ERR_NOPOLL, Outcome::negotiation_failed},
    {T30_ERR_IDENT_UNACCEPTABLE, Outcome::negotiation_failed},
    {T30_ERR_SUB_UNACCEPTABLE, Outcome::negotiation_failed},
    {T30_ERR_SEP_UNACCEPTABLE, Outcome::negotiation_failed},
    {T30_ERR_PSA_UNACCEPTABLE, Outcome::negotiation_failed},
    {T30_ERR_SID_UNACCEPTABLE, Outcome::negotiation_failed},
    {T30_ERR_PWD_UNACCEPTABLE, Outcome::negotiation_failed},
    {T30_ERR_TSA_UNACCEPTABLE, Outcome::negotiation_failed},
    {T30_ERR_IRA_UNACCEPTABLE, Outcome::negotiation_failed},
    {T30_ERR_CIA_UNACCEPTABLE, Outcome::negotiation_failed},
    {T30_ERR_ISP_UNACCEPTABLE, Outcome::negotiation_failed},
    {T30_ERR_CSA_UNACCEPTABLE, Outcome::negotiation_failed},
};
static_assert(std::size(kRows) == T30_ERR_CSA_UNACCEPTABLE + 1, "a completion code has no outcome");

}  // namespace

Outcome outcome_of(int t30_code, Direction direction, bool page_begun) {
  const auto row = std::ranges::find(kRows, t30_code, &Row::code);
  if (row == std::end(kRows)) return Outcome::internal_error;
  if (row->outcome == Outcome::no_carrier && page_begun) return Outcome::cut_off;
  if (direction == Direction::receive && row->outcome == Outcome::document_error) return Outcome::storage_error;
  if (direction == Direction::receive && t30_code == T30_ERR_OK && !page_begun) return Outcome::remote_cancelled;
  return row->outcome;
}

std::string text_of_code(int t30_code) { return t30_completion_code_to_str(t30_code); }

}  // namespace caselli::fax
