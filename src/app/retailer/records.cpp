// records.cpp - deals out records, the ways in which they differ, and what is written in them.
#include "app/retailer/records.h"

#include <fmt/format.h>

#include <algorithm>

#include "app/retailer/chance.h"
#include "app/retailer/contacts.h"
#include "app/retailer/misspelling.h"

namespace weft::retailer {
namespace {

/// 31 records for 20 people.
constexpr std::uint64_t kRecords = 31;
constexpr std::uint64_t kPeople = 20;
constexpr std::size_t kRecordsOfPersonMax = 6;

using Differences = std::array<bool, kDifferences>;

/// How two records of one person differ.
Differences between(Record const& a, Record const& b) {
  Differences out{};
  auto const set = [&](Difference difference, bool on) { out[static_cast<std::size_t>(difference)] = on; };
  set(Difference::one_typo, a.typos + b.typos == 1);
  set(Difference::two_typos, a.typos + b.typos == 2);
  set(Difference::address, a.moved != b.moved);
  set(Difference::surname, a.renamed != b.renamed);
  set(Difference::given_name, a.given != b.given);
  set(Difference::name_columns, a.columns != b.columns);
  set(Difference::no_contact, a.other_contact != b.other_contact);
  return out;
}

/// Keeps count of how the pairs made so far differ, and lets the next record differ in a way that is owed.
class Deal {
 public:
  explicit Deal(std::uint64_t seed) : chance_{seed, "differences"} {}

  /// Settles how `next` differs from the person's earlier records.
  void deal(std::span<Record const> earlier, Person const& person, Record& next) {
    if (earlier.empty()) return;
    if (auto const difference = owed(earlier.size())) differ(*difference, person, next);
    for (auto const& record : earlier) {
      auto const differences = between(record, next);
      for (std::size_t i = 0; i < kDifferences; ++i) counted_[i] += differences[i] ? 1 : 0;
    }
    pairs_ += static_cast<std::int64_t>(earlier.size());
  }

