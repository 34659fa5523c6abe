// The tables against the contract (interfaces: port states, outcomes, retry defaults;
// winfax.h: FPS_ numbers).

#include <gtest/gtest.h>

#include <set>
#include <string>

#include "core/error_table.h"
#include "core/job.h"
#include "core/outcome.h"
#include "core/port_fields.h"
#include "core/port_state.h"

namespace caselli {
namespace {

TEST(PortStates, have_the_contracts_names) {
  const std::string names =
      "offline unavailable available initializing dialing ringing answered sending receiving completed aborting "
      "routing busy no_answer bad_address no_dial_tone disconnected fatal_error not_fax_call call_delayed "
      "call_blacklisted handled";
  std::string ours;
  for (int i = 0; i <= static_cast<int>(PortState::handled); ++i) {
    const auto& row = row_of(static_cast<PortState>(i));
    EXPECT_EQ(static_cast<int>(row.state), i);
    EXPECT_EQ(parse_port_state(row.name), row.state);
    ours += (ours.empty() ? "" : " ") + std::string{row.name};
  }
  EXPECT_EQ(ours, names);
}

TEST(PortStates, have_the_numbers_and_words_of_winfax) {
  EXPECT_EQ(row_of(PortState::dialing).fps, 0x20000001u);
  EXPECT_EQ(row_of(PortState::sending).fps, 0x20000002u);
  EXPECT_EQ(row_of(PortState::not_fax_call).fps, 0x20001000u);
  EXPECT_EQ(row_of(PortState::available).fps, 0x20100000u);
  EXPECT_EQ(row_of(PortState::answered).fps, 0x20800000u);
  EXPECT_EQ(row_of(PortState::not_fax_call).description, "Not a Fax Call");
  EXPECT_EQ(row_of(PortState::no_dial_tone).description, "No Dial Tone");
}

// Behaviour row 14: one table.
TEST(Outcomes, have_the_contracts_codes) {
  const std::set<std::string> contract = {"sent",
                                          "received",
                                          "busy",
                                          "no_answer",
                                          "bad_address",
                                          "no_dial_tone",
                                          "rejected",
                                          "unreachable",
                                          "not_a_fax",
                                          "cut_off",
                                          "no_carrier",
                                          "negotiation_failed",
                                          "training_failed",
                                          "page_failed",
                                          "protocol_error",
                                          "remote_cancelled",
                                          "no_far_end_capability",
                                          "document_error",
                                          "storage_error",
                                          "cancelled",
                                          "expired",
                                          "uncertain",
                                          "internal_error"};
  std::set<std::string> ours;
  for (int i = 1; i <= static_cast<int>(Outcome::internal_error); ++i) {
    const auto& row = row_of(static_cast<Outcome>(i));
    EXPECT_EQ(static_cast<int>(row.outcome), i);
    EXPECT_FALSE(row.text.empty());
    ours.emplace(row.code);
  }
  EXPECT_EQ(ours, contract);
}

TEST(Outcomes, wait_as_operators_know_it) {
  using namespace std::chrono_literals;
  EXPECT_EQ(row_of(Outcome::busy).retry_after, 180s);
  EXPECT_EQ(row_of(Outcome::no_answer).retry_after, 300s);
  EXPECT_EQ(row_of(Outcome::no_carrier).retry_after, 300s);
  EXPECT_EQ(row_of(Outcome::protocol_error).retry_after, 60s);
  EXPECT_EQ(row_of(Outcome::bad_address).retry, Retry::no);
}

TEST(Errors, have_a_row_each_and_distinct_codes) {
  std::set<std::string_view> codes;
  for (int i = 0; i <= static_cast<int>(Errc::internal); ++i) {
    const auto& row = row_of(static_cast<Errc>(i));
    EXPECT_EQ(static_cast<int>(row.errc), i);
    EXPECT_TRUE(codes.insert(row.code).second) << row.code;
    EXPECT_GE(row.http, 400);
    EXPECT_GE(row.exit, 1);
  }
}

TEST(PortFields, are_those_of_the_contract_in_its_order) {
  const std::string contract =
      "port name line state description since direction job attempt address callerId routing tsid csid senderName "
      "recipientName documentName documentBytes submittedAt startedAt page pages pagesDone pageBytes pageBytesTotal "
      "percent etaSeconds transport modem bitRate ecm compression resolution pageWidth badRows ppr rtn ftt "
      "dcsAttempts packetsLost packetsRecovered jitterMs remoteCountry remoteVendor remoteModel lastFrame revision";
  std::string ours;
  std::apply([&](const auto&... field) { ((ours += (ours.empty() ? "" : " ") + std::string{field.name}), ...); },
             kPortFields);
  EXPECT_EQ(ours, contract);
}

TEST(JobStates, have_the_contracts_names) {
  for (const char* name :
       {"queued", "preparing", "sending", "waiting", "held", "sent", "failed", "cancelled", "receiving", "received"}) {
    const auto state = parse_job_state(name);
    ASSERT_TRUE(state) << name;
    EXPECT_EQ(name_of(*state), name);
  }
  EXPECT_FALSE(parse_job_state("claimed"));
}

}  // namespace
}  // namespace caselli
