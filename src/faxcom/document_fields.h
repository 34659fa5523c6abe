#pragma once
// The properties of a FaxDoc and what they become in a NewFax.

#include <array>
#include <string>

#include "faxcom/com_method.h"
#include "service/fax_service.h"

namespace caselli::faxcom {

// Properties that hold a text, by their documented names.
// clang-format off
#define CASELLI_DOCUMENT_TEXTS(X) \
  X(FileName) X(CoverpageName) \
  X(RecipientName) X(RecipientCompany) X(RecipientAddress) X(RecipientCity) X(RecipientState) X(RecipientZip) \
  X(RecipientCountry) X(RecipientTitle) X(RecipientDepartment) X(RecipientOffice) X(RecipientHomePhone) X(RecipientOfficePhone) \
  X(SenderName) X(SenderCompany) X(SenderAddress) X(SenderTitle) X(SenderDepartment) X(SenderOffice) X(SenderHomePhone) X(SenderOfficePhone) \
  X(CoverpageNote) X(CoverpageSubject) \
  X(Tsid) X(BillingCode) X(EmailAddress) X(DisplayName) X(FaxNumber) X(SenderFax)
// clang-format on

// Properties that are on or off.
#define CASELLI_DOCUMENT_FLAGS(X) X(SendCoverpage) X(ServerCoverpage) X(DiscountSend)

#define CASELLI_ENUMERATOR(Name) Name,
enum class DocumentText { CASELLI_DOCUMENT_TEXTS(CASELLI_ENUMERATOR) count };
enum class DocumentFlag { CASELLI_DOCUMENT_FLAGS(CASELLI_ENUMERATOR) count };
#undef CASELLI_ENUMERATOR

struct DocumentFields {
  std::array<std::string, static_cast<std::size_t>(DocumentText::count)> texts;
  std::array<bool, static_cast<std::size_t>(DocumentFlag::count)> flags{};
  std::string& operator[](DocumentText which) { return texts[static_cast<std::size_t>(which)]; }
  const std::string& operator[](DocumentText which) const { return texts[static_cast<std::size_t>(which)]; }
  bool& operator[](DocumentFlag which) { return flags[static_cast<std::size_t>(which)]; }
  bool operator[](DocumentFlag which) const { return flags[static_cast<std::size_t>(which)]; }
};

// Fills `fax`. Fails as documented when the file or the number is missing, when there is no
// such file, and for a cover page nobody can print.
ComStatus fill_new_fax(const DocumentFields& fields, NewFax& fax);

}  // namespace caselli::faxcom
