// Where clients connect, and what they tell whom.

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "client/remote_fax_service.h"
#include "support/temp_folder.h"

namespace caselli {
namespace {

namespace fs = std::filesystem;

// Sets variables of the environment and puts them back.
class Environment {
 public:
  void set(const std::string& name, const std::string& value) {
    const char* old = std::getenv(name.c_str());
    before_.emplace_back(name, old ? std::optional<std::string>{old} : std::nullopt);
    value.empty() ? ::unsetenv(name.c_str()) : ::setenv(name.c_str(), value.c_str(), 1);
  }
  ~Environment() {
    for (auto at = before_.rbegin(); at != before_.rend(); ++at)
      at->second ? ::setenv(at->first.c_str(), at->second->c_str(), 1) : ::unsetenv(at->first.c_str());
  }

 private:
  std::vector<std::pair<std::string, std::optional<std::string>>> before_;
};

void write(const fs::path& file, std::string_view text) {
  fs::create_directories(file.parent_path());
  std::ofstream{file, std::ios::binary} << text;
}

TEST(Connect, refuses_what_is_no_address) {
  const auto service = connect_fax_service({.url = "fax.example", .token = ""});
  ASSERT_FALSE(service);
  EXPECT_EQ(service.error().code, Errc::invalid_argument);
}

TEST(Connect, keeps_the_token_from_plain_connections_to_other_machines) {
  Environment environment;
  environment.set("CASELLI_ALLOW_PLAIN", "");
  const auto service = connect_fax_service({.url = "http://fax.example:8329", .token = "secret"});
  ASSERT_FALSE(service);
  EXPECT_EQ(service.error().code, Errc::permission_denied);
  EXPECT_NE(service.error().text.find("https://"), std::string::npos);
  EXPECT_EQ(service.error().text.find("secret"), std::string::npos);
  EXPECT_FALSE(connect_fax_service({.url = "http://127.0.0.1.evil.example", .token = "secret"}));

  EXPECT_TRUE(connect_fax_service({.url = "https://fax.example:8329", .token = "secret"}));
  EXPECT_TRUE(connect_fax_service({.url = "http://127.0.0.1:8329", .token = "secret"}));
  EXPECT_TRUE(connect_fax_service({.url = "http://fax.example:8329", .token = ""}));
  environment.set("CASELLI_ALLOW_PLAIN", "0");
  EXPECT_FALSE(connect_fax_service({.url = "http://fax.example:8329", .token = "secret"}));
  environment.set("CASELLI_ALLOW_PLAIN", "1");
  EXPECT_TRUE(connect_fax_service({.url = "http://fax.example:8329", .token = "secret"}));
}

TEST(Connect, finds_the_address) {
  Environment environment;
  environment.set("CASELLI_URL", "");
  EXPECT_EQ(default_url(), "http://127.0.0.1:8329");
  environment.set("CASELLI_URL", "https://fax.example");
  EXPECT_EQ(default_url(), "https://fax.example");
}

TEST(Connect, finds_the_token_in_the_order_of_the_contract) {
  TempFolder folder;
  Environment environment;
  environment.set("HOME", (folder.path() / "home").string());
  environment.set("CASELLI_TOKEN", "");
  const auto data = (folder.path() / "data").string();
  const std::string here = "http://127.0.0.1:8329";
  EXPECT_EQ(find_token(here, data), "");
  write(fs::path{data} / "admin.token", "admin\n");
  EXPECT_EQ(find_token(here, data), "admin");
  EXPECT_EQ(find_token("http://fax.example:8329", data), "") << "the token of this machine's server stays here";
  write(folder.path() / "home/.config/caselli/token", "  mine \r\nnot this\n");
  EXPECT_EQ(find_token(here, data), "mine");
  EXPECT_EQ(find_token("https://fax.example", data), "mine");
  environment.set("CASELLI_TOKEN", "given");
  EXPECT_EQ(find_token(here, data), "given");
}

TEST(Connect, finds_the_data_folder) {
  TempFolder folder;
  Environment environment;
  environment.set("HOME", "/home/ana");
  environment.set("CASELLI_DATA", "");
  EXPECT_EQ(default_data_folder(), ::geteuid() == 0 ? "/var/lib/caselli" : "/home/ana/.local/share/caselli");
  environment.set("CASELLI_DATA", folder.path().string());
  EXPECT_EQ(default_data_folder(), folder.path().string());
  environment.set("HOME", "/nonexistent");
  environment.set("CASELLI_TOKEN", "");
  write(folder.path() / "admin.token", "from-data");
  EXPECT_EQ(find_token("http://localhost:1", ""), "from-data");
}

}  // namespace
}  // namespace caselli
