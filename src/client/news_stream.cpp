#include "client/news_stream.h"

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "service/service_json.h"

namespace caselli {
namespace {

constexpr std::size_t kMostErrorBytes = 64u * 1024;

bool is_event_stream(const HttpAnswer& head) {
  const auto type = head.headers.find("content-type");
  return head.status == 200 && type != head.headers.end() && type->second.starts_with("text/event-stream");
}

}  // namespace

struct NewsStream::State {
  State(std::shared_ptr<HttpClient> http_client, std::function<void()> news, NewsTiming times)
      : http(std::move(http_client)), on_news(std::move(news)), timing(times) {}

  const std::shared_ptr<HttpClient> http;
  const std::function<void()> on_news;
  const NewsTiming timing;
  NewsMirror mirror;

  mutable std::mutex mutex;
  std::condition_variable wake;
  bool stopped = false;
  LinkState link{false, "connecting"};
  std::shared_ptr<HttpClient::Stream> connection;
  std::thread thread;

  // Only the stream's thread uses these.
  SseParser parser;
  std::string last_id;
  bool heard = false;  // on this connection
  HttpAnswer answer;

  void follow() noexcept;
  Status read_once();
  bool take(std::string_view data);
  std::string why_lost(const Status& end) const;
  void set_link(LinkState now);
  bool is_stopped() const {
    const std::lock_guard lock{mutex};
    return stopped;
  }
};

NewsStream::NewsStream(std::shared_ptr<HttpClient> http, std::function<void()> on_news, NewsTiming timing)
    : state_(std::make_shared<State>(std::move(http), std::move(on_news), timing)) {
  state_->thread = std::thread([state = state_] { state->follow(); });
}

NewsStream::~NewsStream() { stop(); }

void NewsStream::stop() {
  std::thread thread;
  {
    const std::lock_guard lock{state_->mutex};
    state_->stopped = true;
    if (state_->connection) state_->connection->stop();
    state_->wake.notify_all();
    thread.swap(state_->thread);
  }
  if (!thread.joinable()) return;
  if (thread.get_id() == std::this_thread::get_id())
    thread.detach();
  else
    thread.join();
}

Changes NewsStream::changes(Revision after) const { return state_->mirror.changes(after); }

LinkState NewsStream::link() const {
  const std::lock_guard lock{state_->mutex};
  return state_->link;
}

void NewsStream::State::follow() noexcept {
  auto pause = timing.first_pause;
  while (!is_stopped()) {
    const auto end = read_once();
    if (is_stopped()) return;
    set_link({false, why_lost(end)});
    if (heard) pause = timing.first_pause;
    std::unique_lock lock{mutex};
    wake.wait_for(lock, pause, [this] { return stopped; });
    pause = std::min(pause * 2, timing.longest_pause);
  }
}

Status NewsStream::State::read_once() {
  HttpCall call;
  call.path = "/v1/events";
  call.headers = {{"Accept", "text/event-stream"}, {"Cache-Control", "no-store"}};
  if (!last_id.empty()) call.headers.emplace_back("Last-Event-ID", last_id);
  parser.restart();
  heard = false;
  answer = {};
  const auto on_head = [this](const HttpAnswer& head) {
    answer = head;
    if (is_event_stream(head)) set_link({true, ""});
    return true;
  };
  std::shared_ptr<HttpClient::Stream> next = http->stream(
      call, on_head, [this](std::string_view data) { return take(data); }, timing.silence);
  {
    const std::lock_guard lock{mutex};
    if (stopped) return Done{};
    connection = next;
  }
  auto end = next->run();
  const std::lock_guard lock{mutex};
  connection.reset();
  return end;
}

bool NewsStream::State::take(std::string_view data) {
  if (!is_event_stream(answer)) {  // what it says instead
    answer.body += data;
    return answer.body.size() <= kMostErrorBytes;
  }
  heard = true;
  bool news = false;
  parser.feed(data, [&](const SseEvent& event) {
    news |= mirror.apply(event);
    last_id = event.id;
  });
  if (news && !is_stopped()) on_news();
  return true;
}

std::string NewsStream::State::why_lost(const Status& end) const {
  if (!end) return end.error().text;
  if (is_event_stream(answer)) return "the server ended the stream of events";
  const auto json = parse_json(answer.body);
  return error_from_problem(answer.status, json ? *json : Json::object()).text;
}

void NewsStream::State::set_link(LinkState now) {
  {
    const std::lock_guard lock{mutex};
    if (stopped || (now.up == link.up && now.text == link.text)) return;
    link = std::move(now);
  }
  on_news();
}

}  // namespace caselli
