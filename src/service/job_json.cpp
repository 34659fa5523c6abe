// Faxes and their attempts as JSON (interfaces.md 4). Idempotency keys and the marks of
// commands under way stay inside the server.

#include "service/json_members.h"
#include "service/service_json.h"

namespace caselli {
namespace {

constexpr std::tuple kPageMembers{
    Member{"page", &PageResult::page},
    Member{"width", &PageResult::width},
    Member{"length", &PageResult::length},
    Member{"bytes", &PageResult::bytes},
    Member{"badRows", &PageResult::bad_rows},
    Member{"bitRate", &PageResult::bit_rate},
    Member{"resolution", &PageResult::resolution},
    Member{"compression", &PageResult::compression},
    Member{"ecm", &PageResult::ecm},
    Member{"confirmed", &PageResult::confirmed},
};

// Before and after the outcome, so that a person reads them in a sensible order.
constexpr std::tuple kAttemptHead{
    Member{"number", &Attempt::number}, Member{"start", &Attempt::start},         Member{"end", &Attempt::end},
    Member{"port", &Attempt::port},     Member{"transport", &Attempt::transport}, Member{"bitRate", &Attempt::bit_rate},
    Member{"ecm", &Attempt::ecm},       Member{"answered", &Attempt::answered},
};
constexpr std::tuple kAttemptTail{
    Member{"t30Code", &Attempt::t30_code},     Member{"t30Text", &Attempt::t30_text},
    Member{"sipCode", &Attempt::sip_code},     Member{"firstPage", &Attempt::first_page},
    Member{"pagesDone", &Attempt::pages_done}, Member{"remoteId", &Attempt::remote_id},
};

constexpr std::tuple kJobHead{
    Member{"id", &Job::id},
    Member{"direction", &Job::direction},
    Member{"status", &Job::state},
};
constexpr std::tuple kJobAsked{
    Member{"to", &Job::to},
    Member{"recipientName", &Job::recipient_name},
    Member{"senderName", &Job::sender_name},
    Member{"recipient", &Job::recipient},
    Member{"sender", &Job::sender},
    Member{"subject", &Job::subject},
    Member{"note", &Job::note},
    Member{"cover", &Job::cover},
    Member{"documentName", &Job::document_name},
    Member{"resolution", &Job::resolution},
    Member{"priority", &Job::priority},
    Member{"sendAt", &Job::send_at},
    Member{"discount", &Job::discount},
    Member{"tsid", &Job::tsid},
    Member{"billingCode", &Job::billing_code},
    Member{"email", &Job::email},
    Member{"callbackUrl", &Job::callback_url},
    Member{"labels", &Job::labels},
    Member{"port", &Job::port},
    Member{"user", &Job::user},
};
constexpr std::tuple kJobReceived{
    Member{"callerId", &Job::caller_id},
    Member{"routing", &Job::routing},
    Member{"remoteId", &Job::remote_id},
    Member{"csid", &Job::csid},
};
constexpr std::tuple kDocumentMembers{
    Member{"pages", &DocumentFacts::pages},
    Member{"documentBytes", &DocumentFacts::bytes},
};
constexpr std::tuple kJobProgress{
    Member{"pagesDone", &Job::pages_done}, Member{"submittedAt", &Job::submitted_at},
    Member{"nextAt", &Job::next_at},       Member{"endedAt", &Job::ended_at},
    Member{"dials", &Job::dials},          Member{"tries", &Job::tries},
    Member{"uncertain", &Job::uncertain},
};

void write_outcome(Outcome outcome, Json& json) {
  const bool ended = outcome != Outcome::none;
  json["outcome"] = ended ? Json(row_of(outcome).code) : Json(nullptr);
  json["outcomeText"] = ended ? row_of(outcome).text : "";
}

void read_outcome(MemberReader& reader, Outcome& out) {
  const Json* code = reader.find("outcome");
  if (!code) return;
  const auto outcome = code->is_string() ? parse_outcome(code->get_ref<const std::string&>()) : std::nullopt;
  if (!outcome) return reader.fail_type("outcome", "the code of an outcome", *code);
  out = *outcome;
}

Json to_json(const PageResult& page) {
  Json json = Json::object();
  write_all(kPageMembers, page, json);
  return json;
}

Result<PageResult> page_from_json(const Json& json, std::string path) {
  PageResult page;
  MemberReader reader{json, Reading::lenient, std::move(path)};
  reader.read_all(kPageMembers, page);
  if (auto good = reader.finish(); !good) return good.error();
  return page;
}

Json to_json(const Attempt& attempt) {
  Json json = Json::object();
  write_all(kAttemptHead, attempt, json);
  write_outcome(attempt.outcome, json);
  write_all(kAttemptTail, attempt, json);
  json["pages"] = Json::array();
  for (const auto& page : attempt.pages) json["pages"].push_back(to_json(page));
  return json;
}

Result<Attempt> attempt_from_json(const Json& json, std::string path) {
  Attempt attempt;
  MemberReader reader{json, Reading::lenient, std::move(path)};
  reader.read_all(kAttemptHead, attempt);
  read_outcome(reader, attempt.outcome);
  reader.read_all(kAttemptTail, attempt);
  reader.read_list("pages", attempt.pages, page_from_json);
  if (auto good = reader.finish(); !good) return good.error();
  return attempt;
}

}  // namespace

Json to_json(const Job& job) {
  Json json = Json::object();
  write_all(kJobHead, job, json);
  write_outcome(job.outcome, json);
  json["advice"] = job.outcome == Outcome::none ? "" : row_of(job.outcome).advice;
  write_all(kJobAsked, job, json);
  json["broadcast"] = Codec<JobId>::write(JobId{job.broadcast});
  write_all(kJobReceived, job, json);
  write_all(kDocumentMembers, job.document, json);
  json["compression"] = job.document.pages > 0 ? name_of(job.document.best) : "";
  write_all(kJobProgress, job, json);
  json["attempts"] = Json::array();
  for (const auto& attempt : job.attempts) json["attempts"].push_back(to_json(attempt));
  return json;
}

Result<Job> job_from_json(const Json& json) {
  Job job;
  MemberReader reader{json, Reading::lenient};
  reader.read_all(kJobHead, job);
  read_outcome(reader, job.outcome);
  reader.read_all(kJobAsked, job);
  JobId broadcast;
  reader.read("broadcast", broadcast);
  job.broadcast = broadcast.value;
  reader.read_all(kJobReceived, job);
  reader.read_all(kDocumentMembers, job.document);
  if (const Json* best = reader.find("compression"); best && *best != Json(""))
    reader.read("compression", job.document.best);
  reader.read_all(kJobProgress, job);
  reader.read_list("attempts", job.attempts, attempt_from_json);
  if (!job.id) reader.fail({Errc::invalid_argument, "the fax has no `id`"});
  if (auto good = reader.finish(); !good) return good.error();
  return job;
}

Json to_json(const FaxPage& page) {
  Json items = Json::array();
  for (const auto& job : page.items) items.push_back(to_json(job));
  Json json = Json::object();
  json["items"] = std::move(items);
  json["next"] = page.next.empty() ? Json(nullptr) : Json(page.next);
  return json;
}

Result<FaxPage> fax_page_from_json(const Json& json) {
  FaxPage page;
  MemberReader reader{json, Reading::lenient};
  reader.read_list("items", page.items, [](const Json& item, const std::string&) { return job_from_json(item); });
  reader.read("next", page.next);
  if (auto good = reader.finish(); !good) return good.error();
  return page;
}

}  // namespace caselli
