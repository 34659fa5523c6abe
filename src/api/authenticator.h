#pragma once
// Who calls, and what they may do.

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace caselli {

// Each right holds those before it.
enum class Right {
  open,     // no token needed
  read,     // see ports, faxes, settings
  submit,   // queue faxes and command them
  operate,  // change ports, force them free
  admin,    // change the server
};

std::string_view name_of(Right right);

struct Caller {
  std::string user;  // kept with the faxes it queues
  Right right = Right::open;
  bool may(Right needed) const { return needed <= right; }
};

class Authenticator {
 public:
  virtual ~Authenticator() = default;
  // Nobody: the token is not known. Thread: http; must not wait, and its time must not
  // depend on how much of the token is right.
  virtual std::optional<Caller> caller_of(std::string_view token) const = 0;
};

// One token that may do everything.
std::unique_ptr<Authenticator> make_admin_authenticator(std::string token);

// Compares in a time that depends on the lengths alone.
bool same_secret(std::string_view one, std::string_view other);

}  // namespace caselli
