// `send`: what is submitted, what is refused, and following a fax to its end.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "base/json.h"
#include "base/text.h"
#include "command_line.h"
#include "ports_at_work.h"
#include "terminal_model.h"

namespace caselli {
namespace {

using test::CommandLine;
using testing::HasSubstr;
using testing::Not;

// A folder of its own with `letter.pdf` in it.
class Send : public testing::Test {
 protected:
  Send() {
    folder_ = std::filesystem::temp_directory_path() / ("caselli-send-" + random_token(6));
    std::filesystem::create_directories(folder_);
    letter_ = (folder_ / "letter.pdf").string();
    std::ofstream{letter_} << "%PDF-1.5";
  }
  ~Send() override { std::filesystem::remove_all(folder_); }

  const NewFax& fax() const { return line.service->submitted.at(0); }

  std::filesystem::path folder_;
  std::string letter_;
  CommandLine line;
};

TEST_F(Send, every_option_of_the_contract_reaches_the_server) {
  EXPECT_EQ(line.run({"send",       letter_,
                      "--to",       "1002",
                      "--name",     "Giulia Caselli",
                      "--subject",  "Grüße",
                      "--note",     "-5 °C",
                      "--cover",    "plain",
                      "--at",       "2026-11-22T10:27:00Z",
                      "--discount", "--priority",
                      "high",       "--resolution",
                      "superfine",  "--tsid",
                      "+39 055 1",  "--billing",
                      "B7",         "--port",
                      "2",          "--key",
                      "k1"}),
            0)
      << line.err;
  EXPECT_EQ(fax().to.at(0).to, "1002");
  EXPECT_EQ(fax().to.at(0).name, "Giulia Caselli");
  EXPECT_EQ(fax().subject, "Grüße");
  EXPECT_EQ(fax().note, "-5 °C");
  EXPECT_EQ(fax().cover, "plain");
  EXPECT_EQ(rfc3339(*fax().send_at), "2026-11-22T10:27:00.000Z");
  EXPECT_TRUE(fax().discount);
  EXPECT_EQ(fax().priority, Priority::high);
  EXPECT_EQ(fax().resolution, Resolution::superfine);
  EXPECT_EQ(fax().tsid, "+39 055 1");
  EXPECT_EQ(fax().billing_code, "B7");
  EXPECT_EQ(fax().port, PortId{2});
  EXPECT_EQ(fax().idempotency_key, "k1");
  EXPECT_EQ(fax().documents.at(0).file, letter_);
  EXPECT_EQ(fax().documents.at(0).name, "letter.pdf");
  EXPECT_EQ(line.out, "fax 17 to 1002: queued\n");
}

TEST_F(Send, several_numbers_make_a_broadcast_however_they_are_given) {
  EXPECT_EQ(line.run({"send", letter_, "--to", "1002", "9,5551234", "--to", "+1 (425) 5551234", "--to=77@trunk-b"}), 0)
      << line.err;
  ASSERT_EQ(fax().to.size(), 4u);
  EXPECT_EQ(fax().to[1].to, "9,5551234");
  EXPECT_EQ(fax().to[2].to, "+1 (425) 5551234");
  EXPECT_EQ(fax().to[3].to, "77@trunk-b");
  EXPECT_EQ(test::lines_of(line.out).size(), 4u);
}

TEST_F(Send, a_document_may_stand_behind_the_number) {
  EXPECT_EQ(line.run({"send", "--to", "1002", letter_}), 0) << line.err;
  EXPECT_EQ(fax().to.size(), 1u);
  EXPECT_EQ(fax().documents.at(0).file, letter_);
}

TEST_F(Send, a_file_named_like_an_option_stands_behind_two_dashes) {
  const auto before = std::filesystem::current_path();
  std::filesystem::current_path(folder_);
  std::ofstream{"--wait"} << "text";
  EXPECT_EQ(line.run({"send", "--to", "1002", "--", "--wait"}), 0) << line.err;
  std::filesystem::current_path(before);
  EXPECT_EQ(fax().documents.at(0).file, "--wait");
}

TEST_F(Send, standard_input_is_sent_whole_whatever_its_bytes) {
  line.input = std::string{"bytes\0\xff\n\r", 9};
  EXPECT_EQ(line.run({"send", letter_, "-", "--to", "1002"}), 0) << line.err;
  ASSERT_EQ(fax().documents.size(), 2u);
  EXPECT_EQ(fax().documents[1].content, line.input);
}

TEST_F(Send, names_belong_to_numbers_in_their_order) {
  EXPECT_EQ(line.run({"send", letter_, "--to", "1", "2", "--name", "Ann", "--name", "Ben"}), 0) << line.err;
  EXPECT_EQ(fax().to[1].name, "Ben");
  EXPECT_EQ(line.run({"send", letter_, "--to", "1", "2", "3", "--name", "Ann", "--name", "Ben"}), 2);
  EXPECT_THAT(line.err, HasSubstr("2 names for 3 numbers"));
}

TEST_F(Send, what_is_wrong_is_said_and_nothing_is_submitted) {
  const std::string missing = (folder_ / "missing.pdf").string();
  const std::tuple<std::vector<std::string>, int, std::string> kWrong[] = {
      {{"send", letter_}, 2, "add --to NUMBER"},
      {{"send", "--to", "1002"}, 2, "FILE is missing"},
      {{"send", letter_, "--to"}, 2, "--to needs a value"},
      {{"send", letter_, "--to", "call me"}, 2, "call me"},
      {{"send", missing, "--to", "1002"}, 5, "there is no such file"},
      {{"send", folder_.string(), "--to", "1002"}, 2, "this is a folder"},
      {{"send", "-", "-", "--to", "1002"}, 2, "only once"},
      {{"send", letter_, "--to", "1002", "--at", "teatime"}, 2, "\"teatime\" is no time"},
      {{"send", letter_, "--to", "1002", "--port", "first"}, 2, "--port takes a whole number from 1"},
      {{"send", letter_, "--to", "1002", "--resolution", "best"}, 2, "standard, fine, superfine"},
  };
  for (const auto& [words, status, text] : kWrong) {
    EXPECT_EQ(line.run(words), status) << text;
    EXPECT_TRUE(test::is_one_error_line(line.err)) << line.err;
    EXPECT_THAT(line.err, HasSubstr(text));
  }
  EXPECT_TRUE(line.service->submitted.empty());
}

TEST_F(Send, json_is_the_fax_or_the_list_of_a_broadcast) {
  EXPECT_EQ(line.run({"send", letter_, "--to", "1002", "--json"}), 0);
  EXPECT_EQ(parse_json(line.out)->at("status"), "queued");
  EXPECT_EQ(line.run({"send", letter_, "--to", "1", "2", "--json"}), 0);
  EXPECT_EQ(parse_json(line.out)->at("items").size(), 2u);
}

// Following a fax: 17 is the first one submitted.

Job job_17(const CommandLine& line) { return line.service->job_map.at(JobId{17}); }

Attempt one_attempt(Instant start, Instant end, Outcome outcome) {
  Attempt attempt;
  attempt.number = 1;
  attempt.start = start;
  attempt.end = end;
  attempt.outcome = outcome;
  attempt.answered = true;
  return attempt;
}

void play_a_good_fax(CommandLine& line) {
  line.then([&] {
    Job job = job_17(line);
    job.state = JobState::sending;
    job.document.pages = 3;
    line.service->publish(job);
    PortStatus port = test::sending_port(line.clock.now());
    port.state = PortState::dialing;
    port.page = 0;
    port.pages_done = 0;
    port.percent = 0;
    port.bit_rate = 0;
    port.eta_seconds.reset();
    line.service->publish(port);
  });
  line.then([&] { line.service->publish(test::sending_port(line.clock.now())); });
  line.then([&] {
    PortStatus port = test::sending_port(line.clock.now());
    port.percent = 70;
    line.service->publish(port);
  });
  line.then([&] {
    PortStatus port;
    port.port = PortId{1};
    line.service->publish(port);
    Job job = job_17(line);
    job.state = JobState::sent;
    job.outcome = Outcome::sent;
    job.pages_done = 3;
    job.dials = job.tries = 1;
    job.ended_at = line.clock.now();
    job.attempts = {one_attempt(line.clock.now() - std::chrono::seconds{75}, line.clock.now(), Outcome::sent)};
    line.service->publish(job);
  });
}

TEST_F(Send, waiting_in_a_pipe_tells_each_step_and_ends_with_0_when_sent) {
  play_a_good_fax(line);
  EXPECT_EQ(line.run({"send", letter_, "--to", "1002", "--wait"}), 0) << line.err;
  EXPECT_EQ(line.out,
            "fax 17 to 1002: queued\n"
            "fax 17 to 1002: dialing\n"
            "fax 17 to 1002: sending, page 2/3, 14400 bit/s\n"
            "fax 17 to 1002 sent: 3 pages in 1:15 min\n");
}

TEST_F(Send, waiting_on_a_terminal_shows_a_bar_and_leaves_the_outcome) {
  line.use_terminal(80);
  play_a_good_fax(line);
  std::string seen;
  test::TerminalModel model{80, 24};
  EXPECT_EQ(line.run({"send", letter_, "--to", "1002", "--wait"}), 0) << line.err;
  model.write(line.out);
  EXPECT_FALSE(model.overflowed());
  EXPECT_TRUE(model.cursor_visible());
  EXPECT_FALSE(model.updating());
  EXPECT_EQ(model.row(0), "✓ fax 17 to 1002 sent: 3 pages in 1:15 min");
  EXPECT_EQ(model.row(1), "");
  const std::string plain = test::without_escapes(line.out);
  EXPECT_THAT(plain, HasSubstr("page 2 of 3"));
  EXPECT_THAT(plain, HasSubstr("54%"));
  EXPECT_THAT(plain, HasSubstr("14400 bit/s"));
  EXPECT_THAT(plain, HasSubstr("0:13 left"));
  EXPECT_THAT(plain, HasSubstr("━"));
}

TEST_F(Send, waiting_never_draws_beyond_the_terminal) {
  for (const int columns : {20, 40, 60, 80, 120, 200}) {
    CommandLine narrow;
    narrow.use_terminal(columns);
    play_a_good_fax(narrow);
    narrow.pause.steps.pop_back();
    EXPECT_EQ(narrow.run({"send", letter_, "--to", "1002", "--wait"}), 1);
    test::TerminalModel model{columns, 24};
    model.write(narrow.out);
    EXPECT_FALSE(model.overflowed()) << columns;
    EXPECT_THAT(model.text(), HasSubstr("sending")) << columns;
  }
}

TEST_F(Send, waiting_shows_why_a_fax_waits_and_ends_with_1_when_it_failed) {
  line.then([&] {
    Job job = job_17(line);
    job.state = JobState::waiting;
    job.outcome = Outcome::busy;
    job.dials = 1;
    job.next_at = line.clock.now() + std::chrono::minutes{3};
    line.service->publish(job);
  });
  line.then([&] {
    Job job = job_17(line);
    job.state = JobState::failed;
    job.outcome = Outcome::no_answer;
    job.dials = 12;
    job.ended_at = line.clock.now();
    line.service->publish(job);
  });
  EXPECT_EQ(line.run({"send", letter_, "--to", "1002", "--wait"}), 1);
  EXPECT_THAT(line.out, HasSubstr("waiting: The number was busy; next call "));
  EXPECT_THAT(line.out, HasSubstr("fax 17 to 1002 failed: Nobody answered (no_answer), after 12 calls\n"));
  EXPECT_THAT(line.out, HasSubstr("caselli doctor 17"));
}

TEST_F(Send, a_cancelled_fax_ends_with_1) {
  line.then([&] {
    Job job = job_17(line);
    job.state = JobState::cancelled;
    job.outcome = Outcome::cancelled;
    line.service->publish(job);
  });
  EXPECT_EQ(line.run({"send", letter_, "--to", "1002", "--wait"}), 1);
  EXPECT_THAT(line.out, HasSubstr("fax 17 to 1002 cancelled"));
}

TEST_F(Send, ctrl_c_leaves_the_fax_on_its_way_and_says_so) {
  for (const bool on_terminal : {false, true}) {
    CommandLine here;
    if (on_terminal) here.use_terminal(80);
    EXPECT_EQ(here.run({"send", letter_, "--to", "1002", "--wait"}), 1);
    EXPECT_TRUE(test::is_one_error_line(here.err)) << here.err;
    EXPECT_THAT(here.err, HasSubstr("goes on"));
    EXPECT_THAT(here.err, HasSubstr("caselli cancel 17"));
    test::TerminalModel model{80, 24};
    model.write(here.out);
    EXPECT_TRUE(model.cursor_visible());
    EXPECT_TRUE(here.service->acts.empty());
    EXPECT_EQ(here.pause.attended, 0);
  }
}

TEST_F(Send, waiting_for_a_broadcast_ends_with_1_when_one_failed) {
  const auto end = [&](int id, JobState state, Outcome outcome) {
    line.then([this, id, state, outcome] {
      Job job = line.service->job_map.at(JobId{id});
      job.state = state;
      job.outcome = outcome;
      line.service->publish(job);
    });
  };
  end(17, JobState::sent, Outcome::sent);
  end(18, JobState::failed, Outcome::bad_address);
  EXPECT_EQ(line.run({"send", letter_, "--to", "1", "2", "--wait"}), 1);
  EXPECT_THAT(line.out, HasSubstr("fax 17 to 1 sent"));
  EXPECT_THAT(line.out, HasSubstr("fax 18 to 2 failed: The number does not exist"));
}

TEST_F(Send, waiting_as_json_is_a_line_a_change_of_the_fax) {
  play_a_good_fax(line);
  EXPECT_EQ(line.run({"send", letter_, "--to", "1002", "--wait", "--json"}), 0);
  const auto lines = test::lines_of(line.out);
  ASSERT_EQ(lines.size(), 3u) << line.out;
  EXPECT_EQ(parse_json(lines[0])->at("status"), "queued");
  EXPECT_EQ(parse_json(lines[1])->at("status"), "sending");
  EXPECT_EQ(parse_json(lines[2])->at("outcome"), "sent");
}

TEST_F(Send, an_end_that_no_event_told_is_found_by_asking) {
  line.then([&] {
    Job job = job_17(line);
    job.state = JobState::sent;
    job.outcome = Outcome::sent;
    job.revision = 0;  // as if the event had been missed
    line.service->job_map[job.id] = job;
  });
  for (int i = 0; i < 10; ++i) line.then([] {});
  EXPECT_EQ(line.run({"send", letter_, "--to", "1002", "--wait"}), 0) << line.out << line.err;
}

}  // namespace
}  // namespace caselli
