#include "cli/pause.h"

#include <poll.h>
#include <sys/eventfd.h>
#include <termios.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cassert>
#include <cerrno>
#include <csignal>
#include <cstdint>

#include "base/handle.h"

namespace caselli::cli {
namespace {

// What signal handlers may touch.
std::atomic<int> wake_descriptor{-1};
volatile std::sig_atomic_t interrupt_seen = 0;
volatile std::sig_atomic_t resize_seen = 0;
volatile std::sig_atomic_t suspend_seen = 0;

void ring(int descriptor) noexcept {
  const std::uint64_t one = 1;
  // Fails only when the counter is full: then it rings already.
  [[maybe_unused]] const auto written = write(descriptor, &one, sizeof one);
}

void on_signal(int number) {
  const int saved = errno;
  if (number == SIGWINCH)
    resize_seen = 1;
  else if (number == SIGTSTP)
    suspend_seen = 1;
  else
    interrupt_seen = 1;
  ring(wake_descriptor.load());
  errno = saved;
}

constexpr std::array kSignals{SIGINT, SIGTERM, SIGHUP, SIGWINCH, SIGTSTP};

class ProcessPause final : public Pause {
 public:
  ProcessPause() : bell_(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) { wake_descriptor = bell_.get(); }
  ~ProcessPause() override {
    dismiss();
    wake_descriptor = -1;
  }

  void notify() noexcept override {
    changed_ = true;
    ring(bell_.get());
  }

  Wake wait(std::chrono::milliseconds at_most) override {
    // Standard output is watched for its reader going away: `watch | head -1` must end.
    pollfd watched[] = {{bell_.get(), POLLIN, 0}, {STDOUT_FILENO, 0, 0}, {STDIN_FILENO, POLLIN, 0}};
    const auto timeout = static_cast<int>(std::max<std::int64_t>(at_most.count(), 0));
    if (poll(watched, keys_taken_ ? 3 : 2, timeout) > 0) {
      std::uint64_t rung = 0;
      [[maybe_unused]] const auto got = read(bell_.get(), &rung, sizeof rung);
    }
    Wake wake;
    wake.changed = changed_.exchange(false);
    wake.interrupted = take(interrupt_seen) || (watched[1].revents & POLLERR) != 0;
    wake.resized = take(resize_seen);
    wake.suspended = take(suspend_seen);
    if (keys_taken_ && (watched[2].revents & (POLLIN | POLLHUP | POLLERR)) != 0) {
      // A terminal that went away reads as its end for ever.
      if (read(STDIN_FILENO, &wake.key, 1) != 1) keys_taken_ = false;
    }
    return wake;
  }

  void attend(bool take_keys) override {
    assert(!attended_);
    attended_ = true;
    wants_keys_ = take_keys;
    take(interrupt_seen);
    take(resize_seen);
    take(suspend_seen);
    struct sigaction action {};
    action.sa_handler = &on_signal;
    sigemptyset(&action.sa_mask);
    for (std::size_t i = 0; i < kSignals.size(); ++i) sigaction(kSignals[i], &action, &former_[i]);
    quiet_keys();
  }

  void dismiss() override {
    if (!attended_) return;
    attended_ = false;
    loud_keys();
    for (std::size_t i = 0; i < kSignals.size(); ++i) sigaction(kSignals[i], &former_[i], nullptr);
  }

  void suspend() override {
    loud_keys();
    raise(SIGSTOP);
    quiet_keys();
  }

 private:
  static bool take(volatile std::sig_atomic_t& seen) {
    const bool was = seen != 0;
    seen = 0;
    return was;
  }

  // Keys are neither shown nor gathered to lines. Only in the foreground: a background
  // process that touches its terminal is stopped.
  void quiet_keys() {
    if (!wants_keys_ || keys_taken_ || isatty(STDIN_FILENO) != 1 || tcgetpgrp(STDIN_FILENO) != getpgrp()) return;
    if (tcgetattr(STDIN_FILENO, &former_keys_) != 0) return;
    termios quiet = former_keys_;
    quiet.c_lflag &= ~static_cast<tcflag_t>(ECHO | ICANON);
    quiet.c_cc[VMIN] = 1;
    quiet.c_cc[VTIME] = 0;
    keys_changed_ = keys_taken_ = tcsetattr(STDIN_FILENO, TCSANOW, &quiet) == 0;
  }

  void loud_keys() {
    if (keys_changed_) tcsetattr(STDIN_FILENO, TCSANOW, &former_keys_);
    keys_changed_ = keys_taken_ = false;
  }

  FileDescriptor bell_;
  std::atomic<bool> changed_ = false;
  bool attended_ = false;
  bool wants_keys_ = false;
  bool keys_changed_ = false;  // the terminal's mode is ours and must be given back
  bool keys_taken_ = false;
  termios former_keys_{};
  std::array<struct sigaction, kSignals.size()> former_{};
};

}  // namespace

std::unique_ptr<Pause> make_process_pause() { return std::make_unique<ProcessPause>(); }

}  // namespace caselli::cli
