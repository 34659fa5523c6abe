// `caselli serve`: the server with its REST API, until a signal ends it.

#include <fmt/format.h>

#include <charconv>
#include <ostream>

#include "api/api_server.h"
#include "app/admin_token.h"
#include "app/commands.h"
#include "app/running_server.h"
#include "base/log.h"
#include "cli/context.h"
#include "client/remote_fax_service.h"

namespace caselli {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

struct ServeOptions {
  std::string config, data, listen;
};

Result<Settings> settings_for(const ServeOptions& options) {
  auto settings = options.config.empty() ? Result<Settings>(default_settings()) : read_settings(options.config);
  if (!settings) return settings;
  if (!options.listen.empty()) settings->server.listen = options.listen;
  if (!options.data.empty()) settings->server.data = options.data;
  if (settings->server.data.empty()) settings->server.data = default_data_folder();
  return settings;
}

// `127.0.0.1:8329`, `[::1]:8329`.
Status split_address(const std::string& listen, HttpServerOptions& options) {
  const auto colon = listen.rfind(':');
  unsigned port = 0;
  if (colon != std::string::npos) {
    const auto* begin = listen.data() + colon + 1;
    const auto* end = listen.data() + listen.size();
    const auto read = std::from_chars(begin, end, port);
    if (read.ec != std::errc{} || read.ptr != end || begin == end) port = 65536;
  }
  if (colon == std::string::npos || colon == 0 || port > 65535)
    return Error{Errc::bad_config,
                 fmt::format("cannot listen on '{}': expected HOST:PORT, as in 127.0.0.1:8329", listen)};
  options.host = listen.substr(0, colon);
  if (options.host.starts_with('[') && options.host.ends_with(']'))
    options.host = options.host.substr(1, options.host.size() - 2);
  options.port = static_cast<std::uint16_t>(port);
  return Done{};
}

Result<ApiOptions> api_options(const Settings& settings) {
  ApiOptions options;
  if (auto split = split_address(settings.server.listen, options.http); !split) return split.error();
  options.http.tls_cert = settings.server.tls_cert;
  options.http.tls_key = settings.server.tls_key;
  options.http.max_connections = settings.limits.connections;
  options.upload_folder = fs::path(settings.server.data) / "work" / "uploads";
  options.upload_limit = static_cast<std::uint64_t>(settings.limits.upload_mb) << 20;
  return options;
}

log::Level level_of(const std::string& name) {
  if (name == "debug") return log::Level::debug;
  if (name == "warn") return log::Level::warn;
  if (name == "error") return log::Level::error;
  return log::Level::info;
}

int serve(cli::Context& context, const ServeOptions& given) {
  const auto settings = settings_for(given);
  if (!settings) return context.fail(settings.error());
  log::to_stderr(level_of(settings->log.level));
  auto options = api_options(*settings);
  if (!options) return context.fail(options.error());

  auto running = RunningServer::open(*settings, settings->server.data);
  if (!running) return context.fail(running.error());
  auto& server = (*running)->server();
  const auto token = admin_token(server.data());
  if (!token) return context.fail(token.error());
  const auto authenticator = make_admin_authenticator(*token);
  WorkerPool workers("worker", settings->limits.conversions + 2);
  ApiServer api(*options, *server.service(), *authenticator, (*running)->clock(), workers);
  const auto bound = api.start();
  if (!bound) return context.fail(bound.error());

  const auto* scheme = settings->server.tls_cert.empty() ? "http" : "https";
  context.print(fmt::format("caselli {} listens on {}://{}, data in {}", CASELLI_VERSION, scheme, bound->text(),
                            server.data().string()));
  context.out() << std::flush;  // who started us waits for this line
  const cli::Attended attended(context.environment().pause, false);
  while (!context.environment().pause.wait(1h).interrupted) {
  }
  log::info("server", "stops");
  api.stop();
  (*running)->stop();
  return 0;
}

}  // namespace

cli::Command serve_command() {
  return {"serve", "Server", "run the server", [](cli::Options& options) {
            const auto given = std::make_shared<ServeOptions>();
            options.text("--config", given->config, "FILE", "settings (TOML); see `caselli config show`");
            options.text("--data", given->data, "DIR",
                         "where faxes are kept (default: /var/lib/caselli for root, else ~/.local/share/caselli)");
            options.text("--listen", given->listen, "HOST:PORT", "address of the API (default: 127.0.0.1:8329)");
            options.about(
                "Runs until SIGINT or SIGTERM. Without settings: SQLite in the data folder and one loopback "
                "line with two ports, 1001 and 1002, that can call each other and the test numbers 1900 to "
                "1906. The admin token is made at the first start and lies in the data folder.");
            options.example("caselli serve --data /tmp/fax", "try it");
            return [given](cli::Context& context) { return serve(context, *given); };
          }};
}

}  // namespace caselli
