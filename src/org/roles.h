// roles.h - what each role may do: one table; pure.
#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace weft::org {

/// director: answers for the shop, may do everything. admin: runs the system, may do everything. merchandiser:
/// assortment and figures. manager: a store and its people's work. associate: sells at a till. agent: helps customers
/// from a desk.
enum class Role : std::uint8_t { director, admin, merchandiser, manager, associate, agent };
BOOST_DESCRIBE_ENUM(Role, director, admin, merchandiser, manager, associate, agent)

/// The scopes of a role, in alphabetical order.
std::vector<std::string> scopes_of(Role role);
/// Whether somebody who holds `held` may give or take that role: nobody hands out more than they have.
bool may_grant(std::vector<std::string> const& held, Role role);

}  // namespace weft::org
