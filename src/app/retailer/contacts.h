// contacts.h - e-mail addresses, phone and loyalty numbers: who has which, and which are shared.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "app/retailer/records.h"

namespace weft::retailer {

struct Contact {
  std::string email;
  std::string phone;  ///< national, ten digits; of the mobile code 088, which is in use by nobody
  std::string card;
};

/// Two contacts a person, the second for records that share no contact field with the others. Of the phones and e-mails
/// that records show, the shares of records.h are given by several people: families, and customers of a store whose
/// staff typed the store's own number. Nothing else is given twice.
std::vector<std::array<Contact, 2>> make_contacts(People const& people, Records& records, std::uint64_t seed);

}  // namespace weft::retailer
