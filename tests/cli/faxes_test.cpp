// `jobs`, `job`, `inbox`, `fetch`, `cancel` and its kin.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "base/json.h"
#include "base/text.h"
#include "cli/screen_text.h"
#include "command_line.h"

namespace caselli {
namespace {

using test::CommandLine;
using testing::ContainsRegex;
using testing::HasSubstr;
using testing::Not;

struct Office : CommandLine {
  Office() {
    Job sent;
    sent.id = JobId{1};
    sent.state = JobState::sent;
    sent.outcome = Outcome::sent;
    sent.to = "1002";
    sent.document_name = "letter.pdf";
    sent.document.pages = sent.pages_done = 3;
    sent.tries = sent.dials = 1;
    sent.submitted_at = clock.now() - std::chrono::hours{5};
    service->publish(sent);

    Job waiting = sent;
    waiting.id = JobId{2};
    waiting.state = JobState::waiting;
    waiting.outcome = Outcome::cut_off;
    waiting.to = "+1 (425) 5551234";
    waiting.document_name = "会議の議事録.pdf";
    waiting.pages_done = 1;
    waiting.tries = 1;
    waiting.dials = 4;
    waiting.submitted_at = clock.now() - std::chrono::minutes{7};
    waiting.next_at = clock.now() + std::chrono::minutes{1};
    Attempt attempt;
    attempt.number = 1;
    attempt.start = clock.now() - std::chrono::minutes{6};
    attempt.end = clock.now() - std::chrono::minutes{5};
    attempt.port = PortId{1};
    attempt.transport = Transport::t38;
    attempt.bit_rate = 9600;
    attempt.answered = true;
    attempt.outcome = Outcome::cut_off;
    attempt.t30_code = 41;
    attempt.t30_text = "Carrier lost";
    attempt.pages_done = 1;
    waiting.attempts = {attempt};
    service->publish(waiting);
    AttemptTrace trace{.attempt = 1, .entries = {}};
    for (int i = 0; i < 20; ++i)
      trace.entries.push_back({attempt.start + std::chrono::milliseconds{1500 * i}, i % 2 == 0 ? '>' : '<',
                               "FRAME" + std::to_string(i), "ff 13 80"});
    service->traces[waiting.id] = {trace};

    Job received;
    received.id = JobId{3};
    received.direction = Direction::receive;
    received.state = JobState::received;
    received.outcome = Outcome::received;
    received.caller_id = "1001";
    received.remote_id = "+39 055 123";
    received.document.pages = 2;
    received.port = PortId{2};
    received.submitted_at = clock.now() - std::chrono::seconds{42};
    service->publish(received);
  }
};

TEST(Jobs, the_queue_is_what_has_not_ended) {
  Office line;
  EXPECT_EQ(line.run({"jobs"}), 0);
  const auto lines = test::lines_of(line.out);
  ASSERT_EQ(lines.size(), 2u) << line.out;
  EXPECT_THAT(lines[1], ContainsRegex("2 +waiting +send +\\+1 \\(425\\) 5551234 +1/3 .* 7 min +cut_off +1"));
}

TEST(Jobs, all_shows_history_in_both_directions_newest_first) {
  Office line;
  EXPECT_EQ(line.run({"jobs", "--all"}), 0);
  const auto lines = test::lines_of(line.out);
  ASSERT_EQ(lines.size(), 4u);
  EXPECT_THAT(lines[1], ContainsRegex("3 +received +receive +1001 +2 .*42 s"));
  EXPECT_THAT(lines[3], ContainsRegex("1 +sent +send +1002 +3 +letter.pdf +5 h +sent +1"));
}

TEST(Jobs, json_is_the_list_of_the_rest_api) {
  Office line;
  EXPECT_EQ(line.run({"jobs", "--all", "--json"}), 0);
  const auto json = parse_json(line.out);
  EXPECT_EQ(json->at("items").size(), 3u);
  EXPECT_TRUE(json->at("next").is_null());
}

TEST(Jobs, a_limit_says_that_there_are_more) {
  Office line;
  EXPECT_EQ(line.run({"jobs", "--all", "--limit", "2"}), 0);
  EXPECT_EQ(test::lines_of(line.out).size(), 3u);
  EXPECT_THAT(line.err, HasSubstr("newest 2"));
}

TEST(Jobs, long_lists_are_read_page_by_page) {
  CommandLine line;
  for (int i = 1; i <= 450; ++i) {
    Job job;
    job.id = JobId{i};
    line.service->publish(job);
  }
  EXPECT_EQ(line.run({"jobs", "--limit", "0"}), 0);
  EXPECT_EQ(test::lines_of(line.out).size(), 451u);
  EXPECT_EQ(line.service->filters.size(), 3u);
}

TEST(Jobs, no_line_is_wider_than_the_terminal) {
  for (const int columns : {20, 40, 80, 200}) {
    Office line;
    line.use_terminal(columns);
    for (const auto& words : std::vector<std::vector<std::string>>{{"jobs", "--all"}, {"inbox"}}) {
      EXPECT_EQ(line.run(words), 0);
      for (const auto& each : test::lines_of(test::without_escapes(line.out)))
        EXPECT_LE(cli::display_width(each), columns) << each;
    }
  }
}

TEST(Jobs, an_empty_queue_is_said_to_people_only) {
  CommandLine line;
  EXPECT_EQ(line.run({"jobs"}), 0);
  EXPECT_EQ(line.out, "");
  line.use_terminal(80);
  EXPECT_EQ(line.run({"jobs"}), 0);
  EXPECT_THAT(line.out, HasSubstr("The queue is empty"));
}

TEST(Inbox, received_faxes_with_who_sent_them) {
  Office line;
  EXPECT_EQ(line.run({"inbox"}), 0);
  const auto lines = test::lines_of(line.out);
  ASSERT_EQ(lines.size(), 2u);
  EXPECT_THAT(lines[1], ContainsRegex("3 +received +1001 +\\+39 055 123 +2 +2 .*received"));
}

TEST(JobDetails, one_fax_with_its_attempts) {
  Office line;
  EXPECT_EQ(line.run({"job", "2"}), 0);
  EXPECT_THAT(line.out, HasSubstr("fax 2 to +1 (425) 5551234"));
  EXPECT_THAT(line.out, HasSubstr("1 of 3 pages"));
  EXPECT_THAT(line.out, ContainsRegex("1 .*1:00 min +1 +t38 +9600 +no +1 .*cut_off +T.30 41 Carrier lost"));
  EXPECT_EQ(line.run({"job", "2", "--json"}), 0);
  EXPECT_EQ(parse_json(line.out)->at("attempts").size(), 1u);
  EXPECT_EQ(line.run({"job", "99"}), 5);
  EXPECT_THAT(line.err, HasSubstr("caselli jobs --all"));
}

TEST(QueueCommands, each_does_what_it_says) {
  for (const char* verb : {"cancel", "hold", "resume", "restart"}) {
    Office line;
    EXPECT_EQ(line.run({verb, "2"}), 0) << line.err;
    EXPECT_EQ(line.service->acts, (std::vector<std::string>{std::string{verb} + " 2"}));
    EXPECT_THAT(line.out, HasSubstr("fax 2 to +1 (425) 5551234: "));
    EXPECT_EQ(line.run({verb, "1"}), 1);  // it was sent already
    EXPECT_EQ(line.run({verb, "99"}), 5);
    EXPECT_EQ(line.run({verb}), 2);
  }
}

TEST(QueueCommands, several_faxes_at_once_and_the_first_failure_decides) {
  Office line;
  EXPECT_EQ(line.run({"cancel", "99", "2", "--json"}), 5);
  EXPECT_EQ(parse_json(line.out)->at("status"), "cancelled");
  EXPECT_EQ(line.run({"cancel", "2", "two"}), 2);
}

TEST(QueueCommands, cancelling_a_fax_on_the_line_says_that_it_takes_a_moment) {
  Office line;
  line.service->job_map[JobId{2}].state = JobState::sending;
  EXPECT_EQ(line.run({"cancel", "2"}), 0);
  EXPECT_THAT(line.out, HasSubstr("is being cancelled"));
}

class Fetch : public testing::Test {
 protected:
  Fetch() : folder_(std::filesystem::temp_directory_path() / ("caselli-fetch-" + random_token(6))) {
    std::filesystem::create_directories(folder_);
  }
  ~Fetch() override { std::filesystem::remove_all(folder_); }
  std::string in_folder(const char* name) const { return (folder_ / name).string(); }
  static std::string content_of(const std::string& file) {
    std::ifstream stream{file, std::ios::binary};
    return {std::istreambuf_iterator<char>{stream}, {}};
  }
  std::size_t files() const {
    return static_cast<std::size_t>(std::distance(std::filesystem::directory_iterator{folder_}, {}));
  }

