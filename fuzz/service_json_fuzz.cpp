// What clients and servers send each other as JSON: reading never crashes or hangs, and
// what was read is written, read and written again without a difference.

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

#include "service/service_json.h"

namespace {

using namespace caselli;

void expect_same(std::string_view what, const std::string& first, const std::string& second) {
  if (first == second) return;
  std::fprintf(stderr, "%.*s changed on its way:\n%s\n%s\n", static_cast<int>(what.size()), what.data(), first.c_str(),
               second.c_str());
  std::abort();
}

// `read` what `json` says, and once more what came of it.
template <class Read>
void round_trip(std::string_view what, const Json& json, Read read) {
  const auto value = read(json);
  if (!value) {
    if (value.error().text.empty()) std::abort();
    return;
  }
  const auto text = to_text(to_json(*value));
  const auto again = parse_json(text);
  if (!again) expect_same(what, text, again.error().text);
  const auto back = read(*again);
  if (!back) expect_same(what, text, back.error().text);
  expect_same(what, text, to_text(to_json(*back)));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto json = parse_json({reinterpret_cast<const char*>(data), size});
  if (!json) return 0;
  round_trip("port status", *json, port_status_from_json);
  round_trip("job", *json, job_from_json);
  round_trip("page of faxes", *json, fax_page_from_json);
  round_trip("trace", *json, trace_from_json);
  round_trip("new fax", *json, new_fax_from_json);
  round_trip("port settings", *json, port_settings_from_json);
  round_trip("port patch", *json, port_settings_patch_from_json);
  round_trip("server info", *json, server_info_from_json);
  round_trip("server patch", *json, server_settings_patch_from_json);
  if (const auto status = port_status_from_json(*json))
    if (const auto fast = parse_json(to_json_text(*status)); !fast || *fast != to_json(*status))
      expect_same("fast port status", to_text(to_json(*status)), to_json_text(*status));
  error_from_problem(400, *json);
  return 0;
}
