// tally.h - counts by mix: few mixes, many customers.
#pragma once

#include <unordered_map>
#include <vector>

#include "insights/book.h"

namespace weft::insights {

/// A row for each mix that was met. Row has a member `mix`.
template <class Row>
class Tally {
 public:
  Row& of(Channels mix) {
    if (mix >= kFew) return rows_[place_of(mix)];
    auto& at = few_[mix];
    if (at == 0) at = static_cast<std::uint32_t>(place_of(mix) + 1);
    return rows_[at - 1];
  }
  [[nodiscard]] std::vector<Row> const& rows() const { return rows_; }

 private:
  static constexpr Channels kFew = 1'024;  // mixes of the first ten channels, which most shops have at most

  std::size_t place_of(Channels mix) {
    auto const [at, is_new] = at_.try_emplace(mix, rows_.size());
    if (is_new) rows_.push_back(Row{.mix = mix});
    return at->second;
  }

  std::vector<Row> rows_;
  std::unordered_map<Channels, std::size_t> at_;
  std::vector<std::uint32_t> few_ = std::vector<std::uint32_t>(kFew);  // one more than the place in rows_; 0 = not met
};

}  // namespace weft::insights
