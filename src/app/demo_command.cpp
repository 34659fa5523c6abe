// `caselli demo`: a server, two ports, one fax between them, drawn while it moves, and
// the received pages compared with the sent ones.

#include <fmt/format.h>
#include <stdlib.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <cstring>
#include <fstream>
#include <ostream>

#include "app/commands.h"
#include "app/demo_letter.h"
#include "app/running_server.h"
#include "base/json.h"
#include "cli/context.h"
#include "cli/format.h"
#include "cli/live_view.h"
#include "cli/port_feed.h"
#include "document/fax_image.h"
#include "service/service_json.h"

namespace caselli {
namespace {

namespace fs = std::filesystem;

struct DemoOptions {
  std::string file, transport = "audio", speed = "1", compression = "MMR", data;
  bool no_ecm = false;
};

struct DemoEnd {
  Job sent, received;
  int pages_equal = 0;
};

Result<double> parse_speed(const std::string& text) {
  double speed = 0;
  const auto [end, bad] = std::from_chars(text.data(), text.data() + text.size(), speed);
  if (bad != std::errc{} || end != text.data() + text.size() || !(speed >= 0) || speed > 1000)
    return Error{Errc::invalid_argument,
                 fmt::format("--speed '{}' is not a speed: give 1 for real time, 10 for ten times faster, "
                             "0 for as fast as it goes",
                             text)};
  return speed;
}

Result<fs::path> demo_folder(const std::string& asked) {
  if (!asked.empty()) return fs::path{asked};
  auto name = (fs::temp_directory_path() / "caselli-demo-XXXXXX").string();
  if (::mkdtemp(name.data()) == nullptr)
    return Error{Errc::storage_failed, fmt::format("cannot make a folder like {}; give one with --data", name)};
  return fs::path{name};
}

NewFax demo_fax(const DemoOptions& options) {
  NewFax fax;
  fax.to = {{"1002", "Port two"}};
  fax.sender_name = "Port one";
  fax.port = PortId{1};
  DocumentSource document;
  if (options.file.empty()) {
    document.content = std::string{kDemoLetter};
    document.name = "letter.txt";
  } else {
    document.file = options.file;
    document.name = fs::path(options.file).filename().string();
  }
  fax.documents.push_back(std::move(document));
  return fax;
}

// The fax that came in on port 2 last.
Result<Job> received_fax(FaxService& service) {
  FaxFilter filter;
  filter.direction = Direction::receive;
  filter.limit = 1;
  auto page = service.faxes(filter);
  if (!page) return page.error();
  if (page->items.empty()) return Error{Errc::not_found, "port 2 received nothing"};
  return page->items.front();
}

// Writes both documents where a person finds them and compares page by page.
Result<int> compare(FaxService& service, const DemoEnd& end, const fs::path& folder) {
  const auto save = [&](const Job& job, const std::string& name, DocumentFormat format) -> Status {
    const auto bytes = service.document(job.id, format);
    if (!bytes) return bytes.error();
    std::ofstream out(folder / name, std::ios::binary);
    out << *bytes;
    out.close();
    if (!out) return Error{Errc::storage_failed, fmt::format("cannot write {}", (folder / name).string())};
    return Done{};
  };
  if (auto saved = save(end.sent, "sent.tif", DocumentFormat::tiff); !saved) return saved.error();
  if (auto saved = save(end.received, "received.tif", DocumentFormat::tiff); !saved) return saved.error();
  if (auto saved = save(end.received, "received.pdf", DocumentFormat::pdf); !saved) return saved.error();
  int equal = 0;
  for (int page = 1; page <= std::min(end.sent.document.pages, end.received.document.pages); ++page) {
    const auto same = same_pixels(folder / "sent.tif", folder / "received.tif", page);
    if (!same) return same.error();
    equal += *same ? 1 : 0;
  }
  return equal;
}

// Draws until the fax has ended and both ports are free; an Error when a person stopped it.
Status watch_fax(cli::Context& context, Server& server, JobId fax, const DemoOptions& options, const Job& job) {
  auto& environment = context.environment();
  cli::PortFeed feed(server.service(), environment.pause);
  if (auto opened = feed.open(); !opened) return opened;
  cli::LiveView view(
      context.out(), context.terminal(), environment.clock,
      {.mode = cli::Screen::Mode::area,
       .title = fmt::format("{}: {} from port 1 to port 2, {}", job.document_name, cli::pages_text(job.document.pages),
                            options.transport == "t38" ? "T.38" : "modem signals"),
       .foot = "Ctrl-C ends the demo"});
  const cli::Attended attended(environment.pause, context.terminal().interactive);
  for (;;) {
    const auto news = feed.take();
    if (context.json())
      for (const auto& port : news.ports) context.print(to_json_text(*port));
    else
      view.update(news.ports);
    if (server.is_idle()) {  // not begun yet, or over: only then the store is asked
      const auto now = server.service()->fax(fax);
      if (!now) return now.error();
      if (is_final(now->state)) break;
    }
    const auto again = context.json() ? std::chrono::milliseconds{200} : view.draw();
    const auto wake = environment.pause.wait(again);
    if (wake.interrupted) {
      view.leave();
      return Error{Errc::cancelled, "the demo was stopped"};
    }
    if (wake.resized) view.resized();
  }
  if (!context.json()) {
    view.draw_now();
    view.leave();
  }
  return Done{};
}

int report(cli::Context& context, const DemoEnd& end, const fs::path& folder) {
  const int pages = end.sent.document.pages;
  const bool good = end.sent.state == JobState::sent && end.received.state == JobState::received &&
                    end.pages_equal == pages && end.received.document.pages == pages;
  const auto& attempt = end.sent.attempts.back();
  const auto took = attempt.end.value_or(attempt.start) - attempt.start;
  if (context.json()) {
    context.print(to_text(Json{{"equal", good},
                               {"pages", pages},
                               {"pagesEqual", end.pages_equal},
                               {"outcome", code_of(end.sent.outcome)},
                               {"seconds", std::chrono::duration<double>(took).count()},
                               {"folder", folder.string()}}));
  } else {
    context.print(fmt::format("{} of {} received in {}, {} of {} equal to what was sent, pixel by pixel",
                              end.received.document.pages, cli::pages_text(pages), cli::seconds_text(took),
                              end.pages_equal, pages));
    context.print(fmt::format("received: {}", (folder / "received.pdf").string()));
  }
  if (good) return 0;
  return context.fail({Errc::internal, fmt::format("the demo failed: {} ({})", row_of(end.sent.outcome).text,
                                                   code_of(end.sent.outcome))});
}

int run_demo(cli::Context& context, const DemoOptions& options) {
  const auto speed = parse_speed(options.speed);
  if (!speed) return context.fail(speed.error());
  if (!options.file.empty() && ::access(options.file.c_str(), R_OK) != 0)
    return context.fail(
        {Errc::not_found, fmt::format("cannot read the document {}: {}", options.file, strerror(errno))});
  const auto folder = demo_folder(options.data);
  if (!folder) return context.fail(folder.error());

  Settings settings = default_settings();
  settings.lines[0].transport = options.transport;
  settings.lines[0].speed = *speed;
  settings.lines[0].ecm = !options.no_ecm;
  settings.lines[0].compression = options.compression;
  auto running = RunningServer::open(settings, *folder);
  if (!running) return context.fail(running.error());
  auto& server = (*running)->server();
  auto& service = *server.service();
  ServerSettingsPatch no_header;  // a header line would make the received page another one
  no_header.branding = false;
  if (auto set = service.set_server(no_header); !set) return context.fail(set.error());

  const auto jobs = service.submit(demo_fax(options));
  if (!jobs) return context.fail(jobs.error());
  const auto id = jobs->front().id;
  if (auto watched = watch_fax(context, server, id, options, jobs->front()); !watched)
    return context.fail(watched.error());

  DemoEnd end;
  if (auto sent = service.fax(id)) end.sent = std::move(*sent);
  auto received = received_fax(service);
  if (!received) return context.fail(received.error());
  end.received = std::move(*received);
  const auto equal = compare(service, end, *folder);
  if (!equal) return context.fail(equal.error());
  end.pages_equal = *equal;
  (*running)->stop();
  return report(context, end, *folder);
}

}  // namespace

cli::Command demo_command() {
  return {"demo", "Server", "send a fax from one port to another and watch it", [](cli::Options& options) {
            const auto given = std::make_shared<DemoOptions>();
            options.text("--file", given->file, "FILE", "document to send (a letter of two pages by default)");
            options.choice("--transport", given->transport, {"audio", "t38"},
                           "real modem signals, or T.38 packets (default: audio)");
            options.text("--speed", given->speed, "N", "1 real time (default), N times faster, 0 as fast as it goes");
            options.flag("--no-ecm", given->no_ecm, "without error correction mode");
            options.choice("--compression", given->compression, {"MH", "MR", "MMR"},
                           "highest coding of the pages (default: MMR)");
            options.text("--data", given->data, "DIR", "where to keep everything (a new folder by default)");
            options.about(
                "Runs a server with two ports in this process, sends the document from port 1 to port 2, "
                "draws what both ports do, and compares the received pages with the sent ones. The exit "
                "status is 0 only if they are equal.");
            options.example("caselli demo --file letter.pdf --transport t38",
                            "any document, without waiting for modems");
            return [given](cli::Context& context) { return run_demo(context, *given); };
          }};
}

}  // namespace caselli
