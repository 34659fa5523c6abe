#include "cli/context.h"

#include <algorithm>
#include <ostream>

#include "cli/screen_text.h"
#include "core/error_table.h"

namespace caselli::cli {
namespace {

struct Advice {
  Errc errc;
  std::string_view text;
};

constexpr std::string_view kTokenAdvice = "give one with --token, CASELLI_TOKEN or ~/.config/caselli/token";

// What to do, where the error's own text cannot know it.
constexpr Advice kAdvice[] = {
    {Errc::unreachable, "start the server with `caselli serve`, or say where it is with --url"},
    {Errc::timed_out, "see with `caselli doctor` how the server is, and try again"},
    {Errc::permission_denied, "use a token with that right"},
    {Errc::storage_full, "free disk space on the server and try again"},
    {Errc::too_many_requests, "wait a moment and try again"},
    {Errc::unavailable, "see with `caselli doctor` what the server lacks"},
    {Errc::internal, "report it with the server's log"},
};

}  // namespace

Context::Context(Environment& environment, Common common)
    : environment_(environment),
      common_(std::move(common)),
      server_(environment_.find_server(common_.url, common_.token)) {}

Result<std::shared_ptr<FaxService>> Context::service() {
  if (service_) return service_;
  auto made = environment_.connect(server_);
  if (made) service_ = *made;
  return made;
}

int Context::fail(const Error& error, std::string_view advice) {
  if (error.code == Errc::unauthenticated)
    return fail_with(error.code,
                     server_.url + (server_.token.empty() ? ": it wants a token, and none was found"
                                                          : ": it does not know the token"),
                     kTokenAdvice);
  // A text that ends in brackets brings its own advice.
  if (advice.empty() && !error.text.ends_with(')'))
    if (const auto row = std::ranges::find(kAdvice, error.code, &Advice::errc); row != std::end(kAdvice))
      advice = row->text;
  return fail_with(error.code, error.text, advice);
}

int Context::fail_with(Errc code, const std::string& text, std::string_view advice) {
  remark(advice.empty() ? text : text + ": " + std::string{advice});
  return row_of(code).exit;
}

int Context::wrong_usage(std::string_view text) {
  remark(text);
  return row_of(Errc::invalid_argument).exit;
}

void Context::remark(std::string_view text) { environment_.err << "caselli: " << clean_text(text, true) << std::endl; }

void Context::print(std::string_view line) { environment_.out << line << '\n'; }

void Context::print(const std::vector<std::string>& lines) {
  for (const auto& line : lines) print(line);
}

}  // namespace caselli::cli
