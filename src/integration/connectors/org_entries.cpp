// org_entries.cpp - what rows say of locations, staff, shifts and visitors, as org is told it.
#include "integration/connectors/org_entries.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "integration/connectors/connectors.h"

namespace weft::connectors {

namespace {

constexpr std::size_t kEntriesPerCall = 1'000;

std::string text_in(MappedRow const& said, Field field) {
  return std::string{said.holds(field) ? said.text(field) : std::string_view{}};
}
base::Instant time_in(MappedRow const& said, Field field) {
  return base::Instant{std::chrono::microseconds{said.holds(field) ? said.number(field) : 0}};
}

/// Yes or no, in the words that people write.
std::optional<bool> flag_of(std::string_view text) {
  for (auto const word : {"true", "yes", "1", "y", "TRUE", "Yes", "YES", "True"}) {
    if (text == word) return true;
  }
  for (auto const word : {"false", "no", "0", "n", "FALSE", "No", "NO", "False"}) {
    if (text == word) return false;
  }
  return {};
}
std::optional<bool> active_in(MappedRow const& said) {
  return said.holds(Field::active) ? flag_of(said.text(Field::active)) : std::nullopt;
}

/// "DUB1 DUB2", "DUB1, DUB2", "DUB1;DUB2".
std::vector<std::string> codes_of(std::string_view text) {
  std::vector<std::string> out;
  constexpr std::string_view kBetween = " ,;|";
  for (std::size_t begin = text.find_first_not_of(kBetween); begin != std::string_view::npos;
       begin = text.find_first_not_of(kBetween, begin)) {
    auto const end = std::min(text.find_first_of(kBetween, begin), text.size());
    out.emplace_back(text.substr(begin, end - begin));
    begin = end;
  }
  return out;
}

/// The members that org names in what it refuses, and the fields they come from.
constexpr std::array<std::pair<std::string_view, Field>, 21> kPointers{{
    {"/code", Field::location},
    {"/name", Field::name},
    {"/kind", Field::kind},
    {"/zone", Field::zone},
    {"/country", Field::country},
    {"/legal_entity", Field::legal_entity},
    {"/address", Field::address},
    {"/city", Field::city},
    {"/postcode", Field::postcode},
    {"/region", Field::region},
    {"/latitude", Field::latitude},
    {"/longitude", Field::longitude},
    {"/opening_hours", Field::opening_hours},
    {"/email", Field::email},
    {"/role", Field::role},
    {"/locations", Field::locations},
    {"/number", Field::shift},
    {"/location", Field::location},
    {"/starts_at", Field::starts_at},
    {"/ends_at", Field::ends_at},
    {"/hour_at", Field::hour},
}};

std::optional<Field> field_at(std::string_view pointer) {
  if (pointer == "/visitors") return Field::visitors;
  for (auto const& [word, field] : kPointers) {
    if (word == pointer) return field;
  }
  return {};
}

std::string value_of(MappedRow const& said, Field field) {
  if (!said.holds(field)) return {};
  switch (kind_of(field)) {
    case FieldKind::text: return shown(said.text(field));
    case FieldKind::time: return base::text_of(time_in(said, field));
    case FieldKind::integer:
    case FieldKind::money: break;
  }
  return std::to_string(said.number(field));
}

}  // namespace

void OrgEntries::add(Target target, std::span<PackedRow> rows) {
  std::sort(rows.begin(), rows.end(),
            [](PackedRow const& left, PackedRow const& right) { return left.content < right.content; });
  Entry whole{.said = {}, .place = rows.front().place, .rows = static_cast<std::int64_t>(rows.size())};
  std::vector<RowFault> faults;
  std::bitset<kFields> disagreed;
  for (auto const& packed : rows) {
    MappedRow row;
    if (!unpack(packed.content, mapping_, row)) throw std::logic_error{"a staged row is not in the form of its import"};
    if (target == Target::shifts) {
      add_entry(target, {row, packed.place}, {});
      continue;
    }
    if (packed.place <= whole.place) {
      whole.place = packed.place;
      whole.said.part = row.part;
    }
    for (std::size_t at = static_cast<std::size_t>(Field::kind); at < kFields; ++at) {
      if (row.has[at])
        merge_field(static_cast<Field>(at), row, mapping_.parts[row.part], whole.said, disagreed, faults);
    }
  }
  if (target != Target::shifts) add_entry(target, std::move(whole), std::move(faults));
}

void OrgEntries::add_entry(Target target, Entry entry, std::vector<RowFault> faults) {
  auto const& said = entry.said;
  if (said.holds(Field::active) && !active_in(said)) {
    faults.push_back({kNotInLookup, column_of(Field::active, mapping_.parts[said.part]), value_of(said, Field::active),
                      "It is active or not: true, yes or 1; false, no or 0."});
  }
  if (!faults.empty()) {
    row_.rows_rejected += entry.rows;
    for (auto& fault : faults) reject_(entry.place, std::move(fault), {});
    return;
  }
  auto& queue = target == Target::locations ? locations_
                : target == Target::staff   ? staff_
                : target == Target::shifts  ? shifts_
                                            : footfall_;
  queue.push_back(std::move(entry));
  // The shifts of a slice are settled together, so that people may exchange them.
  if (target != Target::shifts && queue.size() >= kEntriesPerCall) flush();
}

base::Instant OrgEntries::as_of(MappedRow const& said) const {
  return said.holds(Field::as_of) ? time_in(said, Field::as_of) : row_.as_of;
}

org::LocationTold OrgEntries::location_of(MappedRow const& said) const {
  auto address = text_in(said, Field::address);
  if (said.holds(Field::address_2)) address += (address.empty() ? "" : "\n") + text_in(said, Field::address_2);
  return {.code = text_in(said, Field::location),
          .name = text_in(said, Field::name),
          .kind = text_in(said, Field::kind),
          .zone = text_in(said, Field::zone),
          .country = text_in(said, Field::country),
          .legal_entity = text_in(said, Field::legal_entity),
          .address = std::move(address),
          .city = text_in(said, Field::city),
          .postcode = text_in(said, Field::postcode),
          .region = text_in(said, Field::region),
          .latitude = text_in(said, Field::latitude),
          .longitude = text_in(said, Field::longitude),
          .opening_hours = text_in(said, Field::opening_hours),
          .active = active_in(said),
          .as_of = as_of(said)};
}

org::StaffTold OrgEntries::staff_of(MappedRow const& said) const {
  org::StaffTold told{.email = text_in(said, Field::email),
                      .name = text_in(said, Field::name),
                      .role = text_in(said, Field::role),
                      .everywhere = said.holds(Field::locations) && said.text(Field::locations) == "*",
                      .locations = {},
                      .active = active_in(said),
                      .as_of = as_of(said)};
  if (said.holds(Field::locations) && !told.everywhere) told.locations = codes_of(said.text(Field::locations));
  return told;
}

org::ShiftTold OrgEntries::shift_of(MappedRow const& said) const {
  return {.source = mapping_.source,
          .number = text_in(said, Field::shift),
          .email = text_in(said, Field::email),
          .location = text_in(said, Field::location),
          .starts_at = time_in(said, Field::starts_at),
          .ends_at = time_in(said, Field::ends_at),
          .active = active_in(said).value_or(true),
          .as_of = as_of(said)};
}

org::FootfallTold OrgEntries::footfall_of(MappedRow const& said) const {
  return {.source = mapping_.source,
          .location = text_in(said, Field::location),
          .hour_at = time_in(said, Field::hour),
          .visitors = said.number(Field::visitors),
          .as_of = as_of(said)};
}

template <class Told, class Make, class Settle>
void OrgEntries::settle(std::vector<Entry>& entries, Make make, Settle settle_all) {
  if (entries.empty()) return;
  std::vector<Told> told;
  told.reserve(entries.size());
  for (auto const& entry : entries) told.push_back((this->*make)(entry.said));
  auto const outcomes = settle_all(tx_, std::span<Told const>{told}, now_);
  for (std::size_t at = 0; at < entries.size(); ++at) {
    auto const& entry = entries[at];
    switch (outcomes[at].state) {
      case org::Settled::added: ++row_.entries_new; break;
      case org::Settled::changed: ++row_.entries_changed; break;
      case org::Settled::unchanged: ++row_.entries_unchanged; break;
      case org::Settled::older: ++row_.entries_older; break;
      case org::Settled::refused: row_.rows_rejected += entry.rows; break;
    }
    for (auto const& wrong : outcomes[at].wrong) {
      auto const field = field_at(wrong.pointer);
      RowFault fault{kRejectedByRule, {}, {}, wrong.detail};
      if (field) {
        fault.column = column_of(*field, mapping_.parts[entry.said.part]);
        fault.value = value_of(entry.said, *field);
      }
      reject_(entry.place, std::move(fault), wrong.reason);
    }
  }
  entries.clear();
}

void OrgEntries::flush() {
  settle<org::LocationTold>(locations_, &OrgEntries::location_of, org::settle_locations);
  settle<org::StaffTold>(staff_, &OrgEntries::staff_of, org::settle_staff);
  settle<org::ShiftTold>(shifts_, &OrgEntries::shift_of, org::settle_shifts);
  settle<org::FootfallTold>(footfall_, &OrgEntries::footfall_of, org::settle_footfall);
}

}  // namespace weft::connectors
