#pragma once
// A fax over the media of a SIP call and a bad network, in virtual time: all is real but the
// signalling, of which only the offer, the answer and the end are left.

#include <gtest/gtest.h>

#include <filesystem>
#include <memory>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "base/virtual_time.h"
#include "document/fax_image.h"
#include "line/line_end.h"
#include "line/sip/call_media.h"
#include "sip/media_answer.h"
#include "support/impaired_network.h"

namespace caselli::test {

// One end's Call. Whoever hangs up, the other hears of it a tenth of a second later.
class MediaCall final : public Call {
 public:
  MediaCall(std::unique_ptr<sip_line::CallMedia> media, std::shared_ptr<LineEnd> end)
      : media_(std::move(media)), end_(std::move(end)) {}
  void answer() override {}
  void keep_media(bool) override {}
  MediaStats media_stats() const override { return media_->stats(); }
  void release(Release why) override {
    over(why, {});
    if (const auto other = other_.lock()) other->over({}, std::chrono::milliseconds{100});
  }

  void begin(const MediaAgreed& agreed, std::weak_ptr<MediaCall> other) {
    other_ = std::move(other);
    end_->executor()->post([this, agreed] {
      end_->on_answered();
      end_->on_media(kind_of(agreed));
      const auto used = media_->use(agreed, end_);
      ASSERT_TRUE(used) << used.error().text;
    });
  }
  const sip_line::CallMedia& media() const { return *media_; }

 private:
  void over(Release why, std::chrono::nanoseconds later) {
    if (std::exchange(over_, true)) return;
    end_->executor()
        ->after(later,
                [this, why = std::move(why)] {
                  media_->stop();
                  end_->on_released(why);
                })
        .detach();
  }

  const std::unique_ptr<sip_line::CallMedia> media_;
  const std::shared_ptr<LineEnd> end_;
  std::weak_ptr<MediaCall> other_;
  bool over_ = false;
};

struct FaxOverNetwork {
  Transport transport = Transport::t38;
  T38ErrorCorrection correction = T38ErrorCorrection::redundancy;
  int depth = 3;  // of redundancy, or parities: the longest burst of losses that is mended
  bool ecm = true;
  Impairment way{};                       // both directions
  double caller_ppm = 0, callee_ppm = 0;  // how much too fast their clocks run
  AudioCodec codec = AudioCodec::pcma;
  std::uint64_t seed = 1;
  std::filesystem::path document;
  int pages = 0;
};

struct FaxOverNetworkEnd {
  Outcome sent = Outcome::none, received = Outcome::none;
  std::string sent_text, received_text;
  int bit_rate = 0;
  int corrections = 0;  // PPR, RTN and FTT, of the sender
  int bad_rows = 0;     // of all received pages
  double seconds = 0;   // line time
  MediaStats caller, callee;
  ImpairedCounters there, back;
  std::vector<PageImage> pages;
};

// Makes the call and runs it to its end.
inline FaxOverNetworkEnd run_fax_over_network(const FaxOverNetwork& what) {
  VirtualTime time;
  ImpairedNetwork network(time, what.seed);
  std::mt19937_64 random(what.seed);
  struct End {
    ImpairedNetwork::Host& host;
    std::shared_ptr<LineEnd> end;
    std::shared_ptr<MediaCall> call;
    LocalMedia local;
  };
  std::vector<End> ends;
  for (const bool calls : {true, false}) {
    auto& host = network.add_host(calls ? "192.0.2.1" : "192.0.2.2", calls ? what.caller_ppm : what.callee_ppm);
    host.impair(what.way);
    auto end = std::make_shared<LineEnd>(time.make_strand());
    sip_line::CallMedia::Config config;
    config.address = host.address();
    config.ports = {20000, 20010};
    config.udptl.redundancy = config.udptl.fec_entries = what.depth;
    config.cname = "fax@" + host.address();
    config.random = [&random] { return random(); };
    auto media = sip_line::CallMedia::open(host, config, host.clock(), end->executor());
    EXPECT_TRUE(media) << media.error().text;
    if (!media) return {};
    LocalMedia local;
    local.session_id = random() >> 2;
    local.address = host.address();
    local.audio_port = (*media)->audio_port();
    local.t38_port = (*media)->t38_port();
    local.codecs = {what.codec};
    local.t38.error_correction = {what.correction};
    auto call = std::make_shared<MediaCall>(std::move(*media), end);
    end->call = call;
    fax::FaxOrder order;
    order.direction = calls ? Direction::send : Direction::receive;
    order.calling = calls;
    order.local_id = calls ? "1001" : "1002";
    order.ecm = what.ecm;
    if (calls) order.document = what.document;
    if (calls) order.page_count = what.pages;
    end->order = order;
    ends.push_back({host, std::move(end), std::move(call), local});
  }

  // Descriptions go as text, as they do in SIP.
  const auto kinds = what.transport == Transport::t38 ? OfferKinds::t38 : OfferKinds::audio;
  const auto offer = make_offer(ends[0].local, kinds);
  const auto answered = answer_offer(parse_sdp(print(offer)).value(), ends[1].local);
  const auto* answer = std::get_if<MediaAnswer>(&answered);
  EXPECT_NE(answer, nullptr);
  if (!answer) return {};
  const auto read = read_answer(offer, parse_sdp(print(answer->sdp)).value(), ends[0].local);
  const auto* accepted = std::get_if<AnswerAccepted>(&read);
  EXPECT_NE(accepted, nullptr);
  if (!accepted) return {};
  ends[1].call->begin(answer->agreed, ends[0].call);
  ends[0].call->begin(accepted->agreed, ends[1].call);

  time.run_until([&] { return ends[0].end->is_over() && ends[1].end->is_over(); }, std::chrono::hours{2});

  FaxOverNetworkEnd result;
  for (const bool calls : {true, false}) {
    const auto& end = ends[calls ? 0 : 1];
    if (const auto& fax = end.end->session->result()) {
      (calls ? result.sent : result.received) = fax->outcome;
      (calls ? result.sent_text : result.received_text) = fax->t30_text;
      result.bit_rate = fax->bit_rate;
      if (!calls)
        for (const auto& page : fax->pages) result.bad_rows += page.bad_rows;
    }
    const auto progress = end.end->session->progress();
    if (calls) result.corrections = progress.ppr + progress.rtn + progress.ftt;
    (calls ? result.caller : result.callee) = end.call->media_stats();
    (calls ? result.there : result.back) = end.host.counters();
    result.seconds = static_cast<double>(end.end->line_time) / kSampleRate;
  }
  result.pages = ends[1].end->pages;
  return result;
}

// The number of pages that are, pixel for pixel, those of the document.
inline int equal_pages(const FaxOverNetwork& what, const FaxOverNetworkEnd& end) {
  int equal = 0;
  for (int page = 1; page <= std::min<int>(what.pages, static_cast<int>(end.pages.size())); ++page) {
    const auto sent = decode_page(read_page(what.document, page).value());
    const auto got = decode_page(end.pages[static_cast<std::size_t>(page - 1)]);
    // Rows after the last of the page only hold its end, see same_pixels().
    if (got && got->width == sent->width && got->y_dpi == sent->y_dpi && got->rows.size() >= sent->rows.size() &&
        std::equal(sent->rows.begin(), sent->rows.end(), got->rows.begin()))
      ++equal;
  }
  return equal;
}

}  // namespace caselli::test
