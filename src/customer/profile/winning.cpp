// winning.cpp - current values, the voice whose address stands, and the winner of each attribute.
#include "customer/profile/winning.h"

#include <algorithm>
#include <array>
#include <map>
#include <tuple>

#include "customer/profile/attribute.h"

namespace weft::profile {
namespace {

using Voice = std::tuple<customer::RecordId, std::string_view, Provenance>;

Voice voice_of(Value const& value) { return {value.record_id, value.source, value.provenance}; }

/// Said later, or at the same moment and greater.
bool is_later(Value const& left, Value const& right) {
  return std::tie(left.said_last_at, left.value) > std::tie(right.said_last_at, right.value);
}

/// Stands before the other.
bool beats(Value const& left, Value const& right) {
  if (left.provenance != right.provenance) return left.provenance < right.provenance;
  if (is_later(left, right) || is_later(right, left)) return is_later(left, right);
  return std::tie(left.record_id, left.source) < std::tie(right.record_id, right.source);
}

enum class Group : std::uint8_t { none, address, person };

Group group_of(std::string_view name) {
  constexpr std::array<std::string_view, 5> address{"street", "house_number", "city", "postcode", "region"};
  if (std::find(address.begin(), address.end(), name) != address.end()) return Group::address;
  return name == "given_name" || name == "family_name" ? Group::person : Group::none;
}

using ByName = std::map<std::string, std::vector<Value>>;

/// Marks what each voice says now.
void mark_current(ByName& by_name) {
  for (auto& [name, values] : by_name) {
    std::map<Voice, Value*> last;
    for (auto& value : values) {
      auto const [found, is_new] = last.try_emplace(voice_of(value), &value);
      if (!is_new && is_later(value, *found->second)) found->second = &value;
    }
    for (auto& [voice, value] : last) value->current = true;
  }
}

bool says_something(Value const& value) { return value.current && !value.value.empty(); }

/// For each group the value that would stand of all its parts together: its voice is the group's.
std::map<Group, Value const*> group_winners(ByName const& by_name) {
  std::map<Group, Value const*> out;
  for (auto const& [name, values] : by_name) {
    auto const group = group_of(name);
    if (group == Group::none) continue;
    for (auto const& value : values) {
      if (!says_something(value)) continue;
      auto& best = out[group];
      if (best == nullptr || beats(value, *best)) best = &value;
    }
  }
  return out;
}

Attribute settled(std::string name, std::vector<Value> values, std::map<Group, Value const*> const& leaders) {
  Attribute out{std::move(name), {}, false, std::move(values)};
  auto const group = group_of(out.name);
  auto const leader = leaders.find(group);
  auto const may_stand = [&](Value const& value) {
    if (!says_something(value)) return false;
    if (leader == leaders.end()) return true;
    return group == Group::address ? voice_of(value) == voice_of(*leader->second)
                                   : value.record_id == leader->second->record_id;
  };
  Value* winner = nullptr;
  for (auto& value : out.values) {
    if (may_stand(value) && (winner == nullptr || beats(value, *winner))) winner = &value;
  }
  if (winner != nullptr) {
    winner->wins = true;
    out.value = winner->value;
    out.contradicted = std::any_of(out.values.begin(), out.values.end(), [&](Value const& value) {
      return says_something(value) && !mean_the_same(out.name, value.value, winner->value);
    });
  }
  std::sort(out.values.begin(), out.values.end(), [](Value const& left, Value const& right) {
    if (left.wins != right.wins) return left.wins;
    if (left.current != right.current) return left.current;
    if (is_later(left, right) || is_later(right, left)) return is_later(left, right);
    return std::tie(left.record_id, left.source, left.provenance) <
           std::tie(right.record_id, right.source, right.provenance);
  });
  return out;
}

Value const* winner_of(std::vector<Attribute> const& attributes, std::string_view name) {
  for (auto const& attribute : attributes) {
    if (attribute.name == name && attribute.value) return &attribute.values.front();
  }
  return nullptr;
}

}  // namespace

std::vector<Attribute> settle_attributes(std::vector<Said> said) {
  ByName by_name;
  for (auto& one : said) {
    one.value.wins = one.value.current = false;
    by_name[std::move(one.name)].push_back(std::move(one.value));
  }
  mark_current(by_name);
  auto const winners = group_winners(by_name);
  // The winners are copied: the values they are of move into their attributes one by one.
  std::map<Group, Value> kept;
  for (auto const& [group, value] : winners) kept.emplace(group, *value);
  std::map<Group, Value const*> leaders;
  for (auto const& [group, value] : kept) leaders.emplace(group, &value);

  std::vector<Attribute> out;
  out.reserve(by_name.size());
  for (auto const name : kVocabulary) {
    auto found = by_name.extract(std::string{name});
    if (!found.empty()) out.push_back(settled(found.key(), std::move(found.mapped()), leaders));
  }
  for (auto& [name, values] : by_name) out.push_back(settled(name, std::move(values), leaders));
  return out;
}

std::string display_name(std::vector<Attribute> const& attributes) {
  auto const* given = winner_of(attributes, "given_name");
  auto const* family = winner_of(attributes, "family_name");
  auto const* full = winner_of(attributes, "name");
  auto const* part = given == nullptr || (family != nullptr && beats(*family, *given)) ? family : given;  // the better
  auto const rank = [](Value const& value) {
    return std::pair{value.provenance, -value.said_last_at.time_since_epoch()};
  };
  if (given == nullptr || family == nullptr) return full != nullptr ? full->value : part != nullptr ? part->value : "";
  if (full != nullptr && rank(*full) < rank(*part)) return full->value;
  return given->value + ' ' + family->value;
}

}  // namespace weft::profile
