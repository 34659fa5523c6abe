#pragma once
// A whole server in virtual time: real store, documents, ports and modem signals; the
// clock is moved by hand.

#include <gtest/gtest.h>

#include <fstream>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "app/server.h"
#include "base/virtual_time.h"
#include "document/fax_image.h"
#include "support/temp_folder.h"

namespace caselli {

inline std::string chart(int number) {
  return std::string{CASELLI_TEST_DATA} + "/charts/itu" + std::to_string(number) + ".tif";
}

class VirtualServer {
 public:
  explicit VirtualServer(std::function<void(Settings&)> change = {}) : settings_(default_settings()) {
    if (change) change(settings_);
    start();
  }
  ~VirtualServer() { stop(); }

  void start() {
    auto opened = Server::open(settings_, folder_.path(), {time_->clock(), *time_, time_->make_strand()});
    ASSERT_TRUE(opened) << opened.error().text;
    server_ = std::move(*opened);
  }
  // In good order: faxes that run are cut off.
  void stop() {
    if (!server_) return;
    server_->begin_stop();
    time_->run_until([&] { return server_->is_idle(); }, std::chrono::seconds{10});
    time_->run_ready();
    kill();
  }
  // As `kill -9` does: tasks that wait are never run.
  void kill() {
    auto gone = std::move(time_);
    time_ = std::make_unique<VirtualTime>(gone->now());
    gone.reset();
    server_.reset();
  }

  Server& server() { return *server_; }
  FaxService& service() { return *server_->service(); }
  VirtualTime& time() { return *time_; }
  const std::filesystem::path& data() const { return folder_.path(); }

  // No header line: received pages equal the sent ones.
  void without_header() {
    ServerSettingsPatch patch;
    patch.branding = false;
    ASSERT_TRUE(service().set_server(patch));
  }

  static NewFax fax_of(const std::vector<std::string>& files, const std::string& to = "1002") {
    NewFax fax;
    fax.to = {{to, "Recipient"}};
    fax.sender_name = "Sender";
    fax.port = PortId{1};
    for (const auto& file : files) fax.documents.push_back({file, {}, std::filesystem::path(file).filename(), {}});
    return fax;
  }

  Job submit(const NewFax& fax) {
    auto jobs = service().submit(fax);
    EXPECT_TRUE(jobs) << jobs.error().text;
    return jobs ? jobs->front() : Job{};
  }

  // Runs until the fax has ended and all ports are free again.
  Job run_to_end(JobId id, std::chrono::seconds limit = std::chrono::hours{2}) {
    time_->run_until([&] { return is_final(service().fax(id)->state) && server_->is_idle(); }, limit);
    return *service().fax(id);
  }

  // Received faxes, oldest first.
  std::vector<Job> received() {
    FaxFilter filter;
    filter.direction = Direction::receive;
    filter.limit = 1000;
    auto page = service().faxes(filter);
    EXPECT_TRUE(page);
    return {page->items.rbegin(), page->items.rend()};
  }

  void expect_same_pages(const Job& sent, const Job& got) {
    ASSERT_EQ(sent.document.pages, got.document.pages);
    write(sent, "sent.tif");
    write(got, "got.tif");
    for (int page = 1; page <= sent.document.pages; ++page) {
      const auto same = same_pixels(folder_ / "sent.tif", folder_ / "got.tif", page);
      ASSERT_TRUE(same) << same.error().text;
      EXPECT_TRUE(*same) << "page " << page;
    }
  }

 private:
  void write(const Job& job, const std::string& name) {
    const auto bytes = service().document(job.id, DocumentFormat::tiff);
    ASSERT_TRUE(bytes) << bytes.error().text;
    std::ofstream(folder_ / name, std::ios::binary) << *bytes;
  }

  TempFolder folder_;
  Settings settings_;
  std::unique_ptr<VirtualTime> time_ = std::make_unique<VirtualTime>();
  std::unique_ptr<Server> server_;
};

}  // namespace caselli
