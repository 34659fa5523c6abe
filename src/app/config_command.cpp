#include <ostream>

#include "app/commands.h"
#include "app/settings.h"
#include "cli/context.h"

namespace caselli {
namespace {

cli::Command check_command() {
  return {"check", "Server", "check a settings file", [](cli::Options& options) {
            const auto file = std::make_shared<std::string>();
            options.argument("FILE", *file, true, "settings file (TOML)");
            options.example("caselli config check /etc/caselli.toml", "says what is wrong, with the line");
            return [file](cli::Context& context) {
              const auto settings = read_settings(*file);
              if (!settings) return context.fail(settings.error());
              if (context.json())
                context.print(R"({"ok":true})");
              else
                context.print(*file + ": fine");
              return 0;
            };
          }};
}

cli::Command show_command() {
  return {"show", "Server", "every setting with type, default and help", [](cli::Options& options) {
            options.example("caselli config show > caselli.toml", "a file to start from");
            return [](cli::Context& context) {
              if (context.json())
                context.print(settings_as_json());
              else
                context.out() << settings_as_toml() << std::flush;
              return 0;
            };
          }};
}

}  // namespace

cli::Command config_command() {
  return {"config", "Server", "check or show settings", {}, {check_command(), show_command()}};
}

}  // namespace caselli
