#pragma once
// How each kind of failure is spelled outside: REST code and status (RFC 9457) and the
// exit status of the command line. FaxCom's HRESULTs stand in faxcom/com_method.h.

#include <optional>
#include <string_view>

#include "base/result.h"

namespace caselli {

struct ErrorRow {
  Errc errc;
  std::string_view code;   // problem+json `code`
  std::string_view title;  // problem+json `title`
  int http;
  int exit;
};

const ErrorRow& row_of(Errc errc);
std::optional<Errc> parse_errc(std::string_view code);

}  // namespace caselli
