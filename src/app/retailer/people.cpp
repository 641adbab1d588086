// people.cpp - households in towns, kin of one name, and habits dealt out in exact shares.
#include "app/retailer/people.h"

#include <fmt/format.h>

#include <algorithm>

#include "app/retailer/chance.h"

namespace weft::retailer {
namespace {

/// People of a hundred who are twins, or parent and child of one name.
constexpr std::uint32_t kKinPercent = 2;

/// An Eircode ends in four of these; letters that are easily misread are not among them.
constexpr std::string_view kPostcodeLetters = "0123456789ACDEFHKNPRTVWXY";

struct HouseholdSize {
  std::uint32_t weight;
  std::uint32_t members;
};
constexpr HouseholdSize kSizes[] = {{42, 1}, {28, 2}, {15, 3}, {15, 4}};

Town const& town_to_live_in(Chance& chance) { return chance.weighted(towns()); }

Address address_in(Town const& town, Chance& chance) {
  Address out;
  out.street = fmt::format("{} {}", 1 + chance.favouring_low(160), chance.one_of(street_names()));
  out.town = town.name;
  out.postcode = fmt::format("{} ", town.routing_key);
  for (int place = 0; place < 4; ++place)
    out.postcode += kPostcodeLetters[chance.below(static_cast<std::uint32_t>(kPostcodeLetters.size()))];
  return out;
}

base::Date born_years_before(base::Date today, int years, Chance& chance) {
  auto const day = std::chrono::sys_days{(today.year() - std::chrono::years{years}) / std::chrono::January / 1};
  return base::Date{day + std::chrono::days{chance.between(0, 364)}};
}

/// One of a list that begins with the common ones, which are drawn more often.
template <class Name>
Name const& common_or_rare(std::span<Name const> names, Chance& chance) {
  auto const count = static_cast<std::uint32_t>(names.size());
  return names[chance.happens(500) ? chance.below(count) : chance.favouring_low(count)];
}

std::string family_name(Chance& chance) { return std::string{common_or_rare(family_names(), chance)}; }

/// A name that nobody takes for a misspelling of `name`.
std::string quite_another_name(std::string_view name, Chance& chance) {
  for (;;) {
    auto other = family_name(chance);
    if (other.front() != name.front() && other.back() != name.back()) return other;
  }
}

GivenName const& given_name(Chance& chance) {
  return common_or_rare(chance.happens(540) ? womens_names() : mens_names(), chance);
}

class Families {
 public:
  Families(People& people, std::uint64_t seed, base::Date today)
      : people_{people}, chance_{seed, "households"}, today_{today} {}

  void settle(std::uint32_t members) {
    auto const first = static_cast<std::uint32_t>(people_.all.size());
    auto const& town = town_to_live_in(chance_);
    auto const number = static_cast<std::uint32_t>(people_.households.size());
    people_.households.push_back({address_in(town, chance_), first, members});
    auto const name = family_name(chance_);
    auto const eldest = chance_.between(22, 78);
    for (std::uint32_t member = 0; member < members; ++member) {
      Person person;
      person.given = &another_given_name(first);
      // The second adult may have kept a name; children have the family's.
      person.last_name = member == 1 && chance_.happens(250) ? family_name(chance_) : name;
      person.born_on = born_years_before(today_, age(member, eldest), chance_);
      person.household = number;
      person.store = town.store;
      people_.all.push_back(std::move(person));
    }
    if (members > 1 && kin_ * 100 < people_.all.size() * kKinPercent) make_kin(first, first + 1);
    for (auto member = first; member < first + members; ++member) {
      auto& person = people_.all[member];
      person.new_last_name = quite_another_name(person.last_name, chance_);
      person.new_address = address_in(chance_.happens(600) ? town : town_to_live_in(chance_), chance_);
    }
  }

 private:
  int age(std::uint32_t member, int eldest) {
    if (member == 0) return eldest;
    if (member == 1) return std::max(18, eldest + chance_.between(-8, 8));
    return std::max(18, eldest - chance_.between(22, 38));
  }

  GivenName const& another_given_name(std::uint32_t first) {
    for (;;) {
      auto const& name = given_name(chance_);
      if (std::none_of(people_.all.begin() + first, people_.all.end(),
                       [&](Person const& other) { return other.given == &name; }))
        return name;
    }
  }

  void make_kin(std::uint32_t a, std::uint32_t b) {
    auto& first = people_.all[a];
    auto& second = people_.all[b];
    second.last_name = first.last_name;
    first.kin = second.kin = (kin_ / 2) % 2 == 0 ? Kin::twin : Kin::same_name;
    if (first.kin == Kin::twin) {
      second.born_on = first.born_on;
    } else {
      second.given = first.given;
      auto const parents_age = chance_.between(42, 80);
      first.born_on = born_years_before(today_, parents_age, chance_);
      second.born_on = born_years_before(today_, std::max(18, parents_age - chance_.between(19, 36)), chance_);
    }
    first.kin_of = b;
    second.kin_of = a;
    kin_ += 2;
  }

  People& people_;
  Chance chance_;
  base::Date today_;
  std::uint32_t kin_ = 0;
};

/// Every habit goes to exactly its share of the people, whoever they are.
void deal_out_habits(People& people, std::uint64_t seed) {
  std::vector<Habit const*> dealt;
  dealt.reserve(people.all.size());
  std::uint64_t weight = 0;
  for (auto const& habit : habits()) {
    weight += habit.weight;
    auto const end = people.all.size() * weight / 1'000;
    while (dealt.size() < end) dealt.push_back(&habit);
  }
  Chance{seed, "habits"}.shuffle(dealt);
  for (std::size_t i = 0; i < dealt.size(); ++i) people.all[i].habit = dealt[i];
}

}  // namespace

std::string_view name_of(Channel channel) {
  constexpr std::string_view kNames[] = {"store", "web", "app", "phone"};
  return kNames[static_cast<std::size_t>(channel)];
}

std::vector<Habit> const& habits() {
  using enum Channel;
  static std::vector<Habit> const all{
      {395, {web}},         {345, {store}},          {15, {app}},
      {10, {phone}},        {50, {store, web}},      {45, {web, store}},
      {35, {store, app}},   {35, {web, app}},        {10, {web, phone}},
      {10, {store, phone}}, {40, {store, web, app}}, {10, {store, phone, web}},
  };
  return all;
}

People make_people(std::uint32_t count, std::uint64_t seed, base::Date today) {
  People people;
  people.all.reserve(count);
  Families families{people, seed, today};
  Chance sizes{seed, "household sizes"};
  while (people.all.size() < count) {
    auto const left = count - static_cast<std::uint32_t>(people.all.size());
    families.settle(std::min(left, sizes.weighted(std::span{kSizes}).members));
  }
  deal_out_habits(people, seed);
  return people;
}

}  // namespace weft::retailer