 private:
  /// One of the ways that fall short of their share, the more the likelier; nothing where all are paid.
  std::optional<Difference> owed(std::size_t new_pairs) {
    auto const pairs = pairs_ + static_cast<std::int64_t>(new_pairs);
    std::array<std::uint32_t, kDifferences> short_of{};
    std::uint32_t total = 0;
    for (std::size_t i = 0; i < kDifferences; ++i) {
      auto const due = pairs * kDifferencesPermille[i] - counted_[i] * 1'000;
      short_of[i] = static_cast<std::uint32_t>(std::max<std::int64_t>(0, due));
      total += short_of[i];
    }
    auto drawn = chance_.below(std::max(total, static_cast<std::uint32_t>(new_pairs * 1'000)));
    for (std::size_t i = 0; i < kDifferences; ++i) {
      if (drawn < short_of[i]) return static_cast<Difference>(i);
      drawn -= short_of[i];
    }
    return std::nullopt;
  }

  void differ(Difference difference, Person const& person, Record& next) {
    switch (difference) {
      case Difference::one_typo: next.typos = 1; break;
      case Difference::two_typos: next.typos = 2; break;
      case Difference::address: next.moved = true; break;
      case Difference::surname: next.renamed = true; break;
      case Difference::given_name:
        next.given =
            !person.given->nicknames[0].empty() && chance_.happens(650) ? GivenForm::nickname : GivenForm::initial;
        break;
      case Difference::name_columns:
        next.columns = chance_.happens(550)   ? NameColumns::exchanged
                       : chance_.happens(600) ? NameColumns::both_in_first
                                              : NameColumns::both_in_last;
        break;
      case Difference::no_contact: next.other_contact = true; break;
    }
  }

  Chance chance_;
  std::array<std::int64_t, kDifferences> counted_{};
  std::int64_t pairs_ = 0;
};

/// How often a system knows a field, in a thousand.
struct Asks {
  std::uint32_t address, birth, email, phone, card;
};
constexpr std::array<Asks, kChannels> kAsks{{
    {920, 600, 450, 780, 850},    // tills: the form for the loyalty card
    {960, 250, 1'000, 600, 300},  // web: an e-mail is the account, the address is for parcels
    {600, 400, 1'000, 850, 500},  // app
    {950, 150, 350, 1'000, 150},  // call centre
}};

/// What those records of one person share that are not meant to share nothing: the phone, or else the e-mail.
bool share_the_phone(std::span<Record const> records) {
  auto const from = [](Channel source) { return [source](Record const& record) { return record.source == source; }; };
  return std::any_of(records.begin(), records.end(), from(Channel::phone)) ||
         std::all_of(records.begin(), records.end(), from(Channel::store));
}

/// What the records of one person show.
void settle_what_is_shown(std::span<Record> records, Chance& chance) {
  bool const by_phone = share_the_phone(records);
  bool const moved = std::any_of(records.begin(), records.end(), [](auto const& r) { return r.moved; });
  for (auto& record : records) {
    auto const& asks = kAsks[static_cast<std::size_t>(record.source)];
    bool const shares = records.size() > 1;
    record.shows.address = chance.happens(asks.address) || moved;
    record.shows.birth = chance.happens(asks.birth);
    record.shows.email = chance.happens(asks.email) || (shares && !by_phone);
    record.shows.phone = chance.happens(asks.phone) || (shares && by_phone);
    // Who gives another phone and e-mail seldom takes the old card out.
    record.shows.card = chance.happens(record.other_contact ? asks.card / 4 : asks.card);
  }
}

/// Where a slip may be: in fields that each of the person's records shows, and shows alike but for slips.
enum class Slip : std::uint8_t { first_name, last_name, street, town, birth, email, phone };
struct SlipShare {
  Slip slip;
  std::uint32_t weight;
};

std::vector<SlipShare> places_of_slips(std::span<Record const> records) {
  auto const all = [&](auto const& holds) { return std::all_of(records.begin(), records.end(), holds); };
  auto const& first = records.front();
  std::vector<SlipShare> out;
  if (all([](Record const& r) { return r.given == GivenForm::whole; })) out.push_back({Slip::first_name, 30});
  if (all([&](Record const& r) { return r.renamed == first.renamed; })) out.push_back({Slip::last_name, 35});
  if (all([&](Record const& r) { return r.shows.address && r.moved == first.moved; })) {
    out.push_back({Slip::street, 18});
    out.push_back({Slip::town, 7});
  }
  if (all([](Record const& r) { return r.shows.birth; })) out.push_back({Slip::birth, 15});
  // Never in the field by which they are to be found.
  bool const by_phone = share_the_phone(records);
  if (all([&](Record const& r) { return r.other_contact == first.other_contact; })) {
    if (by_phone && all([](Record const& r) { return r.shows.email; })) out.push_back({Slip::email, 15});
    if (!by_phone && all([](Record const& r) { return r.shows.phone; })) out.push_back({Slip::phone, 15});
  }
  if (out.empty()) out.push_back({Slip::last_name, 1});
  return out;
}

void slip(Record& record, Slip slip, Chance& chance) {
  switch (slip) {
    case Slip::first_name: record.first_name = misspelt(record.first_name, chance); break;
    case Slip::last_name: record.last_name = misspelt(record.last_name, chance); break;
    case Slip::street: record.address.street = misspelt(record.address.street, chance); break;
    case Slip::town: record.address.town = misspelt(record.address.town, chance); break;
    case Slip::birth: record.born_on = misdated(*record.born_on, chance); break;
    case Slip::phone: record.phone = misdialled(record.phone, chance); break;
    case Slip::email: {
      auto const at = record.email.find('@');
      record.email = misspelt(record.email.substr(0, at), chance) + record.email.substr(at);
      break;
    }
  }
}

std::string_view initial_of(std::string_view name) {
  std::size_t bytes = 1;
  while (bytes < name.size() && (static_cast<unsigned char>(name[bytes]) & 0xC0U) == 0x80U) ++bytes;
  return name.substr(0, bytes);
}

/// A person goes by one nickname everywhere.
std::string_view nickname_of(Person const& person, std::uint32_t number) {
  auto const& [usual, other] = person.given->nicknames;
  return number % 3 == 0 && !other.empty() ? other : usual;
}

void write(Record& record, Person const& person, Household const& household, Contact const& contact) {
  record.first_name = record.given == GivenForm::nickname  ? nickname_of(person, record.person)
                      : record.given == GivenForm::initial ? initial_of(person.given->name)
                                                           : person.given->name;
  record.last_name = record.renamed ? person.new_last_name : person.last_name;
  if (record.shows.address) record.address = record.moved ? person.new_address : household.address;
  if (record.shows.birth) record.born_on = person.born_on;
  if (record.shows.email) record.email = contact.email;
  if (record.shows.phone) record.phone = contact.phone;
  if (record.shows.card) record.card = contact.card;
}

void arrange_names(Record& record) {
  auto const both = record.first_name + " " + record.last_name;
  switch (record.columns) {
    case NameColumns::own: break;
    case NameColumns::exchanged: std::swap(record.first_name, record.last_name); break;
    case NameColumns::both_in_first:
      record.first_name = both;
      record.last_name.clear();
      break;
    case NameColumns::both_in_last:
      record.last_name = both;
      record.first_name.clear();
      break;
  }
}

void write_all(std::span<Record> records, Person const& person, Household const& household,
               std::array<Contact, 2> const& contacts, Chance& chance) {
  auto const places = places_of_slips(records);
  for (auto& record : records) {
    write(record, person, household, contacts[record.other_contact ? 1 : 0]);
    auto left = places;
    for (std::uint8_t made = 0; made < record.typos && !left.empty(); ++made) {
      auto const place = chance.weighted(left).slip;
      slip(record, place, chance);
      std::erase_if(left, [&](SlipShare const& each) { return each.slip == place; });
    }
    arrange_names(record);
  }
}

/// How many records each person has: one for each channel, and second accounts up to the total.
std::vector<std::vector<Channel>> deal_out_sources(People const& people, std::uint64_t seed) {
  Chance chance{seed, "second accounts"};
  std::vector<std::vector<Channel>> out;
  out.reserve(people.all.size());
  std::uint64_t records = 0;
  for (auto const& person : people.all) records += out.emplace_back(person.habit->channels).size();
  auto const wanted = people.all.size() * kRecords / kPeople;
  while (records < wanted) {
    auto& sources = out[chance.below(static_cast<std::uint32_t>(out.size()))];
    if (sources.size() >= kRecordsOfPersonMax) continue;
    sources.push_back(chance.one_of(sources));
    ++records;
  }
  return out;
}

}  // namespace

Records make_records(People const& people, std::uint64_t seed) {
  Records records;
  auto const sources = deal_out_sources(people, seed);
  Deal deal{seed};
  Chance shown{seed, "fields shown"};
  records.first_of.reserve(people.all.size() + 1);
  for (std::uint32_t number = 0; number < people.all.size(); ++number) {
    auto const first = records.all.size();
    records.first_of.push_back(static_cast<std::uint32_t>(first));
    for (auto const source : sources[number]) {
      Record next{.person = number, .source = source};
      deal.deal(std::span{records.all}.subspan(first), people.all[number], next);
      records.all.push_back(std::move(next));
    }
    settle_what_is_shown(std::span{records.all}.subspan(first), shown);
  }
  records.first_of.push_back(static_cast<std::uint32_t>(records.all.size()));
  auto const contacts = make_contacts(people, records, seed);
  Chance slips{seed, "slips"};
  for (std::uint32_t number = 0; number < people.all.size(); ++number) {
    auto const& person = people.all[number];
    write_all(records.of(number), person, people.households[person.household], contacts[number], slips);
  }
  return records;
}

}  // namespace weft::retailer
