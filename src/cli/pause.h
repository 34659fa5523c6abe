#pragma once
// The one place where the command line waits: for news of the server, for the user, or
// for time. ProcessPause does so for real; tests hand in one that plays a script.

#include <chrono>
#include <memory>

namespace caselli::cli {

// What ended a wait; all false when its time was over.
struct Wake {
  bool changed = false;      // notify() was called
  bool interrupted = false;  // SIGINT, SIGTERM or SIGHUP, or nobody reads our pipe: leave in good order
  bool resized = false;      // SIGWINCH
  bool suspended = false;    // SIGTSTP: give the terminal back, call suspend(), draw again
  char key = '\0';           // a key, while keys are taken
};

class Pause {
 public:
  virtual ~Pause() = default;

  virtual void notify() noexcept = 0;  // ends the present or the next wait. Thread: any.
  virtual Wake wait(std::chrono::milliseconds at_most) = 0;

  // From attend() to dismiss() signals end a wait instead of the program. With
  // `take_keys` what the user types ends a wait too and is not shown; only for who has
  // the terminal to itself (in `watch | less` the keys are for less). Not nested.
  virtual void attend(bool take_keys) = 0;
  virtual void dismiss() = 0;
  // Stops this program as Ctrl-Z does; returns when it is continued.
  virtual void suspend() = 0;
};

// Holds a pause attended as long as it lives.
class Attended {
 public:
  Attended(Pause& pause, bool take_keys) : pause_(pause) { pause_.attend(take_keys); }
  ~Attended() { pause_.dismiss(); }
  Attended(const Attended&) = delete;
  Attended& operator=(const Attended&) = delete;

 private:
  Pause& pause_;
};

// Waits on this process's signals and terminal. At most one at a time in a process.
std::unique_ptr<Pause> make_process_pause();

}  // namespace caselli::cli
