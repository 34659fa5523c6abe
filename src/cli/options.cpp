#include "cli/options.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <charconv>
#include <numeric>

#include "cli/screen_text.h"

namespace caselli::cli {
namespace {

// A row of a help text.
struct Row {
  std::string group;
  std::string left;
  std::string help;
};

struct Argument {
  std::string placeholder;
  std::string* one = nullptr;
  std::vector<std::string>* many = nullptr;
  bool required = false;
};

Error wrong(std::string text) { return {Errc::invalid_argument, std::move(text)}; }

std::string rows_text(std::span<const Row> rows, int width) {
  constexpr int kIndent = 2;
  constexpr int kWidestLeft = 26;
  int left = 0;
  for (const auto& row : rows) left = std::max(left, std::min(display_width(row.left), kWidestLeft));
  std::string text;
  for (const auto& row : rows) {
    const int start = kIndent + left + 2;
    auto lines = wrap_text(row.help, std::max(width - start, 20));
    if (lines.empty()) lines.emplace_back();
    const bool beside = display_width(row.left) <= left;
    text += fmt::format("{:{}}{}", "", kIndent, beside ? pad_text(row.left, left + 2) : row.left + "\n");
    for (std::size_t i = 0; i < lines.size(); ++i)
      text += fmt::format("{:{}}{}\n", "", i == 0 && beside ? 0 : start, lines[i]);
  }
  return text;
}

}  // namespace

struct Options::Impl {
  CLI::App app;
  std::vector<Row> rows;
  std::vector<Row> argument_rows;
  std::vector<Argument> arguments;
  std::vector<std::string> names;
  std::vector<std::string> paragraphs;
  std::vector<std::pair<std::string, std::string>> examples;
  std::string group = "Options";
  std::string value_error;  // what a declared check found wrong

