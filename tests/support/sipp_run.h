#pragma once
// One run of SIPp (package sip-tester), of one call on the IPv4 loopback.

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <thread>

#include "base/handle.h"
#include "support/temp_folder.h"

namespace caselli {

class SippRun {
 public:
  // Listens on `port` when `to` is 0. `more`: further arguments. `transport` as of its -t.
  SippRun(const std::filesystem::path& scenario, const std::string& transport, int port, int to = 0,
          const std::string& more = {})
      : port_(port), stream_(!transport.starts_with('u')) {
    std::string command = "cd " + folder_.path().string() + " && timeout 40 sipp -nostdin -sf " + scenario.string() +
                          " -m 1 -i 127.0.0.1 -p " + std::to_string(port_) + " -t " + transport +
                          " -timeout 30 -timeout_error -trace_err -trace_msg -error_file errors -message_file "
                          "messages " +
                          more;
    if (to != 0) command += " 127.0.0.1:" + std::to_string(to);
    thread_ = std::thread([this, command] { status_ = std::system((command + " >out 2>&1").c_str()); });
  }
  ~SippRun() {
    if (thread_.joinable()) thread_.join();
  }
  // Once it listens.
  int port() const {
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds{15};
    while (is_free() && std::chrono::steady_clock::now() < end) poll(nullptr, 0, 2);
    return port_;
  }
  // Waits for its end. What it wrote is shown when something came that its scenario does not say.
  void expect_content() {
    thread_.join();
    EXPECT_EQ(status_, 0) << text_of("errors") << text_of("messages") << text_of("out");
  }

 private:
  bool is_free() const {
    const FileDescriptor probe{::socket(AF_INET, (stream_ ? SOCK_STREAM : SOCK_DGRAM) | SOCK_CLOEXEC, 0)};
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
  TempFolder folder_;
  const int port_;
  const bool stream_;
  std::thread thread_;
  int status_ = -1;
};

}  // namespace caselli
