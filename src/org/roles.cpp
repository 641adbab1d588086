// roles.cpp - the table of roles and scopes.
#include "org/roles.h"

#include <algorithm>
#include <array>

namespace weft::org {
namespace {

constexpr auto bit(Role role) { return 1U << static_cast<unsigned>(role); }
constexpr unsigned kDirector = bit(Role::director);
constexpr unsigned kRuns = kDirector | bit(Role::admin);
constexpr unsigned kMerchandiser = bit(Role::merchandiser);
constexpr unsigned kManager = bit(Role::manager);
constexpr unsigned kAssociate = bit(Role::associate);
constexpr unsigned kAgent = bit(Role::agent);
constexpr unsigned kMarketer = bit(Role::marketer);
constexpr unsigned kAnalyst = bit(Role::analyst);
constexpr unsigned kFigures = kRuns | kMerchandiser | kManager | kMarketer | kAnalyst;
constexpr unsigned kEverybody = kFigures | kAssociate | kAgent;

struct Line {
  std::string_view scope;
  unsigned roles;
};
constexpr std::array<Line, 19> kTable{{
    {"auth.keys", kRuns},
    {"customers.read", kRuns | kManager | kAssociate | kAgent | kMarketer},
    {"customers.write", kRuns | kManager | kAssociate | kAgent},
    {"history.read", kRuns | kManager},
    {"imports.read", kFigures},
    {"imports.write", kRuns},
    {"insights.read", kFigures},
    {"insights.write", kRuns | kMarketer | kAnalyst},
    {"jobs.read", kFigures},
    {"jobs.write", kRuns},
    {"org.company", kDirector},  // companies, and by it who may make a director
    {"org.footfall", kFigures | kAssociate},
    {"org.hours", kRuns | kManager},
    {"org.read", kEverybody},
    {"org.shifts", kRuns | kManager | kAssociate},
    {"org.staff", kRuns},
    {"org.write", kRuns},
    {"orders.read", kEverybody},
    {"orders.write", kRuns | kManager | kAssociate},
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
