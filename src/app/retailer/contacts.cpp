// contacts.cpp - makes contacts that nobody else has, then lets families and stores share some.
#include "app/retailer/contacts.h"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_set>

#include "app/retailer/chance.h"
#include "app/retailer/stores.h"

namespace weft::retailer {
namespace {

/// Customers who are known to a till alone and for whom it holds the store's own number, in a thousand of them.
constexpr std::uint32_t kStorePhonePermille = 30;

/// The letters of a name as a mail address takes them: a to z, accents dropped, nothing else.
std::string letters_of(std::string_view name) {
  struct Plain {
    std::string_view letter;
    char plain;
  };
  static constexpr Plain kPlain[] = {{"á", 'a'}, {"é", 'e'}, {"í", 'i'}, {"ó", 'o'}, {"ú", 'u'},
                                     {"ë", 'e'}, {"ü", 'u'}, {"Ł", 'l'}, {"ł", 'l'}, {"Ó", 'o'}};
  std::string out;
  for (std::size_t at = 0; at < name.size(); ++at) {
    auto const c = name[at];
    if (c >= 'a' && c <= 'z') out += c;
    if (c >= 'A' && c <= 'Z') out += static_cast<char>(c | 0x20);
    for (auto const& [letter, plain] : kPlain) {
      if (name.substr(at).starts_with(letter)) out += plain;
    }
  }
  return out;
}

/// Makes values that were never given before.
class Fresh {
 public:
  explicit Fresh(std::uint64_t seed) : chance_{seed, "contacts"}, phones_taken_(10'000'000) {
    for (auto const& store : stores()) phones_taken_[std::stoul(std::string{store.phone.substr(3)})] = true;
  }

  Contact contact(Person const& person) {
    Contact out;
    out.email = email(person);
    out.phone = phone();
    out.card = fmt::format("29{:08}", 10'000'000 + cards_ * 7 + chance_.below(7));
    ++cards_;
    return out;
  }

 private:
  std::string email(Person const& person) {
    auto const first = letters_of(person.given->name);
    auto const last = letters_of(person.last_name);
    auto const year = static_cast<int>(person.born_on.year()) % 100;
    std::string local;
    switch (chance_.below(6)) {
      case 0: local = fmt::format("{}{}", first.substr(0, 1), last); break;
      case 1: local = fmt::format("{}{:02}", first, year); break;
      case 2: local = fmt::format("{}.{}{:02}", first, last, year); break;
      case 3: local = fmt::format("{}_{}", last, first); break;
      default: local = fmt::format("{}.{}", first, last);
    }
    auto const domains = mail_domains();
    auto const domain = domains[chance_.favouring_low(static_cast<std::uint32_t>(domains.size()))];
    for (auto address = fmt::format("{}@{}", local, domain);;
         address = fmt::format("{}{}@{}", local, chance_.between(1, 9'999), domain)) {
      if (emails_taken_.insert(address).second) return address;
    }
  }

  std::string phone() {
    for (;;) {
      auto const number = chance_.below(10'000'000);
      if (phones_taken_[number]) continue;
      phones_taken_[number] = true;
      return fmt::format("088{:07}", number);
    }
  }

  Chance chance_;
  std::vector<bool> phones_taken_;
  std::unordered_set<std::string> emails_taken_;
  std::uint32_t cards_ = 0;
};

/// Who gives a value of one kind (phone or e-mail): bit 0 the first contact, bit 1 the second.
std::vector<std::uint8_t> givers(People const& people, Records const& records, bool Shows::* shown) {
  std::vector<std::uint8_t> out(people.all.size());
  for (auto const& record : records.all) {
    if (record.shows.*shown) out[record.person] |= record.other_contact ? 2 : 1;
  }
  return out;
}

/// Lets members of households share one value until so many of a thousand different ones are shared.
class Sharing {
 public:
  Sharing(People const& people, std::vector<std::array<Contact, 2>>& contacts, std::uint64_t seed,
          std::string_view purpose)
      : people_{people}, contacts_{contacts}, chance_{seed, purpose} {}

  void among_families(std::vector<std::uint8_t> const& gives, std::vector<bool> const& taken,
                      std::string Contact::* value, std::uint32_t permille) {
    for (auto const& household : people_.households) {
      std::vector<std::uint32_t> members;
      for (auto person = household.first; person < household.first + household.members; ++person) {
        if ((gives[person] & 2) != 0) ++different_;
        if ((gives[person] & 1) == 0 || (!taken.empty() && taken[person])) continue;
        members.push_back(person);
        ++different_;
      }
      if (members.size() < 2 || shared_ * 1'000 >= different_ * permille) continue;
      chance_.shuffle(members);
      members.resize(static_cast<std::size_t>(chance_.between(2, static_cast<int>(members.size()))));
      for (auto const member : members) contacts_[member][0].*value = contacts_[members[0]][0].*value;
      different_ -= static_cast<std::int64_t>(members.size()) - 1;
      ++shared_;
    }
  }

  /// The store's own number for some who are known to a till alone. Says whose they are.
  std::vector<bool> with_stores(std::vector<std::uint8_t> const& gives, Records& records) {
    std::vector<bool> taken(people_.all.size());
    std::array<std::int64_t, kStores> used{};
    for (std::uint32_t person = 0; person < people_.all.size(); ++person) {
      auto const own = records.of(person);
      if (own.size() != 1 || own[0].source != Channel::store || gives[person] == 0) continue;
      if (!chance_.happens(kStorePhonePermille)) continue;
      auto const store = people_.all[person].store;
      contacts_[person][0].phone = stores()[store].phone;
      taken[person] = true;
      ++used[store];
    }
    different_ += std::count_if(used.begin(), used.end(), [](auto n) { return n > 0; });
    shared_ += std::count_if(used.begin(), used.end(), [](auto n) { return n > 1; });
    return taken;
  }

 private:
  People const& people_;
  std::vector<std::array<Contact, 2>>& contacts_;
  Chance chance_;
  std::int64_t different_ = 0;
  std::int64_t shared_ = 0;
};

}  // namespace

std::vector<std::array<Contact, 2>> make_contacts(People const& people, Records& records, std::uint64_t seed) {
  std::vector<std::array<Contact, 2>> contacts;
  contacts.reserve(people.all.size());
  Fresh fresh{seed};
  for (auto const& person : people.all) contacts.push_back({fresh.contact(person), fresh.contact(person)});
  auto const phones = givers(people, records, &Shows::phone);
  Sharing phone_sharing{people, contacts, seed, "shared phones"};
  auto const taken = phone_sharing.with_stores(phones, records);
  phone_sharing.among_families(phones, taken, &Contact::phone, kSharedPhonesPermille);
  Sharing{people, contacts, seed, "shared e-mails"}.among_families(givers(people, records, &Shows::email), {},
                                                                   &Contact::email, kSharedEmailsPermille);
  return contacts;
}

}  // namespace weft::retailer
