// money.h - an amount of money: whole minor units and the currency they are units of. Never a floating number.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace weft::base {

/// An ISO 4217 code, three capital letters.
class Currency {
 public:
  constexpr Currency() = default;
  /// Nothing unless it is three capital letters. Whether such a currency exists is not judged here.
  static std::optional<Currency> parse(std::string_view text);
  [[nodiscard]] std::string_view text() const { return {letters_.data(), letters_.size()}; }
  /// How many decimal digits its minor unit has: 2 for most, 0 for JPY, 3 for KWD (ISO 4217 table of active codes).
  [[nodiscard]] int minor_digits() const;
  friend constexpr auto operator<=>(Currency const&, Currency const&) = default;

 private:
  std::array<char, 3> letters_{'X', 'X', 'X'};
};

/// An amount in minor units (cents). Sums of two currencies are a bug and assert.
struct Money {
  std::int64_t amount_minor{};
  Currency currency{};
  friend auto operator<=>(Money const&, Money const&) = default;
  friend Money operator+(Money left, Money right);
  friend Money operator-(Money left, Money right);
  /// "EUR 12.30", for logs and tests; pages format with Intl.
  [[nodiscard]] std::string text() const;
};

/// Reads a decimal such as "-12.3" into minor units of `minor_digits`; nothing if it is not a decimal, has more
/// digits than the currency has (trailing zeros aside) or does not fit.
std::optional<std::int64_t> parse_minor(std::string_view text, int minor_digits);

/// a * b, or nothing where the product does not fit 64 bits.
std::optional<std::int64_t> checked_multiply(std::int64_t left, std::int64_t right);

/// Splits `total_minor` over `weights` so that the parts sum to it exactly: each gets the floor of its share, and the
/// units left over go one each to the largest remainders, ties to the earlier part (largest remainder method).
/// Weights are >= 0; if all are zero the split is even. Negative totals mirror positive ones.
std::vector<std::int64_t> allocate(std::int64_t total_minor, std::span<std::int64_t const> weights);

}  // namespace weft::base
