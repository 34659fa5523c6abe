#include "client/system_settings.h"

#include <unistd.h>

#include <cstdlib>

namespace caselli {

std::string environment(const char* name) {
  const char* value = std::getenv(name);
  return value ? value : "";
}

std::string machine_name() {
  char name[256] = {};
  return gethostname(name, sizeof name - 1) == 0 ? name : "";
}

std::filesystem::path home_folder() { return environment("HOME"); }

std::filesystem::path shared_data_folder() {
  if (geteuid() == 0 || home_folder().empty()) return "/var/lib/caselli";
  return home_folder() / ".local" / "share" / "caselli";
}

std::string configured(const char*) { return {}; }

}  // namespace caselli
