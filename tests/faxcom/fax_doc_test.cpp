#include "client.h"

#include <filesystem>
#include <fstream>

#include "support/temp_folder.h"

namespace caselli::faxcom {
namespace {

class FaxDocTest : public FaxComTest {
 protected:
  FaxDocTest() : file(folder.path() / "Größe 文.txt") { std::ofstream(file) << "hello"; }

  ComPtr<IFaxDoc> document(const ComPtr<FaxServer>& from, std::string_view name) {
    return child<IFaxDoc>([&](VARIANT* value) { return from->CreateDocument(Bstr(name), value); });
  }
  std::string name() const {
    const auto text = file.u8string();
    return {text.begin(), text.end()};
  }

  TempFolder folder;
  std::filesystem::path file;
};

using Put = HRESULT (STDMETHODCALLTYPE IFaxDoc::*)(BSTR);
using Get = HRESULT (STDMETHODCALLTYPE IFaxDoc::*)(BSTR*);
struct TextProperty {
  const char* name;
  Put put;
  Get get;
};
#define TEXT_PROPERTY(Name) \
  { #Name, &IFaxDoc::put_##Name, &IFaxDoc::get_##Name }
const TextProperty kTexts[] = {TEXT_PROPERTY(FileName),
                               TEXT_PROPERTY(CoverpageName),
                               TEXT_PROPERTY(RecipientName),
                               TEXT_PROPERTY(RecipientCompany),
                               TEXT_PROPERTY(RecipientAddress),
                               TEXT_PROPERTY(RecipientCity),
                               TEXT_PROPERTY(RecipientState),
                               TEXT_PROPERTY(RecipientZip),
                               TEXT_PROPERTY(RecipientCountry),
                               TEXT_PROPERTY(RecipientTitle),
                               TEXT_PROPERTY(RecipientDepartment),
                               TEXT_PROPERTY(RecipientOffice),
                               TEXT_PROPERTY(RecipientHomePhone),
                               TEXT_PROPERTY(RecipientOfficePhone),
                               TEXT_PROPERTY(SenderName),
                               TEXT_PROPERTY(SenderCompany),
                               TEXT_PROPERTY(SenderAddress),
                               TEXT_PROPERTY(SenderTitle),
                               TEXT_PROPERTY(SenderDepartment),
                               TEXT_PROPERTY(SenderOffice),
                               TEXT_PROPERTY(SenderHomePhone),
                               TEXT_PROPERTY(SenderOfficePhone),
                               TEXT_PROPERTY(CoverpageNote),
                               TEXT_PROPERTY(CoverpageSubject),
                               TEXT_PROPERTY(Tsid),
                               TEXT_PROPERTY(BillingCode),
                               TEXT_PROPERTY(EmailAddress),
                               TEXT_PROPERTY(DisplayName),
                               TEXT_PROPERTY(FaxNumber),
                               TEXT_PROPERTY(SenderFax)};

TEST_F(FaxDocTest, every_text_is_kept_apart_and_begins_empty) {
  const auto doc = document(server, "");
  for (const auto& property : kTexts) EXPECT_EQ(read<BSTR>(doc, property.get), "") << property.name;
  for (const auto& property : kTexts) EXPECT_EQ(((*doc).*property.put)(Bstr(property.name)), S_OK);
  for (const auto& property : kTexts) EXPECT_EQ(read<BSTR>(doc, property.get), property.name);
  for (const auto& property : kTexts) EXPECT_EQ(((*doc).*property.put)(nullptr), S_OK);
  for (const auto& property : kTexts) EXPECT_EQ(read<BSTR>(doc, property.get), "") << property.name;
}

TEST_F(FaxDocTest, flags_are_kept_apart_and_begin_false) {
  const auto doc = document(server, "");
  EXPECT_EQ(read<BOOL>(doc, &IFaxDoc::get_SendCoverpage), 0);
  EXPECT_EQ(doc->put_SendCoverpage(-1), S_OK);
  EXPECT_EQ(read<BOOL>(doc, &IFaxDoc::get_SendCoverpage), 1);
  EXPECT_EQ(read<BOOL>(doc, &IFaxDoc::get_ServerCoverpage), 0);
  EXPECT_EQ(doc->put_ServerCoverpage(1), S_OK);
  EXPECT_EQ(read<BOOL>(doc, &IFaxDoc::get_ServerCoverpage), 1);
  EXPECT_EQ(read<BOOL>(doc, &IFaxDoc::get_DiscountSend), 0);
  EXPECT_EQ(doc->put_DiscountSend(2), S_OK);
  EXPECT_EQ(read<BOOL>(doc, &IFaxDoc::get_DiscountSend), 1);
}

TEST_F(FaxDocTest, send_submits_everything_and_gives_the_number_of_the_job) {
  const auto doc = document(server, name());
  EXPECT_EQ(read<BSTR>(doc, &IFaxDoc::get_FileName), name());
  for (const auto& property : kTexts)
    if (std::string_view(property.name) != "FileName") {
      EXPECT_EQ(((*doc).*property.put)(Bstr(property.name)), S_OK);
    }
  EXPECT_EQ(doc->put_FaxNumber(Bstr("9,5551234")), S_OK);
  EXPECT_EQ(doc->put_SendCoverpage(TRUE), S_OK);
  EXPECT_EQ(doc->put_ServerCoverpage(TRUE), S_OK);
  EXPECT_EQ(doc->put_DiscountSend(TRUE), S_OK);
  EXPECT_EQ(read<LONG>(doc, &IFaxDoc::Send), 41);

  ASSERT_EQ(service->submitted.size(), 1U);
  const NewFax& fax = service->submitted[0];
  ASSERT_EQ(fax.to.size(), 1U);
  EXPECT_EQ(fax.to[0].to, "9,5551234");
  EXPECT_EQ(fax.to[0].name, "RecipientName");
  EXPECT_EQ(fax.sender_name, "SenderName");
  EXPECT_EQ(fax.subject, "CoverpageSubject");
  EXPECT_EQ(fax.note, "CoverpageNote");
  EXPECT_EQ(fax.cover, "CoverpageName");
  EXPECT_EQ(fax.document_name, "DisplayName");
  EXPECT_EQ(fax.tsid, "Tsid");
  EXPECT_EQ(fax.billing_code, "BillingCode");
  EXPECT_EQ(fax.email, "EmailAddress");
  EXPECT_TRUE(fax.discount);
  const PersonDetails recipient{{"company", "RecipientCompany"},
                                {"address", "RecipientAddress"},
                                {"city", "RecipientCity"},
                                {"state", "RecipientState"},
                                {"zip", "RecipientZip"},
                                {"country", "RecipientCountry"},
                                {"title", "RecipientTitle"},
                                {"department", "RecipientDepartment"},
                                {"office", "RecipientOffice"},
                                {"homePhone", "RecipientHomePhone"},
                                {"officePhone", "RecipientOfficePhone"}};
  const PersonDetails sender{
      {"company", "SenderCompany"},         {"address", "SenderAddress"}, {"title", "SenderTitle"},
      {"department", "SenderDepartment"},   {"office", "SenderOffice"},   {"homePhone", "SenderHomePhone"},
      {"officePhone", "SenderOfficePhone"}, {"fax", "SenderFax"}};
  EXPECT_EQ(fax.recipient, recipient);
  EXPECT_EQ(fax.sender, sender);
  ASSERT_EQ(fax.documents.size(), 1U);
  EXPECT_EQ(fax.documents[0].file, file);
  EXPECT_EQ(fax.documents[0].name, "Größe 文.txt");
}

TEST_F(FaxDocTest, only_file_and_number_are_needed) {
  const auto doc = document(server, name());
  EXPECT_EQ(doc->put_FaxNumber(Bstr("1002")), S_OK);
  EXPECT_EQ(read<LONG>(doc, &IFaxDoc::Send), 41);
  EXPECT_EQ(service->submitted[0].document_name, "Größe 文.txt");
  EXPECT_TRUE(service->submitted[0].recipient.empty());
  EXPECT_TRUE(service->submitted[0].cover.empty());
}

TEST_F(FaxDocTest, each_send_is_a_fax_of_its_own) {
  const auto doc = document(server, name());
  EXPECT_EQ(doc->put_FaxNumber(Bstr("1001")), S_OK);
  EXPECT_EQ(read<LONG>(doc, &IFaxDoc::Send), 41);
  EXPECT_EQ(doc->put_FaxNumber(Bstr("1002")), S_OK);
  EXPECT_EQ(read<LONG>(doc, &IFaxDoc::Send), 42);
}

TEST_F(FaxDocTest, a_document_may_be_made_before_connect) {
  const auto early = make_com<FaxServer>(connector(), clock);
  const auto doc = document(early, "/nowhere/else");
  EXPECT_EQ(doc->put_FileName(Bstr(name())), S_OK);
  EXPECT_EQ(doc->put_FaxNumber(Bstr("1002")), S_OK);
  LONG job = 7;
  EXPECT_EQ(doc->Send(&job), HRESULT_FROM_WIN32(2250));
  EXPECT_EQ(job, 0);
  EXPECT_EQ(early->Connect(nullptr), S_OK);
  EXPECT_EQ(doc->Send(&job), S_OK);
  EXPECT_EQ(job, 41);
}

TEST_F(FaxDocTest, what_is_missing_is_named) {
  LONG job = 0;
  const auto no_number = document(server, name());
  EXPECT_EQ(no_number->Send(&job), E_INVALIDARG);
  EXPECT_EQ(last_error(), "cannot send a document without a number; set FaxDoc.FaxNumber");
  const auto no_file = document(server, "");
  EXPECT_EQ(no_file->put_FaxNumber(Bstr("1002")), S_OK);
  EXPECT_EQ(no_file->Send(&job), E_INVALIDARG);
  EXPECT_EQ(last_error(), "cannot send a document without a file; set FaxDoc.FileName");
  EXPECT_EQ(no_file->put_FileName(Bstr("/no/such/file.pdf")), S_OK);
  EXPECT_EQ(no_file->Send(&job), HRESULT_FROM_WIN32(2));  // ERROR_FILE_NOT_FOUND
  EXPECT_EQ(last_error(), "cannot send '/no/such/file.pdf': there is no such file");
  EXPECT_EQ(no_file->put_FileName(Bstr("/tmp")), S_OK);
  EXPECT_EQ(no_file->Send(&job), HRESULT_FROM_WIN32(13));  // ERROR_INVALID_DATA
  EXPECT_TRUE(service->submitted.empty());
}

TEST_F(FaxDocTest, a_cover_page_nobody_can_print_is_refused) {
  const auto doc = document(server, name());
  LONG job = 0;
  EXPECT_EQ(doc->put_FaxNumber(Bstr("1002")), S_OK);
  EXPECT_EQ(doc->put_SendCoverpage(TRUE), S_OK);
  EXPECT_EQ(doc->Send(&job), E_INVALIDARG);
  EXPECT_EQ(doc->put_CoverpageName(Bstr("/home/me/own.cov")), S_OK);
  EXPECT_EQ(doc->Send(&job), E_NOTIMPL);
  EXPECT_TRUE(service->submitted.empty());
}

TEST_F(FaxDocTest, what_the_server_says_about_the_document_comes_through) {
  const auto doc = document(server, name());
  LONG job = 0;
  EXPECT_EQ(doc->put_FaxNumber(Bstr("1002")), S_OK);
  service->fail_with(Error{Errc::protected_document, "letter.pdf needs a password"});
  EXPECT_EQ(doc->Send(&job), HRESULT_FROM_WIN32(13));
  EXPECT_EQ(last_error(), "letter.pdf needs a password");
}

TEST_F(FaxDocTest, unsupported_members_say_so) {
  const auto doc = document(server, "");
  LONG handle = 7;
  EXPECT_EQ(doc->putref_ConnectionObject(nullptr), E_NOTIMPL);
  EXPECT_EQ(doc->get_CallHandle(&handle), E_NOTIMPL);
  EXPECT_EQ(handle, 0);
  EXPECT_EQ(doc->put_CallHandle(1), E_NOTIMPL);
  EXPECT_EQ(last_error(), "FaxDoc.CallHandle is not supported");
}

}  // namespace
}  // namespace caselli::faxcom
