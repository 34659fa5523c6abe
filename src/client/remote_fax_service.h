#pragma once
// FaxService over REST; news over server-sent events, resumed by themselves. Used by the
// command line and FaxCom.

#include <memory>
#include <string>

#include "service/fax_service.h"

namespace caselli {

struct ConnectOptions {
  std::string url = "http://127.0.0.1:8329";
  std::string token;  // empty: none is sent
  std::chrono::milliseconds timeout{30'000};
};

// Does not talk to the server yet.
Result<std::shared_ptr<FaxService>> connect_fax_service(const ConnectOptions& options);

// Where clients find address and token when none is given: CASELLI_URL; CASELLI_TOKEN,
// ~/.config/caselli/token, and for a server on this machine `data`/admin.token (the
// default data folder when empty).
std::string default_url();
std::string find_token(const std::string& url, const std::string& data_folder);
std::string default_data_folder();  // CASELLI_DATA, else /var/lib/caselli (root) or ~/.local/share/caselli

}  // namespace caselli
