#include "http/curl_slot.h"

#include <fmt/format.h>

#include <filesystem>
#include <fstream>

#include "base/text.h"
#include "http/curl_error.h"

namespace caselli {
namespace {

using Milliseconds = std::chrono::milliseconds;
using SteadyTime = std::chrono::steady_clock::time_point;

constexpr std::int64_t kLeastBytesPerSecond = 1000;
constexpr std::int64_t kMostHeadBytes = 256 * 1024;
constexpr long kExpectWaitMs = 200;  // for servers that do not answer `Expect: 100-continue`

void init_curl() {
  static const CURLcode once = curl_global_init(CURL_GLOBAL_DEFAULT);
  static_cast<void>(once);
}

bool fits_in_a_line(std::string_view text) { return text.find_first_of(std::string_view{"\r\n\0", 3}) == text.npos; }

// A file that cannot be read is better refused before the connection is made.
Status check_file(const std::string& path) {
  std::error_code bad;
  const auto status = std::filesystem::status(path, bad);
  if (status.type() == std::filesystem::file_type::not_found)
    return Error{Errc::not_found, fmt::format("could not read {}: no such file", path)};
  if (std::filesystem::is_directory(status))
    return Error{Errc::invalid_argument, fmt::format("could not read {}: it is a folder", path)};
  if (!std::ifstream{path, std::ios::binary})
    return Error{Errc::invalid_argument, fmt::format("could not read {}: opening it is not permitted", path)};
  return Done{};
}

}  // namespace

CurlSlot::CurlSlot() {
  init_curl();
  multi_.reset(curl_multi_init());
  easy_.reset(curl_easy_init());
}

Status CurlSlot::run(const std::string& base, const std::string& token, const HttpCall& call, Pace pace, OnHead on_head,
                     OnData on_data) {
  if (!multi_ || !easy_) return Error{Errc::internal, "could not set up libcurl: out of memory"};
  head_ = {};
  head_done_ = enough_ = false;
  received_ = 0;
  complaint_[0] = '\0';
  on_head_ = std::move(on_head);
  on_data_ = std::move(on_data);
  auto done = prepare(base + call.path, token, call);
  if (done) {
    const CURLcode code = drive(pace);
    if (code != CURLE_OK && !stopped_ && !enough_) done = explain(code, base, pace);
  }
  curl_easy_reset(easy_.get());  // keeps connections; lets go of headers and parts
  headers_.reset();
  mime_.reset();
  return done;
}

void CurlSlot::stop() {
  stopped_ = true;
  if (multi_) curl_multi_wakeup(multi_.get());
}

Status CurlSlot::prepare(const std::string& url, const std::string& token, const HttpCall& call) {
  CURL* easy = easy_.get();
  const auto set = [easy](CURLoption option, auto value) { curl_easy_setopt(easy, option, value); };
  set(CURLOPT_URL, url.c_str());
  set(CURLOPT_PATH_AS_IS, 1L);
  set(CURLOPT_PROTOCOLS_STR, "http,https");
  set(CURLOPT_FOLLOWLOCATION, 0L);
  // A proxy would read the token of a plain connection; over TLS it only carries bytes.
  if (url.starts_with("http://")) set(CURLOPT_PROXY, "");
  set(CURLOPT_NOSIGNAL, 1L);
  set(CURLOPT_QUICK_EXIT, 1L);  // stop() does not wait for a name server
  set(CURLOPT_TCP_NODELAY, 1L);
  set(CURLOPT_ERRORBUFFER, complaint_);
  set(CURLOPT_EXPECT_100_TIMEOUT_MS, kExpectWaitMs);
  set(CURLOPT_HEADERFUNCTION, &CurlSlot::take_header);
  set(CURLOPT_HEADERDATA, this);
  set(CURLOPT_WRITEFUNCTION, &CurlSlot::take_body);
  set(CURLOPT_WRITEDATA, this);

  curl_slist* list = nullptr;
  const auto add = [&](const std::string& line) {
    if (curl_slist* longer = curl_slist_append(list, line.c_str())) list = longer;
    static_cast<void>(headers_.release());  // is the head of the longer list
    headers_.reset(list);
  };
  for (const auto& [name, value] : call.headers) {
    if (!fits_in_a_line(name) || !fits_in_a_line(value))
      return Error{Errc::invalid_argument, fmt::format("the value of {} must be one line", trimmed(name))};
    add(fmt::format("{}: {}", name, value));
  }
  if (!token.empty()) {
    if (!fits_in_a_line(token)) return Error{Errc::invalid_argument, "the token must be one line"};
    add("Authorization: Bearer " + token);
  }
  if (list) set(CURLOPT_HTTPHEADER, list);

  if (!call.parts.empty()) {
    if (auto good = prepare_parts(call.parts); !good) return good;
    set(CURLOPT_MIMEPOST, mime_.get());
  } else if (!call.body.empty() || call.method == "POST") {
    set(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(call.body.size()));
    set(CURLOPT_POSTFIELDS, call.body.c_str());
  }
  if (call.method == "HEAD") set(CURLOPT_NOBODY, 1L);
  if (call.method != "GET" && call.method != "HEAD" && call.method != "POST")
    set(CURLOPT_CUSTOMREQUEST, call.method.c_str());
  return Done{};
}

Status CurlSlot::prepare_parts(const std::vector<HttpPart>& parts) {
  mime_.reset(curl_mime_init(easy_.get()));
  for (const auto& part : parts) {
    curl_mimepart* out = curl_mime_addpart(mime_.get());
    curl_mime_name(out, part.name.c_str());
    if (part.file.empty()) {
      curl_mime_data(out, part.content.data(), part.content.size());
    } else {
      if (auto good = check_file(part.file); !good) return good;
      if (curl_mime_filedata(out, part.file.c_str()) != CURLE_OK)
        return Error{Errc::invalid_argument, fmt::format("could not read {}", part.file)};
    }
    if (!part.file_name.empty()) curl_mime_filename(out, part.file_name.c_str());
    if (!part.media_type.empty()) curl_mime_type(out, part.media_type.c_str());
  }
  return Done{};
}

CURLcode CurlSlot::drive(const Pace& pace) {
  CURLM* multi = multi_.get();
  if (curl_multi_add_handle(multi, easy_.get()) != CURLM_OK) return CURLE_FAILED_INIT;
  const auto now = [] { return std::chrono::steady_clock::now(); };
  const SteadyTime start = now();
  SteadyTime last_moved = start;
  std::int64_t moved = 0;
  CURLcode code = CURLE_OK;
  for (int running = 1;;) {
    if (curl_multi_perform(multi, &running) != CURLM_OK) code = CURLE_FAILED_INIT;
    if (stopped_) code = CURLE_ABORTED_BY_CALLBACK;
    if (running == 0 || code != CURLE_OK) break;
    curl_off_t sent = 0;
    curl_easy_getinfo(easy_.get(), CURLINFO_SIZE_UPLOAD_T, &sent);
    const SteadyTime at = now();
    if (received_ + sent != moved) {
      moved = received_ + sent;
      last_moved = at;
    }
    SteadyTime deadline = last_moved + pace.silence;
    if (!pace.endless)
      deadline = std::min(deadline, start + pace.silence + Milliseconds{moved * 1000 / kLeastBytesPerSecond});
    if (at >= deadline) {
      code = CURLE_OPERATION_TIMEDOUT;
      break;
    }
    const auto wait = std::chrono::ceil<Milliseconds>(deadline - at).count();
    curl_multi_poll(multi, nullptr, 0, static_cast<int>(std::min<std::int64_t>(wait, 60'000)), nullptr);
  }
  int left = 0;
  while (const CURLMsg* message = curl_multi_info_read(multi, &left))
    if (message->msg == CURLMSG_DONE && code == CURLE_OK) code = message->data.result;
  curl_multi_remove_handle(multi, easy_.get());
  return code;
}

std::size_t CurlSlot::take_header(char* data, std::size_t, std::size_t size, void* self) noexcept {
  auto& slot = *static_cast<CurlSlot*>(self);
  slot.received_ += static_cast<std::int64_t>(size);
  if (slot.head_done_) return size;  // trailers say nothing to us
  if (slot.received_ > kMostHeadBytes) return 0;
  slot.take_header_line(trimmed({data, size}));
  return slot.enough_ ? 0 : size;
}

void CurlSlot::take_header_line(std::string_view line) {
  if (line.starts_with("HTTP/")) {  // a new head: 100 Continue may come first
    head_ = {};
    long status = 0;
    curl_easy_getinfo(easy_.get(), CURLINFO_RESPONSE_CODE, &status);
    head_.status = static_cast<int>(status);
  } else if (const auto colon = line.find(':'); colon != line.npos) {
    auto& value = head_.headers[lower_ascii(trimmed(line.substr(0, colon)))];
    if (!value.empty()) value += ", ";
    value += trimmed(line.substr(colon + 1));
  } else if (line.empty() && head_.status >= 200) {
    head_done_ = true;
    if (on_head_ && !on_head_(head_)) enough_ = true;
  }
}

std::size_t CurlSlot::take_body(char* data, std::size_t, std::size_t size, void* self) noexcept {
  auto& slot = *static_cast<CurlSlot*>(self);
  slot.received_ += static_cast<std::int64_t>(size);
  if (!slot.on_data_({data, size})) slot.enough_ = true;
  return slot.enough_ ? CURL_WRITEFUNC_ERROR : size;
}

Error CurlSlot::explain(CURLcode code, const std::string& base, const Pace& pace) const {
  long number = 0;
  curl_easy_getinfo(easy_.get(), CURLINFO_OS_ERRNO, &number);
  return curl_error({base, code, static_cast<int>(number), complaint_, pace.silence, head_done_});
}

}  // namespace caselli
