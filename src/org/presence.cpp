// presence.cpp - what sources tell of shifts and visitors, a span at a time, and how both are read.
#include "org/presence.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "org/rota.h"
#include "org/rota_store.h"
#include "platform/outbox/outbox.h"

namespace weft::org {
namespace {

std::string in_small(std::string text) {
  for (auto& letter : text) {
    if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
  }
  return text;
}

void refuse(Outcome& outcome, std::string pointer, base::Reason reason, std::string words) {
  outcome.state = Settled::refused;
  outcome.wrong.push_back({std::move(pointer), std::string{reason.name}, std::move(words)});
}

/// One event for all that changed, of each source.
template <class Told>
void tell(pg::Tx& tx, std::string_view topic, std::span<Told const> told, std::vector<Outcome> const& outcomes,
          base::Instant now) {
  std::set<std::string> sources;
  for (std::size_t at = 0; at < told.size(); ++at) {
    if (outcomes[at].state == Settled::added || outcomes[at].state == Settled::changed) sources.insert(told[at].source);
  }
  for (auto const& source : sources) outbox::emit(tx, {.topic = std::string{topic}, .key = source}, now);
}

/// The shifts of a span: each found, held against what stands, and fitted beside the others of its person.
class ShiftSettler {
 public:
  ShiftSettler(pg::Tx& tx, std::span<ShiftTold const> told) : tx_{tx}, told_{told}, outcomes_(told.size()) {}

  std::vector<Outcome> settle() {
    find();
    std::vector<std::size_t> moves;
    for (std::size_t at = 0; at < told_.size(); ++at) {
      if (weigh(at)) moves.push_back(at);
    }
    std::sort(moves.begin(), moves.end(), [&](std::size_t left, std::size_t right) {
      auto const key = [&](auto at) { return std::tie(wanted_[at].starts_at, wanted_[at].source, wanted_[at].number); };
      return key(left) < key(right);
    });
    for (auto const at : moves) {
      if (auto const* before = kept(at)) group_[group_of(before->staff_id)] = group_of(wanted_[at].staff_id);
    }
    std::map<StaffId, std::vector<std::size_t>> of;
    for (auto const at : moves) of[group_of(wanted_[at].staff_id)].push_back(at);
    for (auto const& [group, its] : of) fit(its);
    std::vector<store::KeptShift> put;
    for (std::size_t at = 0; at < told_.size(); ++at) {
      if (outcomes_[at].state == Settled::added || outcomes_[at].state == Settled::changed || renewed_[at])
        put.push_back(wanted_[at]);
    }
    if (!put.empty()) store::put_shifts(tx_, put);
    return std::move(outcomes_);
  }

 private:
  using Number = std::pair<std::string, std::string>;

  void find() {
    wanted_.resize(told_.size());
    renewed_.resize(told_.size());
    std::vector<std::string> emails, codes, sources, numbers;
    auto from = base::Instant::max(), to = base::Instant::min();
    for (auto const& one : told_) {
      emails.push_back(in_small(one.email));
      codes.push_back(one.location);
      sources.push_back(one.source);
      numbers.push_back(one.number);
      from = std::min(from, one.starts_at);
      to = std::max(to, one.ends_at);
    }
    staff_ = store::lock_staff_ids(tx_, emails);
    places_ = find_places(tx_, {}, codes);
    std::vector<StaffId> ids;
    for (auto const& [email, id] : staff_) ids.push_back(id);
    for (auto& shift : store::find_shifts(tx_, sources, numbers, ids, from, to))
      kept_.emplace(Number{shift.source, shift.number}, std::move(shift));
  }

