// email.h - how an e-mail address is compared: without regard to case and outer spaces.
#pragma once

#include <string>
#include <string_view>

namespace weft::auth {

/// ASCII letters in lower case; the rest untouched.
std::string normal_email(std::string_view email);

}  // namespace weft::auth
