#include "fax/t30_frames.h"

#include <fmt/core.h>
#include <spandsp.h>

#include <bit>
#include <vector>

#include "base/text.h"

namespace caselli::fax {
namespace {

constexpr std::size_t kFif = 3;  // octet where the facsimile information field begins

struct RateRow {
  int code;  // bits 11 to 14, bit 11 lowest
  int bit_rate;
  std::string_view modem;
};
constexpr RateRow kRates[] = {
    {0b1000, 14400, "V.17"}, {0b1010, 12000, "V.17"}, {0b1001, 9600, "V.17"},    {0b1011, 7200, "V.17"},
    {0b0001, 9600, "V.29"},  {0b0011, 7200, "V.29"},  {0b0010, 4800, "V.27ter"}, {0b0000, 2400, "V.27ter"},
};

int rate_code(Frame frame) {
  return fif_bit(frame, 11) | fif_bit(frame, 12) << 1 | fif_bit(frame, 13) << 2 | fif_bit(frame, 14) << 3;
}

std::string_view modems_offered(int code) {
  switch (code) {
    case 0b1011:
      return "V.17, V.29, V.27ter";
    case 0b0011:
      return "V.29, V.27ter";
    case 0b0001:
      return "V.29";
    case 0b0010:
      return "V.27ter";
    case 0b0000:
      return "V.27ter 2400";
    default:
      return "unknown modems";
  }
}

std::string dis_words(Frame frame) {
  std::string words{modems_offered(rate_code(frame))};
  const auto add = [&words](std::string_view word) { words.append(", ").append(word); };
  if (fif_bit(frame, 27)) add("ECM");
  add("MH");
  if (fif_bit(frame, 16)) add("MR");
  if (fif_bit(frame, 31)) add("MMR");
  add("204x98");
  if (fif_bit(frame, 15)) add("204x196");
  if (fif_bit(frame, 41)) add("204x391");
  add(fif_bit(frame, 18) ? "A4 B4 A3" : fif_bit(frame, 17) ? "A4 B4" : "A4");
  if (fif_bit(frame, 20)) add("any length");
  if (fif_bit(frame, 3)) add("T.38");
  if (!fif_bit(frame, 10)) add("cannot receive");
  if (fif_bit(frame, 9)) add("can be polled");
  return words;
}

std::string dcs_words(Frame frame) {
  const auto terms = terms_of(frame);
  return fmt::format("{} {}, {}, {}, {}, {} px", terms.modem, terms.bit_rate,
                     terms.ecm ? fmt::format("ECM {}", terms.frame_octets) : "no ECM", name_of(terms.coding),
                     terms.resolution, terms.width);
}

std::string maker_words(Frame frame) {
  const auto maker = maker_of(frame);
  std::string words;
  for (const auto& part : {maker.country, maker.vendor, maker.model})
    if (!part.empty()) words += (words.empty() ? "" : ", ") + part;
  return words;
}

std::string ppr_words(Frame frame) {
  int wanted = 0;
  for (const auto octet : frame.subspan(kFif)) wanted += std::popcount(octet);
  return fmt::format("{} frames wanted or unused", wanted);
}

std::string words_of(Frame frame) {
  if (frame.size() <= kFif) return {};
  switch (fcf_of(frame)) {
    case T30_DIS:
      return dis_words(frame);
    case T30_DCS:
      return dcs_words(frame);
    case T30_CSI:
    case T30_TSI:
    case T30_SUB & 0xFE:
    case T30_SID:
      return fmt::format("\"{}\"", identity_of(frame));
    case T30_NSF:
    case T30_NSS:
      return maker_words(frame);
    case T30_PPR:
      return ppr_words(frame);
    case T30_PPS:
      if (frame.size() >= kFif + 4)
        return fmt::format("page {}, block {}, {} frames", frame[4], frame[5], frame[6] + 1);
      return {};
    default:
      return {};
  }
}

}  // namespace

int fcf_of(Frame frame) { return frame.size() < kFif ? 0 : frame[2] & 0xFE; }

int fcf2_of(Frame frame) { return frame.size() <= kFif ? 0 : frame[3] & 0xFE; }

// The first bit sent of an octet is its lowest.
bool fif_bit(Frame frame, int n) {
  const auto octet = kFif + static_cast<std::size_t>(n - 1) / 8;
  return octet < frame.size() && (frame[octet] >> ((n - 1) % 8) & 1) != 0;
}

bool is_image_data(Frame frame) { return frame.size() > kFif && frame[2] == T4_FCD; }

bool is_page_return(Frame frame) { return frame.size() >= kFif && frame[2] == T4_RCP; }

PageTerms terms_of(Frame dcs) {
  PageTerms terms;
  for (const auto& row : kRates) {
    if (row.code != rate_code(dcs)) continue;
    terms.bit_rate = row.bit_rate;
    terms.modem = row.modem;
  }
  terms.ecm = fif_bit(dcs, 27);
  terms.frame_octets = fif_bit(dcs, 28) ? 64 : 256;
  terms.coding = fif_bit(dcs, 31) ? Compression::mmr : fif_bit(dcs, 16) ? Compression::mr : Compression::mh;
  terms.width = fif_bit(dcs, 18) ? 2432 : fif_bit(dcs, 17) ? 2048 : 1728;
  terms.resolution = fif_bit(dcs, 41) ? "204x391" : fif_bit(dcs, 15) ? "204x196" : "204x98";
  return terms;
}

// Identities travel backwards, padded with blanks (T.30 5.3.6.2.4).
std::string identity_of(Frame frame) {
  if (frame.size() <= kFif) return {};
  const std::string text(frame.rbegin(), frame.rend() - kFif);
  return std::string{trimmed(printable_ascii(text, 20))};
}

Maker maker_of(Frame nsf) {
  const char* country = nullptr;
  const char* vendor = nullptr;
  const char* model = nullptr;
  // T.35: a country code, a maker's code of two octets, and more. The library reads that far.
  if (nsf.size() >= kFif + 6)
    t35_decode(nsf.data() + kFif, static_cast<int>(nsf.size() - kFif), &country, &vendor, &model);
  const auto text = [](const char* words) { return words == nullptr ? std::string{} : std::string{words}; };
  return {text(country), text(vendor), text(model)};
}

std::string name_of_frame(Frame frame) {
  if (frame.size() < kFif) return "?";
  std::string name = t30_frametype(frame[2]);
  const int fcf = fcf_of(frame);
  if (fcf == T30_PPS || fcf == T30_EOR)
    name.append("-").append(fcf2_of(frame) == T30_NULL ? "NULL" : t30_frametype(frame[3]));
  return name;
}

std::string detail_of_frame(Frame frame) {
  const auto words = words_of(frame);
  return words.empty() ? hex(frame) : words + " | " + hex(frame);
}

}  // namespace caselli::fax