  /// Whether it is a change that must be fitted; else its outcome is known.
  bool weigh(std::size_t at) {
    auto const& told = told_[at];
    auto& outcome = outcomes_[at];
    auto const staff = staff_.find(in_small(told.email));
    auto const location = places_.location(told.location);
    if (told.number.empty() || told.number.size() > kShiftNumberLengthMax)
      refuse(outcome, "/number", kBadShift, "A shift is named by 1 to 100 bytes.");
    if (told.ends_at <= told.starts_at || told.ends_at - told.starts_at > kShiftHoursMax)
      refuse(outcome, "/ends_at", kBadShift, "A shift ends after it begins, within 24 hours.");
    if (staff == staff_.end())
      refuse(outcome, "/email", kStaffNotFound, fmt::format("Nobody of the staff is \"{}\".", told.email));
    if (!location)
      refuse(outcome, "/location", kLocationNotFound, fmt::format("There is no location \"{}\".", told.location));
    if (!outcome.wrong.empty()) return false;
    if (!seen_.insert({told.source, told.number}).second) {
      refuse(outcome, "/number", kBadShift, fmt::format("The shift \"{}\" is told twice.", told.number));
      return false;
    }
    auto& wanted = wanted_[at] = {told.source,    told.number,  staff->second, *location,
                                  told.starts_at, told.ends_at, told.active,   told.as_of};
    auto const kept = kept_.find({told.source, told.number});
    if (kept == kept_.end()) return true;
    auto const& before = kept->second;
    if (before.as_of > told.as_of) {
      outcome.state = Settled::older;
      return false;
    }
    if (before.staff_id == wanted.staff_id && before.location_id == wanted.location_id &&
        before.starts_at == wanted.starts_at && before.ends_at == wanted.ends_at && before.active == wanted.active) {
      outcome.state = Settled::unchanged;
      renewed_[at] = before.as_of != wanted.as_of;
      return false;
    }
    return true;
  }

  [[nodiscard]] store::KeptShift const* kept(std::size_t at) const {
    auto const found = kept_.find({wanted_[at].source, wanted_[at].number});
    return found == kept_.end() ? nullptr : &found->second;
  }

  /// People between whom shifts change hands are fitted together; a group is named by one of them.
  StaffId group_of(StaffId staff) {
    auto const above = group_.try_emplace(staff, staff).first->second;
    if (above == staff) return staff;
    return group_[staff] = group_of(above);
  }
  std::size_t number_of(StaffId staff) { return people_.try_emplace(staff, people_.size()).first->second; }
  Span span_of(store::KeptShift const& shift) { return {shift.starts_at, shift.ends_at, number_of(shift.staff_id)}; }

  /// The moves of one group, in order of their start.
  void fit(std::vector<std::size_t> const& moves) {
    std::set<Number> moved;
    std::set<StaffId> whose;
    std::vector<Move> wanted;
    for (auto const at : moves) {
      auto const& shift = wanted_[at];
      moved.insert({shift.source, shift.number});
      whose.insert(shift.staff_id);
      Move move{};
      if (auto const* before = kept(at); before != nullptr && before->active) move.before = span_of(*before);
      if (shift.active) move.after = span_of(shift);
      wanted.push_back(move);
    }
    std::vector<Span> standing;
    for (auto const& [number, shift] : kept_) {
      if (shift.active && whose.contains(shift.staff_id) && !moved.contains(number)) standing.push_back(span_of(shift));
    }
    auto const made = fitting(standing, wanted);
    for (std::size_t i = 0; i < moves.size(); ++i) {
      auto& outcome = outcomes_[moves[i]];
      if (made[i])
        outcome.state = kept(moves[i]) != nullptr ? Settled::changed : Settled::added;
      else
        refuse(outcome, "/starts_at", kShiftOverlaps,
               fmt::format("{} works another shift in this time.", told_[moves[i]].email));
    }
  }

