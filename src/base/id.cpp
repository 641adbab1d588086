// id.cpp - UUIDv7 and its two texts.
#include "base/id.h"

#include <random>

namespace weft::base {
namespace {

constexpr std::string_view kAlphabet = "0123456789abcdefghjkmnpqrstvwxyz";

/// Crockford's reading: case does not matter, o is 0, i and l are 1.
int crockford_digit(char letter) {
  if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
  if (letter == 'o') return 0;
  if (letter == 'i' || letter == 'l') return 1;
  auto const at = kAlphabet.find(letter);
  return at == std::string_view::npos ? -1 : static_cast<int>(at);
}

int hex_digit(char letter) {
  if (letter >= '0' && letter <= '9') return letter - '0';
  if (letter >= 'a' && letter <= 'f') return letter - 'a' + 10;
  if (letter >= 'A' && letter <= 'F') return letter - 'A' + 10;
  return -1;
}

std::mt19937_64 seeded_generator() {
  std::random_device source;
  std::seed_seq seed{source(), source(), source(), source(), source(), source(), source(), source()};
  return std::mt19937_64{seed};
}

}  // namespace

Uuid Uuid::make(Instant now) {
  thread_local std::mt19937_64 generator = seeded_generator();
  thread_local std::uint64_t last_ms = 0;
  thread_local std::uint64_t head = 0;
  thread_local std::uint64_t tail = 0;
  auto const now_ms =
      static_cast<std::uint64_t>(std::chrono::duration_cast<std::chrono::milliseconds>(now.time_since_epoch()).count());
  if (now_ms == last_ms) {
    // Within one millisecond the tail counts up in random steps. It starts in the lower half of its 62 bits, so it
    // would take 2^29 ids of one thread in one millisecond to run over.
    tail += (generator() & 0xffffffffULL) + 1;
  } else {
    last_ms = now_ms;
    head = generator();
    tail = generator() >> 3;
  }
  Uuid out;
  for (std::size_t i = 0; i < 6; ++i) out.bytes[i] = static_cast<std::uint8_t>(now_ms >> (40 - 8 * i));
  out.bytes[6] = static_cast<std::uint8_t>(0x70U | ((head >> 8) & 0x0fU));
  out.bytes[7] = static_cast<std::uint8_t>(head);
  for (std::size_t i = 0; i < 8; ++i) out.bytes[8 + i] = static_cast<std::uint8_t>(tail >> (56 - 8 * i));
  out.bytes[8] = static_cast<std::uint8_t>((out.bytes[8] & 0x3fU) | 0x80U);
  return out;
}

std::string Uuid::text() const {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string out;
  out.reserve(36);
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    if (i == 4 || i == 6 || i == 8 || i == 10) out += '-';
    out += digits[bytes[i] >> 4];
    out += digits[bytes[i] & 0x0fU];
  }
  return out;
}

std::optional<Uuid> Uuid::parse(std::string_view text) {
  if (text.size() != 36) return {};
  Uuid out;
  std::size_t at = 0;
  for (std::size_t i = 0; i < 36;) {
    if (i == 8 || i == 13 || i == 18 || i == 23) {
      if (text[i++] != '-') return {};
      continue;
    }
    int const high = hex_digit(text[i]);
    int const low = hex_digit(text[i + 1]);
    if (high < 0 || low < 0) return {};
    out.bytes[at++] = static_cast<std::uint8_t>(high * 16 + low);
    i += 2;
  }
  return out;
}

std::string base32_of(Uuid const& uuid) {
  // 128 bits in 26 digits of five: the first digit carries the top three bits.
  std::string out(26, '0');
  unsigned __int128 value = 0;
  for (auto const byte : uuid.bytes) value = (value << 8) | byte;
  for (std::size_t i = 26; i-- > 0;) {
    out[i] = kAlphabet[static_cast<std::size_t>(value & 31U)];
    value >>= 5;
  }
  return out;
}

std::optional<Uuid> uuid_of_base32(std::string_view text) {
  if (text.size() != 26 || crockford_digit(text[0]) > 7) return {};
  unsigned __int128 value = 0;
  for (char const letter : text) {
    int const digit = crockford_digit(letter);
    if (digit < 0) return {};
    value = (value << 5) | static_cast<unsigned>(digit);
  }
  Uuid out;
  for (std::size_t i = 16; i-- > 0;) {
    out.bytes[i] = static_cast<std::uint8_t>(value);
    value >>= 8;
  }
  return out;
}

}  // namespace weft::base
