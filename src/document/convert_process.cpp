#include "document/convert_process.h"

#include <fcntl.h>
#include <fmt/core.h>
#include <poll.h>
#include <spawn.h>
#include <sys/syscall.h>
#include <sys/timerfd.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstring>

#include "base/handle.h"

namespace caselli {
namespace {

constexpr std::size_t kMostOutput = 16 << 10;

struct Pipe {
  FileDescriptor read, write;
  bool open() {
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0) return false;
    read.reset(ends[0]);
    write.reset(ends[1]);
    return true;
  }
};

std::vector<char*> pointers(const std::vector<std::string>& texts) {
  std::vector<char*> made;
  for (const std::string& text : texts) made.push_back(const_cast<char*>(text.c_str()));
  made.push_back(nullptr);
  return made;
}

Result<pid_t> spawn(const std::vector<std::string>& command, const std::vector<std::string>& environment,
                    const Pipe& output, const Pipe& messages) {
  posix_spawn_file_actions_t actions;
  posix_spawnattr_t attributes;
  posix_spawn_file_actions_init(&actions);
  posix_spawnattr_init(&attributes);
  posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_adddup2(&actions, output.write.get(), 1);
  posix_spawn_file_actions_adddup2(&actions, messages.write.get(), 2);
  // Libraries of ours open files that programs would inherit.
  posix_spawn_file_actions_addclosefrom_np(&actions, 3);
  sigset_t none, all;
  sigemptyset(&none);
  sigfillset(&all);
  posix_spawnattr_setsigmask(&attributes, &none);
  posix_spawnattr_setsigdefault(&attributes, &all);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSID | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
  pid_t pid = -1;
  const int error = posix_spawn(&pid, command.front().c_str(), &actions, &attributes, pointers(command).data(),
                                pointers(environment).data());
  posix_spawn_file_actions_destroy(&actions);
  posix_spawnattr_destroy(&attributes);
  if (error != 0)
    return Error{Errc::unavailable, fmt::format("cannot start {}: {}", command.front(), std::strerror(error))};
  return pid;
}

// Keeps the first bytes and reads on; false at the end.
bool take(int fd, std::string& kept) {
  char buffer[4096];
  const ssize_t n = read(fd, buffer, sizeof buffer);
  if (n < 0 && errno == EINTR) return true;
  if (n <= 0) return false;
  kept.append(buffer, std::min(static_cast<std::size_t>(n), kMostOutput - std::min(kMostOutput, kept.size())));
  return true;
}

}  // namespace

Result<ProcessEnd> run_process(const std::vector<std::string>& command, const std::vector<std::string>& environment,
                               std::chrono::milliseconds time) {
  Pipe output, messages;
  const FileDescriptor timer{timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC)};
  if (!output.open() || !messages.open() || !timer)
    return Error{Errc::internal, fmt::format("cannot start {}: {}", command.front(), std::strerror(errno))};
  auto pid = spawn(command, environment, output, messages);
  if (!pid) return pid.error();
  output.write.reset();
  messages.write.reset();
  const auto milliseconds = std::max<std::int64_t>(1, time.count());
  itimerspec after{};
  after.it_value = {milliseconds / 1000, milliseconds % 1000 * 1'000'000};
  timerfd_settime(timer.get(), 0, &after, nullptr);

  // Both pipes end when the last process that holds them has: grandchildren too.
  ProcessEnd end;
  pollfd watched[] = {{output.read.get(), POLLIN, 0}, {messages.read.get(), POLLIN, 0}, {timer.get(), POLLIN, 0}};
  while (watched[0].fd >= 0 || watched[1].fd >= 0) {
    if (poll(watched, 3, -1) < 0 && errno != EINTR) break;
    if (watched[0].revents != 0 && !take(watched[0].fd, end.output)) watched[0].fd = -1;
    if (watched[1].revents != 0 && !take(watched[1].fd, end.messages)) watched[1].fd = -1;
    if (watched[2].revents != 0) {
      end.timed_out = true;
      kill(-*pid, SIGKILL);
      watched[2].fd = -1;
    }
    for (pollfd& one : watched) one.revents = 0;
  }
  int status = 0;
  siginfo_t info{};
  // It may have closed its pipes and live on: the limit still counts.
  while (!end.timed_out && waitid(P_PID, static_cast<id_t>(*pid), &info, WEXITED | WNOWAIT | WNOHANG) == 0 &&
         info.si_pid == 0) {
    const FileDescriptor process{static_cast<int>(syscall(SYS_pidfd_open, *pid, 0))};
    pollfd last[] = {{process.get(), POLLIN, 0}, {timer.get(), POLLIN, 0}};
    if (poll(last, 2, -1) < 0 && errno != EINTR) break;
    if (last[1].revents != 0) {
      end.timed_out = true;
      kill(-*pid, SIGKILL);
    }
  }
  // While it is a zombie its group's number is still ours: end what it left in the group.
  kill(-*pid, SIGKILL);
  while (waitpid(*pid, &status, 0) < 0 && errno == EINTR) {
  }
  if (WIFEXITED(status)) end.exit_status = WEXITSTATUS(status);
  if (WIFSIGNALED(status)) end.signal = WTERMSIG(status);
  if (end.exit_status > 128) end.signal = end.exit_status - 128;
  return end;
}

}  // namespace caselli
