// /v1/faxes/{id}/...: the document, its pages as pictures, and the trace of the calls.

#include <fmt/format.h>

#include "api/answers.h"
#include "api/handlers.h"
#include "http/media_type.h"
#include "service/service_json.h"

namespace caselli::handlers {
namespace {

constexpr int kWidestPicture = 10'000;  // pixels

struct FormatRow {
  std::string_view media_type;
  DocumentFormat format;
  std::string_view extension;
};
constexpr FormatRow kFormats[] = {
    {"image/tiff", DocumentFormat::tiff, "tif"},
    {"application/pdf", DocumentFormat::pdf, "pdf"},
};

}  // namespace

ApiAnswer document(ApiCall& call) {
  const auto id = job_id(call);
  if (!id) return id.error();
  const std::string* accept = call.request.header("accept");
  const int offer = best_offer(accept ? *accept : "", {kFormats[0].media_type, kFormats[1].media_type});
  if (offer < 0)
    return problem_answer(
        406, "not_acceptable", "No such format",
        "the document is given as image/tiff or application/pdf, and the Accept header allows neither");
  const FormatRow& row = kFormats[offer];
  auto bytes = call.parts.service.document(*id, row.format);
  if (!bytes) return bytes.error();
  HttpResponse response = text_answer(std::move(*bytes), std::string{row.media_type});
  response.headers.emplace_back("Vary", "Accept");
  response.headers.emplace_back("Content-Disposition",
                                fmt::format("inline; filename=\"fax-{}.{}\"", id->value, row.extension));
  return response;
}

ApiAnswer page(ApiCall& call) {
  const auto id = job_id(call);
  if (!id) return id.error();
  const std::string& text = call.arguments[1];
  const auto number = Id<struct PageTag>::parse(text);
  if (!number) return Error{Errc::not_found, fmt::format("fax {} has no page '{}'", id->value, text)};
  const auto width = call.number("width", 1, kWidestPicture);
  if (!width) return width.error();
  auto png = call.parts.service.page_png(*id, static_cast<int>(number->value), width->value_or(0));
  if (!png) return png.error();
  return text_answer(std::move(*png), "image/png");
}

ApiAnswer trace(ApiCall& call) {
  const auto id = job_id(call);
  if (!id) return id.error();
  const auto attempts = call.parts.service.trace(*id);
  if (!attempts) return attempts.error();
  return json_answer(to_json(*attempts));
}

}  // namespace caselli::handlers
