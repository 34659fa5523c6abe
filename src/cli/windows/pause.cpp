#include "cli/pause.h"

#include <windows.h>

#include <algorithm>
#include <atomic>
#include <cassert>
#include <cstdint>

#include "cli/terminal.h"

namespace caselli::cli {
namespace {

// What the thread that Windows starts for Ctrl-C may touch.
std::atomic<HANDLE> wake_event{nullptr};
std::atomic<bool> interrupt_seen{false};

BOOL WINAPI on_control(DWORD) {
  interrupt_seen = true;
  if (const HANDLE event = wake_event.load()) SetEvent(event);
  return TRUE;
}

constexpr DWORD kReaderCheckMs = 500;  // a pipe's reader going away wakes nobody

class ProcessPause final : public Pause {
 public:
  ProcessPause() : bell_(CreateEventW(nullptr, FALSE, FALSE, nullptr)), input_(GetStdHandle(STD_INPUT_HANDLE)) {
    wake_event = bell_;
  }
  ~ProcessPause() override {
    dismiss();
    wake_event = nullptr;
    CloseHandle(bell_);
  }

  void notify() noexcept override {
    changed_ = true;
    SetEvent(bell_);
  }

  Wake wait(std::chrono::milliseconds at_most) override {
    const ULONGLONG end = GetTickCount64() + static_cast<ULONGLONG>(std::max<std::int64_t>(at_most.count(), 0));
    const HANDLE watched[] = {bell_, input_};
    Wake wake;
    while (true) {
      const ULONGLONG now = GetTickCount64();
      const auto left = static_cast<DWORD>(std::min<ULONGLONG>(end > now ? end - now : 0, kReaderCheckMs));
      const DWORD which = WaitForMultipleObjects(keys_taken_ ? 2 : 1, watched, FALSE, left);
      if (which == WAIT_OBJECT_0 + 1) take_input(wake);
      wake.changed = changed_.exchange(false);
      wake.interrupted = interrupt_seen.exchange(false) || reader_is_gone();
      if (wake.changed || wake.interrupted || wake.resized || wake.key != '\0' || GetTickCount64() >= end) return wake;
    }
  }

  void attend(bool take_keys) override {
    assert(!attended_);
    attended_ = true;
    interrupt_seen = false;
    SetConsoleCtrlHandler(&on_control, TRUE);
    if (!take_keys || !GetConsoleMode(input_, &former_mode_)) return;
    keys_taken_ = SetConsoleMode(input_, ENABLE_PROCESSED_INPUT | ENABLE_WINDOW_INPUT) != FALSE;
  }

  void dismiss() override {
    if (!attended_) return;
    attended_ = false;
    if (keys_taken_) SetConsoleMode(input_, former_mode_);
    keys_taken_ = false;
    SetConsoleCtrlHandler(&on_control, FALSE);
  }

  void suspend() override {}  // Windows has no such signal: Wake::suspended is never set

 private:
  void take_input(Wake& wake) {
    INPUT_RECORD record{};
    DWORD count = 0;
    if (!ReadConsoleInputW(input_, &record, 1, &count) || count == 0) {
      keys_taken_ = false;  // the console went away
      return;
    }
    if (record.EventType == WINDOW_BUFFER_SIZE_EVENT) wake.resized = true;
    if (record.EventType != KEY_EVENT || !record.Event.KeyEvent.bKeyDown) return;
    const wchar_t key = record.Event.KeyEvent.uChar.UnicodeChar;
    if (key < 0x80) wake.key = static_cast<char>(key);
  }

  const HANDLE bell_, input_;
  std::atomic<bool> changed_ = false;
  bool attended_ = false;
  bool keys_taken_ = false;
  DWORD former_mode_ = 0;
};

}  // namespace

std::unique_ptr<Pause> make_process_pause() { return std::make_unique<ProcessPause>(); }

}  // namespace caselli::cli
