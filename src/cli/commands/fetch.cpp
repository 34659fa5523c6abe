// `caselli fetch ID`: the document of a fax, as a file or on standard output.

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <ostream>

#include "base/file_name.h"
#include "base/json.h"
#include "base/text.h"
#include "cli/commands.h"
#include "cli/commands/job_id.h"
#include "cli/context.h"
#include "cli/output_file.h"
#include "cli/screen_text.h"

namespace caselli::cli {
namespace {

namespace fs = std::filesystem;

struct FetchOptions {
  std::string id, output, format;
};

struct FormatRow {
  std::string_view name;
  std::string_view extension;  // written
  std::string_view other;      // also read as a hint
};

constexpr FormatRow kFormats[] = {{"tiff", ".tif", ".tiff"}, {"pdf", ".pdf", ".pdf"}, {"png", ".png", ".png"}};

// What was asked for; else what the name of the file ends in; else TIFF.
const FormatRow& format_of(const FetchOptions& options) {
  const std::string extension = lower_ascii(utf8_of(path_of(options.output).extension()));
  for (const auto& row : kFormats)
    if (options.format.empty() ? extension == row.extension || extension == row.other : options.format == row.name)
      return row;
  return kFormats[0];
}

// `fax.png` and page 2: `fax-2.png`.
fs::path page_file(const fs::path& file, int page) {
  fs::path named = file;
  return named.replace_filename(path_of(fmt::format("{}-{}{}", utf8_of(file.stem()), page, utf8_of(file.extension()))));
}

class Fetch {
 public:
  Fetch(Context& context, FaxService& service, const FetchOptions& options, JobId id)
      : context_(context),
        service_(service),
        format_(format_of(options)),
        id_(id),
        to_output_(options.output.empty() || options.output == "-"),
        file_(path_of(options.output)) {
    std::error_code none;
    if (!to_output_ && fs::is_directory(file_, none)) file_ /= fmt::format("fax-{}{}", id.text(), format_.extension);
  }

  int run() {
    if (to_output_ && context_.json())
      return context_.wrong_usage(fmt::format("fetch {}: --json needs a file to write to: add -o FILE", id_.text()));
    if (to_output_ && context_.terminal().is_terminal)
      return context_.wrong_usage(
          fmt::format("fetch {}: a document is not written to a terminal: add -o FILE, or pipe it on", id_.text()));
    const auto fetched = format_.name == "png" ? fetch_pages() : fetch_document();
    if (!fetched) return context_.fail(fetched.error(), advice_for(fetched.error()));
    return report();
  }

 private:
  struct Written {
    fs::path file;
    std::size_t bytes;
  };

  Status give(const fs::path& file, const std::string& content) {
    if (to_output_) {
      context_.out().write(content.data(), static_cast<std::streamsize>(content.size())).flush();
      if (!context_.out()) return Error{Errc::storage_failed, "fetch: standard output takes no more"};
      return Done{};
    }
    if (auto written = write_file(file, content); !written) return written;
    written_.push_back({file, content.size()});
    return Done{};
  }

  Status fetch_document() {
    const auto content = service_.document(id_, format_.name == "pdf" ? DocumentFormat::pdf : DocumentFormat::tiff);
    if (!content) return content.error();
    return give(file_, *content);
  }

  Status fetch_pages() {
    const auto job = service_.fax(id_);
    if (!job) return job.error();
    const int pages = std::max(job->document.pages, 1);
    if (to_output_ && pages > 1)
      return Error{Errc::invalid_argument,
                   fmt::format("fetch {}: its {} pages make as many PNG files: add -o FILE.png", id_.text(), pages)};
    for (int page = 1; page <= pages; ++page) {
      const auto content = service_.page_png(id_, page, 0);
      if (!content) return content.error();
      if (auto given = give(pages == 1 ? file_ : page_file(file_, page), *content); !given) return given;
    }
    return Done{};
  }

  int report() {
    if (to_output_) return 0;
    if (context_.json()) {
      Json files = Json::array();
      for (const auto& [file, bytes] : written_) files.push_back({{"path", utf8_of(file)}, {"bytes", bytes}});
      context_.print(to_text(Json{{"id", id_.text()}, {"format", format_.name}, {"files", std::move(files)}}));
      return 0;
    }
    for (const auto& [file, bytes] : written_)
      context_.print(clean_text(fmt::format("fax {}: {}, {}", id_.text(), utf8_of(file), byte_size(bytes)),
                                context_.terminal().utf8));
    return 0;
  }

  Context& context_;
  FaxService& service_;
  const FormatRow& format_;
  JobId id_;
  bool to_output_;
  fs::path file_;
  std::vector<Written> written_;
};

int fetch(Context& context, const FetchOptions& options) {
  const auto id = parse_job_id("fetch", options.id);
  if (!id) return context.fail(id.error());
  const auto service = context.service();
  if (!service) return context.fail(service.error());
  return Fetch{context, **service, options, *id}.run();
}

}  // namespace

Command fetch_command() {
  return {.name = "fetch", .group = "Faxes", .summary = "Save the document of a fax", .setup = [](Options& line) {
            const auto options = std::make_shared<FetchOptions>();
            line.about("Received and sent faxes alike. Without -o the document goes to standard output.");
            line.argument("ID", options->id, true, "The number of the fax, as `caselli inbox` shows it");
            line.text("-o,--output", options->output, "FILE",
                      "The file to write, or a folder. Several PNG pages become FILE-1.png, FILE-2.png ...");
            line.choice("--format", options->format, {"tiff", "pdf", "png"}, "Without it: as FILE ends, else tiff");
            line.example("caselli fetch 18 -o fax.pdf", "save fax 18 as PDF");
            line.example("caselli fetch 18 --format pdf | lp", "print it");
            line.example("caselli fetch 18 -o page.png", "an image a page: page-1.png, page-2.png ...");
            return Action{[options](Context& context) { return fetch(context, *options); }};
          }};
}

}  // namespace caselli::cli
