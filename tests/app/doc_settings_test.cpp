// Every settings file that the documentation shows is one: `caselli config check` takes it,
// and its lines can be made.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include "app/settings.h"
#include "app/sip_line_settings.h"

namespace caselli {
namespace {

namespace fs = std::filesystem;

const fs::path kDocs = fs::path{CASELLI_TEST_DATA} / "../../docs";

std::vector<std::string> toml_blocks(const fs::path& file) {
  std::ifstream in(file);
  std::vector<std::string> blocks;
  bool inside = false;
  for (std::string line; std::getline(in, line);) {
    if (line == "```toml") {
      blocks.emplace_back();
      inside = true;
    } else if (line == "```") {
      inside = false;
    } else if (inside) {
      blocks.back() += line + "\n";
    }
  }
  return blocks;
}

// Secrets that lie elsewhere, and addresses of other machines, are not looked at.
LineSettings on_this_machine(LineSettings line) {
  if (line.password.starts_with("file:") || line.password.starts_with("env:")) line.password = "secret";
  for (auto& entry : line.listen)
    if (const auto at = entry.find("0.0.0.0"); at != std::string::npos) entry.replace(at, 7, "127.0.0.1");
  return line;
}

TEST(DocSettings, every_block_of_the_pages_about_peers_passes) {
  std::set<std::string> pages;
  for (const auto& entry : fs::directory_iterator(kDocs / "peers")) {
    const auto name = entry.path().filename().string();
    const auto blocks = toml_blocks(entry.path());
    if (!blocks.empty()) pages.insert(name);
    for (const auto& block : blocks) {
      const auto settings = parse_settings(block, name);
      ASSERT_TRUE(settings) << settings.error().text << "\n" << block;
      for (const auto& line : settings->lines) {
        EXPECT_EQ(line.kind, "sip") << name;
        const auto config = sip_line_config(on_this_machine(line));
        EXPECT_TRUE(config) << name << ": " << config.error().text;
      }
    }
  }
  for (const char* page :
       {"asterisk.md", "freeswitch.md", "kamailio.md", "cisco.md", "carrier-registration.md", "carrier-ip.md"})
    EXPECT_TRUE(pages.contains(page)) << page;
}

// Its blocks are parts of a file: lines `carrier` and `gateway` and others stand elsewhere.
TEST(DocSettings, the_blocks_of_the_dial_plan_pass_with_lines_to_go_by) {
  const auto blocks = toml_blocks(kDocs / "dial-plan.md");
  EXPECT_FALSE(blocks.empty());
  for (const auto& block : blocks) {
    std::string text = block;
    for (const char* line : {"carrier", "gateway", "backup"})
      if (block.find("name = \"" + std::string{line} + "\"") == std::string::npos)
        text += "[[line]]\nname = \"" + std::string{line} + "\"\n";
    const auto settings = parse_settings(text, "dial-plan.md");
    EXPECT_TRUE(settings) << settings.error().text << "\n" << text;
  }
}

}  // namespace
}  // namespace caselli
