// component.h - which records are one customer: a function of what they share and nothing else; pure.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

#include "customer/customer.h"

namespace weft::customer {

/// Two records show the same identifier.
struct Evidence {
  std::size_t left{};  ///< number of a record
  std::size_t right{};
  IdentifierKind kind{};
  std::string_view value{};
};

/// Joins `records` records, numbered in an order that follows from what they say (never from when they came), by their
/// evidence: number i of the answer is the smallest number in the component of record i. Evidence counts loyalty
/// numbers first, then e-mails, each by value; those who share a value are joined to the first of them one by one, and
/// a join that would make a component larger than `records_max` is not made. So the answer does not change with the
/// order, the direction or the repetition of the evidence.
std::vector<std::size_t> settle_components(std::size_t records, std::span<Evidence const> evidence,
                                           std::size_t records_max);

}  // namespace weft::customer
