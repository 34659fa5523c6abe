// Where clients find address, token and data when none is given.

#include <cstdlib>
#include <filesystem>
#include <fstream>

#ifndef _WIN32
#include <unistd.h>
#endif

#include "base/server_url.h"
#include "base/text.h"
#include "client/remote_fax_service.h"

namespace caselli {
namespace {

namespace fs = std::filesystem;

constexpr std::streamsize kMostToken = 4096;

std::string environment(const char* name) {
  const char* value = std::getenv(name);
  return value ? value : "";
}

// The file's first line; empty when it cannot be read.
std::string token_in(const fs::path& file) {
  std::ifstream in{file, std::ios::binary};
  std::string text(kMostToken, '\0');
  in.read(text.data(), kMostToken);
  text.resize(static_cast<std::size_t>(in.gcount()));
  return std::string{trimmed(text.substr(0, text.find('\n')))};
}

#ifdef _WIN32
fs::path home_folder() { return environment("USERPROFILE"); }
std::string shared_data_folder() { return (fs::path{environment("LOCALAPPDATA")} / "Caselli").string(); }
#else
fs::path home_folder() { return environment("HOME"); }
std::string shared_data_folder() {
  if (geteuid() == 0 || home_folder().empty()) return "/var/lib/caselli";
  return (home_folder() / ".local" / "share" / "caselli").string();
}
#endif

}  // namespace

std::string default_url() {
  auto url = environment("CASELLI_URL");
  return url.empty() ? ConnectOptions{}.url : url;
}

std::string default_data_folder() {
  auto folder = environment("CASELLI_DATA");
  return folder.empty() ? shared_data_folder() : folder;
}

std::string find_token(const std::string& url, const std::string& data_folder) {
  if (auto token = environment("CASELLI_TOKEN"); !token.empty()) return token;
  if (!home_folder().empty())
    if (auto token = token_in(home_folder() / ".config" / "caselli" / "token"); !token.empty()) return token;
  // The server's own token is for the server's own machine.
  const auto base = parse_server_url(url);
  if (!base || !is_this_machine(*base)) return {};
  return token_in(fs::path{data_folder.empty() ? default_data_folder() : data_folder} / "admin.token");
}

}  // namespace caselli
