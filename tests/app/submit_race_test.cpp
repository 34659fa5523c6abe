// Requests that meet each other half-way.

#include <gtest/gtest.h>

#include <filesystem>
#include <thread>
#include <vector>

#include "app/running_server.h"
#include "support/temp_folder.h"

namespace caselli {
namespace {

std::ptrdiff_t files_below(const std::filesystem::path& folder) {
  std::ptrdiff_t files = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) files += entry.is_regular_file();
  return files;
}

TEST(Submit, one_key_given_by_many_at_once_makes_one_fax_with_one_document) {
  const TempFolder folder;
  const auto running = RunningServer::open(default_settings(), folder.path());
  ASSERT_TRUE(running) << running.error().text;
  auto& service = *(*running)->server().service();
  ServerSettingsPatch pause;
  pause.pause_server_queue = true;
  ASSERT_TRUE(service.set_server(pause));

  NewFax fax;
  fax.to = {{"1002", ""}};
  fax.documents = {{"", "Good morning\n", "letter.txt", "text/plain"}};
  fax.idempotency_key = "7d1c";
  constexpr int kClients = 6;
  std::vector<JobId> given(kClients);
  std::vector<std::thread> clients;
  for (int i = 0; i < kClients; ++i)
    clients.emplace_back([&, i] {
      if (const auto jobs = service.submit(fax); jobs && jobs->size() == 1)
        given[static_cast<std::size_t>(i)] = jobs->front().id;
    });
  for (auto& client : clients) client.join();

  EXPECT_TRUE(given[0]);
  for (const auto& id : given) EXPECT_EQ(id, given[0]);
  const auto kept = service.faxes({});
  ASSERT_TRUE(kept);
  EXPECT_EQ(kept->items.size(), 1U);
  EXPECT_EQ(files_below(folder / "documents"), 1);
}

}  // namespace
}  // namespace caselli
