// chance.cpp - splitmix64, and draws from it in whole numbers.
#include "app/retailer/chance.h"

#include <algorithm>
#include <array>

namespace weft::retailer {
namespace {

std::uint64_t mixed(std::uint64_t value) {
  value = (value ^ (value >> 30U)) * 0xbf58476d1ce4e5b9ULL;
  value = (value ^ (value >> 27U)) * 0x94d049bb133111ebULL;
  return value ^ (value >> 31U);
}

/// The waits between independent events in 1/1000 of their mean, in 32 equally likely steps: the mean of each 1/32 of
/// the exponential distribution.
constexpr std::array<std::int64_t, 32> kWaits{16,   48,   81,   116,  152,  189,  227,  267,  309,  352,  398,
                                              445,  495,  548,  604,  663,  725,  792,  863,  940,  1024, 1115,
                                              1215, 1326, 1452, 1595, 1762, 1964, 2216, 2556, 3079, 4466};

}  // namespace

Chance::Chance(std::uint64_t seed, std::string_view purpose, std::uint64_t number) : state_{mixed(seed)} {
  for (auto const letter : purpose) state_ = mixed(state_ ^ static_cast<unsigned char>(letter));
  state_ = mixed(state_ ^ number);
}

std::uint64_t Chance::next() { return mixed(state_ += 0x9e3779b97f4a7c15ULL); }

std::uint32_t Chance::below(std::uint32_t count) {
  return static_cast<std::uint32_t>(((next() >> 32U) * count) >> 32U);
}

int Chance::between(int low, int high) {
  return low + static_cast<int>(below(static_cast<std::uint32_t>(high - low + 1)));
}

bool Chance::happens(std::uint32_t parts, std::uint32_t of) { return below(of) < parts; }

std::uint32_t Chance::favouring_low(std::uint32_t count) { return std::min(below(count), below(count)); }

std::int64_t Chance::wait(std::int64_t mean) { return mean * kWaits[below(kWaits.size())] / 1'000; }

}  // namespace weft::retailer
