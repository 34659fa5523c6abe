// POST /v1/faxes: a form with the part `fax` and documents, or JSON that holds all.

#include <fmt/format.h>

#include "api/answers.h"
#include "api/base64.h"
#include "api/handlers.h"
#include "base/text.h"
#include "service/service_json.h"

namespace caselli::handlers {
namespace {

constexpr std::size_t kMostKey = 255;

// What was asked, and whether `to` was a list: a list is answered by a list.
struct Submission {
  NewFax fax;
  bool is_list = false;
};

Result<Submission> submission_of(const Json& json) {
  auto fax = new_fax_from_json(json);
  if (!fax) return fax.error();
  return Submission{std::move(*fax), json["to"].is_array()};
}

Result<Submission> from_form(const std::vector<FormPart>& form) {
  const FormPart* asked = nullptr;
  std::vector<DocumentSource> documents;
  for (const FormPart& part : form) {
    if (part.head.name == "document") {
      DocumentSource& source = documents.emplace_back();
      source.name = part.head.file_name;
      source.media_type = part.head.media_type;
      if (part.file)
        source.file = part.file->path();
      else
        source.content = part.content;
    } else if (part.head.name != "fax") {
      return Error{Errc::unknown_field, fmt::format("the form has a part '{}': expected 'fax' and 'document'",
                                                    printable_ascii(part.head.name, 40))};
    } else if (asked) {
      return Error{Errc::invalid_argument, "the form has more than one part 'fax'"};
    } else if (part.file) {
      return Error{Errc::invalid_argument, "the part 'fax' is larger than 1 MB; documents go into parts 'document'"};
    } else {
      asked = &part;
    }
  }
  if (!asked) return Error{Errc::invalid_argument, "the form has no part 'fax' with the JSON of the fax"};
  const auto json = read_json(asked->content);
  if (!json) return json.error();
  auto submission = submission_of(*json);
  if (submission) submission->fax.documents = std::move(documents);
  return submission;
}

Result<DocumentSource> document_of(const Json& json, std::size_t index) {
  const auto wrong = [&](Errc errc, std::string_view what) {
    return Error{errc, fmt::format("`documents[{}]{}", index, what)};
  };
  if (!json.is_object()) return wrong(Errc::invalid_argument, "` must be an object {name, mediaType, content}");
  DocumentSource source;
  for (const auto& [name, value] : json.items()) {
    if (name != "name" && name != "mediaType" && name != "content")
      return wrong(Errc::unknown_field, fmt::format(".{}` is not known; it has name, mediaType and content", name));
    if (!value.is_string()) return wrong(Errc::invalid_argument, fmt::format(".{}` must be a text", name));
    const auto& text = value.get_ref<const std::string&>();
    if (name == "name") source.name = text;
    if (name == "mediaType") source.media_type = text;
    if (name != "content") continue;
    source.content = base64_decoded(text);
    if (!source.content) return wrong(Errc::invalid_argument, ".content` is not base64 (RFC 4648, with padding)");
  }
  if (!source.content) return wrong(Errc::invalid_argument, ".content` is missing: the document in base64");
  return source;
}

Result<Submission> from_json(const std::string& text) {
  auto json = read_json(text);
  if (!json) return json.error();
  std::vector<DocumentSource> documents;
  if (const auto given = json->find("documents"); given != json->end()) {
    if (!given->is_array())
      return Error{Errc::invalid_argument, "`documents` must be a list of {name, mediaType, content}"};
    for (std::size_t i = 0; i < given->size(); ++i) {
      auto document = document_of((*given)[i], i);
      if (!document) return document.error();
      documents.push_back(std::move(*document));
    }
    json->erase(given);
  }
  auto submission = submission_of(*json);
  if (submission) submission->fax.documents = std::move(documents);
  return submission;
}

}  // namespace

ApiAnswer submit(ApiCall& call) {
  auto submission = call.form.empty() ? from_json(call.json) : from_form(call.form);
  if (!submission) return submission.error();
  NewFax& fax = submission->fax;
  if (const std::string* key = call.request.header("idempotency-key")) {
    if (key->empty() || key->size() > kMostKey || printable_ascii(*key, kMostKey) != *key)
      return Error{Errc::invalid_argument, "the Idempotency-Key must be 1 to 255 printable ASCII characters"};
    fax.idempotency_key = *key;
  }
  fax.user = call.caller.user;
  const auto jobs = call.parts.service.submit(fax);
  if (!jobs) return jobs.error();
  if (jobs->empty()) return Error{Errc::internal, "the fax was taken, but the server did not say as which"};

  HttpResponse response =
      submission->is_list ? json_answer(to_json(FaxPage{*jobs, ""}), 202) : json_answer(to_json(jobs->front()), 202);
  response.headers.emplace_back("Location", "/v1/faxes/" + jobs->front().id.text());
  return response;
}

}  // namespace caselli::handlers
