// token.cpp - random secrets and their hashes, by libsodium.
#include "platform/auth/token.h"

#include <sodium.h>

#include <array>
#include <stdexcept>

#include "base/page.h"

namespace weft::auth {
namespace {

constexpr std::size_t kSecretBytes = 32;
constexpr std::size_t kSecretLetters = 43;
constexpr std::size_t kIdLetters = 26;
constexpr std::string_view kKeyPrefix = "wk_";

void ready() {
  static int const done = ::sodium_init();
  if (done < 0) throw std::runtime_error{"libsodium did not start"};
}

std::string keyed_hash(std::string_view text, std::string_view key) {
  ready();
  std::string out(crypto_generichash_BYTES, '\0');
  crypto_generichash(reinterpret_cast<unsigned char*>(out.data()), out.size(),
                     reinterpret_cast<unsigned char const*>(text.data()), text.size(),
                     reinterpret_cast<unsigned char const*>(key.data()), key.size());
  return out;
}

}  // namespace

std::string random_token() {
  ready();
  std::array<char, kSecretBytes> bytes{};
  randombytes_buf(bytes.data(), bytes.size());
  return base::base64url_encode({bytes.data(), bytes.size()});
}

std::string hash_of(std::string_view secret) { return keyed_hash(secret, {}); }

std::string csrf_of(std::string_view session_token) {
  return base::base64url_encode(keyed_hash(session_token, "weft csrf token v1"));
}

bool same_secret(std::string_view left, std::string_view right) {
  return left.size() == right.size() && ::sodium_memcmp(left.data(), right.data(), left.size()) == 0;
}

std::string key_text(KeyId id, std::string_view secret) {
  return std::string{kKeyPrefix} + base::base32_of(id.uuid()) + '_' + std::string{secret};
}

std::optional<KeyParts> parse_key(std::string_view text) {
  if (text.size() != kKeyPrefix.size() + kIdLetters + 1 + kSecretLetters || !text.starts_with(kKeyPrefix)) return {};
  text.remove_prefix(kKeyPrefix.size());
  auto const uuid = base::uuid_of_base32(text.substr(0, kIdLetters));
  if (!uuid || text[kIdLetters] != '_') return {};
  return KeyParts{KeyId{*uuid}, text.substr(kIdLetters + 1)};
}

}  // namespace weft::auth