  pg::Tx& tx_;
  std::span<ShiftTold const> told_;
  std::vector<Outcome> outcomes_;
  std::vector<store::KeptShift> wanted_;  // one a told one
  std::vector<bool> renewed_;             // told for a later moment, and otherwise the same
  std::set<Number> seen_;
  std::map<std::string, StaffId> staff_;
  std::map<Number, store::KeptShift> kept_;
  std::map<StaffId, StaffId> group_;
  std::map<StaffId, std::size_t> people_;
  Places places_;
};

}  // namespace

std::vector<Outcome> settle_shifts(pg::Tx& tx, std::span<ShiftTold const> told, base::Instant now) {
  if (told.empty()) return {};
  auto outcomes = ShiftSettler{tx, told}.settle();
  tell(tx, "org.shifts_changed", told, outcomes, now);
  return outcomes;
}

std::vector<Outcome> settle_footfall(pg::Tx& tx, std::span<FootfallTold const> told, base::Instant now) {
  if (told.empty()) return {};
  std::vector<Outcome> outcomes(told.size());
  std::vector<std::string> codes;
  for (auto const& one : told) codes.push_back(one.location);
  auto const places = find_places(tx, {}, codes);
  std::map<std::string, base::Zone, std::less<>> zones;
  std::vector<LocationId> locations;
  std::vector<base::Instant> hours;
  for (std::size_t at = 0; at < told.size(); ++at) {
    auto const& one = told[at];
    auto const location = places.location(one.location);
    if (!location) {
      refuse(outcomes[at], "/location", kLocationNotFound, fmt::format("There is no location \"{}\".", one.location));
      continue;
    }
    auto const& name = places.zone(one.location);
    auto const zone = zones.try_emplace(name, base::Zone::find(name).value_or(base::Zone{})).first;
    if (zone->second.local_of(one.hour_at).time_since_epoch() % std::chrono::hours{1} != std::chrono::seconds{0})
      refuse(outcomes[at], "/hour_at", kBadHour, fmt::format("That is no full hour in {}.", name));
    if (one.visitors < 0 || one.visitors > kVisitorsMax)
      refuse(outcomes[at], "/visitors", kBadVisitors, "Visitors are 0 to 1,000,000 an hour.");
    if (!outcomes[at].wrong.empty()) continue;
    locations.push_back(*location);
    hours.push_back(one.hour_at);
  }
  std::map<std::pair<LocationId, base::Instant>, store::KeptFootfall> kept;
  for (auto const& hour : store::find_footfall(tx, locations, hours))
    kept.emplace(std::pair{hour.location_id, hour.hour_at}, hour);
  std::map<std::pair<LocationId, base::Instant>, store::KeptFootfall> put;
  for (std::size_t at = 0; at < told.size(); ++at) {
    auto const& one = told[at];
    if (!outcomes[at].wrong.empty()) continue;
    store::KeptFootfall const wanted{*places.location(one.location), one.hour_at, one.visitors, one.source, one.as_of};
    std::pair const key{wanted.location_id, wanted.hour_at};
    auto const before = kept.find(key);
    bool const is_new = before == kept.end();
    if (!is_new && before->second.as_of > one.as_of) {
      outcomes[at].state = Settled::older;
      continue;
    }
    bool const same = !is_new && before->second.visitors == one.visitors && before->second.source == one.source;
    outcomes[at].state = is_new ? Settled::added : same ? Settled::unchanged : Settled::changed;
    if (!same || before->second.as_of != one.as_of) put.insert_or_assign(key, wanted);
    kept.insert_or_assign(key, wanted);
  }
  std::vector<store::KeptFootfall> rows;
  for (auto const& [key, row] : put) rows.push_back(row);
  if (!rows.empty()) store::put_footfall(tx, rows);
  tell(tx, "org.footfall_changed", told, outcomes, now);
  return outcomes;
}

std::vector<Shift> list_shifts(pg::Tx& tx, ShiftsWanted const& wanted, ShiftPlace const& after, std::int64_t limit) {
  return store::list_shifts(tx, wanted, after, limit);
}

std::vector<Footfall> list_footfall(pg::Tx& tx, FootfallWanted const& wanted, std::optional<base::Instant> after,
                                    std::int64_t limit) {
  return store::list_footfall(tx, wanted, after, limit);
}

}  // namespace weft::org
