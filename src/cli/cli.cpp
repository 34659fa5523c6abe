#include "cli/cli.h"

#include <fmt/format.h>

#include <algorithm>
#include <iostream>
#include <ostream>

#include "cli/commands.h"
#include "cli/context.h"

namespace caselli::cli {
namespace {

constexpr int kWidestHelp = 100;
constexpr std::string_view kTokenHelp =
    "Access token. Without it: CASELLI_TOKEN, ~/.config/caselli/token, or the token of the server on this machine";

void declare_common(Options& options, Context::Common& common) {
  options.group("Common options");
  options.text("--url", common.url, "URL", "The server. Without it: CASELLI_URL, or http://127.0.0.1:8329");
  options.text("--token", common.token, "TOKEN", kTokenHelp);
  options.flag("--json", common.json, "Print JSON: one document, or one object a line for streams");
}

// Removes the first word that is no option (nor the value of a common one) and returns it.
std::string take_word(std::vector<std::string>& words) {
  for (auto word = words.begin(); word != words.end(); ++word) {
    if (*word == "--") break;
    if (*word == "--url" || *word == "--token") {
      if (++word == words.end()) break;
    } else if (!word->starts_with('-')) {
      std::string taken = std::move(*word);
      words.erase(word);
      return taken;
    }
  }
  return {};
}

std::string sentence(std::string text) {
  if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') text[0] = static_cast<char>(text[0] - 'a' + 'A');
  return text;
}

class Program {
 public:
  Program(Environment& environment, std::span<const Command> extra) : environment_(environment) {
    commands_.assign(extra.begin(), extra.end());
    for (auto& command : standard_commands()) commands_.push_back(std::move(command));
  }

  int run(std::vector<std::string> words) {
    std::string name = take_word(words);
    // `caselli help send` is `caselli send --help`.
    if (name == "help") {
      name = take_word(words);
      words.emplace_back("--help");
    }
    if (name.empty()) return without_command(words);
    return find_and_run("caselli", commands_, std::move(name), std::move(words));
  }

 private:
  int width() const {
    return environment_.terminal.interactive ? std::clamp(environment_.terminal.size().columns, 40, kWidestHelp) : 80;
  }

  int fail(std::string_view text, int status = 2) {
    environment_.err << "caselli: " << text << std::endl;
    return status;
  }

  int without_command(const std::vector<std::string>& words) {
    if (std::ranges::find(words, "--version") != words.end()) {
      environment_.out << "caselli " CASELLI_VERSION "\n";
      return 0;
    }
    const bool asked = std::ranges::any_of(words, [](const auto& word) { return word == "--help" || word == "-h"; });
    if (asked || words.empty()) {
      (asked ? environment_.out : environment_.err)
          << overview("caselli", "A fax server, and the commands to work with it", commands_, true);
      return asked ? 0 : 2;
    }
    Context::Common common;
    Options options;
    declare_common(options, common);
    const auto parsed = options.parse(words);
    return fail(parsed ? "no command was given: see `caselli --help`" : parsed.error().text + ": see `caselli --help`");
  }

  int find_and_run(const std::string& path, const std::vector<Command>& commands, std::string name,
                   std::vector<std::string> words) {
    const auto command = std::ranges::find(commands, name, &Command::name);
    if (command == commands.end()) {
      std::vector<std::string> names;
      for (const auto& each : commands) names.push_back(each.name);
      const auto meant = nearest(name, names);
      return fail(fmt::format("{} is not a command of {}: {}see `{} --help`", name, path,
                              meant ? fmt::format("did you mean `{} {}`? Or ", path, *meant) : "", path));
    }
    const std::string here = path + " " + name;
    if (command->children.empty()) return run_command(here, *command, words);
    const std::string child = take_word(words);
    if (!child.empty()) return find_and_run(here, command->children, child, std::move(words));
    const bool asked = std::ranges::any_of(words, [](const auto& word) { return word == "--help" || word == "-h"; });
    if (!asked) return fail(fmt::format("{} needs a further word: see `{} --help`", here, here));
    environment_.out << overview(here, sentence(command->summary), command->children, false);
    return 0;
  }

  int run_command(const std::string& path, const Command& command, const std::vector<std::string>& words) {
    Options options;
    Context::Common common;
    const Action action = command.setup(options);
    declare_common(options, common);
    const auto parsed = options.parse(words);
    if (!parsed) return fail(fmt::format("{}: {}: see `{} --help`", command.name, parsed.error().text, path));
    if (*parsed == Options::Parsed::help) {
      environment_.out << options.help(path, sentence(command.summary), width());
      return 0;
    }
    Context context{environment_, std::move(common)};
    const int status = action(context);
    // Who closed our pipe (`| head`) has read enough; any other failure is one.
    if (!environment_.out.flush() && status == 0 && !reader_is_gone())
      return fail("standard output cannot be written: is the disk full?", 1);
    return status;
  }

  std::string overview(const std::string& path, std::string_view summary, const std::vector<Command>& commands,
                       bool with_common) const {
    std::string text = fmt::format("Usage: {} COMMAND [OPTIONS]\n\n{}.\n", path, summary);
    std::vector<std::string> groups;
    if (with_common) groups = {"Faxes", "Ports", "Server"};
    std::size_t widest = 0;
    for (const auto& command : commands) {
      if (std::ranges::find(groups, command.group) == groups.end()) groups.push_back(command.group);
      widest = std::max(widest, command.name.size());
    }
    for (const auto& group : groups) {
      text += fmt::format("\n{}\n", group.empty() ? "Commands" : group);
      for (const auto& command : commands)
        if (command.group == group)
          text += fmt::format("  {:{}}  {}\n", command.name, widest, sentence(command.summary));
    }
    if (with_common) {
      Context::Common common;
      Options options;
      declare_common(options, common);
      text += options.option_rows(width());
    }
    text += fmt::format("\n`{} COMMAND --help` tells more, with examples.\n", path);
    return text;
  }

  Environment& environment_;
  std::vector<Command> commands_;
};

}  // namespace

Environment make_environment(const Clock& clock, Pause& pause) {
  return {.out = std::cout,
          .err = std::cerr,
          .in = std::cin,
          .terminal = terminal_of(1),
          .clock = clock,
          .pause = pause,
          .find_server =
              [](const std::string& url, const std::string& token) {
                ConnectOptions options;
                options.url = url.empty() ? default_url() : url;
                options.token = token.empty() ? find_token(options.url, "") : token;
                return options;
              },
          .connect = [](const ConnectOptions& options) { return connect_fax_service(options); }};
}

int run(int argc, const char* const* argv, Environment& environment, std::span<const Command> extra) {
  try {
    return Program{environment, extra}.run({argv + std::min(argc, 1), argv + argc});
  } catch (const std::exception& mistake) {
    environment.err << "caselli: a mistake of this program stopped it: " << mistake.what() << ": please report it\n";
    return 1;
  }
}

}  // namespace caselli::cli
