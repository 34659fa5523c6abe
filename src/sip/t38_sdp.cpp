#include "sip/t38_sdp.h"

#include <algorithm>
#include <string>

#include "base/text.h"
#include "sip/sdp_text.h"

namespace caselli {
namespace {

constexpr int kLowestBitRate = 2400;    // V.27 ter
constexpr int kHighestBitRate = 33600;  // V.34
constexpr int kHighestVersion = 4;      // T.38 (11/2015)

// What a boolean attribute says. In the standard its presence says yes (D.2.3.1); before
// and beside it a number was appended.
bool t38_flag(std::string_view value) {
  return value != "0" && !sdp_same_word(value, "false") && !sdp_same_word(value, "no") && !sdp_same_word(value, "off");
}

// A number from the front of `value` (units may follow it), within limits.
std::optional<int> t38_number(std::string_view value, int least, int most) {
  const std::string_view digits = value.substr(0, value.find_first_not_of("0123456789"));
  const auto number = sdp_number(digits, static_cast<std::uint64_t>(most));
  if (!number || *number < static_cast<std::uint64_t>(least)) return std::nullopt;
  return static_cast<int>(*number);
}

void read_version(T38Terms& terms, std::string_view value) {
  terms.version = t38_number(value, 0, kHighestVersion).value_or(t38_number(value, 0, 255) ? kHighestVersion : 0);
}

void read_max_bit_rate(T38Terms& terms, std::string_view value) {
  terms.max_bit_rate = t38_number(value, kLowestBitRate, kHighestBitRate).value_or(T38Terms{}.max_bit_rate);
}

void read_fill_bit_removal(T38Terms& terms, std::string_view value) { terms.fill_bit_removal = t38_flag(value); }
void read_mmr(T38Terms& terms, std::string_view value) { terms.transcoding_mmr = t38_flag(value); }
void read_jbig(T38Terms& terms, std::string_view value) { terms.transcoding_jbig = t38_flag(value); }

void read_rate_management(T38Terms& terms, std::string_view value) {
  // `localTFC` is a slip found in the field.
  const bool local = lower_ascii(value).starts_with("local");
  terms.rate_management = local ? T38RateManagement::local_tcf : T38RateManagement::transferred_tcf;
}

void read_max_buffer(T38Terms& terms, std::string_view value) { terms.max_buffer = t38_number(value, 1, 1'000'000); }
void read_max_datagram(T38Terms& terms, std::string_view value) { terms.max_datagram = t38_number(value, 1, 65535); }

struct ErrorCorrectionName {
  T38ErrorCorrection value;
  std::string_view name;
  std::string_view part;  // in lower case: spellings that have it mean this
};
constexpr ErrorCorrectionName kErrorCorrectionNames[] = {
    {T38ErrorCorrection::none, "t38UDPNoEC", "no"},  // also `none`
    {T38ErrorCorrection::redundancy, "t38UDPRedundancy", "red"},
    {T38ErrorCorrection::fec, "t38UDPFEC", "fec"},
};

// Comes once for each scheme; some list several in one.
void read_error_correction(T38Terms& terms, std::string_view value) {
  for (const std::string& word : split(lower_ascii(value), ','))
    for (const ErrorCorrectionName& row : kErrorCorrectionNames) {
      auto& all = terms.error_correction;
      if (word.find(row.part) == std::string::npos) continue;
      if (std::find(all.begin(), all.end(), row.value) == all.end()) all.push_back(row.value);
      break;
    }
}

// Every spelling that is read, in lower case. What is printed: t38_attributes().
struct T38AttributeRow {
  std::string_view name;
  void (*read)(T38Terms& terms, std::string_view value);
};
constexpr T38AttributeRow kT38AttributeRows[] = {
    {"t38faxversion", read_version},
    {"t38version", read_version},
    {"t38maxbitrate", read_max_bit_rate},
    {"t38faxmaxbitrate", read_max_bit_rate},
    {"t38faxmaxrate", read_max_bit_rate},
    {"t38maxrate", read_max_bit_rate},
    {"t38faxbitrate", read_max_bit_rate},
    {"t38faxfillbitremoval", read_fill_bit_removal},
    {"t38fillbitremoval", read_fill_bit_removal},
    {"t38faxtranscodingmmr", read_mmr},
    {"t38transcodingmmr", read_mmr},
    {"t38faxtranscodingjbig", read_jbig},
    {"t38transcodingjbig", read_jbig},
    {"t38faxratemanagement", read_rate_management},
    {"t38faxratemgmt", read_rate_management},
    {"t38ratemanagement", read_rate_management},
    {"t38faxmaxbuffer", read_max_buffer},
    {"t38faxmaxbuffersize", read_max_buffer},
    {"t38maxbuffer", read_max_buffer},
    {"t38faxmaxdatagram", read_max_datagram},
    {"t38faxmaxdatagramsize", read_max_datagram},
    {"t38maxdatagram", read_max_datagram},
    {"t38faxudpec", read_error_correction},
    {"t38udpec", read_error_correction},
};

// The scheme we like best among those the far end named; none when it named none of ours.
// Where it says nothing: redundancy, unless we are to have none. Redundant entries are part
// of each UDPTL packet (T.38 9.1), so that any receiver reads past them; FEC is for those
// who name it.
T38ErrorCorrection chosen_error_correction(const T38Terms& ours, const std::vector<T38ErrorCorrection>& named) {
  const auto& liked = ours.error_correction;
  if (named.empty())
    return !liked.empty() && liked.front() == T38ErrorCorrection::none ? T38ErrorCorrection::none
                                                                       : T38ErrorCorrection::redundancy;
  if (liked.empty()) return named.front();
  for (const T38ErrorCorrection each : liked)
    if (std::find(named.begin(), named.end(), each) != named.end()) return each;
  return T38ErrorCorrection::none;
}

T38Terms lower_of(const T38Terms& a, const T38Terms& b) {
  T38Terms terms;
  terms.version = std::min(a.version, b.version);
  terms.max_bit_rate = std::min(a.max_bit_rate, b.max_bit_rate);
  terms.fill_bit_removal = a.fill_bit_removal && b.fill_bit_removal;
  terms.transcoding_mmr = a.transcoding_mmr && b.transcoding_mmr;
  terms.transcoding_jbig = a.transcoding_jbig && b.transcoding_jbig;
  // Over UDP the training check goes from end to end (T.38 8.2); method 1 is TCP's (8.1).
  terms.rate_management = T38RateManagement::transferred_tcf;
  return terms;
}

}  // namespace

std::string_view name_of(T38RateManagement value) {
  return value == T38RateManagement::local_tcf ? "localTCF" : "transferredTCF";
}

std::string_view name_of(T38ErrorCorrection value) {
  return kErrorCorrectionNames[static_cast<std::size_t>(value)].name;
}

T38Terms read_t38_terms(const SdpMedia& media) {
  T38Terms terms;
  for (const SdpAttribute& attribute : media.attributes) {
    // `a=T38FaxVersion=0` is wrong, and sent.
    const std::size_t sign = attribute.name.find('=');
    const std::string name = lower_ascii(trimmed(std::string_view{attribute.name}.substr(0, sign)));
    const std::string_view value =
        sign == std::string::npos ? attribute.value : trimmed(std::string_view{attribute.name}.substr(sign + 1));
    for (const T38AttributeRow& row : kT38AttributeRows)
      if (name == row.name) row.read(terms, value);
  }
  return terms;
}

std::vector<SdpAttribute> t38_attributes(const T38Terms& terms) {
  std::vector<SdpAttribute> all;
  const auto add = [&](const char* name, std::string value) { all.push_back({name, std::move(value)}); };
  add("T38FaxVersion", std::to_string(terms.version));
  add("T38MaxBitRate", std::to_string(terms.max_bit_rate));
  if (terms.fill_bit_removal) add("T38FaxFillBitRemoval", "");
  if (terms.transcoding_mmr) add("T38FaxTranscodingMMR", "");
  if (terms.transcoding_jbig) add("T38FaxTranscodingJBIG", "");
  add("T38FaxRateManagement", std::string{name_of(terms.rate_management)});
  if (terms.max_buffer) add("T38FaxMaxBuffer", std::to_string(*terms.max_buffer));
  if (terms.max_datagram) add("T38FaxMaxDatagram", std::to_string(*terms.max_datagram));
  for (const T38ErrorCorrection each : terms.error_correction) add("T38FaxUdpEC", std::string{name_of(each)});
  return all;
}

T38Terms answer_terms(const T38Terms& offered, const T38Terms& ours) {
  T38Terms answer = lower_of(offered, ours);
  answer.max_buffer = ours.max_buffer;
  answer.max_datagram = ours.max_datagram;
  answer.error_correction = {chosen_error_correction(ours, offered.error_correction)};
  return answer;
}

T38Terms agreed_terms(const T38Terms& ours, const T38Terms& answer) {
  T38Terms agreed = lower_of(ours, answer);
  agreed.max_buffer = answer.max_buffer;
  agreed.max_datagram = answer.max_datagram;
  agreed.error_correction = {chosen_error_correction(ours, answer.error_correction)};
  return agreed;
}

}  // namespace caselli
