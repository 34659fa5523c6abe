#pragma once
// The head of a request, from the library's words into ours.

#include <boost/beast/http/fields.hpp>
#include <boost/beast/http/message.hpp>
#include <string>

#include "http/http_message.h"

namespace caselli {

// Path and query apart, names of headers in lower case, no body. The path is empty when
// the request names none.
HttpRequest request_of(const boost::beast::http::request_header<>& head, const std::string& peer);

}  // namespace caselli
