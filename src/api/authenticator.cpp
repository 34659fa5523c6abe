#include "api/authenticator.h"

namespace caselli {
namespace {

class AdminAuthenticator final : public Authenticator {
 public:
  explicit AdminAuthenticator(std::string token) : token_(std::move(token)) {}
  std::optional<Caller> caller_of(std::string_view token) const override {
    if (token_.empty() || !same_secret(token, token_)) return {};
    return Caller{"admin", Right::admin};
  }

 private:
  std::string token_;
};

}  // namespace

std::string_view name_of(Right right) {
  switch (right) {
    case Right::open:
      return "open";
    case Right::read:
      return "read";
    case Right::submit:
      return "submit";
    case Right::operate:
      return "operator";
    case Right::admin:
      return "admin";
  }
  return "";
}

std::unique_ptr<Authenticator> make_admin_authenticator(std::string token) {
  return std::make_unique<AdminAuthenticator>(std::move(token));
}

bool same_secret(std::string_view one, std::string_view other) {
  if (one.size() != other.size()) return false;
  volatile unsigned char difference = 0;  // volatile: the loop must not end early
  for (std::size_t i = 0; i < one.size(); ++i)
    difference = static_cast<unsigned char>(difference | (one[i] ^ other[i]));
  return difference == 0;
}

}  // namespace caselli
