// money.cpp - decimals in and out, and the split that loses no cent.
#include "base/money.h"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <limits>
#include <numeric>

namespace weft::base {

std::optional<Currency> Currency::parse(std::string_view text) {
  if (text.size() != 3) return {};
  Currency out;
  for (std::size_t i = 0; i < 3; ++i) {
    if (text[i] < 'A' || text[i] > 'Z') return {};
    out.letters_[i] = text[i];
  }
  return out;
}

int Currency::minor_digits() const {
  static constexpr std::array<std::string_view, 16> none = {"BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW",
                                                            "PYG", "RWF", "UGX", "UYI", "VND", "VUV", "XAF", "XOF"};
  static constexpr std::array<std::string_view, 7> three = {"BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"};
  if (std::ranges::find(none, text()) != none.end()) return 0;
  if (std::ranges::find(three, text()) != three.end()) return 3;
  return 2;
}

Money operator+(Money left, Money right) {
  assert(left.currency == right.currency);
  return {left.amount_minor + right.amount_minor, left.currency};
}

Money operator-(Money left, Money right) {
  assert(left.currency == right.currency);
  return {left.amount_minor - right.amount_minor, left.currency};
}

std::string Money::text() const {
  int const digits = currency.minor_digits();
  std::int64_t scale = 1;
  for (int i = 0; i < digits; ++i) scale *= 10;
  auto const magnitude =
      amount_minor < 0 ? 0ULL - static_cast<std::uint64_t>(amount_minor) : static_cast<std::uint64_t>(amount_minor);
  auto const whole = magnitude / static_cast<std::uint64_t>(scale);
  auto const rest = magnitude % static_cast<std::uint64_t>(scale);
  auto const* const sign = amount_minor < 0 ? "-" : "";
  if (digits == 0) return fmt::format("{} {}{}", currency.text(), sign, whole);
  return fmt::format("{} {}{}.{:0{}}", currency.text(), sign, whole, rest, digits);
}

std::optional<std::int64_t> checked_multiply(std::int64_t left, std::int64_t right) {
  std::int64_t out = 0;
  if (__builtin_mul_overflow(left, right, &out)) return {};
  return out;
}

std::optional<std::int64_t> parse_minor(std::string_view text, int minor_digits) {
  bool const negative = text.starts_with('-');
  if (negative || text.starts_with('+')) text.remove_prefix(1);
  auto const point = text.find('.');
  auto const whole = text.substr(0, point);
  auto fraction = point == std::string_view::npos ? std::string_view{} : text.substr(point + 1);
  if (whole.empty() && fraction.empty()) return {};
  auto const is_digit = [](char letter) { return letter >= '0' && letter <= '9'; };
  if (!std::ranges::all_of(whole, is_digit) || !std::ranges::all_of(fraction, is_digit)) return {};
  while (fraction.size() > static_cast<std::size_t>(minor_digits) && fraction.ends_with('0')) fraction.remove_suffix(1);
  if (fraction.size() > static_cast<std::size_t>(minor_digits)) return {};
  std::int64_t value = 0;
  auto const push = [&value](int digit) {
    return !__builtin_mul_overflow(value, std::int64_t{10}, &value) &&
           !__builtin_sub_overflow(value, std::int64_t{digit}, &value);
  };
  // Counted downwards, since the negative side of int64 is the longer one.
  for (char const letter : whole)
    if (!push(letter - '0')) return {};
  for (char const letter : fraction)
    if (!push(letter - '0')) return {};
  for (auto i = fraction.size(); i < static_cast<std::size_t>(minor_digits); ++i)
    if (!push(0)) return {};
  if (negative) return value;
  if (value == std::numeric_limits<std::int64_t>::min()) return {};
  return -value;
}

std::vector<std::int64_t> allocate(std::int64_t total_minor, std::span<std::int64_t const> weights) {
  std::vector<std::int64_t> parts(weights.size(), 0);
  if (weights.empty()) return parts;
  __int128 sum = 0;
  for (auto const weight : weights) {
    assert(weight >= 0);
    sum += weight;
  }
  bool const even = sum == 0;
  if (even) sum = static_cast<__int128>(weights.size());
  __int128 const total = total_minor < 0 ? -static_cast<__int128>(total_minor) : total_minor;
  std::vector<__int128> remainders(weights.size());
  __int128 left = total;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    __int128 const share = total * (even ? 1 : weights[i]);
    parts[i] = static_cast<std::int64_t>(share / sum);
    remainders[i] = share % sum;
    left -= parts[i];
  }
  std::vector<std::size_t> order(weights.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::sort(order, [&](std::size_t a, std::size_t b) {
    return remainders[a] != remainders[b] ? remainders[a] > remainders[b] : a < b;
  });
  for (std::size_t i = 0; left > 0; ++i, --left) ++parts[order[i]];
  if (total_minor < 0)
    for (auto& part : parts) part = -part;
  return parts;
}

}  // namespace weft::base