  void show(std::string_view name, std::string_view placeholder, std::string_view help) {
    std::string left{name};
    if (const auto comma = left.find(','); comma != std::string::npos) left.insert(comma + 1, " ");
    if (!placeholder.empty()) left += fmt::format(" {}", placeholder);
    rows.push_back({group, std::move(left), std::string{help}});
    for (std::string_view rest = name; !rest.empty();) {
      const auto end = std::min(rest.find(','), rest.size());
      names.emplace_back(rest.substr(0, end));
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
  }

  Error explain(const CLI::ParseError& error) const;
  Status take_arguments(std::vector<std::string> words);
};

Options::Options() : impl_(std::make_unique<Impl>()) {
  impl_->app.allow_extras();
  impl_->app.set_help_flag("-h,--help");
  impl_->names = {"-h", "--help"};
}

Options::~Options() = default;

void Options::flag(std::string_view name, bool& value, std::string_view help) {
  impl_->app.add_flag(std::string{name}, value)->disable_flag_override();
  impl_->show(name, "", help);
}

void Options::text(std::string_view name, std::string& value, std::string_view placeholder, std::string_view help) {
  impl_->app.add_option(std::string{name}, value);
  impl_->show(name, placeholder, help);
}

void Options::integer(std::string_view name, std::optional<std::int64_t>& value, std::int64_t least,
                      std::string_view placeholder, std::string_view help) {
  impl_->app.add_option_function<std::string>(
      std::string{name}, [this, &value, least, name = std::string{name}](const std::string& word) {
        std::int64_t number = 0;
        const auto [end, bad] = std::from_chars(word.data(), word.data() + word.size(), number);
        if (bad == std::errc{} && end == word.data() + word.size() && number >= least) {
          value = number;
          return;
        }
        impl_->value_error = fmt::format("{} takes a whole number from {}, not \"{}\"", name, least, word);
        throw CLI::ValidationError(name, impl_->value_error);
      });
  impl_->show(name, placeholder, help);
}

void Options::choice(std::string_view name, std::string& value, std::vector<std::string> choices,
                     std::string_view help) {
  const std::string placeholder = fmt::format("{}", fmt::join(choices, "|"));
  impl_->app.add_option_function<std::string>(std::string{name}, [this, &value, choices = std::move(choices),
                                                                  name = std::string{name}](const std::string& word) {
    if (std::ranges::find(choices, word) != choices.end()) {
      value = word;
      return;
    }
    impl_->value_error = fmt::format("{} takes one of {}, not \"{}\"", name, fmt::join(choices, ", "), word);
    throw CLI::ValidationError(name, impl_->value_error);
  });
  impl_->show(name, placeholder, help);
}

void Options::each(std::string_view name, std::vector<std::string>& values, std::string_view placeholder,
                   std::string_view help) {
  impl_->app.add_option(std::string{name}, values)->allow_extra_args(false);
  impl_->show(name, placeholder, help);
}

void Options::list(std::string_view name, std::vector<std::string>& values, std::string_view placeholder,
                   std::string_view help) {
  impl_->app.add_option(std::string{name}, values);
  impl_->show(name, fmt::format("{}...", placeholder), help);
}

void Options::argument(std::string_view placeholder, std::string& value, bool required, std::string_view help) {
  impl_->arguments.push_back({std::string{placeholder}, &value, nullptr, required});
  impl_->argument_rows.push_back({"", std::string{placeholder}, std::string{help}});
}

void Options::arguments(std::string_view placeholder, std::vector<std::string>& values, bool required,
                        std::string_view help) {
  impl_->arguments.push_back({std::string{placeholder}, nullptr, &values, required});
  impl_->argument_rows.push_back({"", fmt::format("{}...", placeholder), std::string{help}});
}

void Options::group(std::string_view title) { impl_->group = title; }
void Options::about(std::string_view text) { impl_->paragraphs.emplace_back(text); }
void Options::example(std::string_view line, std::string_view explanation) {
  impl_->examples.emplace_back(line, explanation);
}

Error Options::Impl::explain(const CLI::ParseError& error) const {
  if (!value_error.empty()) return wrong(value_error);
  const std::string said = error.what();
  std::string name = said.substr(0, said.find_first_of(": "));
  if (!name.starts_with('-')) name = (name.size() == 1 ? "-" : "--") + name;  // flags come without their dashes
  const auto row =
      std::ranges::find_if(rows, [&](const Row& each) { return each.left.find(name) != std::string::npos; });
  if (row != rows.end() && said.find("At Most") != std::string::npos) return wrong(name + " was given more than once");
  if (row != rows.end() && dynamic_cast<const CLI::ArgumentMismatch*>(&error) != nullptr) {
    const bool takes_value = row->left.find(' ', row->left.rfind("--")) != std::string::npos;
    return wrong(takes_value ? fmt::format("{} needs a value: {}", name, row->left) : name + " takes no value");
  }
  return wrong(said);
}

Status Options::Impl::take_arguments(std::vector<std::string> words) {
  auto next = words.begin();
  for (const auto& argument : arguments) {
    if (next == words.end()) {
      const bool given = argument.many != nullptr && !argument.many->empty();
      if (argument.required && !given) return wrong(fmt::format("{} is missing", argument.placeholder));
    } else if (argument.many != nullptr) {
      argument.many->insert(argument.many->end(), next, words.end());
      next = words.end();
    } else {
      *argument.one = *next++;
    }
  }
  if (next != words.end()) return wrong(fmt::format("nothing is known to do with \"{}\"", *next));
  return Done{};
}

Result<Options::Parsed> Options::parse(std::span<const std::string> words) {
  const auto end_of_options = std::ranges::find(words, "--");
  // CLI11 takes words from the back.
  std::vector<std::string> reversed(words.begin(), end_of_options);
  std::ranges::reverse(reversed);
  std::optional<Error> problem;
  try {
    impl_->app.parse(std::move(reversed));
  } catch (const CLI::CallForHelp&) {
    return Parsed::help;
  } catch (const CLI::ParseError& error) {
    problem = impl_->explain(error);
  }
  std::vector<std::string> arguments;
  for (const auto& word : impl_->app.remaining()) {
    if (word.size() > 1 && word[0] == '-') {
      const auto meant = nearest(word.substr(0, word.find('=')), impl_->names);
      return wrong(
          fmt::format("there is no option {}{}", word, meant ? fmt::format("; did you mean {}?", *meant) : ""));
    }
    arguments.push_back(word);
  }
  if (problem) return *problem;
  if (end_of_options != words.end()) arguments.insert(arguments.end(), end_of_options + 1, words.end());
  if (const auto taken = impl_->take_arguments(std::move(arguments)); !taken) return taken.error();
  return Parsed::run;
}

std::string Options::option_rows(int width) const {
  std::string text;
  for (auto first = impl_->rows.begin(); first != impl_->rows.end();) {
    const auto end = std::find_if(first, impl_->rows.end(), [&](const Row& row) { return row.group != first->group; });
    text += fmt::format("\n{}\n{}", first->group, rows_text({first, end}, width));
    first = end;
  }
  return text;
}

std::string Options::help(std::string_view command, std::string_view summary, int width) const {
  std::string usage = fmt::format("Usage: {}", command);
  for (const auto& argument : impl_->arguments) {
    const std::string shown = argument.placeholder + (argument.many != nullptr ? "..." : "");
    usage += argument.required ? " " + shown : fmt::format(" [{}]", shown);
  }
  std::string text = fmt::format("{} [OPTIONS]\n\n{}.\n", usage, summary);
  for (const auto& paragraph : impl_->paragraphs) {
    text += "\n";
    for (const auto& line : wrap_text(paragraph, width)) text += line + "\n";
  }
  if (!impl_->argument_rows.empty()) text += "\n" + rows_text(impl_->argument_rows, width);
  text += option_rows(width);
  if (impl_->examples.empty()) return text;
  text += "\nExamples\n";
  for (const auto& [line, explanation] : impl_->examples) text += fmt::format("  {}\n      {}\n", line, explanation);
  return text;
}

std::optional<std::string> nearest(std::string_view word, std::span<const std::string> candidates) {
  // Levenshtein's distance; swapped neighbours count as two changes.
  const auto distance = [](std::string_view a, std::string_view b) {
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 0; i < a.size(); ++i) {
      std::size_t diagonal = std::exchange(row[0], i + 1);
      for (std::size_t j = 0; j < b.size(); ++j)
        diagonal = std::exchange(row[j + 1], std::min({row[j] + 1, row[j + 1] + 1, diagonal + (a[i] == b[j] ? 0 : 1)}));
    }
    return row.back();
  };
  std::optional<std::string> best;
  std::size_t least = std::max<std::size_t>(word.size() / 3, 2) + 1;
  for (const auto& candidate : candidates) {
    const bool begun = word.size() >= 2 && candidate.starts_with(word);
    const std::size_t changes = begun ? 1 : distance(word, candidate);
    if (changes < least && changes < candidate.size()) {
      least = changes;
      best = candidate;
    }
  }
  return best;
}

}  // namespace caselli::cli
