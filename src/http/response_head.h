#pragma once
// The head of an answer as it goes over the wire (RFC 9112, 4).

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

#include "http/http_message.h"

namespace caselli {

std::string_view reason_of(int status);

// IMF-fixdate (RFC 9110, 5.6.7): Sun, 22 Nov 2026 10:27:00 GMT.
std::string http_date(std::chrono::sys_seconds when);

// Status line and headers with the blank line after them. `length`: Content-Length, when
// the answer has one. Header values lose their control characters, so that no value can
// add a header of its own.
std::string response_head(const HttpResponse& response, std::optional<std::uint64_t> length, bool keep_alive,
                          std::chrono::sys_seconds now);

}  // namespace caselli
