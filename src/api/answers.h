#pragma once
// How answers are written: JSON, documents and problems (RFC 9457).

#include <string>
#include <string_view>

#include "base/json.h"
#include "base/result.h"
#include "http/http_message.h"

namespace caselli {

HttpResponse json_answer(const Json& json, int status = 200);
HttpResponse text_answer(std::string text, std::string media_type, int status = 200);
HttpResponse problem_answer(const Error& error);
// For what only HTTP knows: wrong method, nothing acceptable.
HttpResponse problem_answer(int status, std::string_view code, std::string_view title, std::string_view detail);
// What every answer carries against sniffing, framing and caching; what is there stays.
void add_security_headers(HttpResponse& response);

// A JSON body within the limits of depth. Errors: invalid_argument.
Result<Json> read_json(std::string_view text);

}  // namespace caselli
