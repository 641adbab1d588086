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
    // Neighbours in the book often bought alike.
    if (last_ < rows_.size() && rows_[last_].mix == mix) return rows_[last_];
    auto const [at, is_new] = at_.try_emplace(mix, rows_.size());
    if (is_new) rows_.push_back(Row{.mix = mix});
    last_ = at->second;
    return rows_[last_];
  }
  [[nodiscard]] std::vector<Row> const& rows() const { return rows_; }

 private:
  std::vector<Row> rows_;
  std::unordered_map<Channels, std::size_t> at_;
  std::size_t last_ = 0;
};

}  // namespace weft::insights
