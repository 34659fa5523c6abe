#include "http/http_client.h"

#include <fmt/format.h>

#include <mutex>

#include "http/curl_slot.h"

namespace caselli {
namespace {

constexpr std::size_t kMostIdleSlots = 16;

class CurlStream final : public HttpClient::Stream {
 public:
  CurlStream(std::string base, std::string token, HttpCall call, CurlSlot::OnHead on_head, CurlSlot::OnData on_data,
             std::chrono::milliseconds silence)
      : base_(std::move(base)),
        token_(std::move(token)),
        call_(std::move(call)),
        on_head_(std::move(on_head)),
        on_data_(std::move(on_data)),
        silence_(silence) {}

  Status run() override {
    return slot_.run(base_, token_, call_, {.silence = silence_, .endless = true}, on_head_, on_data_);
  }
  void stop() override { slot_.stop(); }

 private:
  const std::string base_, token_;
  const HttpCall call_;
  const CurlSlot::OnHead on_head_;
  const CurlSlot::OnData on_data_;
  const std::chrono::milliseconds silence_;
  CurlSlot slot_;
};

// Each slot keeps its own connection; as many are made as calls run at the same time.
class CurlClient final : public HttpClient {
 public:
  CurlClient(std::string base, std::string token) : base_(std::move(base)), token_(std::move(token)) {}

  Result<HttpAnswer> call(const HttpCall& call) override {
    auto slot = take_slot();
    HttpAnswer answer;
    bool too_long = false;
    const auto on_head = [&](const HttpAnswer& head) {
      answer = head;
      return true;
    };
    const auto on_data = [&](std::string_view data) {
      too_long = data.size() > call.most_bytes - answer.body.size();
      if (!too_long) answer.body += data;
      return !too_long;
    };
    const auto done = slot->run(base_, token_, call, {.silence = call.timeout}, on_head, on_data);
    give_back(std::move(slot));
    if (!done) return done.error();
    if (too_long)
      return Error{Errc::internal,
                   fmt::format("the answer of {} is longer than the {} bytes allowed here", base_, call.most_bytes)};
    return answer;
  }

  std::unique_ptr<Stream> stream(const HttpCall& call, std::function<bool(const HttpAnswer&)> on_head,
                                 std::function<bool(std::string_view)> on_data,
                                 std::chrono::milliseconds silence) override {
    return std::make_unique<CurlStream>(base_, token_, call, std::move(on_head), std::move(on_data), silence);
  }

 private:
  std::unique_ptr<CurlSlot> take_slot() {
    {
      const std::lock_guard lock{mutex_};
      if (!idle_.empty()) {
        auto slot = std::move(idle_.back());  // the one used last: its connection is the warmest
        idle_.pop_back();
        return slot;
      }
    }
    return std::make_unique<CurlSlot>();
  }
  void give_back(std::unique_ptr<CurlSlot> slot) {
    const std::lock_guard lock{mutex_};
    if (idle_.size() < kMostIdleSlots) idle_.push_back(std::move(slot));
  }

  const std::string base_, token_;
  std::mutex mutex_;
  std::vector<std::unique_ptr<CurlSlot>> idle_;
};

}  // namespace

std::unique_ptr<HttpClient> make_http_client(const std::string& base, const std::string& token) {
  return std::make_unique<CurlClient>(base, token);
}

}  // namespace caselli
