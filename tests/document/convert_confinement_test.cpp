// What a document that has taken its renderer over can reach: nothing. The sandbox is tried
// by a shell in the converter's place; what the converter takes from itself, by a process
// that does the same; both together, by PostScript that tries to get out.
#include <arpa/inet.h>
#include <fcntl.h>
#include <fmt/core.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>

#include "document/confine.h"
#include "document/convert.h"
#include "document/convert_process.h"
#include "document/convert_sandbox.h"
#include "kit.h"

namespace caselli {
namespace {

using namespace test;

// The converter of this build, confined as usual, whatever a test did.
class Confinement_ : public testing::Test {
 protected:
  void TearDown() override { set_converter({}, Confinement::best); }

  // Runs a script in the sandbox as if it were the converter; what it printed.
  std::string in_sandbox(const std::string& script) {
    write_file(work_ / "probe.sh", "#!/bin/sh\n" + script);
    std::filesystem::permissions(work_ / "probe.sh", std::filesystem::perms::owner_all);
    std::filesystem::create_directories(work_ / "out");
    ConvertOrder order;
    order.work = work_ / "out";
    order.file = work_ / "out/converted.tif";
    order.parts.push_back({chart(1), ""});
    auto end = run_process(sandboxed("/usr/bin/bwrap", work_ / "probe.sh", order), {"PATH=/usr/bin"},
                           std::chrono::seconds{20});
    EXPECT_TRUE(end.ok());
    return end.ok() ? end->output + end->messages : std::string{};
  }

