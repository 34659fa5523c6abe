#include "client/remote_fax_service.h"

#include <fmt/format.h>

#include <map>
#include <mutex>

#include "base/server_url.h"
#include "base/text.h"
#include "client/news_hub.h"
#include "client/rest_client.h"
#include "client/submit_call.h"
#include "client/system_settings.h"
#include "http/http_query.h"
#include "service/service_json.h"

namespace caselli {
namespace {

// The server answers a new fax when its documents are converted and stored.
constexpr std::chrono::minutes kConversionTime{5};
// Name servers that do not answer take their time.
constexpr std::chrono::minutes kLookUpTime{2};

std::string port_path(PortId id, std::string_view rest = "") { return fmt::format("/v1/ports/{}{}", id.value, rest); }
std::string fax_path(JobId id, std::string_view rest = "") { return fmt::format("/v1/faxes/{}{}", id.value, rest); }

Result<Changes> ports_from_json(const Json& json) {
  Changes out;
  const Error unlike{Errc::invalid_argument, "it is no list of ports"};
  if (!json.is_object() || !json.contains("ports") || !json["ports"].is_array()) return unlike;
  if (const auto boot = json.find("boot"); boot != json.end() && boot->is_string()) out.boot = *boot;
  if (const auto at = json.find("revision"); at != json.end() && at->is_number_unsigned()) out.revision = *at;
  for (const auto& one : json["ports"]) {
    auto status = port_status_from_json(one);
    if (!status) return status.error();
    out.ports.push_back(std::make_shared<PortStatus>(std::move(*status)));
  }
  return out;
}

// `?direction=send&status=queued,waiting&to=...`; only what is given.
std::string query_of(const FaxFilter& filter) {
  std::string query;
  const auto add = [&](std::string_view name, std::string_view value) {
    if (!value.empty()) query += fmt::format("{}{}={}", query.empty() ? '?' : '&', name, percent_encoded(value));
  };
  std::string states;
  for (const auto state : filter.states) states += (states.empty() ? "" : ",") + std::string{name_of(state)};
  add("direction", filter.direction ? name_of(*filter.direction) : "");
  add("status", states);
  add("to", filter.to);
  add("from", filter.from);
  add("since", filter.since ? rfc3339(*filter.since) : "");
  add("limit", std::to_string(filter.limit));
  add("cursor", filter.cursor);
  return query;
}

class RemoteFaxService final : public FaxService {
 public:
  RemoteFaxService(const std::string& base, const std::shared_ptr<HttpClient>& http, std::chrono::milliseconds timeout)
      : rest_(base, http, timeout), news_(std::make_shared<NewsHub>(http)) {}

  Result<Changes> ports() override { return rest_.read("GET", "/v1/ports", ports_from_json); }
  Result<Snapshot> port_status(PortId id, Revision known) override;
  Result<PortSettings> port_settings(PortId id) override {
    return rest_.read("GET", port_path(id), port_settings_from_json);
  }
  Result<PortSettings> set_port(PortId id, const PortSettingsPatch& patch) override {
    const auto body = to_json(patch);
    return rest_.read("PATCH", port_path(id), port_settings_from_json, &body);
  }
  Status release_port(PortId id) override { return just_do("POST", port_path(id, "/release")); }

  Result<std::vector<Job>> submit(const NewFax& fax) override;
  Result<Job> fax(JobId id) override { return rest_.read("GET", fax_path(id), job_from_json); }
  Result<FaxPage> faxes(const FaxFilter& filter) override {
    return rest_.read("GET", "/v1/faxes" + query_of(filter), fax_page_from_json);
  }
  Result<Job> cancel(JobId id) override { return command("DELETE", id, ""); }
  Result<Job> hold(JobId id) override { return command("POST", id, "/hold"); }
  Result<Job> resume(JobId id) override { return command("POST", id, "/resume"); }
  Result<Job> restart(JobId id) override { return command("POST", id, "/restart"); }
  Result<std::string> document(JobId id, DocumentFormat format) override {
    return bytes(fax_path(id, "/document"), format == DocumentFormat::pdf ? "application/pdf" : "image/tiff");
  }
  Result<std::string> page_png(JobId id, int page, int width) override {
    const auto query = width > 0 ? fmt::format("?width={}", width) : "";
    return bytes(fax_path(id, fmt::format("/pages/{}.png{}", page, query)), "image/png");
  }
  Result<std::vector<AttemptTrace>> trace(JobId id) override {
    return rest_.read("GET", fax_path(id, "/trace"), trace_from_json);
  }

  Result<ServerInfo> server() override { return rest_.read("GET", "/v1/server", server_info_from_json); }
  Result<ServerInfo> set_server(const ServerSettingsPatch& patch) override {
    const auto body = to_json(patch);
    return rest_.read("PATCH", "/v1/server", server_info_from_json, &body);
  }
  Status ready() override { return just_do("GET", "/readyz"); }
  Result<std::vector<Finding>> checks() override;

