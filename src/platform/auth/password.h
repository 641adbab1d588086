// password.h - argon2id hashes of passwords: made, checked, and made anew when the parameters have changed.
#pragma once

#include <string>
#include <string_view>

namespace weft::auth {

/// argon2id (RFC 9106) with libsodium's interactive limits (64 MiB, 2 passes) and a fresh salt; some 100 ms. At most
/// two run at a time in a process, so that a rush of sign-ins takes neither all cores nor all memory.
std::string hash_password(std::string_view password);
/// Takes as long for a hash that is not there (empty) as for one that does not fit.
bool password_fits(std::string_view hash, std::string_view password);
/// True for a hash made with other parameters than hash_password() uses now.
bool needs_new_hash(std::string const& hash);

}  // namespace weft::auth
