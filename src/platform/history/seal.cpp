// seal.cpp - the one place where personal values are closed and opened; format 0 closes nothing yet.
#include <cstring>

#include "platform/history/history.h"

namespace weft::history {
namespace {

constexpr char kPlainFormat = '\0';
constexpr std::size_t kHeaderBytes = 1 + 16;  // the format, the record whose key it is

}  // namespace

Sealed seal(base::Uuid const& record, std::string_view plaintext) {
  std::string bytes(kHeaderBytes, kPlainFormat);
  std::memcpy(bytes.data() + 1, record.bytes.data(), record.bytes.size());
  bytes += plaintext;
  return Sealed{std::move(bytes)};
}

std::optional<std::string> open(std::string_view bytes) {
  if (bytes.size() < kHeaderBytes || bytes[0] != kPlainFormat) return {};
  return std::string{bytes.substr(kHeaderBytes)};
}

}  // namespace weft::history
