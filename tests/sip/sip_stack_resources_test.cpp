// What a stack takes it gives back: descriptors, and state of connections.

#include <gmock/gmock.h>

#include <filesystem>
#include <set>

#include "sip_stack_kit.h"
#include "sip_stack_wire.h"

namespace caselli {
namespace {

using namespace sip_kit;

std::set<std::string> open_descriptors() {
  std::set<std::string> out;
  std::error_code ignored;
  for (const auto& entry : std::filesystem::directory_iterator("/proc/self/fd", ignored)) {
    const auto target = std::filesystem::read_symlink(entry.path(), ignored);
    if (!target.empty()) out.insert(entry.path().filename().string() + " " + target.string());
  }
  return out;
}

TEST(SipStackResources, no_descriptor_is_left_open) {
  { TwoSides warm; }  // what the library keeps for the whole process
  const auto before = open_descriptors();
  for (const auto protocol : {SipProtocol::udp, SipProtocol::tcp}) {
    TwoSides two{protocol};
    auto [caller, callee] = two.up();
    caller.call->bye();
  }
  // The directory's own descriptor is another one each time.
  std::vector<std::string> left;
  for (const auto& one : open_descriptors())
    if (!before.contains(one) && one.find("/proc") == std::string::npos) left.push_back(one);
  EXPECT_THAT(left, testing::IsEmpty());
}

TEST(SipStackResources, a_stack_stops_in_the_middle_of_everything) {
  for (int round = 0; round < 5; ++round) {
    TwoSides two;
    std::vector<End> calls;
    for (int i = 0; i < 20; ++i) calls.push_back(two.alice.call("alice", {.to = std::to_string(i), .sdp = kOffer}));
    End callee = two.bob.incoming();
    callee.call->respond(callee.about.cseq, {.status = 200, .sdp = kAnswer});
    if (round % 2 == 0) two.bob.stack().stop();
  }
}

TEST(SipStackResources, many_calls_at_once_all_end) {
  TwoSides two;
  std::vector<End> callers, callees;
  constexpr int kCalls = 100;
  for (int i = 0; i < kCalls; ++i) callers.push_back(two.alice.call("alice", {.to = std::to_string(i), .sdp = kOffer}));
  for (int i = 0; i < kCalls; ++i) {
    callees.push_back(two.bob.incoming());
    callees.back().call->respond(callees.back().about.cseq, {.status = 200, .sdp = kAnswer});
  }
  for (auto& caller : callers) {
    caller.log->next<SipAnswered>();
    caller.call->ack();
    caller.call->bye();
  }
  for (auto& callee : callees) callee.call->respond(callee.log->next<SipByeReceived>().cseq, {.status = 200});
  for (auto& caller : callers) EXPECT_EQ(caller.log->next<SipByeAnswered>().status, 200);
  EXPECT_EQ(two.alice.stack().counters().calls_out, static_cast<std::uint64_t>(kCalls));
}

}  // namespace
}  // namespace caselli
