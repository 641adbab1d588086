// rota.cpp - fits moves of shifts beside each other.
#include "org/rota.h"

#include <algorithm>

namespace weft::org {
namespace {

/// Takes back, of the moves that are made, those that land on what stays or on an earlier move; where such a one stood
/// is taken again, which may push out another. Each round takes one back at least, so it ends.
void take_back(std::vector<Span> const& standing, std::vector<Move> const& moves, std::vector<bool>& made) {
  for (bool settled = false; !settled;) {
    settled = true;
    auto taken = standing;
    for (std::size_t at = 0; at < moves.size(); ++at) {
      if (!made[at] && moves[at].before) taken.push_back(*moves[at].before);
    }
    for (std::size_t at = 0; at < moves.size(); ++at) {
      if (!made[at] || !moves[at].after) continue;
      auto const& wanted = *moves[at].after;
      if (std::any_of(taken.begin(), taken.end(), [&](Span const& span) { return span.overlaps(wanted); })) {
        made[at] = settled = false;
        if (moves[at].before) taken.push_back(*moves[at].before);
      } else {
        taken.push_back(wanted);
      }
    }
  }
}

}  // namespace

std::vector<bool> fitting(std::vector<Span> const& standing, std::vector<Move> const& moves) {
  std::vector<bool> made(moves.size(), false);
  // Together first, which lets shifts be exchanged; then one by one, since what was taken back for the sake of one that
  // was taken back later fits after all. Ends where neither makes one more, so telling them again changes nothing.
  for (bool more = true; more;) {
    more = false;
    auto stays = standing;
    std::vector<Move> left;
    std::vector<std::size_t> places;
    for (std::size_t at = 0; at < moves.size(); ++at) {
      if (!made[at]) {
        left.push_back(moves[at]);
        places.push_back(at);
      } else if (moves[at].after) {
        stays.push_back(*moves[at].after);
      }
    }
    std::vector<bool> fits(left.size(), true);
    take_back(stays, left, fits);
    for (std::size_t at = 0; at < left.size() && std::find(fits.begin(), fits.end(), true) == fits.end(); ++at) {
      std::vector<bool> alone(left.size(), false);
      alone[at] = true;
      take_back(stays, left, alone);
      fits = alone;
    }
    for (std::size_t at = 0; at < left.size(); ++at) {
      if (fits[at]) made[places[at]] = more = true;
    }
  }
  return made;
}

}  // namespace weft::org
