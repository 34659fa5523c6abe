#include "sip/sip_outcome.h"

#include <algorithm>
#include <iterator>
#include <span>
#include <string_view>

namespace caselli::sip {
namespace {

using enum Outcome;

struct CodeRow {
  int code;
  Outcome outcome;
  std::string_view words;
};

// RFC 3261 21 and later ones. Statuses without a row: 4xx and 6xx rejected, else unreachable.
constexpr CodeRow kStatuses[] = {
    {300, unreachable, "multiple choices"},
    {301, bad_address, "moved permanently"},
    {302, unreachable, "moved temporarily"},
    {305, unreachable, "use proxy"},
    {380, unreachable, "alternative service"},
    {400, rejected, "bad request"},
    {401, rejected, "unauthorized: user or password is wrong"},
    {402, rejected, "payment required"},
    {403, rejected, "forbidden"},
    {404, bad_address, "not found"},
    {405, rejected, "method not allowed"},
    {406, negotiation_failed, "not acceptable"},
    {407, rejected, "proxy authentication required: user or password is wrong"},
    {408, no_answer, "request timeout"},
    {410, bad_address, "gone"},
    {413, rejected, "request entity too large"},
    {414, bad_address, "request-URI too long"},
    {415, negotiation_failed, "unsupported media type"},
    {416, bad_address, "unsupported URI scheme"},
    {420, rejected, "bad extension"},
    {421, rejected, "extension required"},
    {422, rejected, "session interval too small"},
    {423, rejected, "interval too brief"},
    {433, rejected, "anonymity disallowed"},
    {480, no_answer, "temporarily unavailable"},
    {481, unreachable, "call does not exist"},
    {482, unreachable, "loop detected"},
    {483, unreachable, "too many hops"},
    {484, bad_address, "address incomplete"},
    {485, bad_address, "ambiguous"},
    {486, busy, "busy here"},
    {487, no_answer, "request terminated"},
    {488, negotiation_failed, "not acceptable here"},
    {491, unreachable, "request pending"},
    {493, negotiation_failed, "undecipherable"},
    {500, unreachable, "server internal error"},
    {501, unreachable, "not implemented"},
    {502, unreachable, "bad gateway"},
    {503, unreachable, "service unavailable"},
    {504, unreachable, "server time-out"},
    {505, unreachable, "version not supported"},
    {513, unreachable, "message too large"},
    {580, unreachable, "precondition failure"},
    {600, busy, "busy everywhere"},
    {603, rejected, "decline"},
    {604, bad_address, "does not exist anywhere"},
    {606, negotiation_failed, "not acceptable"},
    {607, rejected, "unwanted"},
    {608, rejected, "rejected"},
};
static_assert(std::ranges::is_sorted(kStatuses, {}, &CodeRow::code));

// ITU-T Q.850 clause 2.2.5 to 2.2.11. A gateway turns these into SIP statuses (RFC 3398) and loses
// detail thereby (2 and 3, which pass by themselves, become 404), so a cause that says something goes before the
// status.
constexpr CodeRow kCauses[] = {
    {1, bad_address, "unallocated number"},
    {2, unreachable, "no route to transit network"},
    {3, unreachable, "no route to destination"},
    {4, bad_address, "special information tone"},
    {5, bad_address, "misdialled trunk prefix"},
    {16, none, "normal call clearing"},
    {17, busy, "user busy"},
    {18, no_answer, "no user responding"},
    {19, no_answer, "no answer from user"},
    {20, no_answer, "subscriber absent"},
    {21, rejected, "call rejected"},
    {22, bad_address, "number changed"},
    {23, unreachable, "redirection to new destination"},
    {25, unreachable, "exchange routing error"},
    {26, unreachable, "non-selected user clearing"},
    {27, unreachable, "destination out of order"},
    {28, bad_address, "invalid number format"},
    {29, rejected, "facility rejected"},
    {31, none, "normal, unspecified"},
    {34, unreachable, "no circuit available"},
    {38, unreachable, "network out of order"},
    {41, unreachable, "temporary failure"},
    {42, unreachable, "switching equipment congestion"},
    {43, unreachable, "access information discarded"},
    {44, unreachable, "requested circuit not available"},
    {47, unreachable, "resource unavailable"},
    {50, rejected, "requested facility not subscribed"},
    {55, rejected, "incoming calls barred within the group"},
    {57, rejected, "bearer capability not authorized"},
    {58, unreachable, "bearer capability not presently available"},
    {63, unreachable, "service not available"},
    {65, negotiation_failed, "bearer capability not implemented"},
    {69, rejected, "requested facility not implemented"},
    {70, negotiation_failed, "only restricted digital bearer"},
    {79, unreachable, "service not implemented"},
    {87, rejected, "user not member of the group"},
    {88, negotiation_failed, "incompatible destination"},
    {95, unreachable, "invalid message"},
    {102, unreachable, "recovery on timer expiry"},
    {111, unreachable, "protocol error"},
    {127, none, "interworking"},
};
static_assert(std::ranges::is_sorted(kCauses, {}, &CodeRow::code));

const CodeRow* find(std::span<const CodeRow> rows, int code) {
  const auto row = std::ranges::lower_bound(rows, code, {}, &CodeRow::code);
  return row != rows.end() && row->code == code ? &*row : nullptr;
}

Outcome of_refusal(const CallEnding& ending) {
  // Nothing came back at all: the trunk is silent, not the number.
  if (ending.internal) return unreachable;
  const auto by_cause = outcome_of_cause(ending.q850_cause);
  return by_cause != none ? by_cause : outcome_of_status(ending.status);
}

}  // namespace

Outcome outcome_of(const CallEnding& ending) {
  switch (ending.end) {
    case LegEnd::by_us:
      return none;
    case LegEnd::by_far:
      return ending.answered ? none : outcome_of_cause(ending.q850_cause);
    case LegEnd::cancelled:
      return remote_cancelled;
    case LegEnd::refused:
      return of_refusal(ending);
    case LegEnd::unanswered:
      return no_answer;
    case LegEnd::unsuitable:
    case LegEnd::no_media:
      return negotiation_failed;
    case LegEnd::no_ack:
    case LegEnd::dialog_lost:
    case LegEnd::expired:
      return cut_off;
    case LegEnd::stopped:
      return ending.answered ? cut_off : unreachable;
  }
  return none;
}

Outcome outcome_of_status(int status) {
  if (status < 300) return none;
  if (const auto* row = find(kStatuses, status)) return row->outcome;
  return status / 100 == 4 || status / 100 == 6 ? rejected : unreachable;
}

Outcome outcome_of_cause(int q850_cause) {
  const auto* row = find(kCauses, q850_cause);
  return row ? row->outcome : none;
}

std::string words_of(int status, int q850_cause) {
  std::string text;
  if (status > 0) {
    text = std::to_string(status);
    if (const auto* row = find(kStatuses, status)) text.append(" ").append(row->words);
  }
  if (q850_cause > 0) {
    if (!text.empty()) text += "; ";
    text += "Q.850 cause " + std::to_string(q850_cause);
    if (const auto* row = find(kCauses, q850_cause)) text.append(" ").append(row->words);
  }
  return text;
}

}  // namespace caselli::sip
