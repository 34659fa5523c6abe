#include "sip/sip_outcome.h"

#include <algorithm>
#include <iterator>
#include <span>
#include <string_view>

namespace caselli::sip {
namespace {

struct CodeRow {
  int code;
  Outcome outcome;
  std::string_view words;
};

// RFC 3261 21 and later ones. Statuses without a row: 4xx and 6xx Outcome::rejected, else unreachable.
constexpr CodeRow kStatuses[] = {
    {300, Outcome::unreachable, "multiple choices"},
    {301, Outcome::bad_address, "moved permanently"},
    {302, Outcome::unreachable, "moved temporarily"},
    {305, Outcome::unreachable, "use proxy"},
    {380, Outcome::unreachable, "alternative service"},
    {400, Outcome::rejected, "bad request"},
    {401, Outcome::rejected, "unauthorized: user or password is wrong"},
    {402, Outcome::rejected, "payment required"},
    {403, Outcome::rejected, "forbidden"},
    {404, Outcome::bad_address, "not found"},
    {405, Outcome::rejected, "method not allowed"},
    {406, Outcome::negotiation_failed, "not acceptable"},
    {407, Outcome::rejected, "proxy authentication required: user or password is wrong"},
    {408, Outcome::no_answer, "request timeout"},
    {410, Outcome::bad_address, "gone"},
    {413, Outcome::rejected, "request entity too large"},
    {414, Outcome::bad_address, "request-URI too long"},
    {415, Outcome::negotiation_failed, "unsupported media type"},
    {416, Outcome::bad_address, "unsupported URI scheme"},
    {420, Outcome::rejected, "bad extension"},
    {421, Outcome::rejected, "extension required"},
    {422, Outcome::rejected, "session interval too small"},
    {423, Outcome::rejected, "interval too brief"},
    {433, Outcome::rejected, "anonymity disallowed"},
    {480, Outcome::no_answer, "temporarily unavailable"},
    {481, Outcome::unreachable, "call does not exist"},
    {482, Outcome::unreachable, "loop detected"},
    {483, Outcome::unreachable, "too many hops"},
    {484, Outcome::bad_address, "address incomplete"},
    {485, Outcome::bad_address, "ambiguous"},
    {486, Outcome::busy, "busy here"},
    {487, Outcome::no_answer, "request terminated"},
    {488, Outcome::negotiation_failed, "not acceptable here"},
    {491, Outcome::unreachable, "request pending"},
    {493, Outcome::negotiation_failed, "undecipherable"},
    {500, Outcome::unreachable, "server internal error"},
    {501, Outcome::unreachable, "not implemented"},
    {502, Outcome::unreachable, "bad gateway"},
    {503, Outcome::unreachable, "service unavailable"},
    {504, Outcome::unreachable, "server time-out"},
    {505, Outcome::unreachable, "version not supported"},
    {513, Outcome::unreachable, "message too large"},
    {580, Outcome::unreachable, "precondition failure"},
    {600, Outcome::busy, "busy everywhere"},
    {603, Outcome::rejected, "decline"},
    {604, Outcome::bad_address, "does not exist anywhere"},
    {606, Outcome::negotiation_failed, "not acceptable"},
    {607, Outcome::rejected, "unwanted"},
    {608, Outcome::rejected, "rejected"},
};
static_assert(std::ranges::is_sorted(kStatuses, {}, &CodeRow::code));

// ITU-T Q.850 clause 2.2.5 to 2.2.11. A gateway turns these into SIP statuses (RFC 3398) and loses
// detail thereby (2 and 3, which pass by themselves, become 404), so a cause that says something goes before the
// status.
constexpr CodeRow kCauses[] = {
    {1, Outcome::bad_address, "unallocated number"},
    {2, Outcome::unreachable, "no route to transit network"},
    {3, Outcome::unreachable, "no route to destination"},
    {4, Outcome::bad_address, "special information tone"},
    {5, Outcome::bad_address, "misdialled trunk prefix"},
    {16, Outcome::none, "normal call clearing"},
    {17, Outcome::busy, "user busy"},
    {18, Outcome::no_answer, "no user responding"},
    {19, Outcome::no_answer, "no answer from user"},
    {20, Outcome::no_answer, "subscriber absent"},
    {21, Outcome::rejected, "call rejected"},
    {22, Outcome::bad_address, "number changed"},
    {23, Outcome::unreachable, "redirection to new destination"},
    {25, Outcome::unreachable, "exchange routing error"},
    {26, Outcome::unreachable, "non-selected user clearing"},
    {27, Outcome::unreachable, "destination out of order"},
    {28, Outcome::bad_address, "invalid number format"},
    {29, Outcome::rejected, "facility rejected"},
    {31, Outcome::none, "normal, unspecified"},
    {34, Outcome::unreachable, "no circuit available"},
    {38, Outcome::unreachable, "network out of order"},
    {41, Outcome::unreachable, "temporary failure"},
    {42, Outcome::unreachable, "switching equipment congestion"},
    {43, Outcome::unreachable, "access information discarded"},
    {44, Outcome::unreachable, "requested circuit not available"},
    {47, Outcome::unreachable, "resource unavailable"},
    {50, Outcome::rejected, "requested facility not subscribed"},
    {55, Outcome::rejected, "incoming calls barred within the group"},
    {57, Outcome::rejected, "bearer capability not authorized"},
    {58, Outcome::unreachable, "bearer capability not presently available"},
    {63, Outcome::unreachable, "service not available"},
    {65, Outcome::negotiation_failed, "bearer capability not implemented"},
    {69, Outcome::rejected, "requested facility not implemented"},
    {70, Outcome::negotiation_failed, "only restricted digital bearer"},
    {79, Outcome::unreachable, "service not implemented"},
    {87, Outcome::rejected, "user not member of the group"},
    {88, Outcome::negotiation_failed, "incompatible destination"},
    {95, Outcome::unreachable, "invalid message"},
    {102, Outcome::unreachable, "recovery on timer expiry"},
    {111, Outcome::unreachable, "protocol error"},
    {127, Outcome::none, "interworking"},
};
static_assert(std::ranges::is_sorted(kCauses, {}, &CodeRow::code));

const CodeRow* find(std::span<const CodeRow> rows, int code) {
  const auto row = std::ranges::lower_bound(rows, code, {}, &CodeRow::code);
  return row != rows.end() && row->code == code ? &*row : nullptr;
}

Outcome of_refusal(const CallEnding& ending) {
  // Nothing came back at all: the trunk is silent, not the number.
  if (ending.internal) return Outcome::unreachable;
  const auto by_cause = outcome_of_cause(ending.q850_cause);
  return by_cause != Outcome::none ? by_cause : outcome_of_status(ending.status);
}

}  // namespace

Outcome outcome_of(const CallEnding& ending) {
  switch (ending.end) {
    case LegEnd::by_us:
      return Outcome::none;
    case LegEnd::by_far:
      return ending.answered ? Outcome::none : outcome_of_cause(ending.q850_cause);
    case LegEnd::cancelled:
      return Outcome::remote_cancelled;
    case LegEnd::refused:
      return of_refusal(ending);
    case LegEnd::unanswered:
      return Outcome::no_answer;
    case LegEnd::unsuitable:
    case LegEnd::no_media:
      return Outcome::negotiation_failed;
    case LegEnd::no_ack:
    case LegEnd::dialog_lost:
    case LegEnd::expired:
      return Outcome::cut_off;
    case LegEnd::stopped:
      return ending.answered ? Outcome::cut_off : Outcome::unreachable;
  }
  return Outcome::none;
}

Outcome outcome_of_status(int status) {
  if (status < 300) return Outcome::none;
  if (const auto* row = find(kStatuses, status)) return row->outcome;
  return status / 100 == 4 || status / 100 == 6 ? Outcome::rejected : Outcome::unreachable;
}

Outcome outcome_of_cause(int q850_cause) {
  const auto* row = find(kCauses, q850_cause);
  return row ? row->outcome : Outcome::none;
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
