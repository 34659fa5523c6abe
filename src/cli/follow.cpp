#include "cli/follow.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <ostream>

#include "base/json.h"
#include "cli/format.h"
#include "cli/job_table.h"
#include "cli/screen.h"
#include "cli/screen_text.h"
#include "cli/table.h"
#include "service/service_json.h"

namespace caselli::cli {
namespace {

using namespace std::chrono_literals;

constexpr auto kFastest = 50ms;   // between two drawings
constexpr auto kSlowest = 250ms;  // times move on without news
constexpr auto kAskAgain = 5s;    // an end that was told while the connection was down is found so

struct Followed {
  Job job;
  Snapshot port;  // the port that moves it now; null: none does
  std::string said;
  bool ended = false;
};

class Follower {
 public:
  Follower(Context& context, FaxService& service, PortFeed& feed, std::vector<Job> jobs)
      : context_(context),
        service_(service),
        feed_(feed),
        terminal_(context.terminal()),
        screen_(context.out(), context.terminal(), Screen::Mode::area),
        moving_(terminal_.interactive && !context.json()) {
    for (auto& job : jobs) faxes_.push_back({.job = std::move(job), .port = {}, .said = {}});
  }

  int run() {
    const Attended attended{context_.environment().pause, moving_};
    asked_at_ = context_.environment().clock.monotonic();
    for (auto& fax : faxes_) tell(fax);
    while (context_.out()) {
      take_news();
      if (std::ranges::all_of(faxes_, &Followed::ended)) break;
      const Wake wake = context_.environment().pause.wait(draw());
      if (wake.interrupted) return leave_early();
      if (wake.suspended) {
        screen_.leave();
        context_.environment().pause.suspend();
      }
      if (wake.resized || wake.suspended) {
        screen_.resized();
        drawn_at_.reset();
      }
    }
    if (moving_) screen_.draw({});
    screen_.leave();
    const bool good = std::ranges::all_of(faxes_, [](const Followed& fax) { return fax.job.state == JobState::sent; });
    return good ? 0 : 1;
  }

 private:
  Followed* find(JobId id) {
    const auto fax = std::ranges::find(faxes_, id, [](const Followed& each) { return each.job.id; });
    return fax == faxes_.end() ? nullptr : &*fax;
  }

  void take_news() {
    const auto news = feed_.take();
    for (const auto& port : news.ports) {
      for (auto& fax : faxes_)
        if (fax.port && fax.port->port == port->port && port->job != fax.job.id) fax.port = nullptr;
      if (port->direction != Direction::send || !port->job) continue;
      if (Followed* fax = find(*port->job); fax != nullptr && !fax->ended) {
        fax->port = port;
        changed_ = true;
        say(*fax);
      }
    }
    for (const auto& job : news.jobs)
      if (Followed* fax = find(job->id); fax != nullptr) take_job(*fax, *job);

    const LinkState link = service_.link();
    const auto remark = link_.changed(link);
    if (remark) context_.remark(*remark);
    if (remark || context_.environment().clock.monotonic() - asked_at_ > kAskAgain) ask();
  }

  // What events may have missed.
  void ask() {
    asked_at_ = context_.environment().clock.monotonic();
    for (auto& fax : faxes_)
      if (!fax.ended)
        if (const auto job = service_.fax(fax.job.id)) take_job(fax, *job);
  }

  void take_job(Followed& fax, Job job) {
    job.revision = fax.job.revision;  // a new revision alone is no news
    if (fax.ended || job == fax.job) return;
    fax.job = std::move(job);
    tell(fax);
  }

  void tell(Followed& fax) {
    fax.ended = is_final(fax.job.state);
    changed_ = true;
    if (context_.json()) {
      context_.print(to_text(to_json(fax.job)));
      context_.out().flush();
    } else if (fax.ended) {
      say_ending(fax);
    } else {
      say(fax);
    }
  }

  // Where nothing moves: a line for each change worth reading.
  void say(Followed& fax) {
    if (moving_ || context_.json()) return;
    std::string text = fmt::format("{}: ", fax_title(fax.job));
    if (fax.port) {
      text += look_of(fax.port->state).words;
      if (const auto page = page_mark(*fax.port); !page.empty()) text += ", page " + page;
      if (fax.port->bit_rate > 0) text += fmt::format(", {} bit/s", fax.port->bit_rate);
    } else {
      text += look_of(fax.job.state).words;
      if (const auto why = waiting_for(fax.job, context_.now()); !why.empty()) text += ": " + why;
    }
    if (text == fax.said) return;
    fax.said = text;
    context_.print(clean_text(text, true));
    context_.out().flush();
  }

  void say_ending(const Followed& fax) {
    const Look look = look_of(fax.job.state);
    const std::string text = clean_text(fmt::format("{} {}", fax_title(fax.job), ending_of(fax.job)), terminal_.utf8);
    const std::string advice = fax.job.state == JobState::failed ? advice_on(fax.job) : "";
    if (moving_) {
      screen_.print_above(
          styled(fmt::format("{} {}", terminal_.utf8 ? look.symbol : look.ascii, text), look.style, terminal_));
      if (!advice.empty())
        screen_.print_above(fmt::format("  {}; `caselli doctor {}` tells more", advice, fax.job.id.text()));
      return;
    }
    context_.print(text);
    if (!advice.empty()) context_.print(fmt::format("{}; `caselli doctor {}` tells more", advice, fax.job.id.text()));
    context_.out().flush();
  }

