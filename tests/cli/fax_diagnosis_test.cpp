// What doctor says of attempts: from the table, and which row is found for what.

#include "cli/fax_diagnosis.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "cli/ladder.h"

namespace caselli::cli {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;

TraceEntry sip(char way, const std::string& first_line, std::chrono::milliseconds at = 0ms) {
  const bool answer = first_line.starts_with("SIP/2.0 ");
  return {Instant{at}, way, answer ? first_line.substr(8) : first_line.substr(0, first_line.find(' ')),
          first_line + "\r\nCSeq: 1 INVITE\r\n\r\n"};
}
const TraceEntry kInvite = sip('>', "INVITE sip:1@b SIP/2.0");

Attempt attempt(Outcome outcome, int sip_code = 0, Transport transport = Transport::none, bool answered = false) {
  Attempt made;
  made.outcome = outcome;
  made.sip_code = sip_code;
  made.transport = transport;
  made.answered = answered;
  return made;
}

struct Case {
  Attempt attempt;
  std::vector<TraceEntry> trace;
  const char* happened;  // part of it; empty: no row
  const char* advice;
};

// Behaviour row 14: what happened and what to try.
TEST(FaxDiagnosis, the_right_row_is_found) {
  const TraceEntry dis{Instant{2s}, '<', "DIS", "ff 13 80"};
  const TraceEntry refused{Instant{1s}, '.', "t38_refused", "488 not acceptable here"};
  const Case kCases[] = {
      {attempt(Outcome::busy, 486), {kInvite, sip('<', "SIP/2.0 486 Busy Here")}, "another call", "called again"},
      {attempt(Outcome::bad_address, 404), {}, "does not know the number", "[[route]]"},
      {attempt(Outcome::negotiation_failed, 488), {}, "none of the media", "m= lines"},
      {attempt(Outcome::rejected, 403), {}, "forbids", "`from`"},
      {attempt(Outcome::rejected, 401), {}, "password", "`username`"},
      {attempt(Outcome::rejected, 407), {}, "password", "`password`"},
      {attempt(Outcome::no_answer, 408), {kInvite}, "not one answer", "firewall"},
      {attempt(Outcome::no_answer, 408), {kInvite, sip('<', "SIP/2.0 408 Request Timeout")}, "waited in vain", "later"},
      {attempt(Outcome::unreachable, 503), {kInvite}, "address was not found", "looks its name up"},
      {attempt(Outcome::unreachable, 503), {kInvite, sip('<', "SIP/2.0 503 Sorry")}, "overloaded", "second line"},
      {attempt(Outcome::rejected, 603), {}, "declined", "recipient"},
      // A status at the end of an answered call is no refusal of it.
      {attempt(Outcome::cut_off, 486, Transport::t38, true), {kInvite, dis}, "hung up", "BYE"},
      {attempt(Outcome::training_failed, 0, Transport::audio, true), {dis}, "over audio", "allow T.38"},
      {attempt(Outcome::training_failed, 0, Transport::audio, true),
       {refused, dis},
       "refused T.38",
       "gateway allow T.38"},
      {attempt(Outcome::training_failed, 0, Transport::t38, true), {dis}, "gateway's modem", "max_rate"},
      {attempt(Outcome::no_carrier, 0, Transport::t38, true), {kInvite}, "no T.30 frame came", "advertise"},
      {attempt(Outcome::no_carrier, 0, Transport::t38, true), {dis}, "stopped in the middle", "gateway"},
      {attempt(Outcome::page_failed, 0, Transport::t38, true), {dis}, "damaged", "redundancy"},
      {attempt(Outcome::cut_off, 0, Transport::audio, true),
       {sip('<', "SIP/2.0 200 OK", 1s), dis, sip('<', "BYE sip:1@b SIP/2.0", 33s)},
       "an ACK got lost",
       "advertise"},
      {attempt(Outcome::sent, 0, Transport::t38, true), {dis}, "", ""},
      {attempt(Outcome::storage_error, 0, Transport::t38, true), {dis}, "", ""},
  };
  for (const auto& each : kCases) {
    const auto* row = diagnose(each.attempt, each.trace);
    const auto what = std::string{code_of(each.attempt.outcome)} + " " + std::to_string(each.attempt.sip_code);
    ASSERT_EQ(row != nullptr, each.happened[0] != '\0') << what;
    if (row == nullptr) continue;
    EXPECT_THAT(std::string{row->happened}, HasSubstr(each.happened)) << what;
    EXPECT_THAT(std::string{row->advice}, HasSubstr(each.advice)) << what;
  }
}

// Every row can be found: none stands behind a more general one.
TEST(FaxDiagnosis, no_row_is_hidden_by_one_before_it) {
  const auto rows = diagnosis_table();
  for (std::size_t later = 0; later < rows.size(); ++later)
    for (std::size_t earlier = 0; earlier < later; ++earlier) {
      const auto& a = rows[earlier];
      const auto& b = rows[later];
      const bool hides = (a.outcome == Outcome::none || a.outcome == b.outcome) &&
                         (a.sip_code == 0 || a.sip_code == b.sip_code) &&
                         (a.transport == Transport::none || a.transport == b.transport) && a.sign == Sign::none;
      EXPECT_FALSE(hides) << a.happened << " hides " << b.happened;
    }
}

TEST(FaxDiagnosis, rows_are_sentences_without_full_stop) {
  for (const auto& row : diagnosis_table()) {
    for (const auto text : {row.happened, row.advice}) {
      EXPECT_GT(text.size(), 10u);
      EXPECT_NE(text.back(), '.') << text;
      EXPECT_LT(text.size(), 160u) << text;
    }
  }
}

TEST(FaxDiagnosis, the_method_is_told_with_why_it_is_not_t38) {
  auto sent = attempt(Outcome::sent, 0, Transport::t38, true);
  sent.bit_rate = 14400;
  sent.ecm = true;
  EXPECT_EQ(method_text(sent, {}), "T.38, 14400 bit/s, ECM");
  sent.transport = Transport::audio;
  sent.ecm = false;
  const TraceEntry refused{Instant{}, '.', "t38_refused", "488 not acceptable here"};
  EXPECT_EQ(method_text(sent, std::vector{refused}), "audio, 14400 bit/s (T.38 was refused: 488 not acceptable here)");
  EXPECT_EQ(method_text(attempt(Outcome::busy, 486), {}), "");
}

TEST(Ladder, a_message_is_summed_up_by_what_tells_most) {
  EXPECT_EQ(sip_summary("INVITE sip:1@b SIP/2.0\r\nVia: x\r\n\r\nv=0\r\nm=audio 20000 RTP/SAVP 0 96\r\n"
                        "a=rtpmap:96 opus/48000/2\r\nm=image 0 udptl t38\r\n"),
            "sip:1@b; audio port 20000 PCMU opus encrypted; image no");
  EXPECT_EQ(sip_summary("SIP/2.0 488 No\r\nWarning: 304 x \"Media type\"\r\nreason : Q.850;cause=65\r\n\r\n"),
            "Warning: 304 x \"Media type\"; reason : Q.850;cause=65");
  EXPECT_EQ(sip_summary("SIP/2.0 200 OK"), "");
  EXPECT_EQ(sip_summary(""), "");
  EXPECT_EQ(sip_summary("BYE"), "");
  EXPECT_EQ(sip_summary("SIP/2.0 200 OK\r\n\r\nm=\r\nm=audio\r\na=rtpmap:\r\n"), "");
}

}  // namespace
}  // namespace caselli::cli
