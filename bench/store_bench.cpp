// The job store under load: how fast faxes are accepted, claimed and ended with a long
// queue, and what it takes in memory. Compared to a bare write and fdatasync on the same
// disk, measured in the same run: each durable step waits for at least one.
//
//   store_bench [FOLDER]     (default: the folder for temporary files)

#include <fcntl.h>
#include <fmt/core.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <string>
#include <thread>
#include <vector>

#include "base/handle.h"
#include "store/job_store.h"

namespace caselli {
namespace {

using Clock = std::chrono::steady_clock;
using Ms = std::chrono::duration<double, std::milli>;

void figure(const std::string& name, double value, const char* unit) {
  fmt::print("{} {:.3f} {}\n", name, value, unit);
}

template <class T>
T must(Result<T> result) {
  if (result) return *std::move(result);
  fmt::print(stderr, "store_bench: {}\n", result.error().text);
  std::exit(1);
}

double cpu_ms() {
  timespec time{};
  ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) / 1e6;
}

// Prints p50, p99 and the longest of `times` runs of `step`, by the clock on the wall, and
// the p99 of the time this thread computed.
void measure(const std::string& name, int times, const std::function<void()>& step) {
  std::vector<double> took, worked;
  for (int i = 0; i < times; ++i) {
    const auto start = Clock::now();
    const auto cpu_start = cpu_ms();
    step();
    worked.push_back(cpu_ms() - cpu_start);
    took.push_back(Ms(Clock::now() - start).count());
  }
  std::ranges::sort(took);
  figure(name + "_p50", took[took.size() / 2], "ms");
  figure(name + "_p99", took[took.size() * 99 / 100], "ms");
  figure(name + "_max", took.back(), "ms");
  std::ranges::sort(worked);
  figure(name + "_cpu_p99", worked[worked.size() * 99 / 100], "ms");
}

double resident_mb() {
  std::ifstream statm("/proc/self/statm");
  long all = 0, resident = 0;
  statm >> all >> resident;
  return static_cast<double>(resident) * static_cast<double>(::sysconf(_SC_PAGESIZE)) / 1e6;
}

// What the machine takes for a tenth of a millisecond of computing: above that is other
// programs' time.
void bare_cpu() {
  measure("bare_cpu_step_of_0.1ms", 2000, [] {
    const auto until = Clock::now() + std::chrono::microseconds{100};
    while (Clock::now() < until) {
    }
  });
}

void bare_sync(const std::string& folder) {
  const FileDescriptor file{::open((folder + "/bare").c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600)};
  const std::string block(4096, 'x');
  measure("bare_fdatasync", 500, [&] {
    if (::write(file.get(), block.data(), block.size()) < 0 || ::fdatasync(file.get()) < 0) std::exit(1);
  });
}

Job fax_to(int number) {
  Job job;
  job.to = fmt::format("+1425555{:05}", number);
  job.recipient_name = "Recipient of this fax";
  job.sender_name = "Sender";
  job.document_name = "letter.pdf";
  job.document = {"0123456789abcdef0123456789abcdef", 30'000, 2, 1728, "204x196", Compression::mmr, {1, 2, 3}, {1, 2}};
  return job;
}

// Eight clients at once share syncs.
void submit_by_8(const std::string& name, JobStore& store, int first) {
  constexpr int kEach = 100;
  const auto start = Clock::now();
  {
    std::vector<std::jthread> clients;
    for (int client = 0; client < 8; ++client)
      clients.emplace_back([&store, at = first + client * kEach] {
        for (int i = 0; i < kEach; ++i) must(store.add({fax_to(at + i)}, ""));
      });
  }
  figure(name + "_submit_by_8_clients", 8 * kEach / (Ms(Clock::now() - start).count() / 1000), "faxes/s");
}

// `queued` faxes wait: to different numbers, or half of them to one that is busy.
void with_queue(const std::string& folder, int queued, bool half_blocked) {
  const auto name = fmt::format("queued_{}{}", queued, half_blocked ? "_half_to_a_busy_number" : "");
  std::filesystem::create_directories(folder + "/" + name);
  const auto before = resident_mb();
  auto store = must(open_sqlite_store(folder + "/" + name));
  const auto start = Clock::now();
  for (int done = 0; done < queued; done += 1000) {
    std::vector<Job> jobs;
    for (int i = done; i < done + 1000; ++i) jobs.push_back(fax_to(half_blocked && i % 2 ? 0 : i));
    must(store->add(std::move(jobs), ""));
  }
  figure(name + "_submit_by_1000", queued / (Ms(Clock::now() - start).count() / 1000), "faxes/s");
  int next = queued;
  measure(name + "_submit", 500, [&] { must(store->add({fax_to(next++)}, "")); });

  submit_by_8(name, *store, next);

  ClaimLimits limits;
  for (int port = 1; port <= 8; ++port) limits.free_ports.push_back(PortId{port});
  limits.free_lines = {"loop"};
  std::vector<Job> claimed;
  measure(name + "_claim", 2000, [&] {
    if (auto claim = must(store->claim({}, limits))) claimed.push_back(std::move(claim->job));
  });
  std::size_t ended = 0;
  measure(name + "_end", std::min<int>(1000, static_cast<int>(claimed.size())), [&] {
    const auto& job = claimed[ended++];
    AttemptEnd end;
    end.job = job.id;
    end.attempt = job.attempts.back();
    end.attempt.end = Instant{};
    end.attempt.outcome = Outcome::sent;
    end.attempt.pages = {{1, 1728, 2200, 30000, 0, 14400, "204x196", "MMR", true, true},
                         {2, 1728, 2200, 30000, 0, 14400, "204x196", "MMR", true, true}};
    end.next = JobState::sent;
    must(store->end_attempt(end));
  });
  // Claims while others submit: they must not wait for those others' disk.
  {
    std::atomic<bool> stop{false};
    std::jthread client([&] {
      for (int i = 0; !stop; ++i) must(store->add({fax_to(90'000 + i % 9'000)}, ""));
    });
    measure(name + "_claim_while_others_submit", 1000, [&] { must(store->claim({}, limits)); });
    stop = true;
  }
  measure(name + "_list_100", 100, [&] { must(store->list({})); });
  figure(name + "_memory", resident_mb() - before, "MB");
}

}  // namespace
}  // namespace caselli

int main(int argc, char** argv) {
  namespace fs = std::filesystem;
  std::string folder = ((argc > 1 ? fs::path{argv[1]} : fs::temp_directory_path()) / "store-bench-XXXXXX").string();
  if (::mkdtemp(folder.data()) == nullptr) return 1;
  caselli::bare_cpu();
  caselli::bare_sync(folder);
  caselli::with_queue(folder, 10'000, false);
  caselli::with_queue(folder, 100'000, false);
  caselli::with_queue(folder, 100'000, true);
  caselli::bare_sync(folder);
  fs::remove_all(folder);
}
