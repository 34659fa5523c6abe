#pragma once
// What a command takes on its line: options and arguments, declared once for parsing and
// for the help text. The option library (CLI11) stays inside options.cpp.

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace caselli::cli {

// Variables named here are filled by parse() and must live until then.
class Options {
 public:
  Options();
  ~Options();
  Options(const Options&) = delete;
  Options& operator=(const Options&) = delete;

  // `name` as typed: `--json`, `-o,--output`. `placeholder` stands for the value in help texts.
  void flag(std::string_view name, bool& value, std::string_view help);
  void text(std::string_view name, std::string& value, std::string_view placeholder, std::string_view help);
  void integer(std::string_view name, std::optional<std::int64_t>& value, std::int64_t least,
               std::string_view placeholder, std::string_view help);
  void choice(std::string_view name, std::string& value, std::vector<std::string> choices, std::string_view help);
  // One value each time it is given.
  void each(std::string_view name, std::vector<std::string>& values, std::string_view placeholder,
            std::string_view help);
  // Takes all values up to the next option, and may be given again.
  void list(std::string_view name, std::vector<std::string>& values, std::string_view placeholder,
            std::string_view help);

  // Arguments without a name, in their order; `arguments` takes what is left.
  void argument(std::string_view placeholder, std::string& value, bool required, std::string_view help);
  void arguments(std::string_view placeholder, std::vector<std::string>& values, bool required, std::string_view help);

  // For help texts. Options declared after group() stand under its title.
  void group(std::string_view title);
  void about(std::string_view text);  // a paragraph; may be called again
  void example(std::string_view line, std::string_view explanation);

  enum class Parsed { run, help };
  // `words`: the line without program and command; `--` ends the options. Errors are
  // invalid_argument and say which word was wrong and what to do.
  Result<Parsed> parse(std::span<const std::string> words);

  // The help text, wrapped to `width` columns. `command` as typed: `caselli send`.
  std::string help(std::string_view command, std::string_view summary, int width) const;
  // Only the rows of the options.
  std::string option_rows(int width) const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// The one of `candidates` that differs least from `word`; nothing when none is close.
std::optional<std::string> nearest(std::string_view word, std::span<const std::string> candidates);

}  // namespace caselli::cli
