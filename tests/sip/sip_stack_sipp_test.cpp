// SIPp (package sip-tester) as a judge from outside: its scenarios in tests/sip/sipp say
// what it sends and what it must hear.

#include <gmock/gmock.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <thread>

#include "sip_stack_kit.h"
#include "sip_stack_wire.h"

namespace caselli {
namespace {

using namespace sip_kit;
using testing::HasSubstr;

std::string scenario_folder() { return std::string{CASELLI_TEST_DATA} + "/../sip/sipp/"; }

// One run of SIPp, of one call. What it wrote is shown when it was not content.
class Sipp {
 public:
  // Listens when `to` is 0.
  Sipp(const std::string& scenario, const std::string& transport, int to = 0) : port_(WirePeer{}.port()) {
    std::string name = (std::filesystem::temp_directory_path() / "caselli-sipp-XXXXXX").string();
    folder_ = mkdtemp(name.data());
    std::string command = "cd " + folder_.string() + " && timeout 40 sipp -nostdin -sf " + scenario_folder() +
                          scenario + " -m 1 -i 127.0.0.1 -p " + std::to_string(port_) + " -t " + transport +
                          " -timeout 30 -timeout_error -trace_err -trace_msg -error_file errors -message_file messages";
    if (to != 0) command += " 127.0.0.1:" + std::to_string(to);
    thread_ = std::thread([this, command] { status_ = std::system((command + " >out 2>&1").c_str()); });
  }
  ~Sipp() {
    if (thread_.joinable()) thread_.join();
    std::filesystem::remove_all(folder_);
  }
  // Once it listens.
  int port(SipProtocol protocol) const {
    const auto end = std::chrono::steady_clock::now() + kPatience;
    while (is_free(protocol) && std::chrono::steady_clock::now() < end) poll(nullptr, 0, 2);
    return port_;
  }
  void expect_content() {
    thread_.join();
    EXPECT_EQ(status_, 0) << text_of("errors") << text_of("messages");
  }

 private:
  bool is_free(SipProtocol protocol) const {
    const FileDescriptor probe{
        ::socket(AF_INET, (protocol == SipProtocol::udp ? SOCK_DGRAM : SOCK_STREAM) | SOCK_CLOEXEC, 0)};
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port_));
    inet_pton(AF_INET, "127.0.0.1", &address.sin_addr);
    return bind(probe.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
  }
  std::string text_of(const std::string& file) const {
    std::ostringstream out;
    out << std::ifstream(folder_ / file).rdbuf();
    return out.str();
  }
  int port_;
  std::filesystem::path folder_;
  std::thread thread_;
  int status_ = -1;
};

struct Bearer {
  SipProtocol protocol;
  const char* sipp;  // its -t
};
class SipStackSipp : public testing::TestWithParam<Bearer> {
 protected:
  SipTrunkSettings trunk() const {
    SipTrunkSettings out = loopback_trunk("fax", GetParam().protocol);
    out.proxy = "127.0.0.1";
    out.auth_user = "acc";
    out.password = "s3cret";
    return out;
  }
};

TEST_P(SipStackSipp, calls_us_and_asks_for_t38) {
  Side side;
  Sipp sipp{"call_in.xml", GetParam().sipp, side.add(trunk())};
  End callee = side.incoming();
  callee.call->respond(callee.about.cseq, {.status = 180});
  callee.call->respond(callee.about.cseq, {.status = 200, .sdp = kAnswer});
  callee.log->next<SipAcked>();
  const auto offered = callee.log->next<SipOffered>();
  EXPECT_THAT(offered.sdp, HasSubstr("m=image"));
  callee.call->respond(offered.cseq, {.status = 200, .sdp = kImage});
  EXPECT_EQ(callee.log->next<SipAcked>().cseq, offered.cseq);
  callee.call->respond(callee.log->next<SipByeReceived>().cseq, {.status = 200});
  sipp.expect_content();
}

TEST_P(SipStackSipp, is_called_and_asks_for_t38) {
  Side side;
  Sipp sipp{"call_out.xml", GetParam().sipp};
  SipTrunkSettings settings = trunk();
  settings.proxy_port = sipp.port(GetParam().protocol);
  side.add(settings);
  End caller = side.call("fax", {.to = "5551234", .sdp = kOffer});
  caller.log->next<SipAnswered>();
  caller.call->ack();
  const auto offered = caller.log->next<SipOffered>();
  EXPECT_THAT(offered.sdp, HasSubstr("m=image"));
  caller.call->respond(offered.cseq, {.status = 200, .sdp = kImage}, offered.dialog);
  caller.log->next<SipAcked>();
  caller.call->bye();
  EXPECT_EQ(caller.log->next<SipByeAnswered>().status, 200);
  sipp.expect_content();
}

TEST_P(SipStackSipp, verifies_our_digest_at_invite_and_reinvite) {
  Side side;
  Sipp sipp{"call_out_digest.xml", GetParam().sipp};
  SipTrunkSettings settings = trunk();
  settings.proxy_port = sipp.port(GetParam().protocol);
  side.add(settings);
  End caller = side.call("fax", {.to = "5551234", .sdp = kOffer});
  caller.log->next<SipAnswered>();
  caller.call->ack();
  caller.call->reinvite(kImage);
  EXPECT_EQ(caller.log->next<SipReofferAnswered>().status, 200);
  caller.call->ack();
  caller.call->bye();
  EXPECT_EQ(caller.log->next<SipByeAnswered>().status, 200);
  sipp.expect_content();
}

TEST_P(SipStackSipp, takes_our_registration) {
  Side side;
  Sipp sipp{"registrar.xml", GetParam().sipp};
  SipTrunkSettings settings = trunk();
  settings.proxy_port = sipp.port(GetParam().protocol);
  settings.registers = true;
  settings.user = "4711";
  side.add(settings);
  side.wait_for(SipTrunkState::Kind::ready);
  sipp.expect_content();
}

TEST_P(SipStackSipp, calls_as_a_user_with_a_password) {
  Side side;
  SipTrunkSettings settings = trunk();
  settings.proxy.clear();
  settings.peers.clear();
  settings.users = {{"sipp", "open"}};
  settings.challenges_sha256 = false;  // SIPp is such a device
  Sipp sipp{"call_in_digest.xml", GetParam().sipp, side.add(settings)};
  End callee = side.incoming();
  EXPECT_EQ(callee.about.user, "sipp");
  callee.call->respond(callee.about.cseq, {.status = 200, .sdp = kAnswer});
  callee.log->next<SipAcked>();
  callee.call->bye();
  EXPECT_EQ(callee.log->next<SipByeAnswered>().status, 200);
  sipp.expect_content();
}

INSTANTIATE_TEST_SUITE_P(All, SipStackSipp,
                         testing::Values(Bearer{SipProtocol::udp, "u1"}, Bearer{SipProtocol::tcp, "t1"}),
                         [](const auto& param) {
                           return std::string{param.param.protocol == SipProtocol::udp ? "udp" : "tcp"};
                         });

}  // namespace
}  // namespace caselli
