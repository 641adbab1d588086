// component.cpp - union of records by shared identifiers, in a canonical order, up to a size.
#include "customer/component.h"

#include <algorithm>
#include <cassert>
#include <numeric>
#include <tuple>

namespace weft::customer {
namespace {

/// Disjoint sets whose root is their smallest number.
class Sets {
 public:
  explicit Sets(std::size_t count) : parent_(count), size_(count, 1) { std::iota(parent_.begin(), parent_.end(), 0U); }
  std::size_t root(std::size_t i) {
    while (parent_[i] != i) i = parent_[i] = parent_[parent_[i]];
    return i;
  }
  void join(std::size_t left, std::size_t right, std::size_t size_max) {
    auto a = root(left);
    auto b = root(right);
    if (a == b || size_[a] + size_[b] > size_max) return;
    if (b < a) std::swap(a, b);
    parent_[b] = a;
    size_[a] += size_[b];
  }

 private:
  std::vector<std::size_t> parent_;
  std::vector<std::size_t> size_;
};

}  // namespace

std::vector<std::size_t> settle_components(std::size_t records, std::span<Evidence const> evidence,
                                           std::size_t records_max) {
  struct Shown {
    IdentifierKind kind;
    std::string_view value;
    std::size_t record;
    auto operator<=>(Shown const&) const = default;
  };
  std::vector<Shown> shown;
  shown.reserve(2 * evidence.size());
  for (auto const& one : evidence) {
    assert(one.left < records && one.right < records);
    shown.push_back({one.kind, one.value, one.left});
    shown.push_back({one.kind, one.value, one.right});
  }
  std::sort(shown.begin(), shown.end());
  Sets sets{records};
  for (std::size_t first = 0, at = 0; at < shown.size(); ++at) {
    if (shown[at].kind != shown[first].kind || shown[at].value != shown[first].value) first = at;
    sets.join(shown[first].record, shown[at].record, records_max);
  }
  std::vector<std::size_t> out(records);
  for (std::size_t i = 0; i < records; ++i) out[i] = sets.root(i);
  return out;
}

}  // namespace weft::customer
