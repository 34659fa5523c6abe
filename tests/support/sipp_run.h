#pragma once
// One run of SIPp (package sip-tester), of one call on the IPv4 loopback.

#include <gtest/gtest.h>
#include <poll.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iomanip>
#include <sstream>
#include <string>
#include <thread>

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
  // Once it listens; SIPp opens its socket more than once.
  int port() const {
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds{15};
    for (int looks = 0; looks < 10 && std::chrono::steady_clock::now() < end; poll(nullptr, 0, 5))
      looks = is_open() ? looks + 1 : 0;
    return port_;
  }
  // Waits for its end. What it wrote is shown when something came that its scenario does not say.
  void expect_content() {
    thread_.join();
    EXPECT_EQ(status_, 0) << text_of("errors") << text_of("messages") << text_of("out");
  }

 private:
  // As the kernel's table says: trying it by a bind() would take it from SIPp for a moment.
  bool is_open() const {
    std::ostringstream digits;
    digits << std::hex << std::uppercase << std::setw(4) << std::setfill('0') << port_;
    std::ifstream table(stream_ ? "/proc/net/tcp" : "/proc/net/udp");
    std::string line, number, local;
    while (std::getline(table, line))
      if (std::istringstream(line) >> number >> local && local.ends_with(":" + digits.str())) return true;
    return false;
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
