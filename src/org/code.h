// code.h - which codes, kinds and zones org takes; pure.
#pragma once

#include <string_view>

namespace weft::org {

/// 1..40 of a-z, 0-9, '-', '_', '.': short words, so that they read well on a fact.
bool is_channel_code(std::string_view code);
/// 1..40 of the same and capitals, since retailers number their shops as they like.
bool is_location_code(std::string_view code);
/// Degrees north and east.
bool is_point(double latitude, double longitude);
/// Two capital letters (ISO 3166-1).
bool is_country(std::string_view text);
/// Something visible, one @, and words with dots between: a sign-in name. Whether mail arrives there, nobody asks.
bool is_email(std::string_view text);
bool is_channel_kind(std::string_view kind);
bool is_location_kind(std::string_view kind);

}  // namespace weft::org
