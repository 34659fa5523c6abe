#pragma once
// What can go wrong returns a Result<T> (or a Status when there is nothing to
// return): either a value or an Error whose text a person can act on. A fax that
// ended is not an error; see core/fax_result.h.

#include <cassert>
#include <string>
#include <utility>
#include <variant>

namespace caselli {

// Kinds of failure. How each is spelled in REST, as an exit status or as an
// HRESULT stands in core/error_table.h.
enum class Errc {
  invalid_argument,
  bad_number,
  unknown_field,
  bad_config,
  unauthenticated,
  permission_denied,
  not_found,
  wrong_state,
  idempotency_conflict,
  unsupported_document,
  damaged_document,
  protected_document,
  empty_document,
  document_too_large,
  too_many_pages,
  conversion_timeout,
  storage_full,
  storage_failed,
  storage_locked,
  address_in_use,
  unreachable,
  timed_out,
  too_many_requests,
  cancelled,
  unavailable,
  internal,
};

// What was tried, on what, and what came back, as one sentence without a full stop
// at its end.
struct Error {
  Errc code{Errc::internal};
  std::string text;
  bool operator==(const Error&) const = default;
};

struct Done {
  bool operator==(const Done&) const = default;
};

template <class T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}      // NOLINT(google-explicit-constructor)
  Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}  // NOLINT(google-explicit-constructor)

  bool ok() const noexcept { return state_.index() == 0; }
  explicit operator bool() const noexcept { return ok(); }

  T& value() & {
    assert(ok());
    return *std::get_if<0>(&state_);
  }
  const T& value() const& {
    assert(ok());
    return *std::get_if<0>(&state_);
  }
  T&& value() && {
    assert(ok());
    return std::move(*std::get_if<0>(&state_));
  }
  T& operator*() & { return value(); }
  const T& operator*() const& { return value(); }
  T&& operator*() && { return std::move(*this).value(); }
  T* operator->() { return &value(); }
  const T* operator->() const { return &value(); }

  const Error& error() const {
    assert(!ok());
    return *std::get_if<1>(&state_);
  }

 private:
  std::variant<T, Error> state_;
};

using Status = Result<Done>;

}  // namespace caselli
