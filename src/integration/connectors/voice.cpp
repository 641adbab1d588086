// voice.cpp - who may import with a mapping: a key tags with its own channel or source, and changes what it may change.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "integration/connectors/import_job.h"
#include "orders/orders.h"
#include "platform/http/http.h"

namespace weft::connectors {

namespace {

/// Whether no row of a part can be tagged with another channel than this: each source of the field, rules included, is
/// that channel itself.
bool tags_only(Part const& part, std::string_view channel) {
  auto const own = [&](Source const& source) { return source.columns.empty() && source.constant == channel; };
  auto const& source = part.source(Field::channel);
  if (!source || !own(*source)) return false;
  return std::all_of(part.rules.begin(), part.rules.end(), [&](Rule const& rule) {
    return std::all_of(rule.set.begin(), rule.set.end(),
                       [&](auto const& set) { return set.first != Field::channel || own(set.second); });
  });
}

base::Result<void> check_voice(Mapping const& mapping, http::Caller const& caller) {
  if (auto voice = orders::check_has_voice(caller); !voice) return voice;
  if (!caller.source.empty() && mapping.source != caller.source) {
    return base::Error{kForeignVoice, fmt::format("This key speaks for the source \"{}\", the mapping for \"{}\".",
                                                  caller.source, mapping.source)};
  }
  for (auto const& part : mapping.parts) {
    if (caller.channel.empty() || part.target != Target::sales || tags_only(part, caller.channel)) continue;
    return base::Error{
        kForeignVoice,
        fmt::format("This key speaks for the channel \"{}\"; with the mapping a row could be tagged with "
                    "another.",
                    caller.channel)};
  }
  return {};
}

/// What rows of a target need beyond imports.write.
base::Result<void> check_target(Target target, http::Caller const& caller) {
  auto const lacks = [&](std::string_view scope) -> base::Result<void> {
    if (caller.may(http::Permission{scope})) return {};
    return base::Error{kTargetNotHeld, fmt::format("Rows of {} need {}.", name_of(target), scope)};
  };
  if (target == Target::locations) return lacks("org.write");
  if (target != Target::staff) return {};
  if (auto held = lacks("org.staff"); !held) return held;
  // Any role that a file may hand out could stand in it.
  constexpr std::array kRoles{org::Role::merchandiser, org::Role::manager,  org::Role::associate,
                              org::Role::agent,        org::Role::marketer, org::Role::analyst};
  if (std::all_of(kRoles.begin(), kRoles.end(), [&](auto role) { return org::may_grant(caller.scopes, role); }))
    return {};
  return base::Error{kTargetNotHeld, "Rows of staff hand out roles that may do more than you may."};
}

base::Result<void> check_all(Mapping const& mapping, http::Caller const& caller) {
  if (auto spoken = check_voice(mapping, caller); !spoken) return spoken;
  for (auto const& part : mapping.parts) {
    if (auto held = check_target(part.target, caller); !held) return held;
  }
  return {};
}

}  // namespace

base::Result<void> Connectors::check_caller(std::string_view mapping, http::Caller const& caller) const {
  auto const found = state_->mappings.find(std::string{mapping});
  if (found == state_->mappings.end()) return {};  // create() says so
  return check_all(found->second, caller);
}

base::Result<void> Connectors::check_caller(pg::Tx& tx, ImportId import_id, http::Caller const& caller) const {
  auto const row = find_import(tx, import_id);
  if (!row) return {};  // whoever goes on says so
  auto const mapping = parse_mapping(row->mapping, row->mapping_text);
  if (!mapping) throw std::logic_error{"the mapping kept with an import cannot be read: " + mapping.error().detail};
  return check_all(*mapping, caller);
}

}  // namespace weft::connectors
