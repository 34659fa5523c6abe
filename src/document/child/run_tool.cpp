#include "document/child/run_tool.h"

#include <fcntl.h>
#include <fmt/core.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstring>

#include "document/confine.h"

namespace caselli {
namespace {

constexpr int kNotFound = 127;

// Exit status, or -1 when a signal ended it.
int wait_for(pid_t pid) {
  int status = 0;
  while (waitpid(pid, &status, 0) < 0)
    if (errno != EINTR) return -1;
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

}  // namespace

Result<RunningTool> RunningTool::start(const std::vector<std::string>& command) {
  const std::string program = "/usr/bin/" + command.front();
  if (access(program.c_str(), X_OK) != 0)
    return Error{Errc::unavailable, fmt::format("cannot be converted: {} is not installed on the server", program)};
  int ends[2];
  RunningTool tool;
  tool.messages_.reset(memfd_create("messages", MFD_CLOEXEC));
  if (!tool.messages_ || pipe2(ends, O_CLOEXEC) != 0)
    return Error{Errc::internal, fmt::format("cannot start {}: {}", program, std::strerror(errno))};
  tool.output_.reset(ends[0]);
  const FileDescriptor input{open("/dev/null", O_RDONLY | O_CLOEXEC)};
  FileDescriptor output{ends[1]};
  std::vector<char*> arguments;
  for (const std::string& argument : command) arguments.push_back(const_cast<char*>(argument.c_str()));
  arguments.push_back(nullptr);

  const pid_t parent = getpid();
  tool.pid_ = fork();
  if (tool.pid_ < 0) return Error{Errc::internal, fmt::format("cannot start {}: {}", program, std::strerror(errno))};
  if (tool.pid_ == 0) {
    const bool ready = prctl(PR_SET_PDEATHSIG, SIGKILL) == 0 && getppid() == parent && dup2(input.get(), 0) >= 0 &&
                       dup2(output.get(), 1) >= 0 && dup2(tool.messages_.get(), 2) >= 0 && confine_renderer();
    if (ready) {
      signal(SIGXFSZ, SIG_DFL);
      execv(program.c_str(), arguments.data());
    }
    _exit(kNotFound);
  }
  return tool;
}

RunningTool::RunningTool(RunningTool&& other) noexcept
    : pid_(std::exchange(other.pid_, -1)), output_(std::move(other.output_)), messages_(std::move(other.messages_)) {}

RunningTool::~RunningTool() {
  if (pid_ <= 0) return;
  kill(pid_, SIGKILL);
  wait_for(pid_);
}

std::size_t RunningTool::read(void* to, std::size_t size) {
  std::size_t got = 0;
  while (got < size) {
    const ssize_t n = ::read(output_.get(), static_cast<char*>(to) + got, size - got);
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) break;
    got += static_cast<std::size_t>(n);
  }
  return got;
}

bool RunningTool::finish() {
  output_.reset();
  return wait_for(std::exchange(pid_, -1)) == 0;
}

std::string RunningTool::messages() const {
  std::string text(4096, '\0');
  const ssize_t n = pread(messages_.get(), text.data(), text.size(), 0);
  text.resize(n > 0 ? static_cast<std::size_t>(n) : 0);
  return text;
}

}  // namespace caselli
