// Both stores keep the contract of job_store_contract.h.

#include <filesystem>

#include "job_store_contract.h"
#include "support/temp_folder.h"

namespace caselli {
namespace {

StoreKind sqlite_kind() {
  return {"sqlite", [folder = std::shared_ptr<TempFolder>{}]() mutable {
            folder = std::make_shared<TempFolder>();  // kept until the next one is made
            auto store = open_sqlite_store(folder->path().string());
            EXPECT_TRUE(store) << store.error().text;
            return *std::move(store);
          }};
}

INSTANTIATE_TEST_SUITE_P(Stores, JobStoreContract,
                         testing::Values(StoreKind{"memory", [] { return make_memory_store(); }}, sqlite_kind()),
                         [](const auto& about) { return about.param.name; });

}  // namespace
}  // namespace caselli
