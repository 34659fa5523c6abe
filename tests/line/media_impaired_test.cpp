// Ten-page faxes over networks that delay, reorder, repeat and lose: what arrives is what was
// sent. CASELLI_FAXES=20 in the environment makes so many faxes of each case, each by
// another seed, instead of the few that are enough for every day.

#include <gtest/gtest.h>

#include <cstdlib>

#include "line/impaired_call.h"
#include "support/chart_document.h"
#include "support/temp_folder.h"

namespace caselli {
namespace {

using namespace std::chrono_literals;
using test::FaxOverNetwork;
using test::Impairment;

// 0: not asked for.
int asked_faxes() {
  const char* asked = std::getenv("CASELLI_FAXES");
  return asked != nullptr ? std::atoi(asked) : 0;
}
int faxes_of_each() { return std::max(asked_faxes(), 1); }

class ImpairedMedia : public testing::Test {
 protected:
  void write(const std::vector<int>& charts) {
    what_.document = folder_ / "sent.tif";
    what_.pages = test::write_charts(what_.document, charts).pages;
  }
  // So many faxes: every one arrives whole.
  void expect_all_whole(const std::string& name, int faxes) {
    int whole = 0, lost = 0, recovered = 0, corrections = 0, bad_rows = 0;
    double seconds = 0;
    for (int fax = 1; fax <= faxes; ++fax) {
      what_.seed = static_cast<std::uint64_t>(fax);
      const auto end = test::run_fax_over_network(what_);
      const int equal = test::equal_pages(what_, end);
      whole += end.sent == Outcome::sent && end.received == Outcome::received && equal == what_.pages;
      EXPECT_EQ(end.sent, Outcome::sent) << name << ", seed " << fax << ": " << end.sent_text;
      EXPECT_EQ(end.received, Outcome::received) << name << ", seed " << fax << ": " << end.received_text;
      EXPECT_EQ(equal, what_.pages) << name << ", seed " << fax << ": " << end.pages.size() << " pages, "
                                    << end.bad_rows << " bad rows";
      lost += end.caller.packets_lost + end.callee.packets_lost;
      recovered += end.caller.packets_recovered + end.callee.packets_recovered;
      corrections += end.corrections;
      bad_rows += end.bad_rows;
      seconds += end.seconds;
      last_ = end;
    }
    std::printf(
        "%s: %d of %d whole, %.0f s each at %d bit/s; packets recovered %d, lost %d; corrections %d, bad rows %d\n",
        name.c_str(), whole, faxes, seconds / faxes, last_.bit_rate, recovered, lost, corrections, bad_rows);
  }

  TempFolder folder_;
  FaxOverNetwork what_;
  test::FaxOverNetworkEnd last_;
};

const std::vector<int> kTenPages{1, 2, 1, 2, 5, 2, 1, 2, 1, 2};

struct BadWay {
  const char* name;
  bool everyday;
  Impairment way;
};
const BadWay kBadWays[] = {
    {"5 % lost", false, {.delay = 100ms, .jitter = 30ms, .loss = 0.05}},
    {"bursts of 3", true, {.delay = 100ms, .jitter = 30ms, .bursts = 0.02}},
    {"reordered and repeated",
     false,
     {.delay = 100ms, .jitter = 30ms, .duplicates = 0.05, .held_up = 0.05, .hold_up = 60ms}},
    {"all of it",
     true,
     {.delay = 100ms, .jitter = 30ms, .loss = 0.05, .duplicates = 0.05, .held_up = 0.05, .hold_up = 60ms}},
};

class ImpairedT38 : public ImpairedMedia {
 protected:
  // Without ECM nothing asks again for what is lost. At 5 % four packets in a row are, once in
  // 160 000: in one of twenty such faxes. So those go with a greater depth than usual.
  void send(T38ErrorCorrection correction, bool ecm) {
    write(kTenPages);
    what_.correction = correction;
    what_.ecm = ecm;
    what_.depth = ecm ? 3 : 5;
    for (const auto& bad : kBadWays) {
      if (!bad.everyday && asked_faxes() == 0) continue;
      what_.way = bad.way;
      expect_all_whole(std::string{bad.name} + ", " + std::string{name_of(correction)} + (ecm ? ", ECM" : ", no ECM"),
                       faxes_of_each());
    }
  }
};

TEST_F(ImpairedT38, faxes_arrive_whole_with_redundancy) { send(T38ErrorCorrection::redundancy, true); }
TEST_F(ImpairedT38, faxes_arrive_whole_with_redundancy_and_without_ecm) { send(T38ErrorCorrection::redundancy, false); }
TEST_F(ImpairedT38, faxes_arrive_whole_with_fec) { send(T38ErrorCorrection::fec, true); }
TEST_F(ImpairedT38, faxes_arrive_whole_with_fec_and_without_ecm) { send(T38ErrorCorrection::fec, false); }

// The depth of three promises this without ECM too, however the datagrams overtake each other.
TEST_F(ImpairedT38, bursts_of_three_lose_nothing_at_a_depth_of_three_without_ecm) {
  write(kTenPages);
  what_.ecm = false;
  what_.way = {.delay = 100ms, .jitter = 30ms, .bursts = 0.02};
  for (const auto correction : {T38ErrorCorrection::redundancy, T38ErrorCorrection::fec}) {
    what_.correction = correction;
    expect_all_whole("bursts of 3, depth 3, " + std::string{name_of(correction)} + ", no ECM", faxes_of_each());
    EXPECT_EQ(last_.callee.packets_lost, 0);
  }
}

class ImpairedAudio : public ImpairedMedia {
 protected:
  ImpairedAudio() { what_.transport = Transport::audio; }
};

TEST_F(ImpairedAudio, jitter_of_60_ms_does_no_harm) {
  write(kTenPages);
  for (const bool ecm : {true, false}) {
    what_.ecm = ecm;
    for (const bool in_order : {false, true}) {
      if (in_order == ecm && asked_faxes() == 0) continue;
      what_.way = {.delay = 100ms, .jitter = 60ms, .in_order = in_order};
      expect_all_whole(
          std::string{"audio, 60 ms jitter"} + (in_order ? " in order" : "") + (ecm ? ", ECM" : ", no ECM"),
          faxes_of_each());
      EXPECT_EQ(last_.callee.packets_lost, 0);
    }
  }
}

// Half an hour of one fax, each end's clock once the faster one. 50 ppm of it are 90 ms: four
// and a half blocks that are there too many, or too few. Every day: the same 90 ms in a
// sixth of the time.
TEST_F(ImpairedAudio, clocks_that_differ_by_50_ppm_do_no_harm_in_half_an_hour) {
  const bool whole = asked_faxes() > 0;
  std::vector<int> charts;
  for (int page = 0; page < (whole ? 90 : 15); ++page) charts.push_back(page % 10 == 0 ? 7 : page % 2 == 0 ? 5 : 1);
  write(charts);
  what_.way = {.delay = 40ms, .jitter = 5ms, .in_order = true};
  for (const bool fast : {true, false}) {
    what_.caller_ppm = (fast ? 1 : -1) * (whole ? 50 : 300);
    what_.codec = fast ? AudioCodec::pcma : AudioCodec::pcmu;
    expect_all_whole(std::string{"audio, the caller's clock "} + (fast ? "fast" : "slow"), faxes_of_each());
    EXPECT_GT(last_.seconds, (whole ? 30 : 5) * 60);
    EXPECT_EQ(last_.callee.packets_lost, 0);
  }
}

}  // namespace
}  // namespace caselli
