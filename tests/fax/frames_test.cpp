// T.30 frames as words, and frames the engine must not see. The octets are written after
// T.30 (tables 1 and 2), first bit sent lowest.

#include <gtest/gtest.h>

#include <algorithm>

#include "fax/t30_frames.h"
#include "fax/t30_hazards.h"
#include "fax_call.h"

namespace caselli::test {
namespace {

using fax::Frame;
using Octets = std::vector<std::uint8_t>;

// DCS with bits 1 to 48 of table 2 set from `bits`.
Octets dcs(std::initializer_list<int> bits, std::size_t octets = 6) {
  Octets frame{0xFF, 0x13, 0x83};
  frame.resize(3 + octets);
  for (const int bit : bits)
    frame[static_cast<std::size_t>(3 + (bit - 1) / 8)] |= static_cast<std::uint8_t>(1 << ((bit - 1) % 8));
  return frame;
}

TEST(Frames, have_the_names_of_t30) {
  const auto name = [](Octets frame) { return fax::name_of_frame(frame); };
  EXPECT_EQ(name({0xFF, 0x13, 0x80}), "DIS");
  EXPECT_EQ(name({0xFF, 0x13, 0x83}), "DCS");
  EXPECT_EQ(name({0xFF, 0x13, 0x84}), "CFR");
  EXPECT_EQ(name({0xFF, 0x13, 0x8C}), "MCF");
  EXPECT_EQ(name({0xFF, 0x13, 0x4C}), "RTN");
  EXPECT_EQ(name({0xFF, 0x13, 0xFB}), "DCN");
  EXPECT_EQ(name({0xFF, 0x13, 0xBF, 0x2F, 0, 0, 5}), "PPS-EOP");
  EXPECT_EQ(name({0xFF, 0x13, 0xBF, 0x4F, 0, 0, 5}), "PPS-MPS");
  EXPECT_EQ(name({0xFF, 0x13, 0xBF, 0x00, 0, 0, 255}), "PPS-NULL");
}

TEST(Frames, dcs_says_what_was_set) {
  // 14400 V.17 is bit 14; fine is bit 15; ECM bit 27; T.6 bit 31.
  const auto best = fax::terms_of(dcs({10, 14, 15, 20, 27, 31}));
  EXPECT_EQ(best.bit_rate, 14400);
  EXPECT_EQ(best.modem, "V.17");
  EXPECT_TRUE(best.ecm);
  EXPECT_EQ(best.frame_octets, 256);
  EXPECT_EQ(best.coding, Compression::mmr);
  EXPECT_EQ(best.resolution, "204x196");
  EXPECT_EQ(best.width, 1728);
  // V.29 at 9600 is bit 11; MR bit 16; A3 bit 18; superfine bit 41; frames of 64 octets bit 28.
  const auto other = fax::terms_of(dcs({10, 11, 16, 18, 28, 41}));
  EXPECT_EQ(other.bit_rate, 9600);
  EXPECT_EQ(other.modem, "V.29");
  EXPECT_FALSE(other.ecm);
  EXPECT_EQ(other.frame_octets, 64);
  EXPECT_EQ(other.coding, Compression::mr);
  EXPECT_EQ(other.resolution, "204x391");
  EXPECT_EQ(other.width, 2432);
  EXPECT_EQ(fax::terms_of(dcs({10, 12})).bit_rate, 4800);
  EXPECT_EQ(fax::terms_of(dcs({10, 12})).modem, "V.27ter");
  EXPECT_EQ(fax::terms_of(dcs({10, 17})).width, 2048);
}

TEST(Frames, identities_are_turned_round) {
  Octets csi{0xFF, 0x03, 0x40};
  const std::string backwards = "4321 03 94+          ";
  csi.insert(csi.end(), backwards.begin(), backwards.begin() + 20);
  EXPECT_EQ(fax::identity_of(csi), "+49 30 1234");
  EXPECT_NE(fax::detail_of_frame(csi).find("\"+49 30 1234\""), std::string::npos);
}

TEST(Frames, cut_short_are_described_without_harm) {
  for (int fcf = 0; fcf < 256; ++fcf)
    for (std::size_t size = 0; size < 12; ++size) {
      Octets frame(size, 0xFF);
      if (size > 2) frame[2] = static_cast<std::uint8_t>(fcf);
      EXPECT_FALSE(fax::name_of_frame(frame).empty());
      fax::detail_of_frame(frame);
      fax::terms_of(frame);
      fax::identity_of(frame);
      fax::maker_of(frame);
    }
}

TEST(Frames, a_makers_mark_is_read) {
  // T.35: Japan (0x00), maker 0x00 0x0E: Panasonic in every list of NSF codes.
  const auto maker = fax::maker_of(Octets{0xFF, 0x03, 0x20, 0x00, 0x00, 0x0E, 0x00, 0x00, 0x00, 0x96});
  EXPECT_EQ(maker.country, "Japan");
  EXPECT_NE(maker.vendor.find("Panasonic"), std::string::npos) << maker.vendor;
}

TEST(Hazards, are_known) {
  EXPECT_FALSE(fax::breaks_engine(dcs({10, 14, 15, 27, 31})));
  EXPECT_FALSE(fax::breaks_engine(Octets{0xFF, 0x03, 0x06, 0x00, 0x55}));
  EXPECT_TRUE(fax::breaks_engine(Octets{0xFF, 0x03, 0x06}));
  EXPECT_TRUE(fax::breaks_engine(dcs({10, 14, 17, 18})));
  EXPECT_TRUE(fax::breaks_engine(dcs({10, 14, 78}, 10)));
  EXPECT_TRUE(fax::breaks_engine(dcs({10, 14, 42})));
  EXPECT_TRUE(fax::breaks_engine(dcs({10, 14}, 60)));
}

// An IFP packet with one whole HDLC frame in it (T.38 clause 7, version 0); `data_type` is the modem.
IfpPacket packet_with(const Octets& frame, int data_type, std::uint16_t seq) {
  IfpPacket packet;
  packet.seq = seq;
  auto& bytes = packet.bytes;
  bytes = {static_cast<std::uint8_t>(0xC0 | data_type << 1), 2, 0x80,
           static_cast<std::uint8_t>((frame.size() - 1) >> 8), static_cast<std::uint8_t>(frame.size() - 1)};
  for (auto octet : frame) {  // bits travel turned round
    std::uint8_t turned = 0;
    for (int i = 0; i < 8; ++i) turned |= static_cast<std::uint8_t>((octet >> i & 1) << (7 - i));
    bytes.push_back(turned);
  }
  bytes.push_back(0x20);  // FCS OK
  return packet;
}

void hear(fax::FaxSession& session, const Octets& frame, int data_type, std::uint16_t seq) {
  MediaIn in;
  in.elapsed = kTick;
  in.packets = {packet_with(frame, data_type, seq)};
  MediaOut out;
  session.exchange(in, out);
}

constexpr int kV21 = 0, kV17_14400 = 8;

TEST(Hazards, image_data_without_a_number_does_not_crash_a_receiver) {
  FaxCall call(Transport::t38, {chart(1)});
  ASSERT_TRUE(call.pair->run_until([&] { return call.receiver->progress().page_bytes > 2000; }));
  // The first packet out of sequence only tells the engine where the numbers go on.
  for (std::uint16_t seq = 30000; seq < 30003; ++seq) hear(*call.receiver, {0xFF, 0x03, 0x06}, kV17_14400, seq);
  const auto trace = call.receiver->take_trace();
  EXPECT_TRUE(std::any_of(trace.begin(), trace.end(), [](const auto& entry) { return entry.what == "hostile"; }));
}

TEST(Hazards, a_dcs_of_any_length_or_content_does_not_harm_a_receiver) {
  for (const auto& frame :
       {dcs({10, 14, 15, 27, 31}, 200), dcs({10, 14, 17, 18}), dcs({10, 14, 78}, 10), dcs({10, 14, 106}, 15)}) {
    auto receiver = session_of(receive_order(Transport::t38));
    MediaIn in;
    in.elapsed = kTick;
    MediaOut out;
    for (int i = 0; i < 200; ++i) receiver->exchange(in, out);
    for (std::uint16_t seq = 0; seq < 3; ++seq) hear(*receiver, frame, kV21, seq);
    for (int i = 0; i < 500 && !receiver->result(); ++i) receiver->exchange(in, out);
    const auto trace = receiver->take_trace();
    EXPECT_TRUE(std::any_of(trace.begin(), trace.end(), [](const auto& entry) { return entry.what == "hostile"; }));
  }
}

TEST(Hazards, a_makers_mark_repeated_for_ever_is_shown_and_kept_once) {
  TempFolder folder;
  write_document(folder / "one.tif", {with_rows(chart(1), 100)});
  auto order = send_order(Transport::t38);
  order.document = folder / "one.tif";
  auto sender = session_of(order);
  // Panasonic, twenty times (the leak checker looks on), then a DIS that the fax goes on with:
  // V.17, receive, fine.
  for (std::uint16_t seq = 0; seq < 20; ++seq)
    hear(*sender, {0xFF, 0x03, 0x20, 0x00, 0x00, 0x0E, 0x00, 0x00, 0x00, 0x96}, kV21, seq);
  EXPECT_EQ(sender->progress().remote_country, "Japan");
  EXPECT_NE(sender->progress().remote_vendor.find("Panasonic"), std::string::npos);
  hear(*sender, {0xFF, 0x13, 0x80, 0x00, 0xEE, 0x78}, kV21, 20);
  // The signal ends (no-signal indicator), so that the sender may speak.
  MediaIn quiet;
  quiet.elapsed = kTick;
  quiet.packets = {IfpPacket{21, 1, {0x00}}};
  MediaOut ignored;
  sender->exchange(quiet, ignored);
  MediaIn in;
  in.elapsed = kTick;
  MediaOut out;
  for (int i = 0; i < 250 && sender->progress().dcs_attempts == 0; ++i) sender->exchange(in, out);
  EXPECT_EQ(sender->progress().last_frame, "> DCS");
  EXPECT_FALSE(sender->result());
}

TEST(Trace, shows_the_ladder_of_both_ends) {
  auto send = send_order(Transport::t38);
  send.started = Instant{std::chrono::seconds{1'000'000}};
  FaxCall call(send, receive_order(Transport::t38), {with_rows(chart(1), 300)});
  ASSERT_TRUE(call.pair->run());
  const auto trace = call.sender->take_trace();
  std::string ladder;
  auto before = send.started;
  for (const auto& entry : trace) {
    ladder += std::string{entry.way} + entry.what + " ";
    EXPECT_GE(entry.at, before);
    before = entry.at;
  }
  EXPECT_EQ(ladder, "<CSI <DIS >TSI >DCS <CFR >FCD >PPS-EOP <MCF >DCN .end ");
  EXPECT_NE(trace[3].detail.find("V.17 14400, ECM 256, MMR, 204x196, 1728 px"), std::string::npos);
  EXPECT_NE(trace[3].detail.find("ff 13 83"), std::string::npos);
  EXPECT_TRUE(call.sender->take_trace().empty());
}

}  // namespace
}  // namespace caselli::test
