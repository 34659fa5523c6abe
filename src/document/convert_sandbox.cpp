#include "document/convert_sandbox.h"

#include <fmt/core.h>

namespace caselli {
namespace {

// The system, read-only; what is not there is left out. Where /bin and the like are links
// into /usr they are made anew.
constexpr const char* kFolders[] = {"/bin", "/sbin", "/lib", "/lib32", "/lib64"};
constexpr const char* kSettings[] = {
    "/etc/fonts",     "/etc/ld.so.cache", "/etc/alternatives",    "/etc/ghostscript",
    "/etc/papersize", "/etc/paperspecs",  "/var/lib/ghostscript", "/var/cache/fontconfig",
};
constexpr const char* kWork = "/out";
constexpr const char* kSandboxedProgram = "/run/caselli-convert";

}  // namespace

std::vector<std::string> sandboxed(const std::filesystem::path& bubblewrap, const std::filesystem::path& converter,
                                   const ConvertOrder& order) {
  std::vector<std::string> command{
      bubblewrap.string(), "--unshare-all", "--die-with-parent", "--new-session", "--cap-drop", "ALL",
      "--hostname",        "converter",     "--ro-bind",         "/usr",          "/usr"};
  const auto add = [&](std::initializer_list<std::string> words) { command.insert(command.end(), words); };
  for (const char* folder : kFolders) {
    std::error_code error;
    if (std::filesystem::is_symlink(folder, error))
      add({"--symlink", std::filesystem::read_symlink(folder, error).string(), folder});
    else
      add({"--ro-bind-try", folder, folder});
  }
  for (const char* path : kSettings) add({"--ro-bind-try", path, path});
  add({"--proc", "/proc", "--dev", "/dev", "--ro-bind", converter.string(), kSandboxedProgram});
  ConvertOrder inside = order;
  inside.work = kWork;
  inside.file = (kWork / std::filesystem::path{order.file}.filename()).string();
  for (std::size_t i = 0; i < order.parts.size(); ++i) {
    inside.parts[i].file = fmt::format("/in/{}", i + 1);
    add({"--ro-bind", order.parts[i].file, inside.parts[i].file});
  }
  // Made read-only again after the mounts above it were made.
  add({"--bind", order.work, kWork, "--remount-ro", "/", "--chdir", kWork, "--", kSandboxedProgram});
  const auto arguments = arguments_of(inside);
  command.insert(command.end(), arguments.begin(), arguments.end());
  return command;
}

}  // namespace caselli
