#pragma once
// One HTTP request by libcurl: a client that is not ours.

#include <curl/curl.h>

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/text.h"

namespace caselli::test {

struct CurlPart {
  std::string name{}, content{}, file_name{}, media_type{};
};

struct CurlCall {
  std::string method = "GET";
  std::string url{};
  std::vector<std::string> headers{};  // `Name: value`
  std::string body{};
  std::vector<CurlPart> parts{};  // of a form, instead of body
};

struct CurlAnswer {
  int status = 0;                              // 0: no answer
  std::map<std::string, std::string> headers;  // names in lower case
  std::string body;
  std::string error;
};

inline std::size_t curl_append(char* bytes, std::size_t one, std::size_t count, void* body) {
  static_cast<std::string*>(body)->append(bytes, one * count);
  return one * count;
}

inline std::size_t curl_header(char* bytes, std::size_t one, std::size_t count, void* answer) {
  const std::string_view line{bytes, one * count};
  if (const std::size_t colon = line.find(':'); colon != std::string_view::npos)
    static_cast<CurlAnswer*>(answer)->headers[lower_ascii(line.substr(0, colon))] = trimmed(line.substr(colon + 1));
  return one * count;
}

inline CurlAnswer curl(const CurlCall& call) {
  CurlAnswer answer;
  CURL* handle = curl_easy_init();
  curl_easy_setopt(handle, CURLOPT_URL, call.url.c_str());
  curl_easy_setopt(handle, CURLOPT_CUSTOMREQUEST, call.method.c_str());
  curl_easy_setopt(handle, CURLOPT_NOBODY, call.method == "HEAD" ? 1L : 0L);
  curl_easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(handle, CURLOPT_TIMEOUT, 60L);
  curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, &curl_append);
  curl_easy_setopt(handle, CURLOPT_WRITEDATA, &answer.body);
  curl_easy_setopt(handle, CURLOPT_HEADERFUNCTION, &curl_header);
  curl_easy_setopt(handle, CURLOPT_HEADERDATA, &answer);
  curl_slist* headers = nullptr;
  for (const std::string& header : call.headers) headers = curl_slist_append(headers, header.c_str());
  curl_easy_setopt(handle, CURLOPT_HTTPHEADER, headers);
  curl_mime* form = nullptr;
  if (!call.parts.empty()) {
    form = curl_mime_init(handle);
    for (const CurlPart& part : call.parts) {
      curl_mimepart* made = curl_mime_addpart(form);
      curl_mime_name(made, part.name.c_str());
      curl_mime_data(made, part.content.data(), part.content.size());
      if (!part.file_name.empty()) curl_mime_filename(made, part.file_name.c_str());
      if (!part.media_type.empty()) curl_mime_type(made, part.media_type.c_str());
    }
    curl_easy_setopt(handle, CURLOPT_MIMEPOST, form);
  } else if (!call.body.empty()) {
    curl_easy_setopt(handle, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(call.body.size()));
    curl_easy_setopt(handle, CURLOPT_POSTFIELDS, call.body.c_str());
  }
  const CURLcode code = curl_easy_perform(handle);
  long status = 0;
  curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &status);
  answer.status = static_cast<int>(status);
  if (code != CURLE_OK) answer.error = curl_easy_strerror(code);
  curl_mime_free(form);
  curl_slist_free_all(headers);
  curl_easy_cleanup(handle);
  return answer;
}

}  // namespace caselli::test
