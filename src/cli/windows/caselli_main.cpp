// caselli.exe: the commands of the command line that talk to a server.

#include <windows.h>

#include <fcntl.h>
#include <io.h>
#include <shellapi.h>

#include <cstdio>
#include <string>
#include <vector>

#include "base/file_name.h"
#include "cli/cli.h"

namespace {

// The console speaks UTF-8 as long as we do.
class ConsoleText {
 public:
  ConsoleText() : former_(GetConsoleOutputCP()) {
    if (former_ != 0) SetConsoleOutputCP(CP_UTF8);
  }
  ~ConsoleText() {
    if (former_ != 0) SetConsoleOutputCP(former_);
  }
  ConsoleText(const ConsoleText&) = delete;
  ConsoleText& operator=(const ConsoleText&) = delete;

 private:
  const UINT former_;
};

std::vector<std::string> words_of_command_line() {
  int count = 0;
  wchar_t** const given = CommandLineToArgvW(GetCommandLineW(), &count);
  std::vector<std::string> words;
  for (int i = 0; i < count; ++i) words.push_back(caselli::utf8_of(std::wstring{given[i]}));
  LocalFree(given);
  return words;
}

}  // namespace

int main() {
  using namespace caselli;
  const ConsoleText console;
  // Documents pass through as they are, and so do line ends.
  _setmode(_fileno(stdin), _O_BINARY);
  _setmode(_fileno(stdout), _O_BINARY);
  _setmode(_fileno(stderr), _O_BINARY);
  const auto words = words_of_command_line();
  std::vector<const char*> arguments;
  for (const auto& word : words) arguments.push_back(word.c_str());
  const SystemClock clock;
  const auto pause = cli::make_process_pause();
  auto environment = cli::make_environment(clock, *pause);
  return cli::run(static_cast<int>(arguments.size()), arguments.data(), environment);
}
