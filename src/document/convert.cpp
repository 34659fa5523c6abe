#include "document/convert.h"

#include <fcntl.h>
#include <fmt/core.h>
#include <sys/stat.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <cstring>
#include <mutex>

#include "base/handle.h"
#include "base/text.h"
#include "document/conversion_order.h"
#include "document/convert_process.h"
#include "document/convert_sandbox.h"
#include "document/fax_image.h"

namespace caselli {
namespace {

constexpr char kBubblewrap[] = "/usr/bin/bwrap";
constexpr char kProgram[] = "caselli-convert";
constexpr char kFileName[] = "converted.tif";

struct Converter {
  std::mutex mutex;
  std::filesystem::path program;  // empty: to be looked for
  Confinement wanted = Confinement::best;
  // Set when bubblewrap could not start although Landlock could: asked once.
  bool without_bubblewrap = false;
};

Converter& converter() {
  static Converter one;
  return one;
}

Result<std::filesystem::path> find_program() {
  {
    const std::lock_guard lock{converter().mutex};
    if (!converter().program.empty()) return converter().program;
  }
  if (const char* path = std::getenv("CASELLI_CONVERT"); path && *path) return std::filesystem::path{path};
  std::error_code error;
  const auto folder = std::filesystem::read_symlink("/proc/self/exe", error).parent_path();
  const std::filesystem::path places[] = {folder / kProgram, folder / "../libexec" / kProgram,
                                          folder / "../libexec/caselli" / kProgram};
  for (const auto& place : places)
    if (access(place.c_str(), X_OK) == 0) return std::filesystem::weakly_canonical(place, error);
  return Error{
      Errc::unavailable,
      fmt::format("cannot find the converter: {} is neither in {} nor in ../libexec beside it; install it there "
                  "or name it in CASELLI_CONVERT",
                  kProgram, folder.string())};
}

// A folder of its own inside the work folder, gone at the end with all that is in it.
class WorkFolder {
 public:
  static Result<WorkFolder> make(const std::filesystem::path& in) {
    std::string name = (in / "convert.XXXXXX").string();
    if (!mkdtemp(name.data()))
      return Error{errno == ENOSPC || errno == EDQUOT ? Errc::storage_full : Errc::storage_failed,
                   fmt::format("cannot make a folder for conversion in {}: {}", in.string(), std::strerror(errno))};
    return WorkFolder{name};
  }
  WorkFolder(WorkFolder&& other) noexcept : path_(std::exchange(other.path_, {})) {}
  WorkFolder& operator=(WorkFolder&&) = delete;
  ~WorkFolder() {
    std::error_code ignored;
    if (!path_.empty()) std::filesystem::remove_all(path_, ignored);
  }
  const std::filesystem::path& path() const { return path_; }

 private:
  explicit WorkFolder(std::filesystem::path path) : path_(std::move(path)) {}
  std::filesystem::path path_;
};

int y_dpi_of(Resolution resolution) {
  return resolution == Resolution::standard ? 98 : resolution == Resolution::fine ? 196 : 391;
}

std::string name_of(const DocumentPart& part) { return part.name.empty() ? part.file.filename().string() : part.name; }

// What can be said without looking inside.
Status check_parts(const std::vector<DocumentPart>& parts) {
  if (parts.empty()) return Error{Errc::empty_document, "there is no document to convert"};
  for (const DocumentPart& part : parts) {
    struct stat facts {};
    if (stat(part.file.c_str(), &facts) != 0)
      return Error{errno == ENOENT ? Errc::not_found : Errc::storage_failed,
                   fmt::format("cannot read {}: {}", name_of(part), std::strerror(errno))};
    if (!S_ISREG(facts.st_mode))
      return Error{Errc::unsupported_document, fmt::format("cannot read {}: it is not a regular file", name_of(part))};
    if (facts.st_size == 0)
      return Error{Errc::empty_document, fmt::format("{} is empty: there is nothing to fax", name_of(part))};
  }
  return Done{};
}

// One run of the converter, confined in one way.
struct Run {
  ConvertAnswer answer;
  ProcessEnd end;
};

Result<Run> run_converter(const std::filesystem::path& program, ConvertOrder order, bool bubblewrap,
                          const ConversionLimits& limits) {
  order.need_landlock = !bubblewrap;
  std::vector<std::string> command{program.string()};
  if (bubblewrap) {
    command = sandboxed(kBubblewrap, program, order);
  } else {
    const auto arguments = arguments_of(order);
    command.insert(command.end(), arguments.begin(), arguments.end());
  }
  const std::string work = bubblewrap ? "/out" : order.work;
  auto end = run_process(command, {"PATH=/usr/bin", "LANG=C.UTF-8", "HOME=" + work, "TMPDIR=" + work}, limits.time);
  if (!end) return end.error();
  return Run{parse_answer(end->output), std::move(*end)};
}

Error not_confined(const Run& run) {
  std::string why{trimmed(run.answer.error ? run.answer.error->text : run.end.messages)};
  if (why.empty()) why = fmt::format("exit status {}", run.end.exit_status);
  return {
      Errc::unavailable,
      fmt::format("cannot convert documents safely: the converter could not be confined ({}); install bubblewrap and "
                  "allow unprivileged user namespaces, or run on a kernel with Landlock",
                  printable_ascii(why, 300))};
}

// Runs it by the best means there are, and remembers which.
Result<Run> run_confined(const std::filesystem::path& program, const ConvertOrder& order,
                         const ConversionLimits& limits, Confinement* used = nullptr) {
  Confinement wanted;
  bool without = false;
  {
    const std::lock_guard lock{converter().mutex};
    wanted = converter().wanted;
    without = converter().without_bubblewrap;
  }
  const bool try_bubblewrap = wanted == Confinement::sandbox || (wanted == Confinement::best && !without);
  if (try_bubblewrap) {
    Result<Run> run = access(kBubblewrap, X_OK) == 0
                          ? run_converter(program, order, true, limits)
                          : Error{Errc::unavailable, fmt::format("cannot convert documents safely: {} is missing; "
                                                                 "install bubblewrap",
                                                                 kBubblewrap)};
    if (used) *used = Confinement::sandbox;
    // Ready means the sandbox stands; what went wrong later is about the document.
    if (run.ok() && (run->answer.ready || run->end.timed_out)) return run;
    if (wanted == Confinement::sandbox) return run.ok() ? Result<Run>{not_confined(*run)} : run;
  }
  auto run = run_converter(program, order, false, limits);
  if (!run) return run;
  if (!run->answer.ready && !run->end.timed_out) return not_confined(*run);
  if (used) *used = Confinement::landlock;
  const std::lock_guard lock{converter().mutex};
  converter().without_bubblewrap = try_bubblewrap || converter().without_bubblewrap;
  return run;
}

// What a run that did not say `done` means to the sender.
Error failure_of(const Run& run, const std::vector<DocumentPart>& parts, const ConversionLimits& limits) {
  const int at = run.answer.part;
  const std::string name = at >= 0 && at < static_cast<int>(parts.size()) ? name_of(parts[static_cast<std::size_t>(at)])
                           : parts.size() == 1                            ? name_of(parts.front())
                                                                          : "one of the documents";
  if (run.end.timed_out || run.end.signal == SIGXCPU)
    return {Errc::conversion_timeout, fmt::format("{} takes longer to convert than the {} s allowed; simplify it or "
                                                  "send it as TIFF",
                                                  name, limits.time.count())};
  if (run.answer.error) return {run.answer.error->code, name + ' ' + run.answer.error->text};
  if (run.end.signal == SIGXFSZ)
    return {Errc::document_too_large, fmt::format("{} needs more room than a conversion may have", name)};
  return {Errc::damaged_document,
          fmt::format("{} made the converter crash (signal {}); it may be damaged", name, run.end.signal)};
}

bool sync_file(const std::filesystem::path& file) {
  const FileDescriptor fd{open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW)};
  return fd && fsync(fd.get()) == 0;
}

}  // namespace

