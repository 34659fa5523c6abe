#pragma once
// Draws the ports of a server while they work: a table that moves on a terminal, a line
// a change where nobody looks. Used by `watch` and `demo`.

#include <chrono>
#include <iosfwd>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/clock.h"
#include "cli/screen.h"
#include "cli/terminal.h"
#include "core/port_status.h"

namespace caselli::cli {

struct LiveViewOptions {
  Screen::Mode mode = Screen::Mode::area;
  std::string title;  // above the table; empty: no such line
  std::string foot;   // below it, dim: keys that work
};

// Thread: one.
class LiveView {
 public:
  LiveView(std::ostream& out, Terminal terminal, const Clock& clock, LiveViewOptions options);

  // Newer states of ports, oldest first. Where nobody looks, what is worth a line is
  // printed at once.
  void update(std::span<const Snapshot> changed);
  void forget_ports();  // the server started anew and says which it has
  // A remark between table and foot (a lost connection); empty: none.
  void set_note(std::string note);

  // Draws when something changed or time moved on, at most 20 times a second. Returns
  // when to call again at the latest. Does nothing where nobody looks.
  std::chrono::milliseconds draw();
  void draw_now();
  void resized() { screen_.resized(); }
  // Prints a line for good: above an area, or as it is where nobody looks.
  void print(const std::string& line);
  // Gives the terminal back; an area keeps its last picture, without the foot.
  void leave();

 private:
  std::vector<std::string> frame(TerminalSize size, bool with_foot) const;
  std::vector<std::string> title_lines(TerminalSize size) const;
  void say_what_changed(const PortStatus& status);

  std::ostream& out_;
  const Terminal terminal_;
  const Clock& clock_;
  const LiveViewOptions options_;
  Screen screen_;
  std::map<PortId, Snapshot> ports_;
  std::map<PortId, std::string> said_;  // where nobody looks: the last line of each port
  std::string note_;
  bool changed_ = true;
  std::optional<Monotonic> drawn_at_;
};

}  // namespace caselli::cli
