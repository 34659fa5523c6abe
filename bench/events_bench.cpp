// From a change on the status board to a reader of events over the loopback, and to the line
// that `caselli watch --json` prints: 100 ports that change 5 times a second each, 100 readers. Printed a line a
// figure: name value unit. To compare: the bare cost of handing the same bytes to as many sockets.

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "api/api_server.h"
#include "base/handle.h"
#include "status/status_board.h"

namespace caselli::bench {
namespace {

using namespace std::chrono_literals;
using Steady = std::chrono::steady_clock;

constexpr int kPorts = 100;
constexpr int kReaders = 100;
constexpr int kWatchers = 2;          // `caselli watch --json` besides
constexpr int kChangesPerSecond = 5;  // of each port
constexpr auto kWarmUp = 2s;
constexpr auto kRun = 10s;
constexpr const char* kToken = "bench";

std::int64_t now_ns() { return Steady::now().time_since_epoch().count(); }

double cpu_seconds() {
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  const auto seconds = [](timeval t) { return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) / 1e6; };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

// A board as a service: what the events need, and "no such thing" for everything else.
class BoardService final : public FaxService {
 public:
  explicit BoardService(StatusBoard& board) : board_(board) {}
  Result<Changes> ports() override { return board_.changes(0); }
  Result<Snapshot> port_status(PortId id, Revision) override { return board_.status(id); }
  std::unique_ptr<Subscription> subscribe(std::function<void()> wake) override {
    return board_.subscribe(std::move(wake));
  }
  Changes changes(Revision after) override { return board_.changes(after); }
  LinkState link() const override { return {}; }
  Status release_port(PortId) override { return none(); }
  Status ready() override { return Done{}; }
  Result<PortSettings> port_settings(PortId) override { return none(); }
  Result<PortSettings> set_port(PortId, const PortSettingsPatch&) override { return none(); }
  Result<std::vector<Job>> submit(const NewFax&) override { return none(); }
  Result<Job> fax(JobId) override { return none(); }
  Result<FaxPage> faxes(const FaxFilter&) override { return none(); }
  Result<Job> cancel(JobId) override { return none(); }
  Result<Job> hold(JobId) override { return none(); }
  Result<Job> resume(JobId) override { return none(); }
  Result<Job> restart(JobId) override { return none(); }
  Result<std::string> document(JobId, DocumentFormat) override { return none(); }
  Result<std::string> page_png(JobId, int, int) override { return none(); }
  Result<std::vector<AttemptTrace>> trace(JobId) override { return none(); }
  Result<ServerInfo> server() override { return none(); }
  Result<ServerInfo> set_server(const ServerSettingsPatch&) override { return none(); }

 private:
  static Error none() { return {Errc::unavailable, "only events are measured here"}; }
  StatusBoard& board_;
};

// The instant of a change travels as the document's size.
PortStatus moving_status(int port, std::int64_t stamp) {
  PortStatus status;
  status.port = PortId{port};
  status.name = "Port " + std::to_string(port);
  status.line = "trunk";
  status.state = PortState::sending;
  status.description = "Sending";
  status.direction = Direction::send;
  status.job = JobId{port};
  status.address = "+49 30 5551234";
  status.tsid = status.csid = "+49 30 1234567";
  status.document_name = "Invoice 2026-11.pdf";
  status.page_bytes = stamp % 100'000;
  status.percent = 41.5;
  status.eta_seconds = 33.0;
  status.document_bytes = stamp;
  return status;
}

FileDescriptor connect_to(std::uint16_t port) {
  FileDescriptor socket(::socket(AF_INET, SOCK_STREAM, 0));
  sockaddr_in to{};
  to.sin_family = AF_INET;
  to.sin_port = htons(port);
  to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  const std::string request =
      std::string{"GET /v1/events HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "} + kToken + "\r\n\r\n";
  if (::connect(socket.get(), reinterpret_cast<const sockaddr*>(&to), sizeof to) != 0 ||
      ::send(socket.get(), request.data(), request.size(), 0) != static_cast<ssize_t>(request.size())) {
    std::perror("events_bench");
    std::exit(1);
  }
  return socket;
}

// `caselli watch --json` as its users run it: what it prints.
FileDescriptor watch(std::uint16_t port) {
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) std::exit(1);
  const std::string url = "http://127.0.0.1:" + std::to_string(port);
  if (::fork() == 0) {
    ::dup2(ends[1], STDOUT_FILENO);
    const std::string program = CASELLI_BIN "/caselli";
    ::execl(program.c_str(), "caselli", "watch", "--json", "--url", url.c_str(), "--token", kToken, nullptr);
    std::perror(program.c_str());
    std::_Exit(1);
  }
  ::close(ends[1]);
  return FileDescriptor(ends[0]);
}

// Events end with an empty line, what `watch` prints with each line.
class Reader {
 public:
  Reader(FileDescriptor from, std::string_view end, std::vector<double>& milliseconds)
      : from_(std::move(from)), end_(end), milliseconds_(milliseconds) {}
  int fd() const { return from_.get(); }

