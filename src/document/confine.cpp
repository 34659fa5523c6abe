#include "document/confine.h"

#include <fcntl.h>
#include <fmt/core.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/landlock.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstddef>
#include <cstring>
#include <span>

#include "base/handle.h"

namespace caselli {
namespace {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool kLimitAddressSpace = false;  // sanitizers reserve terabytes
#else
constexpr bool kLimitAddressSpace = true;
#endif

#if defined(__x86_64__)
constexpr std::uint32_t kArchitecture = AUDIT_ARCH_X86_64;
#elif defined(__aarch64__)
constexpr std::uint32_t kArchitecture = AUDIT_ARCH_AARCH64;
#else
#error "name the audit architecture of this machine"
#endif

void limit(__rlimit_resource_t what, std::uint64_t value) {
  const rlimit both{value, value};
  static_cast<void>(setrlimit(what, &both));
}

// Landlock, by system call: the C library has no wrappers. The first version (Linux 5.13)
// is enough; rights of later versions are added when the kernel knows them.
constexpr std::uint64_t kRead = LANDLOCK_ACCESS_FS_EXECUTE | LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR;
constexpr std::uint64_t kWrite = LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_REMOVE_DIR |
                                 LANDLOCK_ACCESS_FS_REMOVE_FILE | LANDLOCK_ACCESS_FS_MAKE_DIR |
                                 LANDLOCK_ACCESS_FS_MAKE_REG;
constexpr std::uint64_t kHandled = kRead | kWrite | LANDLOCK_ACCESS_FS_MAKE_CHAR | LANDLOCK_ACCESS_FS_MAKE_SOCK |
                                   LANDLOCK_ACCESS_FS_MAKE_FIFO | LANDLOCK_ACCESS_FS_MAKE_BLOCK |
                                   LANDLOCK_ACCESS_FS_MAKE_SYM;
constexpr std::uint64_t kRefer = 1ull << 13;     // since version 2
constexpr std::uint64_t kTruncate = 1ull << 14;  // since version 3

// Programs, libraries, fonts and their settings; nothing that holds a secret.
constexpr const char* kSystem[] = {
    "/usr",
    "/bin",
    "/lib",
    "/lib64",
    "/etc/fonts",
    "/etc/ld.so.cache",
    "/etc/alternatives",
    "/etc/ghostscript",
    "/etc/papersize",
    "/etc/paperspecs",
    "/var/lib/ghostscript",
    "/var/cache/fontconfig",
    "/dev/urandom",
};

bool allow(int ruleset, const std::filesystem::path& path, std::uint64_t rights) {
  const FileDescriptor fd{open(path.c_str(), O_PATH | O_CLOEXEC)};
  if (!fd) return true;  // not there: nothing to allow
  if (!std::filesystem::is_directory(path))
    rights &= LANDLOCK_ACCESS_FS_EXECUTE | LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_WRITE_FILE | kTruncate;
  const landlock_path_beneath_attr rule{rights, fd.get()};
  return syscall(SYS_landlock_add_rule, ruleset, LANDLOCK_RULE_PATH_BENEATH, &rule, 0) == 0;
}

enum class Landlocked { yes, missing, failed };

Landlocked landlock(const std::vector<std::filesystem::path>& readable, const std::filesystem::path& writable) {
  const long version = syscall(SYS_landlock_create_ruleset, nullptr, 0, LANDLOCK_CREATE_RULESET_VERSION);
  if (version < 1) return Landlocked::missing;
  const std::uint64_t later = (version >= 2 ? kRefer : 0) | (version >= 3 ? kTruncate : 0);
  const landlock_ruleset_attr attributes{kHandled | later};
  const FileDescriptor ruleset{
      static_cast<int>(syscall(SYS_landlock_create_ruleset, &attributes, sizeof attributes, 0))};
  if (!ruleset) return Landlocked::failed;
  bool good = true;
  for (const char* path : kSystem) good = good && allow(ruleset.get(), path, kRead);
  for (const auto& path : readable) good = good && allow(ruleset.get(), path, LANDLOCK_ACCESS_FS_READ_FILE);
  good = good && allow(ruleset.get(), "/dev/null",
                       LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_WRITE_FILE | (later & kTruncate));
  good = good && allow(ruleset.get(), writable, kRead | kWrite | (later & kTruncate));
  return good && syscall(SYS_landlock_restrict_self, ruleset.get(), 0) == 0 ? Landlocked::yes : Landlocked::failed;
}

// A filter of system calls: each of `refused` fails with EPERM.
constexpr std::size_t kMostRefused = 40;

struct Filter {
  sock_filter code[kMostRefused * 2 + 16];
  unsigned short size = 0;

