// roles.cpp - the table of roles and scopes.
#include "org/roles.h"

#include <algorithm>
#include <array>

namespace weft::org {
namespace {

constexpr auto bit(Role role) { return 1U << static_cast<unsigned>(role); }
constexpr unsigned kAll = bit(Role::director) | bit(Role::admin);
constexpr unsigned kMerchandiser = bit(Role::merchandiser);
constexpr unsigned kManager = bit(Role::manager);
constexpr unsigned kAssociate = bit(Role::associate);
constexpr unsigned kAgent = bit(Role::agent);

struct Line {
  std::string_view scope;
  unsigned roles;
};
constexpr std::array<Line, 14> kTable{{
    {"auth.keys", kAll},
    {"customers.read", kAll | kManager | kAssociate | kAgent},
    {"customers.write", kAll | kManager | kAssociate | kAgent},
    {"history.read", kAll | kManager},
    {"imports.read", kAll | kMerchandiser | kManager},
    {"imports.write", kAll},
    {"insights.read", kAll | kMerchandiser | kManager},
    {"jobs.read", kAll | kMerchandiser | kManager},
    {"jobs.write", kAll},
    {"org.read", kAll | kMerchandiser | kManager | kAssociate | kAgent},
    {"org.staff", kAll},
    {"org.write", kAll},
    {"orders.read", kAll | kMerchandiser | kManager | kAssociate | kAgent},
    {"orders.write", kAll | kManager | kAssociate},
}};

}  // namespace

std::vector<std::string> scopes_of(Role role) {
  std::vector<std::string> out;
  for (auto const& line : kTable) {
    if ((line.roles & bit(role)) != 0) out.emplace_back(line.scope);
  }
  std::sort(out.begin(), out.end());
  return out;
}

bool may_grant(std::vector<std::string> const& held, Role role) {
  auto const wanted = scopes_of(role);
  return std::all_of(wanted.begin(), wanted.end(), [&](std::string const& scope) {
    return std::find(held.begin(), held.end(), scope) != held.end();
  });
}

}  // namespace weft::org
