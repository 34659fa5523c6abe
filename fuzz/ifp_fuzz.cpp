// IFP packets from strangers (T.38 clause 7), thrown at a T.38 session in several states of a
// call: it must come to an end of its own or by stop(), and never crash or tell nonsense.
//
// Input: an octet that chooses the state, then packets: two octets of length, the octets.

#include <unistd.h>

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>
#include <vector>

#include "fax/fax_session.h"

namespace {

using namespace caselli;
using fax::FaxSession;

// A page of white rows in T.6: one vertical code of no offset a row, a bit each, then EOFB.
constexpr std::uint32_t kRows = 6000;
const std::string& document() {
  static const std::string path = [] {
    std::string name = "/tmp/caselli-ifp-fuzz-XXXXXX";
    const int fd = ::mkstemp(name.data());
    std::vector<std::uint8_t> file{'I', 'I', 42, 0, 8, 0, 0, 0};
    const auto u16 = [&file](unsigned value) {
      file.push_back(static_cast<std::uint8_t>(value));
      file.push_back(static_cast<std::uint8_t>(value >> 8));
    };
    const auto entry = [&](unsigned tag, unsigned type, std::uint32_t value) {
      u16(tag);
      u16(type);
      u16(1);
      u16(0);
      u16(value & 0xFFFF);
      u16(value >> 16);
    };
    u16(8);
    constexpr std::uint32_t kData = 8 + 2 + 8 * 12 + 4;
    entry(256, 4, 1728);
    entry(257, 4, kRows);
    entry(258, 3, 1);
    entry(259, 3, 4);
    entry(262, 3, 0);
    entry(273, 4, kData);
    entry(278, 4, kRows);
    entry(279, 4, kRows / 8 + 3);
    u16(0);
    u16(0);
    file.insert(file.end(), kRows / 8, 0xFF);
    for (const int octet : {0x00, 0x10, 0x01}) file.push_back(static_cast<std::uint8_t>(octet));
    if (::write(fd, file.data(), file.size()) != static_cast<ssize_t>(file.size())) std::abort();
    ::close(fd);
    return name;
  }();
  return path;
}

std::unique_ptr<FaxSession> session(bool sending, bool ecm) {
  fax::FaxOrder order;
  order.transport = Transport::t38;
  order.direction = sending ? Direction::send : Direction::receive;
  order.calling = sending;
  order.ecm = ecm;
  if (sending) order.document = document();
  auto made = fax::make_fax_session(order);
  if (!made) {
    std::fprintf(stderr, "%s\n", made.error().text.c_str());
    std::abort();
  }
  return std::move(made).value();
}

// Where the fuzzed end of the call stands when the strange packets come.
struct Start {
  bool sending, ecm;
  fax::FaxProgress::Phase phase;
};
constexpr Start kStarts[] = {
    {false, true, fax::FaxProgress::Phase::idle},      {true, true, fax::FaxProgress::Phase::idle},
    {false, true, fax::FaxProgress::Phase::negotiate}, {true, true, fax::FaxProgress::Phase::negotiate},
    {false, true, fax::FaxProgress::Phase::page},      {false, false, fax::FaxProgress::Phase::page},
    {true, true, fax::FaxProgress::Phase::after_page}, {true, false, fax::FaxProgress::Phase::after_page},
};

// Runs a good call up to that state; gives the fuzzed end and the number of its next packet.
std::pair<std::unique_ptr<FaxSession>, std::uint16_t> brought_to(const Start& start) {
  auto ours = session(start.sending, start.ecm), theirs = session(!start.sending, start.ecm);
  MediaIn to_ours, to_theirs;
  to_ours.elapsed = to_theirs.elapsed = kTick;
  MediaOut out;
  std::uint16_t seq = 0;
  for (int tick = 0; tick < 2000; ++tick) {
    // In a page only once its first data came.
    const bool there = ours->progress().phase == start.phase;
    if (there && (start.phase != fax::FaxProgress::Phase::page || ours->progress().page_bytes > 0)) break;
    ours->exchange(to_ours, out);
    to_theirs.packets = out.packets;
    theirs->exchange(to_theirs, out);
    to_ours.packets = out.packets;
    if (!out.packets.empty()) seq = static_cast<std::uint16_t>(out.packets.back().seq + 1);
  }
  // What was said last is heard before the strangers begin.
  ours->exchange(to_ours, out);
  return {std::move(ours), seq};
}

void check(const FaxSession& session) {
  const auto progress = session.progress();
  if (progress.document_share < 0 || progress.document_share > 1) std::abort();
  if (progress.page < 0 || progress.pages_done < 0 || progress.page_bytes < 0) std::abort();
  if (session.result() && session.result()->outcome == Outcome::none) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 1) return 0;
  auto [ours, seq] = brought_to(kStarts[data[0] % std::size(kStarts)]);
  MediaOut out;
  for (std::size_t at = 1; at + 2 <= size && !ours->result();) {
    const std::size_t length = std::min<std::size_t>(data[at] | data[at + 1] << 8, size - at - 2);
    at += 2;
    MediaIn in;
    in.elapsed = kTick;
    in.packets.push_back({seq++, 1, {data + at, data + at + length}});
    at += length;
    ours->exchange(in, out);
    ours->take_page();
    check(*ours);
  }
  MediaIn silence;
  silence.elapsed = kTick;
  for (int tick = 0; tick < 200 && !ours->result(); ++tick) ours->exchange(silence, out);
  ours->stop(Outcome::cancelled);
  if (!ours->result()) std::abort();
  check(*ours);
  ours->take_trace();
  return 0;
}
