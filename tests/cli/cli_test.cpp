// The frame of the command line: help, commands, options, exit statuses.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cli/context.h"
#include "command_line.h"

namespace caselli {
namespace {

using test::CommandLine;
using testing::ContainsRegex;
using testing::HasSubstr;
using testing::Not;

TEST(CommandLineFrame, without_a_command_the_overview_is_shown_and_it_is_wrong_usage) {
  CommandLine line;
  EXPECT_EQ(line.run({}), 2);
  EXPECT_THAT(line.err, HasSubstr("Usage: caselli COMMAND"));
  EXPECT_EQ(line.run({"--help"}), 0);
  for (const char* command :
       {"send", "jobs", "job", "cancel", "hold", "resume", "restart", "inbox", "fetch", "ports", "watch", "doctor"})
    EXPECT_THAT(line.out, ContainsRegex("\n  " + std::string{command} + " +[A-Z]"));
  EXPECT_THAT(line.out, HasSubstr("--url URL"));
}

TEST(CommandLineFrame, every_command_explains_itself_with_examples) {
  for (const char* command :
       {"send", "jobs", "job", "cancel", "hold", "resume", "restart", "inbox", "fetch", "ports", "watch", "doctor"}) {
    CommandLine line;
    EXPECT_EQ(line.run({command, "--help"}), 0);
    EXPECT_THAT(line.out, HasSubstr("Usage: caselli " + std::string{command}));
    EXPECT_THAT(line.out, HasSubstr("Examples\n  "));
    EXPECT_THAT(line.out, HasSubstr("--json"));
    for (const auto& each : test::lines_of(line.out)) EXPECT_LE(each.size(), 100u) << each;
  }
}

TEST(CommandLineFrame, help_before_the_command_is_help_about_the_command) {
  CommandLine line;
  line.run({"send", "--help"});
  const std::string help = line.out;
  EXPECT_EQ(line.run({"help", "send"}), 0);
  EXPECT_EQ(line.out, help);
  EXPECT_EQ(line.run({"--help", "send"}), 0);
  EXPECT_EQ(line.out, help);
}

TEST(CommandLineFrame, an_unknown_command_suggests_the_nearest) {
  CommandLine line;
  EXPECT_EQ(line.run({"prots"}), 2);
  EXPECT_TRUE(test::is_one_error_line(line.err));
  EXPECT_THAT(line.err, HasSubstr("did you mean `caselli ports`?"));
  EXPECT_EQ(line.run({"frobnicate"}), 2);
  EXPECT_THAT(line.err, Not(HasSubstr("did you mean")));
}

TEST(CommandLineFrame, an_unknown_option_suggests_the_nearest) {
  CommandLine line;
  EXPECT_EQ(line.run({"jobs", "--al"}), 2);
  EXPECT_TRUE(test::is_one_error_line(line.err));
  EXPECT_THAT(line.err, HasSubstr("there is no option --al; did you mean --all?"));
}

TEST(CommandLineFrame, common_options_stand_anywhere) {
  for (const auto& words :
       std::vector<std::vector<std::string>>{{"--url", "http://fax:1", "--token=t", "--json", "ports"},
                                             {"ports", "--json", "--token", "t", "--url", "http://fax:1"},
                                             {"--json", "ports", "--url=http://fax:1", "--token", "t"}}) {
    CommandLine line;
    EXPECT_EQ(line.run(words), 0) << line.err;
    EXPECT_EQ(line.connected_to.url, "http://fax:1");
    EXPECT_EQ(line.connected_to.token, "t");
    EXPECT_EQ(line.out.front(), '{');
  }
}

TEST(CommandLineFrame, a_wrong_line_is_named_and_ends_with_2) {
  const std::pair<std::vector<std::string>, const char*> kWrong[] = {
      {{"job"}, "ID is missing"},
      {{"job", "17", "18"}, "nothing is known to do with \"18\""},
      {{"job", "seventeen"}, "not \"seventeen\""},
      {{"jobs", "--limit"}, "--limit needs a value"},
      {{"jobs", "--limit", "many"}, "--limit takes a whole number from 0, not \"many\""},
      {{"jobs", "--limit", "1", "--limit", "2"}, "--limit was given more than once"},
      {{"jobs", "--all=yes"}, "--all takes no value"},
      {{"send", "a.pdf", "--to", "1", "--priority", "urgent"}, "takes one of high, normal, low, not \"urgent\""},
      {{"watch", "one"}, "a port is a number, not \"one\""},
      {{"fetch", "17", "--format", "gif", "-o", "x"}, "takes one of tiff, pdf, png"},
      {{"--url"}, "--url needs a value"},
      {{"--json"}, "no command was given"},
  };
  for (const auto& [words, text] : kWrong) {
    CommandLine line;
    EXPECT_EQ(line.run(words), 2) << text;
    EXPECT_TRUE(test::is_one_error_line(line.err)) << line.err;
    EXPECT_THAT(line.err, HasSubstr(text));
    EXPECT_EQ(line.out, "");
  }
}

TEST(CommandLineFrame, failures_of_the_server_become_exit_statuses_with_advice) {
  // interfaces.md 2: 1 failed, 2 wrong usage, 3 not reachable, 4 not permitted, 5 not found.
  const std::tuple<Errc, int, const char*> kFailures[] = {
      {Errc::unreachable, 3, "caselli serve"},
      {Errc::timed_out, 3, "caselli doctor"},

      {Errc::permission_denied, 4, "token with that right"},
      {Errc::not_found, 5, "http"},
      {Errc::invalid_argument, 2, "http"},
      {Errc::internal, 1, "report"},
      {Errc::wrong_state, 1, "http"},
  };
  for (const auto& [code, status, advice] : kFailures) {
    CommandLine line;
    line.service->failure = Error{code, "GET http://127.0.0.1:8329/v1/ports: it failed"};
    EXPECT_EQ(line.run({"ports"}), status);
    EXPECT_TRUE(test::is_one_error_line(line.err)) << line.err;
    EXPECT_THAT(line.err, HasSubstr("it failed"));
    EXPECT_THAT(line.err, HasSubstr(advice));
  }
}

TEST(CommandLineFrame, a_missing_or_wrong_token_is_named_with_the_places_to_put_one) {
  CommandLine line;
  line.service->failure = Error{Errc::unauthenticated, "the request has no token"};
  EXPECT_EQ(line.run({"ports", "--url", "http://fax:1", "--token", "wrong"}), 4);
  EXPECT_EQ(line.err,
            "caselli: http://fax:1: it does not know the token: give one with --token, CASELLI_TOKEN or "
            "~/.config/caselli/token\n");
}

TEST(CommandLineFrame, advice_that_the_error_brings_is_not_doubled) {
  CommandLine line;
  line.service->failure = Error{Errc::unreachable, "could not reach http://fax:1: connection refused (is it running?)"};
  EXPECT_EQ(line.run({"ports"}), 3);
  EXPECT_EQ(line.err, "caselli: could not reach http://fax:1: connection refused (is it running?)\n");
}

TEST(CommandLineFrame, an_error_stays_one_harmless_line_whatever_the_server_says) {
  CommandLine line;
  line.service->failure = Error{Errc::internal, "two\nlines and \x1b[2J"};
  EXPECT_EQ(line.run({"ports"}), 1);
  EXPECT_TRUE(test::is_one_error_line(line.err));
  EXPECT_EQ(line.err.find('\x1b'), std::string::npos);
}

TEST(CommandLineFrame, commands_of_others_and_families_of_commands_are_found) {
  CommandLine line;
  std::string shown;
  line.extra.push_back(
      {.name = "config",
       .group = "Server",
       .summary = "Settings",
       .setup = {},
       .children = {{.name = "show", .group = "", .summary = "Show them", .setup = [&](cli::Options& options) {
                       const auto file = std::make_shared<std::string>();
                       options.argument("FILE", *file, false, "The file");
                       return cli::Action{[&shown, file](cli::Context&) {
                         shown = *file;
                         return 0;
                       }};
                     }}}});
  EXPECT_EQ(line.run({"config", "show", "a.toml"}), 0) << line.err;
  EXPECT_EQ(shown, "a.toml");
  EXPECT_EQ(line.run({"config"}), 2);
  EXPECT_THAT(line.err, HasSubstr("needs a further word"));
  EXPECT_EQ(line.run({"config", "shwo"}), 2);
  EXPECT_THAT(line.err, HasSubstr("did you mean `caselli config show`?"));
  EXPECT_EQ(line.run({"config", "--help"}), 0);
  EXPECT_THAT(line.out, HasSubstr("show  Show them"));
}

TEST(CommandLineFrame, the_version_is_told) {
  CommandLine line;
  EXPECT_EQ(line.run({"--version"}), 0);
  EXPECT_THAT(line.out, ContainsRegex("^caselli [0-9]+\\.[0-9]+\\.[0-9]+\n$"));
}

}  // namespace
}  // namespace caselli
