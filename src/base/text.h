// text.h - whether a text can be kept: UTF-8, no NUL, how long it is to a reader, and what stands between its outer
// spaces.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace weft::base {

/// The number of code points; nothing where the bytes are not well-formed UTF-8 (no overlong forms, no surrogates,
/// nothing above U+10FFFF) or hold a NUL, which PostgreSQL cannot store.
std::optional<std::size_t> text_length(std::string_view text);

/// Without the spaces and tabs at both ends.
std::string_view trimmed(std::string_view text);

}  // namespace weft::base