  std::chrono::milliseconds draw() {
    if (!moving_) return 1s;
    const auto now = context_.environment().clock.monotonic();
    const auto since = drawn_at_ ? now - *drawn_at_ : Monotonic{kSlowest};
    if (changed_ && since < kFastest) return std::chrono::ceil<std::chrono::milliseconds>(kFastest - since);
    if (changed_ || since >= kSlowest) {
      screen_.draw(frame());
      drawn_at_ = now;
      changed_ = false;
    }
    return kSlowest;
  }

  std::vector<std::string> frame() const {
    Table table{{{.title = "", .keep = 90},
                 {.title = "", .keep = 70, .least = 6},
                 {.title = "", .keep = 100, .least = 10, .usual = 14},
                 {.title = "", .keep = 80, .usual = 11},
                 {.title = "", .keep = 60, .least = 11, .usual = 16, .most = 46, .grows = true},
                 {.title = "", .keep = 40, .usual = 11},
                 {.title = "", .keep = 50, .usual = 9}}};
    for (const auto& fax : faxes_)
      if (!fax.ended) add_row(table, fax);
    const auto rows = table.lines(terminal_, false);
    std::vector<std::string> lines;
    std::size_t row = 0;
    for (const auto& fax : faxes_) {
      if (fax.ended) continue;
      lines.push_back(rows[row++]);
      if (const std::string detail = detail_of(fax); !detail.empty())
        lines.push_back(
            styled(cut_text(clean_text("  " + detail, terminal_.utf8), terminal_.size().columns, terminal_.utf8),
                   Style::dim, terminal_));
    }
    return lines;
  }

  void add_row(Table& table, const Followed& fax) const {
    const Look look = fax.port ? look_of(fax.port->state) : look_of(fax.job.state);
    std::string page, rate, left;
    Cell bar;
    if (fax.port) {
      const PortStatus& status = *fax.port;
      if (status.page > 0)
        page = status.pages > 0 ? fmt::format("page {} of {}", status.page, status.pages)
                                : fmt::format("page {}", status.page);
      if (status.percent) bar = Cell::bar(*status.percent, Style::green);
      if (status.bit_rate > 0) rate = fmt::format("{} bit/s", status.bit_rate);
      if (const auto eta = eta_text(status); !eta.empty()) left = eta + " left";
    } else if (fax.job.document.pages > 0 && fax.job.pages_done > 0) {
      bar = Cell::bar(100.0 * fax.job.pages_done / fax.job.document.pages, Style::yellow);
    }
    table.add({{fmt::format("fax {}", fax.job.id.text()), Style::bold},
               fmt::format("{} {}", direction_mark(Direction::send, terminal_), fax.job.to),
               {shown(look, terminal_), look.style},
               std::move(page),
               std::move(bar),
               std::move(rate),
               {std::move(left), Style::bold}});
  }

  // The second line of a fax: why it waits, else what it is and how it goes over the line.
  std::string detail_of(const Followed& fax) const {
    if (!fax.port) {
      std::string why = waiting_for(fax.job, context_.now());
      if (fax.job.next_at && fax.job.state == JobState::waiting && *fax.job.next_at > context_.now())
        why += " (in " + seconds_text(*fax.job.next_at - context_.now()) + ")";
      const std::string calls = calls_text(fax.job);
      if (!why.empty()) return calls.empty() ? why : why + ", after " + calls;
    }
    if (faxes_.size() > 1) return {};
    std::vector<std::string> parts;
    const auto add = [&](std::string text) {
      if (!text.empty()) parts.push_back(std::move(text));
    };
    add(fax.job.document_name);
    if (fax.job.document.pages > 0) add(pages_text(fax.job.document.pages));
    if (fax.port) {
      const PortStatus& status = *fax.port;
      if (!status.csid.empty()) add("answered as " + status.csid);
      add(status.transport == Transport::t38 ? "T.38" : status.modem);
      if (status.ecm) add("ECM");
      add(status.compression);
      if (status.attempt > 1) add(fmt::format("try {}", status.attempt));
      if (const auto elapsed = elapsed_text(status, context_.now()); !elapsed.empty()) add(elapsed);
    }
    return fmt::format("{}", fmt::join(parts, ", "));
  }

  int leave_early() {
    screen_.leave();
    for (const auto& fax : faxes_)
      if (!fax.ended)
        context_.remark(fmt::format("no longer waiting for {}, which goes on: `caselli cancel {}` ends it",
                                    fax_title(fax.job), fax.job.id.text()));
    return 1;
  }

  Context& context_;
  FaxService& service_;
  PortFeed& feed_;
  const Terminal& terminal_;
  Screen screen_;
  const bool moving_;
  std::vector<Followed> faxes_;
  LinkReport link_{context_.environment().clock};
  bool changed_ = true;
  std::optional<Monotonic> drawn_at_;
  Monotonic asked_at_{};
};

}  // namespace

int follow_faxes(Context& context, FaxService& service, PortFeed& feed, std::vector<Job> jobs) {
  return Follower{context, service, feed, std::move(jobs)}.run();
}

}  // namespace caselli::cli
