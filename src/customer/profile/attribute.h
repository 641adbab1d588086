// attribute.h - what an attribute may be called and say; pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "customer/profile/profile.h"

namespace weft::profile {

/// How a name of the vocabulary is looked at beyond being a text.
enum class Form : std::uint8_t { text, birth_date, email, phone };

/// The form of an attribute: of free names, text.
Form form_of(std::string_view name);

/// Whether two values of one attribute mean the same: letters' case, spaces at the ends and the signs between a
/// telephone number's digits aside.
bool mean_the_same(std::string_view name, std::string_view left, std::string_view right);

/// A statement's id: a hash of everything it says but its times, so that saying it again finds it.
base::Uuid statement_id(Statement const& statement);

}  // namespace weft::profile
