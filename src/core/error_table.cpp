#include "core/error_table.h"

#include <algorithm>
#include <iterator>

namespace caselli {
namespace {

// In the order of the enum. Exit statuses: 1 failed, 2 wrong usage or bad config,
// 3 server not reachable, 4 not permitted, 5 not found.
constexpr ErrorRow kErrors[] = {
    {Errc::invalid_argument, "invalid_argument", "Wrong value", 400, 2},
    {Errc::bad_number, "bad_number", "Not a telephone number", 422, 2},
    {Errc::unknown_field, "unknown_field", "Unknown field", 400, 2},
    {Errc::bad_config, "bad_config", "Wrong settings", 400, 2},
    {Errc::unauthenticated, "unauthenticated", "Token missing or wrong", 401, 4},
    {Errc::permission_denied, "permission_denied", "Not permitted", 403, 4},
    {Errc::not_found, "not_found", "Not found", 404, 5},
    {Errc::wrong_state, "wrong_state", "Not possible in this state", 409, 1},
    {Errc::idempotency_conflict, "idempotency_conflict", "Key used for another fax", 409, 1},
    {Errc::unsupported_document, "unsupported_document", "Kind of document not supported", 415, 1},
    {Errc::damaged_document, "damaged_document", "Damaged document", 422, 1},
    {Errc::protected_document, "protected_document", "Document needs a password", 422, 1},
    {Errc::empty_document, "empty_document", "Empty document", 422, 1},
    {Errc::document_too_large, "document_too_large", "Document too large", 413, 1},
    {Errc::too_many_pages, "too_many_pages", "Too many pages", 422, 1},
    {Errc::conversion_timeout, "conversion_timeout", "Conversion took too long", 422, 1},
    {Errc::storage_full, "storage_full", "No space left", 507, 1},
    {Errc::storage_failed, "storage_failed", "Storage failed", 500, 1},
    {Errc::storage_locked, "storage_locked", "Data in use by another server", 503, 1},
    {Errc::address_in_use, "address_in_use", "Address in use", 503, 1},
    {Errc::unreachable, "unreachable", "Server not reachable", 502, 3},
    {Errc::timed_out, "timed_out", "No answer in time", 504, 3},
    {Errc::too_many_requests, "too_many_requests", "Too many requests", 429, 1},
    {Errc::cancelled, "cancelled", "Cancelled", 409, 1},
    {Errc::unavailable, "unavailable", "Not available now", 503, 1},
    {Errc::internal, "internal", "Mistake of the server", 500, 1},
};
static_assert(std::size(kErrors) == static_cast<std::size_t>(Errc::internal) + 1);

}  // namespace

const ErrorRow& row_of(Errc errc) { return kErrors[static_cast<std::size_t>(errc)]; }

std::optional<Errc> parse_errc(std::string_view code) {
  const auto row = std::ranges::find(kErrors, code, &ErrorRow::code);
  if (row == std::end(kErrors)) return {};
  return row->errc;
}

}  // namespace caselli
