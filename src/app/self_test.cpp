#include "app/self_test.h"

#include <fmt/format.h>
#include <stdlib.h>

#include <chrono>
#include <condition_variable>
#include <filesystem>
#include <fstream>
#include <mutex>

#include "app/demo_letter.h"
#include "app/running_server.h"
#include "document/fax_image.h"

namespace caselli {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

constexpr auto kLimit = 60s;

class Folder {
 public:
  Folder() : name_((fs::temp_directory_path() / "caselli-check-XXXXXX").string()) {
    made_ = ::mkdtemp(name_.data()) != nullptr;
  }
  ~Folder() {
    std::error_code error;
    if (made_) fs::remove_all(name_, error);
  }
  Folder(const Folder&) = delete;
  bool made() const { return made_; }
  fs::path path() const { return name_; }

 private:
  std::string name_;
  bool made_ = false;
};

// Until the fax has ended at both sides.
Result<Job> wait_for_end(Server& server, JobId id) {
  std::mutex mutex;
  std::condition_variable news;
  const auto watch = server.board().subscribe([&] { news.notify_one(); });
  const auto until = std::chrono::steady_clock::now() + kLimit;
  for (std::unique_lock lock(mutex); std::chrono::steady_clock::now() < until; news.wait_for(lock, 50ms)) {
    auto job = server.service()->fax(id);
    if (!job || (is_final(job->state) && server.is_idle())) return job;
  }
  return Error{Errc::timed_out, "a fax to ourselves did not end within a minute"};
}

Result<fs::path> save(FaxService& service, JobId id, const fs::path& file) {
  const auto bytes = service.document(id, DocumentFormat::tiff);
  if (!bytes) return bytes.error();
  std::ofstream out(file, std::ios::binary);
  out << *bytes;
  out.close();
  if (!out) return Error{Errc::storage_failed, fmt::format("cannot write {}", file.string())};
  return file;
}

Status came_out_the_same(FaxService& service, const Job& sent, const fs::path& folder) {
  FaxFilter filter;
  filter.direction = Direction::receive;
  const auto received = service.faxes(filter);
  if (!received) return received.error();
  if (received->items.size() != 1 || received->items[0].document.pages != sent.document.pages)
    return Error{Errc::internal, "a fax to ourselves was sent, but did not come in whole"};
  const auto left = save(service, sent.id, folder / "sent.tif");
  const auto right = save(service, received->items[0].id, folder / "received.tif");
  if (!left) return left.error();
  if (!right) return right.error();
  for (int page = 1; page <= sent.document.pages; ++page) {
    const auto same = same_pixels(*left, *right, page);
    if (!same) return same.error();
    if (!*same) return Error{Errc::internal, fmt::format("page {} of a fax to ourselves came out different", page)};
  }
  return Done{};
}

}  // namespace

Result<std::string> run_self_test() {
  const Folder folder;
  if (!folder.made())
    return Error{Errc::storage_failed, fmt::format("cannot make a folder in {}", fs::temp_directory_path().string())};
  Settings settings = default_settings();
  settings.lines[0].transport = "t38";
  settings.lines[0].speed = 0;
  auto running = RunningServer::open(settings, folder.path());
  if (!running) return running.error();
  auto& server = (*running)->server();
  auto& service = *server.service();
  ServerSettingsPatch no_header;  // a header line would make the received page another one
  no_header.branding = false;
  if (auto set = service.set_server(no_header); !set) return set.error();

  NewFax fax;
  fax.to = {{"1002", ""}};
  fax.port = PortId{1};
  DocumentSource letter;
  letter.content = std::string{kDemoLetter};
  letter.name = "letter.txt";
  fax.documents.push_back(std::move(letter));
  const auto jobs = service.submit(fax);
  if (!jobs) return jobs.error();
  const auto ended = wait_for_end(server, jobs->front().id);
  if (!ended) return ended.error();
  if (!row_of(ended->outcome).good)
    return Error{Errc::internal, fmt::format("a fax to ourselves failed: {} ({})", row_of(ended->outcome).text,
                                             code_of(ended->outcome))};
  if (auto same = came_out_the_same(service, *ended, folder.path()); !same) return same.error();
  const int pages = ended->document.pages;
  return fmt::format("a fax of {} {} to ourselves came out the same", pages, pages == 1 ? "page" : "pages");
}

}  // namespace caselli
