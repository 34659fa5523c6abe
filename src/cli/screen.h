#pragma once
// Draws frames of lines in one place of a terminal without flicker: each frame is one
// write, only lines that changed are written, the cursor is hidden meanwhile.

#include <iosfwd>
#include <string>
#include <vector>

#include "cli/terminal.h"

namespace caselli::cli {

// Thread: one.
class Screen {
 public:
  // `area`: some lines below what was printed before; they stay when left.
  // `full`: the whole second screen; what was there before comes back when left.
  enum class Mode { area, full };

  Screen(std::ostream& out, Terminal terminal, Mode mode);
  ~Screen();  // leaves
  Screen(const Screen&) = delete;
  Screen& operator=(const Screen&) = delete;

  // Shows `lines`, each at most as wide as the terminal; those below its last row are
  // not shown. Enters the screen when it is not yet entered.
  void draw(const std::vector<std::string>& lines);
  // Prints `line` for good, above the area. Mode `area` only.
  void print_above(const std::string& line);
  // The next frame is drawn whole: the terminal changed its size.
  void resized();
  // Gives the terminal back as it was: cursor, colours, screen. The next draw enters again.
  void leave();

 private:
  void enter(std::string& text);
  void to_first_line(std::string& text);

  std::ostream& out_;
  Terminal terminal_;
  Mode mode_;
  bool entered_ = false;
  bool whole_ = true;
  std::vector<std::string> shown_;  // the cursor stands on the line after them
};

}  // namespace caselli::cli
