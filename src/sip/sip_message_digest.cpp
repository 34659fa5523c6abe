#include "sip/sip_message_digest.h"

#include <fmt/format.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <algorithm>
#include <charconv>

#include "base/handle.h"
#include "base/text.h"
#include "sip/sip_message.h"

namespace caselli {
namespace {

constexpr std::int64_t kNonceSeconds = 60;
constexpr std::size_t kMostUsedNonces = 10'000;

struct AlgorithmRow {
  DigestAlgorithm algorithm;
  std::string_view name;
  const EVP_MD* (*make)();
};
constexpr AlgorithmRow kAlgorithms[] = {
    {DigestAlgorithm::md5, "MD5", &EVP_md5},
    {DigestAlgorithm::sha_256, "SHA-256", &EVP_sha256},
    {DigestAlgorithm::sha_512_256, "SHA-512-256", &EVP_sha512_256},
};

const AlgorithmRow& row_of(DigestAlgorithm algorithm) {
  return *std::find_if(std::begin(kAlgorithms), std::end(kAlgorithms),
                       [&](const AlgorithmRow& row) { return row.algorithm == algorithm; });
}

std::string hash(DigestAlgorithm algorithm, std::string_view text) {
  std::uint8_t out[EVP_MAX_MD_SIZE];
  unsigned size = 0;
  if (EVP_Digest(text.data(), text.size(), out, &size, row_of(algorithm).make(), nullptr) != 1) return {};
  return hex({out, size}, '\0');
}

std::string unquoted_value(std::string_view value) {
  value = trimmed(value);
  if (value.size() < 2 || value.front() != '"' || value.back() != '"') return sip_line(value);
  std::string out;
  for (std::size_t i = 1; i + 1 < value.size(); ++i) {
    if (value[i] == '\\' && i + 2 < value.size()) ++i;
    out += value[i];
  }
  return sip_line(out);
}

using DigestFields = std::map<std::string, std::string>;

DigestFields read_fields(std::span<const std::string> parameters) {
  DigestFields out;
  for (const auto& parameter : parameters) {
    const std::size_t equals = parameter.find('=');
    if (equals == std::string::npos) continue;
    out.emplace(lower_ascii(trimmed(std::string_view{parameter}.substr(0, equals))),
                unquoted_value(std::string_view{parameter}.substr(equals + 1)));
  }
  return out;
}

std::string field(const DigestFields& fields, const std::string& name) {
  const auto found = fields.find(name);
  return found == fields.end() ? std::string{} : found->second;
}

std::optional<DigestAlgorithm> algorithm_named(const std::string& name) {
  if (name.empty()) return DigestAlgorithm::md5;
  for (const auto& row : kAlgorithms)
    if (lower_ascii(row.name) == lower_ascii(name)) return row.algorithm;
  return std::nullopt;
}

bool lists(const std::string& list, std::string_view word) {
  for (const auto& one : split(list, ','))
    if (lower_ascii(trimmed(one)) == word) return true;
  return false;
}

bool equal_in_constant_time(const std::string& a, const std::string& b) {
  return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

}  // namespace

std::string_view name_of(DigestAlgorithm algorithm) { return row_of(algorithm).name; }

std::optional<DigestChallenge> read_challenge(bool proxy, std::string_view scheme,
                                              std::span<const std::string> parameters) {
  if (lower_ascii(scheme) != "digest") return std::nullopt;
  const DigestFields fields = read_fields(parameters);
  const auto algorithm = algorithm_named(field(fields, "algorithm"));
  DigestChallenge out;
  out.proxy = proxy;
  out.realm = field(fields, "realm");
  out.nonce = field(fields, "nonce");
  out.opaque = field(fields, "opaque");
  out.names_algorithm = fields.contains("algorithm");
  out.stale = lower_ascii(field(fields, "stale")) == "true";
  const std::string qop = field(fields, "qop");
  out.qop_auth = lists(qop, "auth");
  if (!algorithm || out.nonce.empty() || (!qop.empty() && !out.qop_auth)) return std::nullopt;
  out.algorithm = *algorithm;
  return out;
}

std::string digest_response(const DigestInput& in) {
  const std::string a1 = hash(in.algorithm, in.user + ':' + in.realm + ':' + in.password);
  const std::string a2 = hash(in.algorithm, in.method + ':' + in.uri);
  const std::string middle = in.qop_auth ? in.nonce + ':' + in.nc + ':' + in.cnonce + ":auth" : in.nonce;
  return hash(in.algorithm, a1 + ':' + middle + ':' + a2);
}

DigestClient::Verdict DigestClient::take(const std::vector<DigestChallenge>& challenges,
                                         std::vector<std::string>& answered) {
  if (user_.empty()) return Verdict::unsupported;
  Verdict verdict = Verdict::unsupported;
  std::vector<std::pair<bool, std::string>> seen;
  for (const auto& challenge : challenges) {
    const std::pair key{challenge.proxy, challenge.realm};
    if (std::find(seen.begin(), seen.end(), key) != seen.end()) continue;
    seen.push_back(key);
    // Asked again for the realm: unless only the nonce was too old, it is the password.
    const std::string mark = (challenge.proxy ? "p:" : "w:") + challenge.realm;
    const bool again = std::find(answered.begin(), answered.end(), mark) != answered.end();
    if (again && (!challenge.stale || answered.size() > 4)) return Verdict::refused;
    answered.push_back(mark);
    realms_[key] = Known{challenge, 0};
    verdict = Verdict::answer;
  }
  return verdict;
}

std::string DigestClient::headers(std::string_view method, std::string_view uri) {
  std::string out;
  for (auto& [key, known] : realms_) {
    const DigestChallenge& challenge = known.challenge;
    DigestInput in{challenge.algorithm,
                   user_,
                   challenge.realm,
                   password_,
                   std::string{method},
                   std::string{uri},
                   challenge.nonce,
                   {},
                   {},
                   challenge.qop_auth};
    in.nc = fmt::format("{:08x}", ++known.count);
    in.cnonce = random_token(8);
    out += fmt::format("{}: Digest username={}, realm={}, nonce={}, uri=\"{}\", response=\"{}\"",
                       challenge.proxy ? "Proxy-Authorization" : "Authorization", sip_quoted(user_),
                       challenge.realm.empty() ? "\"\"" : sip_quoted(challenge.realm), sip_quoted(challenge.nonce),
                       sip_line(uri), digest_response(in));
    if (challenge.names_algorithm) out += fmt::format(", algorithm={}", name_of(challenge.algorithm));
    if (!challenge.opaque.empty()) out += ", opaque=" + sip_quoted(challenge.opaque);
    if (challenge.qop_auth) out += fmt::format(", qop=auth, nc={}, cnonce=\"{}\"", in.nc, in.cnonce);
    out += "\r\n";
  }
  return out;
}

DigestGuard::DigestGuard(const Clock& clock) : clock_(clock), secret_(random_token(32)) {}

std::string DigestGuard::nonce(std::int64_t seconds, std::string_view source) const {
  const std::string text = fmt::format("{}|{}", seconds, source);
  std::uint8_t out[EVP_MAX_MD_SIZE];
  unsigned size = 0;
  HMAC(EVP_sha256(), secret_.data(), static_cast<int>(secret_.size()),
       reinterpret_cast<const std::uint8_t*>(text.data()), text.size(), out, &size);
  return fmt::format("{:x}.{}", seconds, hex({out, std::min(size, 16u)}, '\0'));
}

std::string DigestGuard::challenges(std::string_view realm, std::string_view source, bool sha256, bool stale) const {
  const std::int64_t now = std::chrono::duration_cast<std::chrono::seconds>(clock_.monotonic()).count();
  std::string out;
  for (const auto algorithm : {DigestAlgorithm::sha_256, DigestAlgorithm::md5}) {
    if (algorithm == DigestAlgorithm::sha_256 && !sha256) continue;
    out += fmt::format("WWW-Authenticate: Digest realm={}, nonce=\"{}\", algorithm={}, qop=\"auth\"{}\r\n",
                       sip_quoted(realm), nonce(now, source), name_of(algorithm), stale ? ", stale=true" : "");
  }
  return out;
}

DigestGuard::Judged DigestGuard::judge(std::span<const std::string> parameters, std::string_view method,
                                       std::string_view realm, std::string_view source,
                                       const std::vector<SipUser>& users) {
  const DigestFields fields = read_fields(parameters);
  const std::string given_nonce = field(fields, "nonce");
  const auto algorithm = algorithm_named(field(fields, "algorithm"));
  if (!algorithm || field(fields, "realm") != realm || field(fields, "qop") != "auth") return {};
  std::int64_t made = 0;
  std::from_chars(given_nonce.data(), given_nonce.data() + given_nonce.size(), made, 16);
  if (!equal_in_constant_time(given_nonce, nonce(made, source))) return {Verdict::stale, {}};
  const std::int64_t now = std::chrono::duration_cast<std::chrono::seconds>(clock_.monotonic()).count();
  if (now - made > kNonceSeconds || made > now) return {Verdict::stale, {}};

  const std::string name = field(fields, "username");
  const auto user =
      std::find_if(users.begin(), users.end(), [&](const SipUser& one) { return one.name == name && !name.empty(); });
  // The same work for a user there is not.
  const std::string password = user == users.end() ? secret_ : user->password;
  const std::string nc = field(fields, "nc");
  const DigestInput in{*algorithm,  name, std::string{realm},      password, std::string{method}, field(fields, "uri"),
                       given_nonce, nc,   field(fields, "cnonce"), true};
  if (!equal_in_constant_time(lower_ascii(field(fields, "response")), digest_response(in)) || user == users.end())
    return {};

  std::uint32_t count = 0;
  std::from_chars(nc.data(), nc.data() + nc.size(), count, 16);
  auto& last = used_[given_nonce];
  if (last.second >= count) return {Verdict::stale, {}};  // a replay
  last = {made, count};
  if (used_.size() > kMostUsedNonces)
    std::erase_if(used_, [&](const auto& one) { return now - one.second.first > kNonceSeconds; });
  return {Verdict::accepted, name};
}

}  // namespace caselli