void set_converter(const std::filesystem::path& program, Confinement confinement) {
  const std::lock_guard lock{converter().mutex};
  converter().program = program;
  converter().wanted = confinement;
  converter().without_bubblewrap = false;
}

Result<Confinement> check_converter() {
  auto program = find_program();
  if (!program) return program.error();
  std::error_code error;
  auto work = WorkFolder::make(std::filesystem::temp_directory_path(error));
  if (!work) return work.error();
  ConvertOrder order;
  const ConversionLimits limits;
  order.pages = 1;
  order.memory = limits.memory;
  order.output = limits.output;
  order.seconds = static_cast<std::uint64_t>(limits.time.count());
  order.work = work->path();
  order.file = work->path() / kFileName;
  Confinement used{};
  auto run = run_confined(*program, order, limits, &used);
  if (!run) return run.error();
  if (!run->answer.done) return not_confined(*run);
  return used;
}

Result<ConvertedDocument> convert_documents(const std::vector<DocumentPart>& parts, Resolution resolution,
                                            const std::filesystem::path& work_folder, const ConversionLimits& limits) {
  if (auto checked = check_parts(parts); !checked) return checked.error();
  auto program = find_program();
  if (!program) return program.error();
  std::error_code error;
  const auto folder = std::filesystem::canonical(work_folder, error);
  if (error)
    return Error{Errc::storage_failed, fmt::format("cannot convert in {}: {}", work_folder.string(), error.message())};
  auto work = WorkFolder::make(folder);
  if (!work) return work.error();

  ConvertOrder order;
  order.y_dpi = y_dpi_of(resolution);
  order.pages = limits.pages;
  order.memory = limits.memory;
  order.output = limits.output;
  order.seconds = static_cast<std::uint64_t>(limits.time.count()) + 1;
  order.work = work->path();
  order.file = work->path() / kFileName;
  for (const DocumentPart& part : parts) {
    const auto file = std::filesystem::canonical(part.file, error);
    if (error) return Error{Errc::not_found, fmt::format("cannot read {}: {}", name_of(part), error.message())};
    order.parts.push_back({file.string(), part.media_type});
  }
  auto run = run_confined(*program, order, limits);
  if (!run) return run.error();
  if (!run->answer.done) return failure_of(*run, parts, limits);

  // The child saw what strangers sent: its file is looked at like one of theirs.
  if (!std::filesystem::is_regular_file(std::filesystem::symlink_status(order.file, error)))
    return Error{Errc::internal, "the converter made no document"};
  auto facts = inspect_document(order.file, true);
  if (!facts) return facts.error();
  if (facts->pages > limits.pages)
    return Error{Errc::too_many_pages, fmt::format("the fax has {} pages, more than the {} allowed; send it in several "
                                                   "faxes",
                                                   facts->pages, limits.pages)};
  const auto file = folder / kFileName;
  if (!sync_file(order.file))
    return Error{Errc::storage_failed, fmt::format("cannot keep {}: {}", order.file, std::strerror(errno))};
  std::filesystem::rename(order.file, file, error);
  if (error) return Error{Errc::storage_failed, fmt::format("cannot keep {}: {}", file.string(), error.message())};
  return ConvertedDocument{file, std::move(*facts)};
}

}  // namespace caselli
