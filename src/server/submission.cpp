#include "server/submission.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>

#include "base/text.h"
#include "core/number.h"
#include "service/service_json.h"

namespace caselli {
namespace {

constexpr std::size_t kMostRecipients = 10'000;
constexpr std::size_t kMostNote = 16'000;
constexpr std::size_t kMostText = 500;

// FNV-1a: enough to notice a different request; nobody gains by forging one.
class Fingerprint {
 public:
  void add(std::string_view bytes) {
    for (const unsigned char byte : bytes) hash_ = (hash_ ^ byte) * 0x100000001b3ull;
    hash_ = (hash_ ^ bytes.size()) * 0x100000001b3ull;
  }
  std::string text() const { return fmt::format("{:016x}", hash_); }

 private:
  std::uint64_t hash_ = 0xcbf29ce484222325ull;
};

Error too_long(std::string_view member, std::size_t most) {
  return {Errc::invalid_argument, fmt::format("{} is longer than {} characters", member, most)};
}

Status check_texts(const NewFax& fax) {
  const std::pair<std::string_view, const std::string*> texts[] = {{"senderName", &fax.sender_name},
                                                                   {"subject", &fax.subject},
                                                                   {"documentName", &fax.document_name},
                                                                   {"billingCode", &fax.billing_code},
                                                                   {"email", &fax.email},
                                                                   {"callbackUrl", &fax.callback_url},
                                                                   {"tsid", &fax.tsid},
                                                                   {"Idempotency-Key", &fax.idempotency_key}};
  for (const auto& [member, text] : texts)
    if (text->size() > kMostText) return too_long(member, kMostText);
  if (fax.note.size() > kMostNote) return too_long("note", kMostNote);
  for (const auto& [key, value] : fax.labels)
    if (key.size() > kMostText || value.size() > kMostText) return too_long("labels." + key, kMostText);
  return Done{};
}

Status check_recipient(const FaxRecipient& recipient, const std::vector<std::string>& lines) {
  const auto number = parse_number(recipient.to);
  if (!number) return number.error();
  if (recipient.name.size() > kMostText) return too_long("recipientName", kMostText);
  if (!number->line.empty() && std::ranges::find(lines, number->line) == lines.end())
    return Error{Errc::bad_number, fmt::format("'{}' asks for line '{}', and there is no such line: it has {}",
                                               recipient.to, number->line, fmt::format("{}", fmt::join(lines, ", ")))};
  return Done{};
}

}  // namespace

Status check_submission(const NewFax& fax, const PortBank& ports) {
  if (fax.to.empty()) return Error{Errc::bad_number, "the fax has no number to call: give `to`"};
  if (fax.to.size() > kMostRecipients)
    return Error{Errc::invalid_argument, fmt::format("a broadcast has at most {} recipients", kMostRecipients)};
  if (fax.documents.empty())
    return Error{Errc::empty_document, "the fax has no document: give at least one part `document`"};
  if (!fax.cover.empty())
    return Error{Errc::invalid_argument,
                 fmt::format("this server has no cover page named '{}': send it as the first document", fax.cover)};
  if (fax.port && !ports.find(*fax.port))
    return Error{Errc::invalid_argument,
                 fmt::format("there is no port {}: `caselli ports` lists those there are", fax.port->value)};
  if (auto fine = check_texts(fax); !fine) return fine;

  std::vector<std::string> lines;
  for (const auto& port : ports.all())
    if (const auto line = port->settings().line; std::ranges::find(lines, line) == lines.end()) lines.push_back(line);
  for (const auto& recipient : fax.to)
    if (auto fine = check_recipient(recipient, lines); !fine) return fine;
  return Done{};
}

std::vector<Job> jobs_of(const NewFax& fax, const DocumentFacts& document) {
  Job job;
  job.sender_name = fax.sender_name;
  job.recipient = fax.recipient;
  job.sender = fax.sender;
  job.subject = fax.subject;
  job.note = fax.note;
  job.document_name = fax.document_name.empty() ? fax.documents.front().name : fax.document_name;
  job.resolution = fax.resolution;
  job.priority = fax.priority;
  job.send_at = fax.send_at;
  job.discount = fax.discount;
  job.tsid = printable_ascii(fax.tsid, 20);
  job.billing_code = fax.billing_code;
  job.email = fax.email;
  job.callback_url = fax.callback_url;
  job.labels = fax.labels;
  job.port = fax.port;
  job.user = fax.user;
  job.idempotency_key = fax.idempotency_key;
  job.document = document;

  std::vector<Job> jobs(fax.to.size(), job);
  for (std::size_t i = 0; i < jobs.size(); ++i) {
    jobs[i].to = fax.to[i].to;
    jobs[i].recipient_name = fax.to[i].name;
  }
  return jobs;
}

Result<std::string> fingerprint_of(const NewFax& fax) {
  Fingerprint print;
  print.add(to_text(to_json(fax)));
  for (const auto& document : fax.documents) {
    print.add(document.name);
    print.add(document.media_type);
    if (document.content) {
      print.add(*document.content);
      continue;
    }
    std::ifstream in(document.file, std::ios::binary);
    std::string block(64 << 10, '\0');
    while (in.read(block.data(), static_cast<std::streamsize>(block.size())) || in.gcount() > 0)
      print.add(std::string_view{block}.substr(0, static_cast<std::size_t>(in.gcount())));
    if (!in.eof())
      return Error{Errc::storage_failed, fmt::format("cannot read the document {}", document.file.string())};
  }
  return print.text();
}

}  // namespace caselli
