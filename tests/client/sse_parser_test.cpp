// Expected events follow WHATWG HTML, 9.2.6 "Interpreting an event stream".

#include "client/sse_parser.h"

#include <gtest/gtest.h>

#include <vector>

namespace caselli {
namespace {

std::string told(const std::vector<std::string>& pieces, std::size_t most_bytes = 1000) {
  SseParser parser{most_bytes};
  std::string out;
  for (const auto& piece : pieces)
    parser.feed(piece, [&](const SseEvent& event) {
      out += event.name + "|" + event.id + (event.has_id ? "!" : "") + "|" + event.data + ";";
    });
  return out;
}

TEST(SseParser, reads_events_with_name_id_and_data) {
  EXPECT_EQ(told({"event: port\nid: b-1\ndata: {}\n\nevent: job\nid: b-2\ndata: x\n\n"}), "port|b-1!|{};job|b-2!|x;");
}

TEST(SseParser, the_examples_of_the_standard) {
  EXPECT_EQ(told({"data: YHOO\ndata: +2\ndata: 10\n\n"}), "||YHOO\n+2\n10;");
  EXPECT_EQ(told({": test stream\n\ndata: first event\nid: 1\n\ndata:second event\nid\n\ndata:  third event\n\n"}),
            "|1!|first event;|!|second event;|| third event;");
  EXPECT_EQ(told({"data\n\ndata\ndata\n\ndata:"}), "||;||\n;");
  EXPECT_EQ(told({"data:test\n\ndata: test\n\n"}), "||test;||test;");
}

TEST(SseParser, lines_end_by_lf_cr_or_both) {
  EXPECT_EQ(told({"data: a\r\rdata: b\n\ndata: c\r\n\r\n"}), "||a;||b;||c;");
  EXPECT_EQ(told({"data: a\r", "\n\r", "\ndata: b\r\n\r\n"}), "||a;||b;");
}

TEST(SseParser, pieces_may_be_cut_anywhere) {
  const std::string stream =
      "\xEF\xBB\xBF"
      "event: port\r\nid: b-1\r\ndata: one\r\ndata: two\r\n\r\n:\n\nid: b-2\ndata: x\n\n";
  const auto whole = told({stream});
  EXPECT_EQ(whole, "port|b-1!|one\ntwo;|b-2!|x;");
  for (std::size_t cut = 0; cut <= stream.size(); ++cut)
    EXPECT_EQ(told({stream.substr(0, cut), stream.substr(cut)}), whole) << cut;
  std::vector<std::string> bytes;
  for (const char c : stream) bytes.emplace_back(1, c);
  EXPECT_EQ(told(bytes).find("port|b-1!|one\ntwo"), whole.find("port|b-1!|one\ntwo"));
}

TEST(SseParser, an_id_stays_until_the_next_one) { EXPECT_EQ(told({"id: 7\ndata: a\n\ndata: b\n\n"}), "|7!|a;|7|b;"); }

TEST(SseParser, ids_with_nul_unknown_fields_and_events_without_data_are_ignored) {
  EXPECT_EQ(told({std::string{"id: a\0b\ndata: x\n\n", 17}}), "||x;");
  EXPECT_EQ(told({"retry: 100\ncolour: blue\nno colon\ndata: x\n\n"}), "||x;");
  EXPECT_EQ(told({"event: port\nid: 3\n\ndata: x\n\n"}), "|3|x;");
}

TEST(SseParser, what_is_too_long_is_skipped_and_the_rest_is_read) {
  const std::string longer(2000, 'x');
  EXPECT_EQ(told({"event: job\ndata: " + longer + "\nid: 1\n\ndata: next\n\n"}), "||next;");
  EXPECT_EQ(told({"data: " + longer, longer, longer + "\n", "\ndata: next\n\n"}), "||next;");
  std::string lines;
  for (int i = 0; i < 1000; ++i) lines += "data: 1234567890\n";
  EXPECT_EQ(told({lines, "\ndata: next\n\n"}), "||next;");
  EXPECT_EQ(told({": " + longer + "\n\ndata: next\n\n"}), "||next;");
}

TEST(SseParser, a_new_connection_begins_a_new_event) {
  SseParser parser;
  std::string out;
  const auto add = [&](const SseEvent& event) { out += event.id + "|" + event.data + ";"; };
  parser.feed("id: 4\ndata: a\n\ndata: half", add);
  parser.restart();
  parser.feed("data: b\n\n", add);
  EXPECT_EQ(out, "4|a;4|b;");
}

}  // namespace
}  // namespace caselli
