#include "faxcom/document_fields.h"

#include <filesystem>

#include "base/text.h"

namespace caselli::faxcom {
namespace {

struct TextRow {
  DocumentText which;
  std::string NewFax::*member;
};
constexpr TextRow kTexts[] = {
    {DocumentText::SenderName, &NewFax::sender_name},   {DocumentText::CoverpageNote, &NewFax::note},
    {DocumentText::CoverpageSubject, &NewFax::subject}, {DocumentText::BillingCode, &NewFax::billing_code},
    {DocumentText::EmailAddress, &NewFax::email},
};

struct DetailRow {
  DocumentText which;
  PersonDetails NewFax::*person;
  const char* key;
};
constexpr DetailRow kDetails[] = {
    {DocumentText::RecipientCompany, &NewFax::recipient, "company"},
    {DocumentText::RecipientAddress, &NewFax::recipient, "address"},
    {DocumentText::RecipientCity, &NewFax::recipient, "city"},
    {DocumentText::RecipientState, &NewFax::recipient, "state"},
    {DocumentText::RecipientZip, &NewFax::recipient, "zip"},
    {DocumentText::RecipientCountry, &NewFax::recipient, "country"},
    {DocumentText::RecipientTitle, &NewFax::recipient, "title"},
    {DocumentText::RecipientDepartment, &NewFax::recipient, "department"},
    {DocumentText::RecipientOffice, &NewFax::recipient, "office"},
    {DocumentText::RecipientHomePhone, &NewFax::recipient, "homePhone"},
    {DocumentText::RecipientOfficePhone, &NewFax::recipient, "officePhone"},
    {DocumentText::SenderCompany, &NewFax::sender, "company"},
    {DocumentText::SenderAddress, &NewFax::sender, "address"},
    {DocumentText::SenderTitle, &NewFax::sender, "title"},
    {DocumentText::SenderDepartment, &NewFax::sender, "department"},
    {DocumentText::SenderOffice, &NewFax::sender, "office"},
    {DocumentText::SenderHomePhone, &NewFax::sender, "homePhone"},
    {DocumentText::SenderOfficePhone, &NewFax::sender, "officePhone"},
    {DocumentText::SenderFax, &NewFax::sender, "fax"},
};

std::filesystem::path path_of(const std::string& utf8) {
  return std::filesystem::path(std::u8string(utf8.begin(), utf8.end()));
}

std::string utf8_of(const std::filesystem::path& path) {
  const std::u8string text = path.u8string();
  return {text.begin(), text.end()};
}

ComStatus fill_cover(const DocumentFields& fields, NewFax& fax) {
  if (!fields[DocumentFlag::SendCoverpage]) return Done{};
  const std::string& name = fields[DocumentText::CoverpageName];
  if (name.empty())
    return Error{Errc::invalid_argument,
                 "cannot send the document with a cover page: it names none; set FaxDoc.CoverpageName"};
  if (!fields[DocumentFlag::ServerCoverpage])
    return {E_NOTIMPL, "cannot send the personal cover page '" + name +
                           "': only those kept on the server can be used; set FaxDoc.ServerCoverpage"};
  fax.cover = name;
  return Done{};
}

ComStatus fill_document(const DocumentFields& fields, NewFax& fax) {
  const std::string& name = fields[DocumentText::FileName];
  if (name.empty()) return Error{Errc::invalid_argument, "cannot send a document without a file; set FaxDoc.FileName"};
  const std::filesystem::path file = path_of(name);
  std::error_code error;
  const auto status = std::filesystem::status(file, error);
  if (!std::filesystem::exists(status)) return {kFileNotFound, "cannot send '" + name + "': there is no such file"};
  if (std::filesystem::is_directory(status))
    return Error{Errc::unsupported_document, "cannot send '" + name + "': it is a folder"};
  DocumentSource document;
  document.file = file;
  document.name = utf8_of(file.filename());
  fax.document_name = fields[DocumentText::DisplayName].empty() ? document.name : fields[DocumentText::DisplayName];
  fax.documents.push_back(std::move(document));
  return Done{};
}

}  // namespace

ComStatus fill_new_fax(const DocumentFields& fields, NewFax& fax) {
  if (fields[DocumentText::FaxNumber].empty())
    return Error{Errc::invalid_argument, "cannot send a document without a number; set FaxDoc.FaxNumber"};
  fax.to = {{fields[DocumentText::FaxNumber], fields[DocumentText::RecipientName]}};
  for (const auto& row : kTexts) fax.*row.member = fields[row.which];
  for (const auto& row : kDetails)
    if (!fields[row.which].empty()) (fax.*row.person)[row.key] = fields[row.which];
  fax.tsid = printable_ascii(fields[DocumentText::Tsid], 20);  // T.30: 20 characters
  fax.discount = fields[DocumentFlag::DiscountSend];
  const ComStatus cover = fill_cover(fields, fax);
  return FAILED(cover.code()) ? cover : fill_document(fields, fax);
}

}  // namespace caselli::faxcom
