// customer_files.cpp - what each system knows of its customers, and who they are in truth.
#include <algorithm>

#include "app/retailer/files.h"
#include "app/retailer/stores.h"
#include "app/retailer/times.h"

namespace weft::retailer {
namespace {

std::string spaced(std::string const& phone) {
  return phone.empty() ? phone : phone.substr(0, 3) + " " + phone.substr(3, 3) + " " + phone.substr(6);
}
std::string international(std::string const& phone) { return phone.empty() ? phone : "+353" + phone.substr(1); }
std::string iso(std::optional<base::Date> date) { return date ? base::text_of(*date) : std::string{}; }
std::string_view country_of(Record const& record) { return record.address.street.empty() ? "" : "IE"; }

/// The records of one system in the order of their numbers.
std::vector<Record const*> of_source(Records const& records, Channel source) {
  std::vector<Record const*> out;
  for (auto const& record : records.all) {
    if (record.source == source) out.push_back(&record);
  }
  std::sort(out.begin(), out.end(), [](auto const* a, auto const* b) { return a->number < b->number; });
  return out;
}

void till_customers(Retailer const& retailer, std::filesystem::path const& path) {
  CsvFile file{path, ';', "CUST_NO;SURNAME;FORENAME;ADDRESS;TOWN;EIRCODE;DOB;TEL;EMAIL;CARD_NO;STORE;JOINED"};
  for (auto const* record : of_source(retailer.records, Channel::store)) {
    file.row(record_id(*record), record->last_name, record->first_name, record->address.street, record->address.town,
             record->address.postcode, record->born_on ? Times::till(*record->born_on) : std::string{},
             spaced(record->phone), record->email, record->card, store_code(retailer.people.all[record->person].store),
             Times::till(record->registered_at));
  }
  file.close();
}

void web_accounts(Retailer const& retailer, std::filesystem::path const& path, Times const& times) {
  CsvFile file{path, ',',
               "account_id,created_at,email,first_name,last_name,phone,street,city,postal_code,country,date_of_birth,"
               "loyalty_card"};
  for (auto const* record : of_source(retailer.records, Channel::web)) {
    file.row(record_id(*record), times.web(record->registered_at), record->email, record->first_name, record->last_name,
             international(record->phone), record->address.street, record->address.town, record->address.postcode,
             country_of(*record), iso(record->born_on), record->card);
  }
  file.close();
}

void app_users(Retailer const& retailer, std::filesystem::path const& path, Times const& times) {
  CsvFile file{path, ',',
               "userId,registeredAt,givenName,familyName,emailAddress,phoneNumber,birthDate,memberNumber,addressLine,"
               "locality,eircode"};
  for (auto const* record : of_source(retailer.records, Channel::app)) {
    file.row(record_id(*record), times.app(record->registered_at), record->first_name, record->last_name, record->email,
             international(record->phone), iso(record->born_on), record->card, record->address.street,
             record->address.town, record->address.postcode);
  }
  file.close();
}

void call_centre_contacts(Retailer const& retailer, std::filesystem::path const& path) {
  CsvFile file{path, '\t',
               "Contact ID\tCreated\tFirst name\tSurname\tTelephone\tE-mail\tAddress\tTown\tEircode\tBorn\tCard"};
  for (auto const* record : of_source(retailer.records, Channel::phone)) {
    file.row(record_id(*record), Times::call_centre(record->registered_at), record->first_name, record->last_name,
             record->phone, record->email, record->address.street, record->address.town, record->address.postcode,
             iso(record->born_on), record->card);
  }
  file.close();
}

std::string person_id(std::uint32_t person) { return person == kNobody ? "" : fmt::format("P{:07}", person + 1); }

std::string_view name_of(Kin kin) {
  return kin == Kin::none ? "" : kin == Kin::twin ? "twin" : "parent_or_child_of_one_name";
}

}  // namespace

std::string record_id(Record const& record) {
  switch (record.source) {
    case Channel::store: return fmt::format("{:07}", 3'000'000 + record.number);
    case Channel::web: return fmt::format("acc-{:07}", record.number);
    case Channel::app: return fmt::format("u{:07}", record.number);
    case Channel::phone: return fmt::format("C-{:06}", record.number);
  }
  return {};
}

void write_customers(Retailer const& retailer, std::filesystem::path const& folder, MadeUp& made) {
  Times const times;
  auto const named = [&](std::string_view name) { return made.files.emplace_back(folder / name); };
  till_customers(retailer, named("till_customers.csv"));
  web_accounts(retailer, named("web_accounts.csv"), times);
  app_users(retailer, named("app_users.csv"), times);
  call_centre_contacts(retailer, named("call_centre_contacts.tsv"));
}

void write_truth(Retailer const& retailer, std::filesystem::path const& folder) {
  CsvFile people{folder / "people.csv", ',', "person,first_name,last_name,born_on,kin,kin_of"};
  for (std::uint32_t number = 0; number < retailer.people.all.size(); ++number) {
    auto const& person = retailer.people.all[number];
    people.row(person_id(number), person.given->name, person.last_name, base::text_of(person.born_on),
               name_of(person.kin), person_id(person.kin_of));
  }
  people.close();
  CsvFile records{folder / "records.csv", ',', "source,record,person"};
  for (auto source : {Channel::store, Channel::web, Channel::app, Channel::phone}) {
    for (auto const* record : of_source(retailer.records, source))
      records.row(name_of(source), record_id(*record), person_id(record->person));
  }
  records.close();
  CsvFile orders{folder / "orders.csv", ',', "order,channel,person"};
  for (auto const& order : retailer.sales.orders)
    orders.row(order_number(order), name_of(order.channel), person_id(order.person));
  orders.close();
}

}  // namespace weft::retailer
