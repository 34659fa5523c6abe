#pragma once
// Inside of the HTTP server: a connection whose answer is an endless stream of events.

#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/ssl/ssl_stream.hpp>

#include "http/http_core.h"

namespace caselli {

// Writes `head` to a socket whose request was read, then what `reader` gives, until
// either side ends it. Thread: http.
void serve_events(HttpServer::Core& core, boost::beast::tcp_stream stream, std::string head,
                  std::shared_ptr<EventReader> reader);
void serve_events(HttpServer::Core& core, boost::beast::ssl_stream<boost::beast::tcp_stream> stream, std::string head,
                  std::shared_ptr<EventReader> reader);

}  // namespace caselli