  // Takes what has come and notes how old each change is; false at the end.
  bool read(std::int64_t counted_from) {
    static constexpr std::string_view kStamp = "\"documentBytes\":";
    char piece[65536];
    const ssize_t got = ::read(fd(), piece, sizeof piece);
    if (got <= 0) return false;
    const std::int64_t now = now_ns();
    held_.append(piece, static_cast<std::size_t>(got));
    std::size_t begin = 0;
    for (std::size_t end; (end = held_.find(end_, begin)) != std::string::npos; begin = end + end_.size()) {
      const std::string_view news = std::string_view{held_}.substr(begin, end - begin);
      const std::size_t stamp = news.find(kStamp);
      if (stamp == std::string_view::npos) continue;
      std::int64_t published = 0;
      std::from_chars(news.data() + stamp + kStamp.size(), news.data() + news.size(), published);
      if (published >= counted_from) milliseconds_.push_back(static_cast<double>(now - published) / 1e6);
    }
    held_.erase(0, begin);
    return true;
  }

 private:
  FileDescriptor from_;
  std::string_view end_;
  std::vector<double>& milliseconds_;
  std::string held_;
};

// All readers on one thread: a hundred would be measured by the scheduler of this machine.
class Readers {
 public:
  explicit Readers(std::uint16_t port) {
    for (int i = 0; i < kReaders; ++i) readers_.emplace_back(connect_to(port), "\n\n", of_events);
    for (int i = 0; i < kWatchers; ++i) readers_.emplace_back(watch(port), "\n", of_watch);
  }
  void run(std::int64_t counted_from, const std::atomic<bool>& done) {
    std::vector<pollfd> fds;
    for (const Reader& reader : readers_) fds.push_back({reader.fd(), POLLIN, 0});
    while (!done) {
      ::poll(fds.data(), fds.size(), 100);
      for (std::size_t i = 0; i < fds.size(); ++i)
        if (fds[i].revents != 0 && !readers_[i].read(counted_from)) fds[i].fd = -1;
    }
  }
  std::vector<double> of_events, of_watch;

 private:
  std::vector<Reader> readers_;
};

double at(std::vector<double>& sorted, double share) {
  return sorted.empty() ? 0 : sorted[static_cast<std::size_t>(share * static_cast<double>(sorted.size() - 1))];
}

void print(const char* name, double value, const char* unit) { std::printf("%s %.3f %s\n", name, value, unit); }

bool print_delays(const std::string& whose, std::vector<double>& delays, int readers) {
  std::ranges::sort(delays);
  const double expected =
      static_cast<double>(kPorts * kChangesPerSecond * readers) * std::chrono::duration<double>(kRun).count();
  print((whose + "_delay_p50").c_str(), at(delays, 0.50), "ms");
  print((whose + "_delay_p99").c_str(), at(delays, 0.99), "ms");
  print((whose + "_delay_max").c_str(), at(delays, 1.0), "ms");
  print((whose + "_told").c_str(), static_cast<double>(delays.size()) / expected * 100, "%");
  return !delays.empty();
}

// What the machine needs for the same bytes without us: one write to each of as many
// sockets, as often as the server writes at most.
void print_bare_writes() {
  int pair[2];
  if (::socketpair(AF_UNIX, SOCK_STREAM, 0, pair) != 0) return;
  const FileDescriptor in(pair[0]), out(pair[1]);
  const std::string event(1500, 'x');
  std::string back(event.size(), '\0');
  constexpr int kWrites = 20'000;
  const double begin = cpu_seconds();
  for (int i = 0; i < kWrites; ++i)
    if (::send(in.get(), event.data(), event.size(), 0) < 0 || ::recv(out.get(), back.data(), back.size(), 0) < 0)
      return;
  print("events_bare_write_and_read", (cpu_seconds() - begin) / kWrites * 1e6, "us");
}

int measure() {
  StatusBoard board("bench");
  for (int port = 1; port <= kPorts; ++port) board.publish(moving_status(port, 0));
  BoardService service(board);
  SystemClock clock;
  WorkerPool workers("worker", 2);
  const auto authenticator = make_admin_authenticator(kToken);
  ApiOptions options;
  options.upload_folder = std::filesystem::temp_directory_path() / ("caselli-bench-" + std::to_string(::getpid()));
  ApiServer server(options, service, *authenticator, clock, workers);
  const auto bound = server.start();
  if (!bound) {
    std::fprintf(stderr, "%s\n", bound.error().text.c_str());
    return 1;
  }
  Readers readers(bound->port);
  std::atomic<bool> done{false};
  const auto start = Steady::now();
  const std::int64_t counted_from = (start + kWarmUp).time_since_epoch().count();
  std::thread reading([&] { readers.run(counted_from, done); });

  // Ports change evenly over each fifth of a second, as calls that do not know each other.
  constexpr auto kStep = 1'000'000'000ns / (kPorts * kChangesPerSecond);
  double cpu = 0;
  int published = 0;
  for (auto due = start; due < start + kWarmUp + kRun; due += kStep) {
    std::this_thread::sleep_until(due);
    if (cpu == 0 && due >= start + kWarmUp) cpu = cpu_seconds();
    board.publish(moving_status(published++ % kPorts + 1, now_ns()));
  }
  cpu = cpu_seconds() - cpu;
  std::this_thread::sleep_for(200ms);
  done = true;
  reading.join();
  server.stop();
  std::filesystem::remove_all(options.upload_folder);

  const bool heard = print_delays("events", readers.of_events, kReaders);
  const bool watched = print_delays("watch", readers.of_watch, kWatchers);
  print("delay_p99_aim", 20, "ms");
  print("events_cpu_of_server_writer_and_readers", cpu / std::chrono::duration<double>(kRun).count() * 100, "%");
  print_bare_writes();
  return heard && watched ? 0 : 1;
}

}  // namespace
}  // namespace caselli::bench

int main() { return caselli::bench::measure(); }
