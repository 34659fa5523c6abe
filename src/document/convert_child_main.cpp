// The converter: draws documents from outside as one canonical fax document. Started by
// convert.h only, confined before it opens the first of them. Its arguments and answers
// stand in conversion_order.h.
#include <fmt/core.h>
#include <unistd.h>

#include <sys/prctl.h>
#include <csignal>
#include <cstdio>
#include <fstream>
#include <new>

#include "document/child/page_sink.h"
#include "document/child/renderers.h"
#include "document/confine.h"
#include "document/conversion_order.h"
#include "document/document_kind.h"
#include "document/fax_image.h"

namespace {

using namespace caselli;

struct Renderer {
  DocumentKind kind;
  Status (*draw)(const std::filesystem::path&, PageSink&);
};
constexpr Renderer kRenderers[] = {
    {DocumentKind::tiff, &draw_tiff}, {DocumentKind::pdf, &draw_pdf},   {DocumentKind::postscript, &draw_postscript},
    {DocumentKind::png, &draw_png},   {DocumentKind::jpeg, &draw_jpeg}, {DocumentKind::text, &draw_text},
};

void say(std::string_view line) {
  static_cast<void>(write(STDOUT_FILENO, line.data(), line.size()) == static_cast<ssize_t>(line.size()));
}

Status draw_part(const ConvertOrder::Part& part, PageSink& sink) {
  std::ifstream in(part.file, std::ios::binary);
  std::string first(kKindBytes, '\0');
  in.read(first.data(), static_cast<std::streamsize>(first.size()));
  first.resize(static_cast<std::size_t>(std::max<std::streamsize>(0, in.gcount())));
  if (first.empty()) return Error{Errc::empty_document, "is empty"};
  const auto kind = kind_of(first, part.media_type);
  if (!kind) return kind.error();
  for (const Renderer& renderer : kRenderers)
    if (renderer.kind == *kind) return renderer.draw(part.file, sink);
  return Error{Errc::internal, "has a kind without a renderer"};
}

// The number of the part at hand, for whoever must explain what happened.
int at_part = -1;

Status convert(const ConvertOrder& order) {
  std::vector<std::filesystem::path> readable;
  for (const auto& part : order.parts) readable.emplace_back(part.file);
  const ChildLimits limits{order.memory, order.output, order.seconds};
  if (auto confined = confine_self(limits, readable, order.work, order.need_landlock); !confined) return confined;
  say(kReadyLine);
  // The server syncs the finished document; until then it may as well be lost.
  auto writer = FaxImageWriter::create(order.file, {}, Durability::unsynced);
  if (!writer) return writer.error();
  PageSink sink{*writer, order.y_dpi, order.pages};
  for (const auto& part : order.parts) {
    ++at_part;
    if (auto drawn = draw_part(part, sink); !drawn) return drawn;
  }
  return Done{};
}

int run(const std::vector<std::string>& arguments) {
  const auto order = parse_order(arguments);
  if (!order) {
    std::fputs("caselli-convert is started by caselli; it does nothing by itself\n", stderr);
    return 2;
  }
  try {
    const Status converted = convert(*order);
    say(converted.ok() ? std::string{kDoneLine} : error_line(converted.error(), at_part));
  } catch (const std::bad_alloc&) {
    say(error_line({Errc::document_too_large, "needs more memory than a conversion may have"}, at_part));
  } catch (const std::exception& exception) {
    say(error_line({Errc::internal, fmt::format("cannot be converted: {}", exception.what())}, at_part));
  }
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  // No tidying: the process is the tidying, and libraries' exit handlers cost milliseconds.
  _exit(run({argv + 1, argv + argc}));
}
