// roles.h - what each role may do: one table; pure.
#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace weft::org {

/// director: answers for the company, may do everything. admin: runs the system: people, keys, imports and settings,
/// and all that their work needs, but founds no company and makes nobody a director. merchandiser: assortment and
/// figures. manager: a store and its people's work. associate: sells at a till. agent: helps customers from a desk.
/// marketer: customers and figures. analyst: figures, and nobody's name. What a role may do it may do at the whole
/// company or at named locations (Reach); director and admin always at the whole.
enum class Role : std::uint8_t { director, admin, merchandiser, manager, associate, agent, marketer, analyst };
BOOST_DESCRIBE_ENUM(Role, director, admin, merchandiser, manager, associate, agent, marketer, analyst)

/// Whether the role runs the company or its system: at the whole company or not at all, and never given by a file.
constexpr bool runs_everything(Role role) { return role == Role::director || role == Role::admin; }

/// The scopes of a role, in alphabetical order.
std::vector<std::string> scopes_of(Role role);
/// Whether somebody who holds `held` may give or take that role: nobody hands out more than they have.
bool may_grant(std::vector<std::string> const& held, Role role);

}  // namespace weft::org