  std::unique_ptr<Subscription> subscribe(std::function<void()> wake) override {
    return news_->subscribe(std::move(wake));
  }
  Changes changes(Revision after) override { return news_->changes(after); }
  LinkState link() const override { return news_->link(); }

 private:
  Result<Job> command(std::string method, JobId id, std::string_view verb);
  Status just_do(std::string method, std::string path);
  Result<std::string> bytes(std::string path, std::string type);

  RestClient rest_;
  const std::shared_ptr<NewsHub> news_;

  // The tag each port's newest status came with: what the server compares, letter by letter.
  struct Tag {
    Revision revision = 0;
    std::string etag;
  };
  std::mutex tags_mutex_;
  std::map<PortId, Tag> tags_;
};

Result<Snapshot> RemoteFaxService::port_status(PortId id, Revision known) {
  HttpCall call;
  call.path = port_path(id, "/status");
  if (known != 0) {
    const std::lock_guard lock{tags_mutex_};
    const auto tag = tags_.find(id);
    const bool ours = tag != tags_.end() && tag->second.revision == known;
    call.headers.emplace_back("If-None-Match", ours ? tag->second.etag : fmt::format("\"{}\"", known));
  }
  const auto answer = rest_.call(std::move(call), known != 0 ? 304 : 0);
  if (!answer) return answer.error();
  if (answer->status == 304) return Snapshot{};
  const auto json = rest_.parse(*answer);
  if (!json) return json.error();
  auto status = port_status_from_json(*json);
  if (!status) return rest_.misunderstood(status.error());
  if (const auto etag = answer->headers.find("etag"); etag != answer->headers.end()) {
    const std::lock_guard lock{tags_mutex_};
    tags_[id] = {status->revision, etag->second};
  }
  return Snapshot{std::make_shared<PortStatus>(std::move(*status))};
}

Result<std::vector<Job>> RemoteFaxService::submit(const NewFax& fax) {
  auto call = submit_call(fax);
  if (!call) return call.error();
  const auto answer = rest_.call(std::move(*call), 0, kConversionTime);
  if (!answer) return answer.error();
  const auto json = rest_.parse(*answer);
  if (!json) return json.error();
  auto jobs = submitted_jobs(*json);
  if (!jobs) return rest_.misunderstood(jobs.error());
  return jobs;
}

// Answers with the fax; one without content is asked for it.
Result<Job> RemoteFaxService::command(std::string method, JobId id, std::string_view verb) {
  HttpCall call;
  call.method = std::move(method);
  call.path = fax_path(id, verb);
  const auto answer = rest_.call(std::move(call));
  if (!answer) return answer.error();
  if (answer->body.empty()) return fax(id);
  const auto json = rest_.parse(*answer);
  if (!json) return json.error();
  auto job = job_from_json(*json);
  if (!job) return rest_.misunderstood(job.error());
  return job;
}

Result<std::vector<Finding>> RemoteFaxService::checks() {
  HttpCall call;
  call.path = "/v1/checks";
  const auto answer = rest_.call(std::move(call), 0, kLookUpTime);
  if (!answer) return answer.error();
  const auto json = rest_.parse(*answer);
  if (!json) return json.error();
  auto findings = findings_from_json(*json);
  if (!findings) return rest_.misunderstood(findings.error());
  return findings;
}

Status RemoteFaxService::just_do(std::string method, std::string path) {
  HttpCall call;
  call.method = std::move(method);
  call.path = std::move(path);
  const auto answer = rest_.call(std::move(call));
  if (!answer) return answer.error();
  return Done{};
}

Result<std::string> RemoteFaxService::bytes(std::string path, std::string type) {
  HttpCall call;
  call.path = std::move(path);
  call.headers = {{"Accept", std::move(type)}};
  auto answer = rest_.call(std::move(call));
  if (!answer) return answer.error();
  return std::move(answer->body);
}

bool plain_is_allowed() { return environment("CASELLI_ALLOW_PLAIN") == "1"; }

}  // namespace

Result<std::shared_ptr<FaxService>> connect_fax_service(const ConnectOptions& options) {
  const auto base = parse_server_url(options.url);
  if (!base) return base.error();
  if (!options.token.empty() && base->starts_with("http://") && !is_this_machine(*base) && !plain_is_allowed())
    return Error{Errc::permission_denied,
                 fmt::format("the token is not sent to {}: anybody on the way could read it (use https://, or set "
                             "CASELLI_ALLOW_PLAIN=1 in a network you trust)",
                             *base)};
  const std::shared_ptr<HttpClient> http = make_http_client(*base, options.token);
  return std::shared_ptr<FaxService>{std::make_shared<RemoteFaxService>(*base, http, options.timeout)};
}

}  // namespace caselli
