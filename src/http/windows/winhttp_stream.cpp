#include "http/windows/winhttp_stream.h"

#include <array>
#include <condition_variable>
#include <mutex>
#include <optional>

#include "http/windows/winhttp_error.h"
#include "http/windows/winhttp_request.h"

namespace caselli {
namespace {

// What WinHTTP's threads tell the one that runs the stream. WinHTTP may go on using it
// after run() has ended, until it says that the request's handle is gone.
struct Signal {
  enum class Happened { sent, head, available, read, failed };
  struct Event {
    Happened happened;
    DWORD value = 0;  // bytes, or what went wrong
  };

  std::mutex mutex;
  std::condition_variable wake;
  std::optional<Event> event;  // one operation is under way at a time
  bool stopped = false;
  std::array<char, 16 * 1024> buffer;
  std::shared_ptr<Signal> kept;  // by the request, while it lives

  void tell(Event news) {
    const std::lock_guard lock{mutex};
    event = news;
    wake.notify_all();
  }
};

void CALLBACK on_status(HINTERNET, DWORD_PTR context, DWORD status, void* info, DWORD size) {
  auto* signal = reinterpret_cast<Signal*>(context);
  if (!signal) return;
  using Happened = Signal::Happened;
  switch (status) {
    case WINHTTP_CALLBACK_STATUS_SENDREQUEST_COMPLETE:
      return signal->tell({Happened::sent});
    case WINHTTP_CALLBACK_STATUS_HEADERS_AVAILABLE:
      return signal->tell({Happened::head});
    case WINHTTP_CALLBACK_STATUS_DATA_AVAILABLE:
      return signal->tell({Happened::available, *static_cast<DWORD*>(info)});
    case WINHTTP_CALLBACK_STATUS_READ_COMPLETE:
      return signal->tell({Happened::read, size});
    case WINHTTP_CALLBACK_STATUS_REQUEST_ERROR:
      return signal->tell({Happened::failed, static_cast<WINHTTP_ASYNC_RESULT*>(info)->dwError});
    case WINHTTP_CALLBACK_STATUS_HANDLE_CLOSING: {
      const auto last = std::move(signal->kept);
      return;
    }
    default:
      return;
  }
}

// Callbacks may come after everything of ours is gone: their code must still be there.
void keep_this_module() {
  HMODULE module = nullptr;
  GetModuleHandleExW(GET_MODULE_HANDLE_EX_FLAG_FROM_ADDRESS | GET_MODULE_HANDLE_EX_FLAG_PIN,
                     reinterpret_cast<LPCWSTR>(&on_status), &module);
}

class WinHttpStream final : public HttpClient::Stream {
 public:
  explicit WinHttpStream(WinHttpStreamCall call) : call_(std::move(call)), server_(call_.base, true) {
    keep_this_module();
  }

  Status run() override {
    auto made = server_.request(call_.call, call_.token, call_.silence);
    if (!made) return made.error();
    WinHttpHandle request = std::move(*made);
    signal_->kept = signal_;
    if (WinHttpSetStatusCallback(request.get(), &on_status, WINHTTP_CALLBACK_FLAG_ALL_NOTIFICATIONS, 0) ==
            WINHTTP_INVALID_STATUS_CALLBACK ||
        !request.set(WINHTTP_OPTION_CONTEXT_VALUE, reinterpret_cast<DWORD_PTR>(signal_.get()))) {
      signal_->kept.reset();
      return winhttp_error({call_.base, GetLastError(), call_.silence});
    }
    return follow(request.get());
  }

  void stop() override {
    const std::lock_guard lock{signal_->mutex};
    signal_->stopped = true;
    signal_->wake.notify_all();
  }

 private:
  using Happened = Signal::Happened;

  Status follow(HINTERNET request) {
    bool answering = false;
    BOOL begun = WinHttpSendRequest(request, WINHTTP_NO_ADDITIONAL_HEADERS, 0, WINHTTP_NO_REQUEST_DATA, 0, 0,
                                    reinterpret_cast<DWORD_PTR>(signal_.get()));
    while (true) {
      if (!begun) return failed(GetLastError(), answering);
      const auto next = wait_for_event();
      if (next.stopped) return Done{};
      if (!next.event) return failed(ERROR_WINHTTP_TIMEOUT, answering);
      switch (next.event->happened) {
        case Happened::sent:
          begun = WinHttpReceiveResponse(request, nullptr);
          break;
        case Happened::head:
          answering = true;
          if (call_.on_head && !call_.on_head(read_head(request))) return Done{};
          begun = WinHttpQueryDataAvailable(request, nullptr);
          break;
        case Happened::available: {
          auto& buffer = signal_->buffer;
          if (next.event->value == 0) return Done{};
          begun = WinHttpReadData(request, buffer.data(),
                                  std::min(next.event->value, static_cast<DWORD>(buffer.size())), nullptr);
          break;
        }
        case Happened::read:
          if (next.event->value == 0) return Done{};
          if (!call_.on_data({signal_->buffer.data(), next.event->value})) return Done{};
          begun = WinHttpQueryDataAvailable(request, nullptr);
          break;
        case Happened::failed:
          return failed(next.event->value, answering);
      }
    }
  }

  struct Waited {
    bool stopped = false;
    std::optional<Signal::Event> event;
  };
  Waited wait_for_event() {
    std::unique_lock lock{signal_->mutex};
    signal_->wake.wait_for(lock, call_.silence, [this] { return signal_->stopped || signal_->event; });
    return {signal_->stopped, std::exchange(signal_->event, {})};
  }

  Error failed(DWORD code, bool answering) const { return winhttp_error({call_.base, code, call_.silence, answering}); }

  const WinHttpStreamCall call_;
  const WinHttpServer server_;
  const std::shared_ptr<Signal> signal_ = std::make_shared<Signal>();
};

}  // namespace

std::unique_ptr<HttpClient::Stream> make_winhttp_stream(WinHttpStreamCall call) {
  return std::make_unique<WinHttpStream>(std::move(call));
}

}  // namespace caselli
