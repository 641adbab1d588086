// rota.h - which of the shifts that are told fit beside each other; pure.
#pragma once

#include <optional>
#include <vector>

#include "base/clock.h"

namespace weft::org {

struct Span {
  base::Instant starts_at;
  base::Instant ends_at;  ///< half-open: the next may begin at this moment
  std::size_t who = 0;    ///< spans of different people never overlap
  [[nodiscard]] bool overlaps(Span const& other) const {
    return who == other.who && starts_at < other.ends_at && other.starts_at < ends_at;
  }
};

/// A shift that is told anew. `before` is where it stands now if it stands; `after` where it would, none = called off.
struct Move {
  std::optional<Span> before;
  std::optional<Span> after;
};

/// Which moves can be made so that no two shifts overlap, `standing` being those that are not moved. Calling off can
/// always. A move that cannot be made leaves its shift where it was. Moves are tried in their order, so what comes of
/// them is the same however often they are told; one that only makes room for others may come after them.
std::vector<bool> fitting(std::vector<Span> const& standing, std::vector<Move> const& moves);

}  // namespace weft::org
