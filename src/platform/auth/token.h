// token.h - secrets made of random bytes, the hashes that are stored of them, and how an API key is written.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "platform/auth/auth.h"

namespace weft::auth {

/// 32 random bytes as base64url: 43 characters.
std::string random_token();
/// BLAKE2b-256 of a secret that is random itself, and so needs no salt and no slowness. 32 bytes.
std::string hash_of(std::string_view secret);
/// The session's CSRF token: follows from its cookie, so nothing more is stored, and does not tell it.
std::string csrf_of(std::string_view session_token);
/// Compares without telling by its time where they differ.
bool same_secret(std::string_view left, std::string_view right);

/// "wk_<26 letters of the id>_<43 letters of the secret>".
std::string key_text(KeyId id, std::string_view secret);
struct KeyParts {
  KeyId id;
  std::string_view secret;
};
std::optional<KeyParts> parse_key(std::string_view text);

}  // namespace weft::auth
