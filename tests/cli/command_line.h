#pragma once
// The command line run inside a test: string streams, a clock moved by hand, and a script
// instead of a user and of time.

#include <deque>
#include <functional>
#include <sstream>
#include <string>
#include <vector>

#include "cli/cli.h"
#include "fake_fax_service.h"

namespace caselli::test {

// Each wait plays the next step; after the last one the user presses Ctrl-C.
class ScriptedPause final : public cli::Pause {
 public:
  std::deque<std::function<cli::Wake()>> steps;
  int attended = 0;
  int suspended = 0;

  void notify() noexcept override { ++notified; }
  cli::Wake wait(std::chrono::milliseconds at_most) override {
    if (clock != nullptr) clock->advance_to(clock->monotonic() + at_most);
    if (steps.empty()) return {.interrupted = true};
    const auto step = std::move(steps.front());
    steps.pop_front();
    return step();
  }
  void attend(bool) override { ++attended; }
  void dismiss() override { --attended; }
  void suspend() override { ++suspended; }

  int notified = 0;
  ManualClock* clock = nullptr;  // each wait lasts its whole time
};

struct CommandLine {
  CommandLine() {
    service->now = clock.now();
    pause.clock = &clock;
  }

  // Runs `caselli WORDS...`; what it prints is in out and err.
  int run(const std::vector<std::string>& words) {
    std::ostringstream out_stream, err_stream;
    std::istringstream in_stream{input};
    cli::Environment environment{
        .out = out_stream,
        .err = err_stream,
        .in = in_stream,
        .terminal = terminal,
        .clock = clock,
        .pause = pause,
        .find_server =
            [this](const std::string& url, const std::string& token) {
              connected_to.url = url.empty() ? "http://127.0.0.1:8329" : url;
              connected_to.token = token.empty() ? "found-token" : token;
              return connected_to;
            },
        .connect = [this](const ConnectOptions&) -> Result<std::shared_ptr<FaxService>> { return {service}; },
        .checks = checks};
    std::vector<const char*> argv{"caselli"};
    for (const auto& word : words) argv.push_back(word.c_str());
    const int status = cli::run(static_cast<int>(argv.size()), argv.data(), environment, extra);
    out = out_stream.str();
    err = err_stream.str();
    return status;
  }

  // A terminal of that size, as most have it.
  void use_terminal(int columns, int rows = 24) {
    terminal.is_terminal = terminal.interactive = terminal.colour = terminal.utf8 = true;
    terminal.size = [columns, rows] { return cli::TerminalSize{columns, rows}; };
  }

  void then(std::function<void()> what) {
    pause.steps.push_back([what = std::move(what)] {
      what();
      return cli::Wake{.changed = true};
    });
  }

  ManualClock clock;
  std::shared_ptr<FakeFaxService> service = std::make_shared<FakeFaxService>();
  ScriptedPause pause;
  cli::Terminal terminal;
  std::string input, out, err;
  ConnectOptions connected_to;
  std::vector<cli::InstallationCheck> checks;
  std::vector<cli::Command> extra;
};

inline std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream stream{text};
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

// One line on standard error that begins with the program's name.
inline bool is_one_error_line(const std::string& err) {
  return err.starts_with("caselli: ") && std::ranges::count(err, '\n') == 1 && err.ends_with('\n');
}

// Text without escape sequences.
inline std::string without_escapes(const std::string& text) {
  std::string plain;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\x1b') {
      plain += text[i];
      continue;
    }
    // ECMA-48 5.4: ESC [, parameters, one final byte from 0x40 to 0x7E.
    i += 2;
    while (i < text.size() && (text[i] < 0x40 || text[i] > 0x7E)) ++i;
  }
  return plain;
}

}  // namespace caselli::test
