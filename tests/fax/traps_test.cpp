// Each trap of the fax engine that was found by measuring, by name: what goes wrong behind
// a session must not become a wrong report in front of it.

#include <gtest/gtest.h>
#include <sys/resource.h>
#include <tiffio.h>

#include <csignal>
#include <fstream>

#include "fax_call.h"

namespace caselli::test {
namespace {

class Traps : public testing::TestWithParam<Transport> {};
INSTANTIATE_TEST_SUITE_P(, Traps, testing::Values(Transport::audio, Transport::t38), transport_name);

std::string name_of_trap(const testing::TestParamInfo<std::tuple<Transport, bool>>& about) {
  const auto [transport, ecm] = about.param;
  return std::string{name_of(transport)} + (ecm ? "_ecm" : "_plain");
}
class TrapsInEachMode : public testing::TestWithParam<std::tuple<Transport, bool>> {
 protected:
  Transport transport() const { return std::get<0>(GetParam()); }
  fax::FaxOrder send() const {
    auto order = send_order(transport());
    order.ecm = std::get<1>(GetParam());
    return order;
  }
};
INSTANTIATE_TEST_SUITE_P(, TrapsInEachMode,
                         testing::Combine(testing::Values(Transport::audio, Transport::t38), testing::Bool()),
                         name_of_trap);

TEST_P(TrapsInEachMode, a_page_that_cannot_be_stored_is_never_confirmed_to_the_sender) {
  const auto piece = with_rows(chart(1), 500);
  FaxCall call(send(), receive_order(transport()), {piece, piece, piece});
  // The disk is full when the second page is to be stored.
  call.pair->after_step = [&] {
    if (call.pair->pages.size() == 2 && !call.receiver->result()) call.receiver->stop(Outcome::storage_error);
  };
  ASSERT_TRUE(call.pair->run());
  EXPECT_EQ(code_of(call.received().outcome), "storage_error");
  EXPECT_EQ(call.received().pages_done, 1);
  ASSERT_EQ(call.received().pages.size(), 2u);
  EXPECT_FALSE(call.received().pages[1].confirmed);
  EXPECT_FALSE(row_of(call.sent().outcome).good);
  EXPECT_EQ(call.sent().pages_done, 1);
}

// The file in memory itself runs full: every write of libtiff fails, and SpanDSP does not see it.
TEST_P(TrapsInEachMode, a_page_damaged_in_memory_is_never_confirmed_to_the_sender) {
  FaxCall call(send(), receive_order(transport()), {chart(1)});
  ASSERT_TRUE(call.pair->run_until([&] { return call.receiver->progress().page_bytes > 1000; }));
  rlimit before{};
  ASSERT_EQ(getrlimit(RLIMIT_FSIZE, &before), 0);
  const auto handler = std::signal(SIGXFSZ, SIG_IGN);
  const rlimit tight{4096, before.rlim_max};
  ASSERT_EQ(setrlimit(RLIMIT_FSIZE, &tight), 0);
  const bool ended = call.pair->run();
  setrlimit(RLIMIT_FSIZE, &before);
  std::signal(SIGXFSZ, handler);

  ASSERT_TRUE(ended);
  EXPECT_EQ(code_of(call.received().outcome), "storage_error");
  EXPECT_NE(call.received().t30_text.find("not whole"), std::string::npos) << call.received().t30_text;
  EXPECT_EQ(call.received().pages_done, 0);
  EXPECT_TRUE(call.pair->pages.empty());
  EXPECT_FALSE(row_of(call.sent().outcome).good);
  EXPECT_EQ(call.sent().pages_done, 0);
}

// SpanDSP answers a refused last page (RTN) with DCN and reports OK.
// Behaviour row 8: sent means a confirmation for every page.
TEST_P(Traps, a_partial_send_is_not_reported_as_sent) {
  auto send = send_order(GetParam());
  send.ecm = false;
  auto receive = receive_order(GetParam());
  receive.refuse_pages = 1;
  FaxCall call(send, receive, {chart(1)});
  ASSERT_TRUE(call.pair->run());
  EXPECT_EQ(call.sent().t30_code, 0);
  EXPECT_EQ(code_of(call.sent().outcome), "page_failed") << call.sent().t30_text;
  EXPECT_EQ(call.sent().pages_done, 0);
  ASSERT_EQ(call.sent().pages.size(), 1u);
  EXPECT_FALSE(call.sent().pages[0].confirmed);
  EXPECT_FALSE(row_of(call.received().outcome).good);
  EXPECT_TRUE(call.pair->pages.empty());
}

TEST_P(Traps, a_page_refused_in_the_middle_is_sent_again_and_received_once) {
  auto send = send_order(GetParam());
  send.ecm = false;
  auto receive = receive_order(GetParam());
  receive.refuse_pages = 1;
  FaxCall call(send, receive, {with_rows(chart(1), 900), with_rows(chart(2), 900)});
  ASSERT_TRUE(call.pair->run());
  call.expect_good();
  EXPECT_EQ(call.sender->progress().rtn, 1);
  EXPECT_EQ(call.receiver->progress().rtn, 1);
  EXPECT_EQ(call.sender->progress().dcs_attempts, 2);
}

// Behaviour row 1: a fax never waits for media.
TEST_P(TrapsInEachMode, a_network_that_dies_in_mid_page_ends_both_sessions) {
  FaxCall call(send(), receive_order(transport()), {with_rows(chart(2), 600), chart(7)});
  call.pair->hang_up = false;
  ASSERT_TRUE(call.pair->run_until(
      [&] { return call.receiver->progress().page == 2 && call.receiver->progress().page_bytes > 10'000; }));
  const double cut_at = call.pair->seconds();
  call.pair->cut = true;
  ASSERT_TRUE(call.pair->run(std::chrono::minutes{5}));
  EXPECT_EQ(code_of(call.sent().outcome), "cut_off") << call.sent().t30_text;
  EXPECT_EQ(code_of(call.received().outcome), "cut_off") << call.received().t30_text;
  EXPECT_EQ(call.sent().pages_done, 1);
  EXPECT_EQ(call.received().pages_done, 1);
  // Our limit of 60 s of silence, at most after the rest of the page.
  EXPECT_LT(call.pair->seconds() - cut_at, 140);
}

TEST_P(Traps, a_receiver_nobody_talks_to_gives_up) {
  auto receiver = session_of(receive_order(GetParam()));
  MediaIn in;
  in.elapsed = kTick;
  if (GetParam() == Transport::audio) in.audio.assign(kTick, 0);
  MediaOut out;
  Samples passed = 0;
  for (; !receiver->result() && passed < 180 * kSampleRate; passed += kTick) receiver->exchange(in, out);
  ASSERT_TRUE(receiver->result());
  EXPECT_FALSE(row_of(receiver->result()->outcome).good);
  EXPECT_EQ(receiver->result()->pages_done, 0);
}

TEST_P(Traps, a_caller_nobody_answers_by_fax_gives_up) {
  TempFolder folder;
  write_document(folder / "one.tif", {with_rows(chart(2), 100)});
  auto order = send_order(GetParam());
  order.document = folder / "one.tif";
  auto sender = session_of(order);
  MediaIn in;
  in.elapsed = kTick;
  if (GetParam() == Transport::audio) in.audio.assign(kTick, 0);
  MediaOut out;
  Samples passed = 0;
  for (; !sender->result() && passed < 180 * kSampleRate; passed += kTick) sender->exchange(in, out);
  ASSERT_TRUE(sender->result());
  EXPECT_TRUE(sender->result()->outcome == Outcome::not_a_fax || sender->result()->outcome == Outcome::no_carrier)
      << code_of(sender->result()->outcome);
}

// Zeros in the place of a lost block make the modem lose its phase; a gap it is told of does not.
TEST(AudioTraps, a_lost_block_is_bridged_and_costs_no_call) {
  for (const std::uint64_t seed : {1, 2, 3}) {
    FaxCall call(Transport::audio, {chart(1)}, {.loss = 0.001, .seed = seed});
    ASSERT_TRUE(call.pair->run());
    call.expect_good();
  }
}

TEST(T38Traps, packets_lost_and_repaired_by_redundancy_leave_the_page_whole) {
  FaxCall call(Transport::t38, {chart(1)}, {.loss = 0.1, .redundancy = 3, .seed = 4});
  ASSERT_TRUE(call.pair->run());
  call.expect_good();
}

TEST(T38Traps, packets_out_of_order_or_twice_do_no_harm) {
  FaxCall call(Transport::t38, {with_rows(chart(1), 600)});
  // Every packet of the receiver's answers comes twice, and an old one comes again late.
  MediaOut out;
  std::vector<IfpPacket> heard_before;
  MediaIn to_sender, to_receiver;
  to_sender.elapsed = to_receiver.elapsed = kTick;
  while (!(call.sender->result() && call.receiver->result())) {
    call.sender->exchange(to_sender, out);
    to_receiver.packets.clear();
    for (const auto& packet : out.packets) {
      to_receiver.packets.push_back(packet);
      to_receiver.packets.push_back(packet);
      if (!heard_before.empty()) to_receiver.packets.push_back(heard_before.front());
    }
    heard_before = out.packets.empty() ? heard_before : out.packets;
    call.receiver->exchange(to_receiver, out);
    if (auto page = call.receiver->take_page()) call.pair->pages.push_back(*page);
    to_sender.packets = out.packets;
  }
  call.expect_good();
}

TEST_P(Traps, a_document_with_a_name_of_any_length_is_sent) {
  TempFolder folder;
  auto deep = folder.path();
  for (int i = 0; i < 3; ++i) deep /= std::string(120, static_cast<char>('a' + i));
  std::filesystem::create_directories(deep);
  write_document(deep / "document.tif", {with_rows(chart(2), 200)});
  auto order = send_order(GetParam());
  order.document = deep / "document.tif";
  ASSERT_GT(order.document.size(), 255u);
  auto sender = session_of(order);
  auto receiver = session_of(receive_order(GetParam()));
  FaxPair pair(*sender, *receiver);
  ASSERT_TRUE(pair.run());
  EXPECT_EQ(sender->result()->outcome, Outcome::sent);
}

// TIFFs that are not ours overflow SpanDSP's heap; it must never see one.
TEST(FaxOrders, a_document_that_is_not_canonical_is_refused) {
  TempFolder folder;
  const auto refusal = [&](const std::string& name) {
    auto order = send_order(Transport::audio);
    order.document = folder / name;
    auto made = fax::make_fax_session(order);
    return made ? std::string{"made"} : made.error().text;
  };
  EXPECT_NE(refusal("missing.tif").find("cannot be opened"), std::string::npos);

  std::ofstream(folder / "empty.tif").flush();
  EXPECT_NE(refusal("empty.tif").find("not a TIFF"), std::string::npos);

  const auto write = [&](const std::string& name, int samples, int bits, int coding, int width) {
    TIFF* tiff = TIFFOpen((folder / name).c_str(), "w");
    TIFFSetField(tiff, TIFFTAG_IMAGEWIDTH, width);
    TIFFSetField(tiff, TIFFTAG_IMAGELENGTH, 4);
    TIFFSetField(tiff, TIFFTAG_SAMPLESPERPIXEL, samples);
    TIFFSetField(tiff, TIFFTAG_BITSPERSAMPLE, bits);
    TIFFSetField(tiff, TIFFTAG_COMPRESSION, coding);
    TIFFSetField(tiff, TIFFTAG_PHOTOMETRIC, PHOTOMETRIC_MINISWHITE);
    TIFFSetField(tiff, TIFFTAG_PLANARCONFIG, PLANARCONFIG_CONTIG);
    TIFFSetField(tiff, TIFFTAG_ROWSPERSTRIP, 4);
    std::vector<std::uint8_t> rows(static_cast<std::size_t>(width * samples * bits / 8 + 8) * 4);
    TIFFWriteEncodedStrip(tiff, 0, rows.data(), TIFFStripSize(tiff));
    TIFFClose(tiff);
  };
  write("four_samples.tif", 4, 1, COMPRESSION_NONE, 1728);
  EXPECT_NE(refusal("four_samples.tif").find("one bit a pixel"), std::string::npos);
  write("grey.tif", 1, 8, COMPRESSION_NONE, 1728);
  EXPECT_NE(refusal("grey.tif").find("one bit a pixel"), std::string::npos);
  write("plain.tif", 1, 1, COMPRESSION_NONE, 1728);
  EXPECT_NE(refusal("plain.tif").find("Group 4"), std::string::npos);
  write("narrow.tif", 1, 1, COMPRESSION_CCITTFAX4, 1000);
  EXPECT_NE(refusal("narrow.tif").find("no width of a fax page"), std::string::npos);
}

TEST(FaxOrders, what_cannot_be_done_is_refused_with_a_sentence) {
  TempFolder folder;
  write_document(folder / "two.tif", {with_rows(chart(1), 50), with_rows(chart(2), 50)});
  const auto refusal = [&](const std::function<void(fax::FaxOrder&)>& spoil) {
    auto order = send_order(Transport::audio);
    order.document = folder / "two.tif";
    order.page_count = 2;
    spoil(order);
    auto made = fax::make_fax_session(order);
    return made ? std::string{} : made.error().text;
  };
  EXPECT_EQ(refusal([](auto&) {}), "");
  EXPECT_EQ(refusal([](auto& order) { order.local_id = std::string(20, '8'); }), "");
  EXPECT_NE(refusal([](auto& order) { order.local_id = std::string(21, '8'); }), "");
  EXPECT_NE(refusal([](auto& order) { order.local_id = "Küche"; }), "");
  EXPECT_NE(refusal([](auto& order) { order.transport = Transport::none; }), "");
  EXPECT_NE(refusal([](auto& order) { order.direction = Direction::none; }), "");
  EXPECT_NE(refusal([](auto& order) { order.mh = order.mr = order.mmr = false; }), "");
  EXPECT_NE(refusal([](auto& order) { order.mh = order.mr = order.ecm = false; }), "");
  EXPECT_NE(refusal([](auto& order) { order.max_rate = 300; }), "");
  EXPECT_NE(refusal([](auto& order) { order.page_count = 3; }), "");
  EXPECT_NE(refusal([](auto& order) { order.first_page = 3; }), "");
  EXPECT_NE(refusal([](auto& order) { order.last_page = 5; }), "");
}

}  // namespace
}  // namespace caselli::test
