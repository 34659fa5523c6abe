#pragma once
// What the server and the converter say to each other. The order goes as arguments; the
// answer comes back as lines on standard output:
//   ready
//   done | error CODE PART TEXT     (CODE as in core/error_table, PART from 0, -1: none)
// The server believes nothing of it without checking.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace caselli {

struct ConvertOrder {
  int y_dpi = 196;
  int pages = 0;
  std::uint64_t memory = 0, output = 0, seconds = 0;
  bool need_landlock = false;
  std::string work;  // the only writable folder
  std::string file;  // to be made, in it
  struct Part {
    std::string file, media_type;
  };
  std::vector<Part> parts;
};

std::vector<std::string> arguments_of(const ConvertOrder& order);
std::optional<ConvertOrder> parse_order(const std::vector<std::string>& arguments);

struct ConvertAnswer {
  bool ready = false;
  bool done = false;
  std::optional<Error> error;
  int part = -1;
};

std::string error_line(const Error& error, int part);
// Unknown lines count as nothing; texts are cut and freed of control characters.
ConvertAnswer parse_answer(std::string_view lines);

inline constexpr std::string_view kReadyLine = "ready\n";
inline constexpr std::string_view kDoneLine = "done\n";

}  // namespace caselli
