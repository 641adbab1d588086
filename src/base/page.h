// page.h - one page of a list, found by its last key and never by an offset.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/id.h"
#include "base/result.h"

namespace weft::base {

inline constexpr Reason kBadCursor{"page.bad_cursor", Code::invalid_argument, "That cursor was not made by this list."};

/// A page and the cursor of the next one; no cursor means that the list has ended.
template <class T>
struct Page {
  std::vector<T> items;
  std::optional<std::string> next_cursor;
};

/// Writes the sort key of a page's last row as an opaque text. `list` names the list, so that a cursor of one list is
/// refused by another.
std::string encode_cursor(std::string_view list, std::vector<std::string> const& key);
/// Reads it back. Errors: invalid_argument page.bad_cursor when it is broken, foreign or has another number of parts.
Result<std::vector<std::string>> decode_cursor(std::string_view list, std::string_view cursor, std::size_t parts);

/// Where a row stands in a list from the newest to the oldest; rows of one instant stand by falling id.
struct TimePlace {
  Instant at;
  Uuid id;
};
/// The place after which a page of such a list begins: the cursor's, or without one a place before every row. Errors:
/// invalid_argument page.bad_cursor.
Result<TimePlace> place_of_cursor(std::string_view list, std::optional<std::string> const& cursor);
std::string cursor_of_place(std::string_view list, TimePlace const& last);

/// Makes a page of rows that were read with a limit of one more than the page's, which tells whether another follows.
/// `cursor_of` writes the cursor after a row.
template <class T, class CursorOf>
Page<T> cut_page(std::vector<T> rows, std::int64_t limit, CursorOf cursor_of) {
  Page<T> page{std::move(rows), {}};
  if (static_cast<std::int64_t>(page.items.size()) > limit) {
    page.items.pop_back();
    page.next_cursor = cursor_of(page.items.back());
  }
  return page;
}

/// Base 64 with the URL alphabet and no padding (RFC 4648, section 5).
std::string base64url_encode(std::string_view bytes);
std::optional<std::string> base64url_decode(std::string_view text);

}  // namespace weft::base
