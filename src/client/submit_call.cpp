#include "client/submit_call.h"

#include "base/file_name.h"
#include "base/text.h"
#include "service/service_json.h"

namespace caselli {
namespace {

constexpr std::size_t kKeyBytes = 16;

// File names go into a header: characters that would end it are left out.
std::string header_text(std::string text) {
  std::erase_if(text, [](unsigned char c) { return c < 0x20 || c == 0x7F; });
  return text;
}

HttpPart part_of(const DocumentSource& document) {
  HttpPart part;
  part.name = "document";
  const auto name = document.name.empty() ? utf8_of(document.file.filename()) : document.name;
  part.file_name = header_text(name.empty() ? "document" : name);
  part.media_type = header_text(document.media_type);
  if (document.content)
    part.content = *document.content;
  else
    part.file = utf8_of(document.file);
  return part;
}

}  // namespace

Result<HttpCall> submit_call(const NewFax& fax) {
  HttpCall call;
  call.method = "POST";
  call.path = "/v1/faxes";
  call.headers = {{"Accept", "application/json"},
                  {"Idempotency-Key", fax.idempotency_key.empty() ? random_token(kKeyBytes) : fax.idempotency_key}};
  HttpPart json;
  json.name = "fax";
  json.media_type = "application/json";
  json.content = to_text(to_json(fax));
  call.parts.push_back(std::move(json));
  for (const auto& document : fax.documents) {
    if (!document.content && document.file.empty())
      return Error{Errc::invalid_argument, "a document to send has neither a file nor content"};
    call.parts.push_back(part_of(document));
  }
  return call;
}

Result<std::vector<Job>> submitted_jobs(const Json& json) {
  const Json* list = json.is_array() ? &json : nullptr;
  if (json.is_object() && json.contains("items") && json["items"].is_array()) list = &json["items"];
  std::vector<Job> jobs;
  const auto add = [&](const Json& one) -> Status {
    auto job = job_from_json(one);
    if (!job) return job.error();
    jobs.push_back(std::move(*job));
    return Done{};
  };
  if (!list) {
    if (auto good = add(json); !good) return good.error();
  } else {
    for (const auto& one : *list)
      if (auto good = add(one); !good) return good.error();
  }
  if (jobs.empty()) return Error{Errc::invalid_argument, "it has no fax"};
  return jobs;
}

}  // namespace caselli
