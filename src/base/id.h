// id.h - ids made by the application: time-sorted 128-bit values (UUIDv7, RFC 9562) shown with the prefix of their
// kind.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <cstring>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"

namespace weft::base {

/// 16 bytes in network order, as PostgreSQL's uuid holds them.
struct Uuid {
  std::array<std::uint8_t, 16> bytes{};
  friend auto operator<=>(Uuid const&, Uuid const&) = default;

  /// A UUIDv7 of that instant: 48 bits of milliseconds, then random. Ids of one thread and one millisecond keep their
  /// order of making. Not a change cursor: an id exists before its commit.
  static Uuid make(Instant now);
  /// The usual 8-4-4-4-12 text, lower case.
  [[nodiscard]] std::string text() const;
  /// Reads the usual text, either case; nothing if it is not a UUID.
  static std::optional<Uuid> parse(std::string_view text);
};

/// 26 characters of Crockford base 32, lower case, order-preserving.
std::string base32_of(Uuid const& uuid);
std::optional<Uuid> uuid_of_base32(std::string_view text);

/// The id of one kind of thing. `Kind::kPrefix` is its three letters: Id<Customer> reads and writes "cus_01j...".
template <class Kind>
class Id {
 public:
  using Of = Kind;
  Id() = default;
  explicit Id(Uuid uuid) : uuid_{uuid} {}

  static Id make(Instant now) { return Id{Uuid::make(now)}; }
  static std::optional<Id> parse(std::string_view text) {
    constexpr std::string_view prefix = Kind::kPrefix;
    if (text.size() != prefix.size() + 27 || !text.starts_with(prefix) || text[prefix.size()] != '_') return {};
    auto const uuid = uuid_of_base32(text.substr(prefix.size() + 1));
    if (!uuid) return {};
    return Id{*uuid};
  }
  [[nodiscard]] std::string text() const { return std::string{Kind::kPrefix} + '_' + base32_of(uuid_); }
  [[nodiscard]] Uuid const& uuid() const { return uuid_; }
  [[nodiscard]] bool empty() const { return uuid_ == Uuid{}; }
  friend auto operator<=>(Id const&, Id const&) = default;

 private:
  Uuid uuid_;
};

}  // namespace weft::base

template <>
struct std::hash<weft::base::Uuid> {
  std::size_t operator()(weft::base::Uuid const& uuid) const noexcept {
    std::uint64_t high = 0;
    std::uint64_t low = 0;
    std::memcpy(&high, uuid.bytes.data(), 8);
    std::memcpy(&low, uuid.bytes.data() + 8, 8);
    return high ^ (low * 0x9e3779b97f4a7c15ULL);
  }
};
template <class Kind>
struct std::hash<weft::base::Id<Kind>> {
  std::size_t operator()(weft::base::Id<Kind> const& id) const noexcept {
    return std::hash<weft::base::Uuid>{}(id.uuid());
  }
};
