// Where clients find address, token and data when none is given.

#include <filesystem>
#include <fstream>

#include "base/file_name.h"
#include "base/server_url.h"
#include "base/text.h"
#include "client/remote_fax_service.h"
#include "client/system_settings.h"

namespace caselli {
namespace {

namespace fs = std::filesystem;

constexpr std::streamsize kMostToken = 4096;

// The file's first line; empty when it cannot be read.
std::string token_in(const fs::path& file) {
  std::ifstream in{file, std::ios::binary};
  std::string text(kMostToken, '\0');
  in.read(text.data(), kMostToken);
  text.resize(static_cast<std::size_t>(in.gcount()));
  return std::string{trimmed(text.substr(0, text.find('\n')))};
}

}  // namespace

std::string default_url() {
  if (auto url = environment("CASELLI_URL"); !url.empty()) return url;
  const auto url = configured("Url");
  return url.empty() ? ConnectOptions{}.url : url;
}

std::string default_data_folder() {
  auto folder = environment("CASELLI_DATA");
  return folder.empty() ? utf8_of(shared_data_folder()) : folder;
}

std::string find_token(const std::string& url, const std::string& data_folder) {
  if (auto token = environment("CASELLI_TOKEN"); !token.empty()) return token;
  if (auto token = configured("Token"); !token.empty()) return token;
  if (!home_folder().empty())
    if (auto token = token_in(home_folder() / ".config" / "caselli" / "token"); !token.empty()) return token;
  // The server's own token is for the server's own machine.
  const auto base = parse_server_url(url);
  if (!base || !is_this_machine(*base)) return {};
  return token_in(path_of(data_folder.empty() ? default_data_folder() : data_folder) / "admin.token");
}

}  // namespace caselli
