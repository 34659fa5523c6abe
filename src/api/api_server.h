#pragma once
// REST, events and metrics over HTTP: the surface of a FaxService for other programs
// (docs/api.md). Calls that may wait run on the workers; the rest on the http thread.

#include <cstdint>
#include <filesystem>
#include <memory>

#include "api/authenticator.h"
#include "base/clock.h"
#include "base/executor.h"
#include "http/http_server.h"
#include "service/fax_service.h"

namespace caselli {

struct ApiOptions {
  HttpServerOptions http;
  std::filesystem::path upload_folder;        // for documents on their way in; made when missing
  std::uint64_t upload_limit = 256ull << 20;  // bytes of a form with documents
};

class ApiServer {
 public:
  // All of them outlive the server; `workers` must go on running until stop() has returned.
  ApiServer(ApiOptions options, FaxService& service, const Authenticator& authenticator, const Clock& clock,
            ExecutorPool& workers);
  ~ApiServer();  // stops
  ApiServer(const ApiServer&) = delete;

  // Errors: address_in_use, bad_config, storage_failed; each says what to do.
  Result<BoundAddress> start();
  // Closes streams, lets requests at work end, waits for those that still run on workers.
  // Idempotent. Thread: any but the workers.
  void stop();

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace caselli
