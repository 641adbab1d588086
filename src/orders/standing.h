// standing.h - of all that a source has said about one document, what stands; pure.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>

#include "orders/orders.h"

namespace weft::orders {

/// SHA-256 of a document's content: all it says, save as_of.
using ContentHash = std::array<char, 32>;
ContentHash content_hash(SaleFacts const& sale);

/// What is recorded, or arrives: a content, and the moment of the source it speaks for.
struct Said {
  ContentHash hash{};
  base::Instant as_of{};
  friend bool operator==(Said const&, Said const&) = default;
};

/// Nothing held: recorded. The same content: unchanged, whatever its as_of. Other content: replaced, unless its as_of
/// is older than that of what is held. Together with as_of_after this makes what stands in the end the content of the
/// latest as_of, in whatever order contents of different as_of arrive.
SaleState standing(std::optional<Said> const& held, Said const& arriving);

/// The as_of of what is held after an arrival that did not replace it: the later one if it said the same.
base::Instant as_of_after(Said const& held, Said const& arriving);

}  // namespace weft::orders
