// The values of a FaxStatus that the type library does not know: the rest of kPortFields.

#include <array>
#include <tuple>

#include "core/port_fields.h"
#include "faxcom/fax_status.h"
#include "faxcom/late_value.h"

namespace caselli::faxcom {
namespace {

struct LateRow {
  DISPID id;
  OleText name;
  std::string_view field;  // of kPortFields
};
// Numbers are for ever: new rows go to the end.
constexpr LateRow kLate[] = {
    {1000, OLESTR("State"), "state"},
    {1001, OLESTR("BitRate"), "bitRate"},
    {1002, OLESTR("Percent"), "percent"},
    {1003, OLESTR("EtaSeconds"), "etaSeconds"},
    {1004, OLESTR("Ecm"), "ecm"},
    {1005, OLESTR("Transport"), "transport"},
    {1006, OLESTR("Modem"), "modem"},
    {1007, OLESTR("Compression"), "compression"},
    {1008, OLESTR("Resolution"), "resolution"},
    {1009, OLESTR("PageBytes"), "pageBytes"},
    {1010, OLESTR("PageBytesTotal"), "pageBytesTotal"},
    {1011, OLESTR("PagesDone"), "pagesDone"},
    {1012, OLESTR("LastFrame"), "lastFrame"},
    {1013, OLESTR("RemoteVendor"), "remoteVendor"},
    {1014, OLESTR("RemoteModel"), "remoteModel"},
    {1015, OLESTR("RemoteCountry"), "remoteCountry"},
    {1016, OLESTR("PacketsLost"), "packetsLost"},
    {1017, OLESTR("PacketsRecovered"), "packetsRecovered"},
    {1018, OLESTR("JitterMs"), "jitterMs"},
    {1019, OLESTR("Job"), "job"},
    {1020, OLESTR("Attempt"), "attempt"},
    {1021, OLESTR("Revision"), "revision"},
    {1022, OLESTR("Line"), "line"},
    {1023, OLESTR("Since"), "since"},
    {1024, OLESTR("Direction"), "direction"},
    {1025, OLESTR("PageWidth"), "pageWidth"},
    {1026, OLESTR("BadRows"), "badRows"},
    {1027, OLESTR("Ppr"), "ppr"},
    {1028, OLESTR("Rtn"), "rtn"},
    {1029, OLESTR("Ftt"), "ftt"},
    {1030, OLESTR("DcsAttempts"), "dcsAttempts"},
};
// What documented properties show.
constexpr std::string_view kDocumented[] = {
    "port",       "name",          "description",  "address",       "callerId",    "routing",   "tsid", "csid",
    "senderName", "recipientName", "documentName", "documentBytes", "submittedAt", "startedAt", "page", "pages"};

constexpr std::size_t kFields = std::tuple_size_v<decltype(kPortFields)>;

constexpr std::array<std::string_view, kFields> field_names() {
  return std::apply([](const auto&... field) { return std::array<std::string_view, kFields>{field.name...}; },
                    kPortFields);
}
static_assert(std::ranges::all_of(field_names(),
                                  [](std::string_view field) {
                                    return std::ranges::count(kDocumented, field) +
                                               std::ranges::count(kLate, field, &LateRow::field) ==
                                           1;
                                  }),
              "each field of a port is a property of FaxStatus, documented or late");
static_assert(std::ranges::is_sorted(kLate, {}, &LateRow::id));

void assign_field(VARIANT* out, const std::string& text) { assign_late(out, std::string_view(text)); }
void assign_field(VARIANT* out, PortState state) { assign_late(out, row_of(state).name); }
void assign_field(VARIANT* out, Direction direction) { assign_late(out, name_of(direction)); }
void assign_field(VARIANT* out, Transport transport) { assign_late(out, name_of(transport)); }
void assign_field(VARIANT* out, const std::optional<JobId>& job) {
  if (job) assign_late(out, job->value);
}
void assign_field(VARIANT* out, const auto& value) { assign_late(out, value); }

constexpr std::size_t place_of(std::string_view field) {
  const auto names = field_names();
  return static_cast<std::size_t>(std::ranges::find(names, field) - names.begin());
}

}  // namespace

template <std::size_t field>
HRESULT FaxStatus::read_late(IDispatch* object, VARIANT*, VARIANT* value) {
  const auto* self = static_cast<const FaxStatus*>(static_cast<IFaxStatus*>(object));
  return self->method([&]() -> ComStatus {
    const std::lock_guard lock(self->mutex_);
    assign_field(value, (*self->snapshot_).*std::get<field>(kPortFields).member);
    return Done{};
  });
}

std::span<const Member> FaxStatus::late_members() const noexcept {
  static constexpr auto kMembers = []<std::size_t... row>(std::index_sequence<row...>) {
    return std::array{Member{kLate[row].id, DISPATCH_PROPERTYGET, kLate[row].name, OLESTR(""), VT_EMPTY,
                             &FaxStatus::read_late<place_of(kLate[row].field)>}...};
  }
  (std::make_index_sequence<std::size(kLate)>());
  return kMembers;
}

}  // namespace caselli::faxcom
