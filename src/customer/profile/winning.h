// winning.h - of all that sources say of a person, which value stands; pure.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "customer/profile/profile.h"

namespace weft::profile {

/// A value and the attribute it is of. `wins` and `current` are not looked at: they are what is found out.
struct Said {
  std::string name;
  Value value;
};

/// Settles every attribute. A voice is a (record, source, provenance); what it said last of an attribute is current, of
/// one moment the greatest value. Among current values that say something the most trusted provenance stands, in it the
/// value said last, of one moment the greatest. So a declared value stands however late a system concludes another, and
/// nothing depends on the order in which statements came.
///
/// The parts of an address (street, house_number, city, postcode, region) stand together: only those of one voice, the
/// one whose address would stand by the rule above. Those of a person's name (given_name, family_name) come from one
/// record. A street of one household never stands beside the city of another.
///
/// Attributes come in the order of the vocabulary, then free names by alphabet.
std::vector<Attribute> settle_attributes(std::vector<Said> said);

/// What to call the person: given and family name or the full name, whichever stands by provenance, then time; with
/// both alike the parts. One part alone only where there is no full name.
std::string display_name(std::vector<Attribute> const& attributes);

}  // namespace weft::profile
