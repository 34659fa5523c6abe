#pragma once
// FaxService over REST; news over server-sent events, resumed by themselves. Used by the
// command line and FaxCom. While there is a subscription one thread follows the events;
// it ends with the last one, and nothing waits for the network then. Times are real ones.
// Readers of changes() who see another `boot` than before begin again with changes(0).

#include <chrono>
#include <memory>
#include <string>

#include "service/fax_service.h"

namespace caselli {

struct ConnectOptions {
  std::string url = "http://127.0.0.1:8329";
  std::string token;  // empty: none is sent
  std::chrono::milliseconds timeout{30'000};
};

// Does not talk to the server yet. Errors: invalid_argument for what is no address;
// permission_denied when the token would go over plain HTTP to another machine (allowed by
// CASELLI_ALLOW_PLAIN=1 in the environment).
Result<std::shared_ptr<FaxService>> connect_fax_service(const ConnectOptions& options);

// Where clients find address and token when none is given: CASELLI_URL; CASELLI_TOKEN,
// ~/.config/caselli/token, and for a server on this machine `data`/admin.token (the
// default data folder when empty).
std::string default_url();
std::string find_token(const std::string& url, const std::string& data_folder);
std::string default_data_folder();  // CASELLI_DATA, else /var/lib/caselli (root) or ~/.local/share/caselli

}  // namespace caselli
