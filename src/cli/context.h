#pragma once
// What every command needs: the streams, the server, the common options, and one way to
// say what went wrong.

#include <memory>
#include <string>
#include <string_view>

#include "cli/cli.h"
#include "service/fax_service.h"

namespace caselli::cli {

class Context {
 public:
  struct Common {
    std::string url, token;
    bool json = false;
  };

  Context(Environment& environment, Common common);

  Environment& environment() { return environment_; }
  std::ostream& out() { return environment_.out; }
  const Terminal& terminal() const { return environment_.terminal; }
  Instant now() const { return environment_.clock.now(); }
  bool json() const { return common_.json; }
  const ConnectOptions& server() const { return server_; }

  // The server named on the line; made at the first call, which does not yet speak to it.
  Result<std::shared_ptr<FaxService>> service();

  // Print one line on standard error, `caselli: ...`, and return the exit status for the
  // error. `advice` replaces the general advice for its kind.
  int fail(const Error& error, std::string_view advice = {});
  int wrong_usage(std::string_view text);
  // A remark on standard error that ends nothing.
  void remark(std::string_view text);

  // One line of output.
  void print(std::string_view line);
  void print(const std::vector<std::string>& lines);

 private:
  int fail_with(Errc code, const std::string& text, std::string_view advice);

  Environment& environment_;
  Common common_;
  ConnectOptions server_;
  std::shared_ptr<FaxService> service_;
};

}  // namespace caselli::cli