  TempFolder work_;
};

using Confined = Confinement_;

// Containers within containers may not be allowed any.
bool has_sandbox() {
  set_converter({}, Confinement::sandbox);
  const bool possible = check_converter().ok();
  set_converter({}, Confinement::best);
  return possible;
}

class Sandboxed : public Confined {
 protected:
  void SetUp() override {
    if (!has_sandbox()) GTEST_SKIP() << "bubblewrap can make no namespace here";
  }
};

TEST_F(Sandboxed, the_sandbox_shows_no_file_but_the_system_and_the_document) {
  const std::string said = in_sandbox(
      "for path in /etc/shadow /etc/passwd /root /home /var/lib/dpkg /sys /srv /mnt /boot /tmp; do\n"
      "  test -e $path && echo visible $path\n"
      "done\n"
      "test -r /in/1 && echo document there\n"
      "cat /in/1 | wc -c\n");
  EXPECT_EQ(said, fmt::format("document there\n{}\n", std::filesystem::file_size(chart(1))));
}

TEST_F(Sandboxed, the_sandbox_lets_nothing_be_written_but_the_work_folder) {
  const std::string said = in_sandbox(
      "for folder in / /usr /etc /in /run /var /lib; do\n"
      "  (echo x > $folder/escaped) 2>/dev/null && echo written $folder\n"
      "done\n"
      "(echo x >> /in/1) 2>/dev/null && echo document changed\n"
      "echo inside > /out/mine && echo work folder writable\n");
  EXPECT_EQ(said, "work folder writable\n");
  EXPECT_EQ(read_file(work_ / "out/mine"), "inside\n");
  EXPECT_FALSE(std::filesystem::exists("/usr/escaped"));
}

TEST_F(Sandboxed, the_sandbox_has_no_network_and_sees_no_other_process) {
  const int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  ASSERT_EQ(bind(listener, reinterpret_cast<sockaddr*>(&address), size), 0);
  ASSERT_EQ(listen(listener, 1), 0);
  getsockname(listener, reinterpret_cast<sockaddr*>(&address), &size);
  const std::string connect =
      fmt::format("bash -c 'echo x > /dev/tcp/127.0.0.1/{}' 2>/dev/null && echo connected\n", ntohs(address.sin_port));
  int status = -1;
  EXPECT_EQ(output_of(connect, &status), "connected\n");  // the probe works outside
  const std::string said = in_sandbox(connect +
                                      "cat /proc/net/dev | grep -c : | tr -d '\\n'; echo ' interface'\n"
                                      "ls -d /proc/[0-9]* | wc -l\n");
  close(listener);
  // Loopback of its own; the shell, bubblewrap's process 1, and what counts them.
  ASSERT_TRUE(said.starts_with("1 interface\n")) << said;
  EXPECT_LE(std::stoi(said.substr(said.find('\n') + 1)), 5) << said;
}

TEST_F(Sandboxed, the_sandbox_inherits_no_descriptor_and_no_environment) {
  const int leak = open("/etc/passwd", O_RDONLY);  // as libraries open files: inherited
  setenv("CASELLI_TOKEN", "secret", 1);
  const std::string said = in_sandbox("ls /proc/self/fd | tr '\\n' ' '; env | grep -c CASELLI\n");
  unsetenv("CASELLI_TOKEN");
  close(leak);
  EXPECT_EQ(said, "0 1 2 3 0\n");  // 3: the folder that ls reads
}

TEST_F(Sandboxed, the_sandbox_has_no_rights_left) {
  const std::string said =
      in_sandbox("grep CapEff /proc/self/status; mount -t tmpfs x /out 2>/dev/null && echo mounted\n");
  EXPECT_EQ(said, "CapEff:\t0000000000000000\n");
}

// Bits of what a process confined by itself could still do.
enum Reach { passwd = 1, write_tmp = 2, network = 4, new_process = 8, readable = 16, writable = 32, system_files = 64 };

int reach_of(const std::filesystem::path& allowed, const std::filesystem::path& folder, bool renderer) {
  const pid_t pid = fork();
  if (pid == 0) {
    const ChildLimits limits{1ull << 40, 1 << 20, 10};
    if (!confine_self(limits, {allowed}, folder, true)) _exit(128);
    if (renderer && !confine_renderer()) _exit(128);
    const auto opens = [](const std::filesystem::path& path, int flags) {
      return open(path.c_str(), flags, 0600) >= 0;
    };
    int reach = 0;
    if (opens("/etc/passwd", O_RDONLY)) reach |= passwd;
    if (opens("/tmp/caselli-test-escaped", O_WRONLY | O_CREAT)) reach |= write_tmp;
    if (socket(AF_INET, SOCK_STREAM, 0) >= 0) reach |= network;
    const pid_t grandchild = fork();
    if (grandchild == 0) _exit(0);
    if (grandchild > 0) {
      waitpid(grandchild, nullptr, 0);
      reach |= new_process;
    }
    if (opens(allowed, O_RDONLY) && !opens(allowed, O_RDWR)) reach |= readable;
    if (opens(folder / "made", O_RDWR | O_CREAT)) reach |= writable;
    if (opens("/usr/bin/env", O_RDONLY) && !opens("/usr/bin/env", O_RDWR)) reach |= system_files;
    _exit(reach);
  }
  int status = 0;
  waitpid(pid, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

TEST_F(Confined, the_converter_by_itself_gives_up_files_network_and_for_renderers_processes) {
  write_file(work_ / "document", "text");
  std::filesystem::create_directory(work_ / "out");
  const int converter = reach_of(work_ / "document", work_ / "out", false);
  if (converter == 128) GTEST_SKIP() << "no Landlock in this kernel";
  EXPECT_EQ(converter, new_process | readable | writable | system_files);
  EXPECT_EQ(reach_of(work_ / "document", work_ / "out", true), readable | writable | system_files);
}

// The sandbox and its stand-in give the same results.
class ConfinedBoth : public testing::TestWithParam<Confinement> {
 protected:
  void SetUp() override {
    set_converter({}, GetParam());
    if (auto possible = check_converter(); !possible) GTEST_SKIP() << possible.error().text;
    EXPECT_EQ(*check_converter(), GetParam());
  }
  void TearDown() override { set_converter({}, Confinement::best); }
  TempFolder work_;
};
INSTANTIATE_TEST_SUITE_P(Kinds, ConfinedBoth, testing::Values(Confinement::sandbox, Confinement::landlock),
                         [](const auto& param) {
                           return param.param == Confinement::sandbox ? "sandbox" : "landlock";
                         });

TEST_P(ConfinedBoth, all_kinds_are_converted) {
  for (const char* name : {"four-pages.pdf", "three-pages.ps", "umlauts-cjk-rtl.txt", "photo.jpg",
                           "half-transparent.png", "g3-1d-metric.tif"}) {
    auto made = convert_one(sample(name), work_);
    EXPECT_TRUE(made.ok()) << name << ": " << made.error().text;
  }
}

TEST_P(ConfinedBoth, postscript_gets_no_file_in_and_none_out) {
  std::filesystem::remove("/tmp/caselli-test-escaped");
  EXPECT_EQ(convert_one(sample("reads-passwd.ps"), work_).error().code, Errc::damaged_document);
  EXPECT_EQ(convert_one(sample("writes-outside.ps"), work_).error().code, Errc::damaged_document);
  EXPECT_FALSE(std::filesystem::exists("/tmp/caselli-test-escaped"));
}

TEST_P(ConfinedBoth, a_stopped_conversion_leaves_no_process) {
  ConversionLimits limits;
  limits.time = std::chrono::seconds{1};
  const auto copy = work_ / "forever.ps";
  std::filesystem::copy_file(sample("runs-forever.ps"), copy);
  EXPECT_EQ(convert_one(copy, work_, {}, Resolution::fine, limits).error().code, Errc::conversion_timeout);
  // Every process of it had this folder's name or the file's on its command line, or is a child.
  EXPECT_EQ(output_of(fmt::format("pgrep -f '[c]aselli-convert.*{}'", work_.path().filename().string())), "");
  EXPECT_EQ(child_processes(), "");
}

TEST(Converter, a_missing_program_is_named) {
  set_converter("/nowhere/caselli-convert", Confinement::best);
  const TempFolder work;
  auto made = convert_one(chart(1), work);
  set_converter({}, Confinement::best);
  ASSERT_FALSE(made.ok());
  EXPECT_EQ(made.error().code, Errc::unavailable);
  EXPECT_NE(made.error().text.find("/nowhere/caselli-convert"), std::string::npos) << made.error().text;
}

// The child may lie: its document is looked at like any other.
TEST(Converter, what_it_hands_over_is_not_believed) {
  if (!has_sandbox()) GTEST_SKIP() << "bubblewrap can make no namespace here";
  const TempFolder folder, work;
  const auto lie = [&](const std::string& script) {
    write_file(folder / "liar.sh", "#!/bin/sh\necho ready\n" + script + "\necho done\n");
    std::filesystem::permissions(folder / "liar.sh", std::filesystem::perms::owner_all);
    set_converter(folder / "liar.sh", Confinement::sandbox);
    auto made = convert_one(chart(1), work);
    set_converter({}, Confinement::best);
    EXPECT_FALSE(made.ok());
    return made.ok() ? Errc::cancelled : made.error().code;
  };
  EXPECT_EQ(lie("true"), Errc::internal);
  EXPECT_EQ(lie("echo nonsense > /out/converted.tif"), Errc::damaged_document);
  EXPECT_EQ(lie("ln -s /in/1 /out/converted.tif"), Errc::internal);
  EXPECT_TRUE(std::filesystem::is_empty(work.path()));
}

TEST(Converter, arguments_and_answers_survive_the_way) {
  ConvertOrder order;
  order.y_dpi = 391;
  order.pages = 7;
  order.memory = 1ull << 33;
  order.output = 5;
  order.seconds = 9;
  order.need_landlock = true;
  order.work = "/a b";
  order.file = "/a b/c";
  order.parts = {{"-x", ""}, {"/f", "text/plain"}};
  const auto back = parse_order(arguments_of(order));
  ASSERT_TRUE(back);
  EXPECT_EQ(arguments_of(*back), arguments_of(order));
  EXPECT_FALSE(parse_order({}));
  const ConvertAnswer answer =
      parse_answer("ready\n" + error_line({Errc::too_many_pages, "has\ntoo many"}, 3) + "error x");
  EXPECT_TRUE(answer.ready);
  EXPECT_FALSE(answer.done);
  EXPECT_EQ(answer.part, 3);
  EXPECT_EQ(*answer.error, (Error{Errc::too_many_pages, "has too many"}));
}

}  // namespace
}  // namespace caselli