  std::filesystem::path folder_;
  Office line;
};

TEST_F(Fetch, the_name_of_the_file_decides_the_format) {
  EXPECT_EQ(line.run({"fetch", "3", "-o", in_folder("a.pdf")}), 0) << line.err;
  EXPECT_EQ(content_of(in_folder("a.pdf")), "%PDF-1.5");
  EXPECT_EQ(line.run({"fetch", "3", "-o", in_folder("a.tif")}), 0);
  EXPECT_EQ(content_of(in_folder("a.tif")), line.service->document_bytes);
  EXPECT_EQ(line.run({"fetch", "3", "-o", in_folder("b.bin"), "--format", "pdf"}), 0);
  EXPECT_EQ(content_of(in_folder("b.bin")), "%PDF-1.5");
  EXPECT_EQ(files(), 3u);  // and nothing beside them
}

TEST_F(Fetch, pages_as_png_get_numbers) {
  EXPECT_EQ(line.run({"fetch", "3", "-o", in_folder("page.png"), "--json"}), 0) << line.err;
  EXPECT_EQ(content_of(in_folder("page-1.png")), "PNG page 1");
  EXPECT_EQ(content_of(in_folder("page-2.png")), "PNG page 2");
  EXPECT_EQ(parse_json(line.out)->at("files").size(), 2u);
}

TEST_F(Fetch, a_folder_gets_a_file_named_after_the_fax) {
  EXPECT_EQ(line.run({"fetch", "3", "-o", folder_.string(), "--format", "pdf"}), 0) << line.err;
  EXPECT_EQ(content_of(in_folder("fax-3.pdf")), "%PDF-1.5");
}

TEST_F(Fetch, a_pipe_gets_the_bytes_and_nothing_else) {
  EXPECT_EQ(line.run({"fetch", "3"}), 0);
  EXPECT_EQ(line.out, line.service->document_bytes);
  EXPECT_EQ(line.run({"fetch", "3", "-o", "-", "--format", "pdf"}), 0);
  EXPECT_EQ(line.out, "%PDF-1.5");
}

TEST_F(Fetch, a_terminal_gets_no_binary_document) {
  line.use_terminal(80);
  EXPECT_EQ(line.run({"fetch", "3"}), 2);
  EXPECT_EQ(line.out, "");
  EXPECT_THAT(line.err, HasSubstr("add -o FILE"));
}

TEST_F(Fetch, what_cannot_be_written_is_said) {
  EXPECT_EQ(line.run({"fetch", "3", "-o", in_folder("none/a.pdf")}), 5);
  EXPECT_THAT(line.err, HasSubstr("No such file or directory"));
  EXPECT_EQ(line.run({"fetch", "3", "--format", "png"}), 2);  // two pages, one pipe
  EXPECT_EQ(line.run({"fetch", "99", "-o", in_folder("a.pdf")}), 5);
  EXPECT_EQ(line.run({"fetch", "3", "-o", "/dev/full"}), 1);
  EXPECT_THAT(line.err, HasSubstr("No space left"));
  EXPECT_EQ(files(), 0u);
}

TEST(Doctor, a_failed_fax_is_explained_with_its_last_frames) {
  Office line;
  EXPECT_EQ(line.run({"doctor", "2"}), 0) << line.err;
  EXPECT_THAT(line.out, HasSubstr("The call dropped before the last page was confirmed (cut_off)"));
  EXPECT_THAT(line.out, HasSubstr("It is sent on from the first page that was not confirmed"));
  EXPECT_THAT(line.out, HasSubstr("Carrier lost (T.30 code 41)"));
  EXPECT_THAT(line.out, HasSubstr("28.500 s  < FRAME19"));
  EXPECT_THAT(line.out, Not(HasSubstr("FRAME3 ")));
  EXPECT_THAT(line.out, HasSubstr("--all shows 4 more"));
  EXPECT_EQ(line.run({"doctor", "2", "--all"}), 0);
  EXPECT_THAT(line.out, HasSubstr("FRAME3 "));
}

TEST(Doctor, json_holds_the_fax_and_its_whole_trace) {
  Office line;
  EXPECT_EQ(line.run({"doctor", "2", "--json"}), 0);
  const auto json = parse_json(line.out);
  EXPECT_EQ(json->at("outcome"), "cut_off");
  EXPECT_EQ(json->at("fax").at("id"), parse_json("\"2\"")->get<std::string>());
  EXPECT_FALSE(json->at("trace").empty());
}

TEST(Doctor, without_a_fax_the_installation_is_looked_at) {
  Office line;
  PortStatus port;
  port.port = PortId{1};
  line.service->publish(port);
  // A far server: what is installed here does not matter.
  EXPECT_EQ(line.run({"doctor", "--url", "http://fax.example:8329"}), 0) << line.out;
  EXPECT_THAT(line.out, ContainsRegex("ok +server +http://fax.example:8329, version 0.1.0, up 5 min"));
  EXPECT_THAT(line.out, ContainsRegex("ok +token +accepted"));
  EXPECT_THAT(line.out, ContainsRegex("ok +ready"));
  EXPECT_THAT(line.out, ContainsRegex("ok +ports +1, all on line"));
}

TEST(Doctor, what_is_wrong_comes_with_advice_and_ends_with_1) {
  Office line;
  line.service->failure = Error{Errc::unreachable, "GET http://fax.example:8329/v1/server: connection refused"};
  EXPECT_EQ(line.run({"doctor", "--url", "http://fax.example:8329"}), 1);
  EXPECT_THAT(line.out, ContainsRegex("bad +server +GET .*connection refused"));
  EXPECT_THAT(line.out, HasSubstr("caselli serve"));
  EXPECT_THAT(line.out, HasSubstr("not seen without the server"));

  line.service->failure = Error{Errc::unauthenticated, "GET http://fax.example:8329/v1/server: wrong token"};
  EXPECT_EQ(line.run({"doctor", "--url", "http://fax.example:8329"}), 1);
  EXPECT_THAT(line.out, ContainsRegex("ok +server"));
  EXPECT_THAT(line.out, ContainsRegex("bad +token +.*wrong token"));

  line.service->failure.reset();
  line.service->not_ready = Error{Errc::unavailable, "the store cannot be written"};
  PortStatus port;
  port.port = PortId{1};
  port.state = PortState::offline;
  port.description = "Offline: not registered";
  line.service->publish(port);
  EXPECT_EQ(line.run({"doctor", "--url", "http://fax.example:8329", "--json"}), 1);
  const auto json = parse_json(line.out);
  EXPECT_EQ(json->at("sound"), false);
  EXPECT_EQ(json->at("checks")[2].at("health"), "bad");
  EXPECT_THAT(json->at("checks")[3].at("text").get<std::string>(), HasSubstr("not registered"));
}

TEST(Doctor, checks_of_others_are_run_too) {
  Office line;
  PortStatus port;
  port.port = PortId{1};
  line.service->publish(port);
  line.checks.push_back({"self-test",
                         [] {
                           return Result<std::string>{Error{Errc::internal, "the fax to ourselves failed"}};
                         },
                         false});
  line.checks.push_back({"only-here", [] { return Result<std::string>{"fine"}; }});
  EXPECT_EQ(line.run({"doctor", "--url", "http://fax.example:8329"}), 1);
  EXPECT_THAT(line.out, ContainsRegex("bad +self-test +the fax to ourselves failed"));
  EXPECT_THAT(line.out, Not(HasSubstr("only-here")));
}

// What the server says of itself; a warning is no failure.
TEST(Doctor, findings_of_the_server_are_shown_in_columns) {
  Office line;
  PortStatus port;
  port.port = PortId{1};
  line.service->publish(port);
  line.service->findings = {
      {"line trunk", Health::good, "registered at pbx.example over udp as fax; 4 ports", ""},
      {"trunk address", Health::warning, "we say 192.168.1.5, which 198.51.100.9 cannot reach", "set `advertise`"}};
  EXPECT_EQ(line.run({"doctor", "--url", "http://fax.example:8329"}), 0) << line.out;
  EXPECT_THAT(line.out, ContainsRegex("\nok +line trunk +registered at pbx.example"));
  EXPECT_THAT(line.out, ContainsRegex("\nwarn +trunk address +we say 192.168.1.5.*\n +set `advertise`\n"));
  line.use_terminal(80);
  line.run({"doctor", "--url", "http://fax.example:8329"});
  for (const auto& each : test::lines_of(line.out))
    EXPECT_LE(cli::display_width(cli::clean_text(each, true)), 110) << each;

  line.service->findings[1].health = Health::bad;
  EXPECT_EQ(line.run({"doctor", "--url", "http://fax.example:8329", "--json"}), 1);
  const auto json = parse_json(line.out);
  EXPECT_EQ(json->at("checks").back().at("health"), "bad");
  EXPECT_EQ(json->at("checks").back().at("advice"), "set `advertise`");
}

TEST(Doctor, the_messages_of_a_refused_call_are_told_in_words) {
  Office line;
  Job job = line.service->job_map[JobId{2}];
  job.id = JobId{9};
  job.outcome = job.attempts[0].outcome = Outcome::bad_address;
  job.state = JobState::failed;
  job.attempts[0].answered = false;
  job.attempts[0].sip_code = 404;
  job.attempts[0].t30_code = 0;
  job.attempts[0].transport = Transport::none;
  line.service->publish(job);
  const auto at = job.attempts[0].start;
  line.service->traces[job.id] = {
      {1,
       {{at, '>', "INVITE",
         "INVITE sip:0301234@pbx.example SIP/2.0\r\nContent-Type: application/sdp\r\n\r\nv=0\r\n"
         "m=audio 20000 RTP/AVP 0 8\r\nm=image 20002 udptl t38\r\n"},
        {at + std::chrono::milliseconds{40}, '<', "404 Not Found",
         "SIP/2.0 404 Not Found\r\nReason: Q.850;cause=1\r\n\r\n"},
        {at + std::chrono::milliseconds{41}, '.', "released", "404 not found; Q.850 cause 1 unallocated number"}}}};
  EXPECT_EQ(line.run({"doctor", "9"}), 0) << line.err;
  EXPECT_THAT(line.out, HasSubstr("The number does not exist (bad_address)"));
  EXPECT_THAT(line.out, ContainsRegex("details +the far end does not know the number"));
  EXPECT_THAT(line.out, ContainsRegex("try +compare the number in the INVITE"));
  EXPECT_THAT(line.out, ContainsRegex("network +SIP 404: 404 not found; Q.850 cause 1"));
  EXPECT_THAT(line.out,
              ContainsRegex("> INVITE +sip:0301234@pbx.example; audio port 20000 PCMU PCMA; image port 20002 t38\n"));
  EXPECT_THAT(line.out, ContainsRegex("< 404 Not Found +Reason: Q.850;cause=1\n"));
  EXPECT_THAT(line.out, Not(HasSubstr("m=audio")));
  EXPECT_EQ(line.run({"doctor", "9", "--messages"}), 0);
  EXPECT_THAT(line.out, HasSubstr("                m=audio 20000 RTP/AVP 0 8\n"));
}

}  // namespace
}  // namespace caselli
