// articles.h - what the made-up retailer sells, at which price, and when it is marked down.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"

namespace weft::retailer {

/// A model comes in colours and sizes, each of which is an article of its own.
struct Model {
  std::string name;
  std::uint32_t number{};      ///< 1001 ..; the first part of the article's number
  std::int32_t price_minor{};  ///< in cents, tax included; ends in 99
  bool sized{};
};
/// The models, those that sell best first.
std::vector<Model> make_models(std::uint64_t seed);

std::span<std::string_view const> colours();
std::span<std::string_view const> sizes();

/// "1042-NAV-M"; models without sizes have no third part.
std::string article_number(Model const& model, std::size_t colour, std::size_t size);
std::string article_name(Model const& model, std::size_t colour, std::size_t size);

/// By how many per cent a model is marked down on a day: the winter and summer sales and the week of Black Friday take
/// in a third of the models each.
int markdown_percent(std::size_t model, base::Date day);

/// The tax in an amount that includes it, at 23 %, rounded half up.
std::int64_t tax_in(std::int64_t amount_minor);

}  // namespace weft::retailer