  void add(sock_filter instruction) { code[size++] = instruction; }
  void load(std::size_t offset) { add(BPF_STMT(BPF_LD | BPF_W | BPF_ABS, static_cast<std::uint32_t>(offset))); }
  void answer(std::uint32_t what) { add(BPF_STMT(BPF_RET | BPF_K, what)); }
  void refuse(std::uint32_t call, std::uint32_t error) {
    add(BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, call, 0, 1));
    answer(SECCOMP_RET_ERRNO | error);
  }
};

// Ways to the network, to other processes, to more rights, and into the kernel's rarely
// used parts. A renderer needs none of them.
constexpr int kRefused[] = {
    SYS_socket,
    SYS_socketpair,
    SYS_ptrace,
    SYS_process_vm_readv,
    SYS_process_vm_writev,
    SYS_mount,
    SYS_umount2,
    SYS_unshare,
    SYS_setns,
    SYS_pivot_root,
    SYS_bpf,
    SYS_perf_event_open,
    SYS_userfaultfd,
    SYS_keyctl,
    SYS_add_key,
    SYS_request_key,
    SYS_io_uring_setup,
    SYS_io_uring_enter,
    SYS_io_uring_register,
    SYS_init_module,
    SYS_finit_module,
    SYS_kexec_load,
    SYS_setsid,
    SYS_setpgid,
    SYS_open_by_handle_at,
    SYS_name_to_handle_at,
    SYS_personality,
    SYS_swapon,
    SYS_reboot,
    SYS_move_mount,
    SYS_fsopen,
    SYS_open_tree,
};
static_assert(std::size(kRefused) < kMostRefused - 4);

bool install_filter(bool no_processes) {
  Filter filter;
  filter.load(offsetof(seccomp_data, arch));
  filter.add(BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, kArchitecture, 1, 0));
  filter.answer(SECCOMP_RET_KILL_PROCESS);
  filter.load(offsetof(seccomp_data, nr));
#if defined(__x86_64__)
  constexpr std::uint32_t kX32 = 0x40000000;  // the second way into the same calls
  filter.add(BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, kX32, 0, 1));
  filter.answer(SECCOMP_RET_KILL_PROCESS);
#endif
  for (const int call : kRefused) filter.refuse(static_cast<std::uint32_t>(call), EPERM);
  if (no_processes) {
#if defined(__x86_64__)
    filter.refuse(SYS_fork, EPERM);
    filter.refuse(SYS_vfork, EPERM);
#endif
    filter.refuse(SYS_clone3, ENOSYS);  // its flags lie in memory; the C library falls back to clone
    // clone makes threads only.
    filter.add(BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_clone, 0, 3));
    filter.load(offsetof(seccomp_data, args[0]));
    filter.add(BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, CLONE_THREAD, 1, 0));
    filter.answer(SECCOMP_RET_ERRNO | EPERM);
  }
  filter.answer(SECCOMP_RET_ALLOW);
  const sock_fprog program{filter.size, filter.code};
  return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0;
}

}  // namespace

Status confine_self(const ChildLimits& limits, const std::vector<std::filesystem::path>& readable,
                    const std::filesystem::path& writable, bool need_landlock) {
  limit(RLIMIT_CORE, 0);
  limit(RLIMIT_NOFILE, 64);
  limit(RLIMIT_FSIZE, limits.output);
  limit(RLIMIT_CPU, limits.seconds);
  if (kLimitAddressSpace) limit(RLIMIT_AS, limits.memory);
  signal(SIGXFSZ, SIG_IGN);  // the write fails with EFBIG instead, and is reported
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 || prctl(PR_SET_DUMPABLE, 0) != 0)
    return Error{Errc::unavailable, fmt::format("cannot give up privileges: {}", std::strerror(errno))};
  const Landlocked landlocked = landlock(readable, writable);
  if (landlocked == Landlocked::failed || (landlocked == Landlocked::missing && need_landlock))
    return Error{Errc::unavailable, "the kernel cannot confine programs with Landlock"};
  if (!install_filter(false)) return Error{Errc::unavailable, "the kernel cannot filter system calls (seccomp)"};
  return Done{};
}

bool confine_renderer() { return install_filter(true); }

}  // namespace caselli
