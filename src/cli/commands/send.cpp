// `caselli send FILE... --to NUMBER...`: submits documents.

#include <fmt/format.h>

#include <filesystem>
#include <istream>
#include <iterator>

#include "base/file_name.h"
#include "base/json.h"
#include "cli/commands.h"
#include "cli/context.h"
#include "cli/follow.h"
#include "cli/job_table.h"
#include "cli/when.h"
#include "core/number.h"
#include "service/service_json.h"

namespace caselli::cli {
namespace {

namespace fs = std::filesystem;

struct SendOptions {
  std::vector<std::string> files, to, names;
  std::string sender, subject, note, cover, document, at, priority = "normal", resolution = "fine", tsid, billing, key;
  std::optional<std::int64_t> port;
  bool discount = false, wait = false;
};

// A local file that can be sent, or why not.
Status check_file(const std::string& name) {
  std::error_code problem;
  const auto status = fs::status(path_of(name), problem);
  if (status.type() == fs::file_type::not_found)
    return Error{Errc::not_found, fmt::format("send {}: there is no such file", name)};
  if (problem) return Error{Errc::permission_denied, fmt::format("send {}: {}", name, problem.message())};
  if (fs::is_directory(status))
    return Error{Errc::invalid_argument, fmt::format("send {}: this is a folder: name the documents in it", name)};
  return Done{};
}

// `--to 1002 letter.pdf` reads a file where a number stands: what is no number but a file
// (or standard input) is meant as a document.
void tell_files_from_numbers(SendOptions& options) {
  std::vector<std::string> numbers;
  for (auto& word : options.to) {
    const bool is_file = word == "-" || (!parse_number(word) && check_file(word).ok());
    (is_file ? options.files : numbers).push_back(std::move(word));
  }
  options.to = std::move(numbers);
}

Result<std::vector<DocumentSource>> read_documents(Context& context, const std::vector<std::string>& files) {
  std::vector<DocumentSource> documents;
  bool used_input = false;
  for (const auto& file : files) {
    DocumentSource source;
    if (file == "-") {
      if (std::exchange(used_input, true))
        return Error{Errc::invalid_argument, "send: standard input can be read only once: give - once"};
      source.content = std::string{std::istreambuf_iterator<char>{context.environment().in}, {}};
      source.name = "standard input";
    } else {
      if (const auto checked = check_file(file); !checked) return checked.error();
      source.file = path_of(file);
      source.name = utf8_of(source.file.filename());
    }
    documents.push_back(std::move(source));
  }
  return documents;
}

Result<NewFax> make_fax(Context& context, SendOptions& options) {
  tell_files_from_numbers(options);
  const auto wrong = [](std::string text) { return Error{Errc::invalid_argument, std::move(text)}; };
  if (options.to.empty()) return wrong("send: no number: add --to NUMBER: see `caselli send --help`");
  if (options.files.empty()) return wrong("send: FILE is missing: name a document, or - for standard input");
  if (options.names.size() > 1 && options.names.size() != options.to.size())
    return wrong(fmt::format("send: {} names for {} numbers: give --name once, or once for each --to",
                             options.names.size(), options.to.size()));
  NewFax fax;
  for (std::size_t i = 0; i < options.to.size(); ++i) {
    if (const auto number = parse_number(options.to[i]); !number)
      return Error{number.error().code, "send: " + number.error().text};
    const std::string name = options.names.empty() ? "" : options.names[options.names.size() == 1 ? 0 : i];
    fax.to.push_back({options.to[i], name});
  }
  if (!options.at.empty()) {
    const auto when = parse_when(options.at, context.now());
    if (!when) return wrong("send --at: " + when.error().text);
    fax.send_at = *when;
  }
  if (options.port) fax.port = PortId{*options.port};
  fax.sender_name = options.sender;
  fax.subject = options.subject;
  fax.note = options.note;
  fax.cover = options.cover;
  fax.document_name = options.document;
  fax.priority = *parse_priority(options.priority);
  fax.resolution = *parse_resolution(options.resolution);
  fax.discount = options.discount;
  fax.tsid = options.tsid;
  fax.billing_code = options.billing;
  fax.idempotency_key = options.key;
  auto documents = read_documents(context, options.files);
  if (!documents) return documents.error();
  fax.documents = std::move(*documents);
  return fax;
}

void print_submitted(Context& context, const std::vector<Job>& jobs) {
  if (context.json()) {
    context.print(to_text(jobs.size() == 1 ? to_json(jobs.front()) : to_json(FaxPage{jobs, ""})));
    return;
  }
  for (const auto& job : jobs) {
    std::string line = fmt::format("{}: {}", fax_title(job), name_of(job.state));
    if (const auto why = waiting_for(job, context.now()); !why.empty()) line += ", " + why;
    context.print(clean_text(line, context.terminal().utf8));
  }
}

int send(Context& context, SendOptions& options) {
  const auto fax = make_fax(context, options);
  if (!fax) return context.fail(fax.error());
  const auto service = context.service();
  if (!service) return context.fail(service.error());
  // Listening begins before the fax exists, so that none of its news is missed.
  std::optional<PortFeed> feed;
  if (options.wait) feed.emplace(*service, context.environment().pause);
  const auto jobs = (*service)->submit(*fax);
  if (!jobs) return context.fail(jobs.error());
  if (feed) return follow_faxes(context, **service, *feed, *jobs);
  print_submitted(context, *jobs);
  return 0;
}

}  // namespace

Command send_command() {
  return {
      .name = "send", .group = "Faxes", .summary = "Send documents to one or more numbers", .setup = [](Options& line) {
        const auto options = std::make_shared<SendOptions>();
        line.about(
            "The documents become one fax, in their order. It is safe with the server when this command ends; "
            "the call may come later. With --wait this command stays until the fax has ended.");
        line.arguments("FILE", options->files, false,
                       "PDF, PostScript, TIFF, PNG, JPEG or text (UTF-8); - reads standard input");
        line.list("--to", options->to, "NUMBER", "Whom to call; several numbers make a broadcast");
        line.each("--name", options->names, "NAME", "The recipient's name; once for all, or once for each number");
        line.text("--sender", options->sender, "NAME", "The sender's name");
        line.text("--subject", options->subject, "TEXT", "Subject, for the cover page and the queue");
        line.text("--note", options->note, "TEXT", "A note on the cover page");
        line.text("--cover", options->cover, "NAME", "Put this cover page before the documents");
        line.text("--document-name", options->document, "NAME", "How the fax is called in lists; else the file's name");
        line.group("When and how");
        line.text("--at", options->at, "TIME",
                  "Not before: 11:30, \"2026-11-22 11:30\" (local), RFC 3339, or +2h from now");
        line.flag("--discount", options->discount, "Wait for the hours of cheap calls");
        line.choice("--priority", options->priority, {"high", "normal", "low"}, "Its place in the queue");
        line.choice("--resolution", options->resolution, {"standard", "fine", "superfine"}, "Without it: fine");
        line.text("--tsid", options->tsid, "ID", "Identity shown to the receiver, instead of the port's");
        line.text("--billing", options->billing, "CODE", "Billing code, kept with the fax");
        line.integer("--port", options->port, 1, "ID", "Only by this port");
        line.text("--key", options->key, "KEY", "Send this only once, however often the command is repeated with KEY");
        line.flag("--wait", options->wait, "Show its progress, and end with 0 only if all was sent");
        line.example("caselli send letter.pdf --to 1002 --wait", "send a letter and see it through");
        line.example("caselli send offer.pdf terms.txt --to \"+1 (425) 5551234\" --to 5559876 --at 18:00",
                     "two documents as one fax, to two numbers, this evening");
        line.example("date | caselli send - --to 1900 --key today", "text from a pipe, not twice a day");
        return Action{[options](Context& context) { return send(context, *options); }};
      }};
}

}  // namespace caselli::cli
