// names.h - the names that people, streets and towns of the made-up retailer are drawn from; common ones first.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

namespace weft::retailer {

struct GivenName {
  std::string_view name;
  std::array<std::string_view, 2> nicknames{};  ///< empty where people have no short form of it
};

struct Town {
  std::string_view name;
  std::string_view routing_key;  ///< the first three characters of an Eircode
  std::uint32_t weight;          ///< how many people live there, against the others
  std::uint8_t store;            ///< the nearest store, 0..11
};

std::span<GivenName const> womens_names();
std::span<GivenName const> mens_names();
std::span<std::string_view const> family_names();
std::span<std::string_view const> street_names();
std::span<Town const> towns();
/// The domains of made-up mail providers (RFC 2606: .example belongs to nobody), common ones first.
std::span<std::string_view const> mail_domains();

}  // namespace weft::retailer
