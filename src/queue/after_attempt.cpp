#include "queue/after_attempt.h"

#include <algorithm>
#include <iterator>

namespace caselli {
namespace {

using namespace std::chrono_literals;

// A fax in whose calls the server dies again and again may be the reason for it. The first
// few times it goes on at once, then with pauses that let others pass, then no more.
constexpr int kCrashesAtOnce = 5;
constexpr int kMostCrashes = 40;
constexpr auto kPauseAfterCrash = 10s;

constexpr int kRequestTimeout = 408;  // RFC 3261 21.4.9; also what an INVITE without any answer ends as (8.1.3.1)

// Ends that say nothing of the number when the SIP code says that the way was at fault.
constexpr Outcome kOpenToAnotherLine[] = {Outcome::no_answer, Outcome::rejected};

bool is_complete(const Job& job, int pages_done) { return job.document.pages > 0 && pages_done >= job.document.pages; }

// What is the same whatever comes next.
AttemptEnd begin(const Job& job, Attempt attempt) {
  AttemptEnd end;
  end.job = job.id;
  end.pages_done = std::max(job.pages_done, attempt.first_page - 1 + attempt.pages_done);
  end.dials = job.dials;
  end.tries = job.tries;
  end.uncertain = job.uncertain;
  end.attempt = std::move(attempt);
  return end;
}

void go_on(AttemptEnd& end, const Job& job, Instant at) {
  end.next = job.hold_wanted ? JobState::held : JobState::waiting;
  if (!job.hold_wanted) end.next_at = at;
}

// Whether a page confirmed or a person's word settles it.
bool is_settled(AttemptEnd& end, const Job& job) {
  if (is_complete(job, end.pages_done)) {
    end.next = JobState::sent;
    end.outcome = Outcome::sent;
  } else if (job.cancel_wanted) {
    end.next = JobState::cancelled;
    end.outcome = Outcome::cancelled;
  } else if (job.restart_wanted) {
    end.pages_done = end.dials = end.tries = 0;
    end.uncertain = false;
    go_on(end, job, *end.attempt.end);
  } else {
    return false;
  }
  return true;
}

int crashes_without_a_page(const Job& job) {
  const auto progress = std::find_if(job.attempts.rbegin(), job.attempts.rend(), [](const Attempt& attempt) {
    return attempt.pages_done > 0 || (attempt.end && attempt.outcome != Outcome::uncertain);
  });
  return static_cast<int>(std::distance(job.attempts.rbegin(), progress));
}

}  // namespace

Attempt attempt_of(const CallReport& report, Attempt open) {
  open.end = report.end;
  open.port = report.port;
  open.transport = report.transport;
  open.bit_rate = report.fax.bit_rate;
  open.ecm = report.ecm;
  open.outcome = report.fax.outcome;
  open.answered = report.answered;
  open.t30_code = report.fax.t30_code;
  open.t30_text = report.fax.t30_text;
  open.sip_code = report.sip_code;
  open.pages_done = report.fax.pages_done;
  open.remote_id = report.fax.remote_id;
  open.pages = report.fax.pages;
  return open;
}

RetryPolicy policy_of(const RetryPolicy& base, const ServerSettings& settings) {
  RetryPolicy policy = base;
  policy.tries = settings.retries + 1;
  if (settings.retry_delay >= 0) policy.delay = std::chrono::minutes{settings.retry_delay};
  return policy;
}

Instant earliest(const Job& job, const ServerSettings& settings, Instant from) {
  const auto at = job.send_at ? std::max(*job.send_at, from) : from;
  return job.discount ? first_discount_instant(at, settings) : at;
}

bool is_line_failure(const Attempt& attempt) {
  if (attempt.answered) return false;
  if (attempt.outcome == Outcome::unreachable || attempt.outcome == Outcome::no_dial_tone) return true;
  const bool of_the_way = attempt.sip_code == kRequestTimeout || (attempt.sip_code >= 500 && attempt.sip_code < 600);
  return of_the_way && std::ranges::find(kOpenToAnotherLine, attempt.outcome) != std::end(kOpenToAnotherLine);
}

std::vector<std::string> lines_left(const Job& job, const Attempt& attempt, const LinesAtEnd& lines) {
  const auto used = std::ranges::find(job.lines, lines.used);
  if (used == job.lines.end() || !is_line_failure(attempt)) return {};
  std::vector<std::string> left{std::next(used), job.lines.end()};
  const auto serves = [&](const std::string& line) { return std::ranges::count(lines.in_service, line) > 0; };
  // A fax left with lines that are all down would wait for one of them and never begin anew.
  if (std::ranges::none_of(left, serves)) left.clear();
  return left;
}

AttemptEnd after_attempt(const Job& job, Attempt attempt, const RetryPolicy& policy, const ServerSettings& settings,
                         const LinesAtEnd& lines) {
  auto end = begin(job, std::move(attempt));
  end.lines = lines.planned;
  end.dials += 1;
  end.tries += end.attempt.answered ? 1 : 0;
  if (is_settled(end, job)) return end;
  if (auto left = lines_left(job, end.attempt, lines); !left.empty() && !job.hold_wanted) {
    end.lines = std::move(left);
    end.dials = job.dials;
    go_on(end, job, earliest(job, settings, *end.attempt.end));
    return end;
  }
  // The library reports some partial sends as good (fax-engine traps): our count decides.
  if (row_of(end.attempt.outcome).good) end.attempt.outcome = Outcome::page_failed;

  Job counted = job;
  counted.dials = end.dials;
  counted.tries = end.tries;
  if (const auto next = next_try(counted, end.attempt, policy, *end.attempt.end))
    go_on(end, job, earliest(job, settings, *next));
  else
    end.next = JobState::failed;
  return end;
}

AttemptEnd after_stop(const Job& job, Attempt attempt) {
  auto end = begin(job, std::move(attempt));
  if (!is_settled(end, job)) go_on(end, job, *end.attempt.end);
  return end;
}

AttemptEnd after_crash(const Job& job, Instant now) {
  auto attempt = job.attempts.back();
  attempt.end = now;
  attempt.outcome = Outcome::uncertain;
  attempt.t30_text = "The server stopped during the call";
  auto end = begin(job, std::move(attempt));
  if (is_settled(end, job)) return end;

  end.uncertain = true;
  const int crashes = crashes_without_a_page(job);
  if (crashes > kMostCrashes)
    end.next = JobState::failed;
  else
    go_on(end, job, crashes > kCrashesAtOnce ? now + kPauseAfterCrash : now);
  return end;
}

}  // namespace caselli
