// query.cpp - a statement's values as libpq wants them.
#include "platform/pg/query.h"

#include <limits>
#include <stdexcept>

namespace weft::pg {

Params::Pointers Params::pointers() const {
  Pointers out(types_.size());
  for (std::size_t at = 0; at < out.size(); ++at) out[at] = lengths_[at] < 0 ? nullptr : data_.data() + starts_[at];
  return out;
}

void Params::clear() {
  data_.clear();
  types_.clear();
  starts_.clear();
  lengths_.clear();
}

int Params::length_since(std::size_t start) const {
  std::size_t const length = data_.size() - start;
  if (length > static_cast<std::size_t>(std::numeric_limits<int>::max())) {
    throw std::length_error{"a value is larger than PostgreSQL takes"};
  }
  return static_cast<int>(length);
}

void Params::patch_length(std::size_t at) {
  std::string length;
  wire::put(length, std::int32_t{length_since(at + 4)});
  data_.replace(at, 4, length);
}

}  // namespace weft::pg
