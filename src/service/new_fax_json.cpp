// The `fax` part of POST /v1/faxes: what a client asks for. Read strictly.

#include "service/json_members.h"
#include "service/service_json.h"

namespace caselli {
namespace {

constexpr std::size_t kMostRecipients = 10'000;
constexpr std::size_t kMostLabels = 100;

constexpr std::tuple kMembers{
    Member{"senderName", &NewFax::sender_name},
    Member{"subject", &NewFax::subject},
    Member{"note", &NewFax::note},
    Member{"cover", &NewFax::cover},
    Member{"documentName", &NewFax::document_name},
    Member{"resolution", &NewFax::resolution},
    Member{"priority", &NewFax::priority},
    Member{"sendAt", &NewFax::send_at},
    Member{"discount", &NewFax::discount},
    Member{"tsid", &NewFax::tsid},
    Member{"billingCode", &NewFax::billing_code},
    Member{"email", &NewFax::email},
    Member{"callbackUrl", &NewFax::callback_url},
    Member{"labels", &NewFax::labels},
    Member{"port", &NewFax::port},
};

constexpr std::string_view kDetails[] = {"company", "address",    "city",   "state",     "zip",         "country",
                                         "title",   "department", "office", "homePhone", "officePhone", "fax"};

void read_person(MemberReader& reader, std::string_view name, PersonDetails& out) {
  const Json* json = reader.find(name);
  if (!json) return;
  MemberReader person{*json, Reading::strict, reader.path_of(name)};
  for (const auto detail : kDetails) {
    std::string text;
    person.read(detail, text);
    if (!text.empty()) out[std::string{detail}] = std::move(text);
  }
  if (auto good = person.finish(); !good) reader.fail(good.error());
}

// One element of a list: a number, or {to, recipientName}.
Result<FaxRecipient> recipient_from_json(const Json& json, std::string path) {
  FaxRecipient recipient;
  if (json.is_string()) {
    if (auto expected = Codec<std::string>::read(json, recipient.to); !expected.empty())
      return Error{Errc::invalid_argument, fmt::format("`{}` must be {}", path, expected)};
  } else if (json.is_object()) {
    MemberReader reader{json, Reading::strict, path};
    reader.read("to", recipient.to);
    reader.read("recipientName", recipient.name);
    if (auto good = reader.finish(); !good) return good.error();
  } else {
    return Error{Errc::invalid_argument, fmt::format("`{}` must be a number as text, or {{to, recipientName}}", path)};
  }
  if (trimmed(recipient.to).empty())
    return Error{Errc::invalid_argument, fmt::format("`{}` has no number to send to", path)};
  return recipient;
}

void read_recipients(MemberReader& reader, std::vector<FaxRecipient>& out) {
  const Json* to = reader.find("to");
  std::string name;
  reader.read("recipientName", name);
  if (!to) return reader.fail({Errc::invalid_argument, "`to` is missing: the number to send to, or a list of them"});
  if (to->is_array()) {
    if (to->size() > kMostRecipients)
      return reader.fail({Errc::invalid_argument,
                          fmt::format("`to` has {} recipients, at most {} are taken", to->size(), kMostRecipients)});
    reader.read_list("to", out, recipient_from_json);
    if (to->empty()) reader.fail({Errc::invalid_argument, "`to` is an empty list: give at least one number"});
  } else {
    auto one = recipient_from_json(*to, "to");
    if (!one) return reader.fail(one.error());
    out.push_back(std::move(*one));
  }
  for (auto& recipient : out)
    if (recipient.name.empty()) recipient.name = name;
}

void write_recipients(const std::vector<FaxRecipient>& recipients, Json& json) {
  if (recipients.size() == 1) {
    json["to"] = recipients[0].to;
    if (!recipients[0].name.empty()) json["recipientName"] = recipients[0].name;
    return;
  }
  json["to"] = Json::array();
  for (const auto& [to, name] : recipients)
    json["to"].push_back(name.empty() ? Json(to) : Json{{"to", to}, {"recipientName", name}});
}

}  // namespace

// Only what differs from an empty fax, so that an older server takes it too.
Json to_json(const NewFax& fax) {
  static const NewFax kEmpty;
  Json json = Json::object();
  write_recipients(fax.to, json);
  if (!fax.recipient.empty()) json["recipient"] = Codec<PersonDetails>::write(fax.recipient);
  if (!fax.sender.empty()) json["sender"] = Codec<PersonDetails>::write(fax.sender);
  const auto write = [&]<class T>(const Member<NewFax, T>& member) {
    if (fax.*member.at != kEmpty.*member.at) json.emplace(member.name, Codec<T>::write(fax.*member.at));
  };
  std::apply([&](const auto&... member) { (write(member), ...); }, kMembers);
  return json;
}

Result<NewFax> new_fax_from_json(const Json& json) {
  NewFax fax;
  MemberReader reader{json, Reading::strict};
  read_recipients(reader, fax.to);
  reader.read_all(kMembers, fax);
  read_person(reader, "recipient", fax.recipient);
  read_person(reader, "sender", fax.sender);
  if (fax.labels.size() > kMostLabels)
    reader.fail({Errc::invalid_argument,
                 fmt::format("`labels` has {} members, at most {} are taken", fax.labels.size(), kMostLabels)});
  if (auto good = reader.finish(); !good) return good.error();
  return fax;
}

}  // namespace caselli
