// articles.cpp - kinds of goods times the names of lines, each at a price within its kind's range.
#include "app/retailer/articles.h"

#include <fmt/format.h>

#include "app/retailer/chance.h"

namespace weft::retailer {
namespace {

struct Goods {
  std::string_view name;
  int low, high;  ///< euros
  bool sized;
};
constexpr Goods kGoods[] = {
    {"cotton tee", 15, 25, true},       {"wool socks", 8, 14, true},      {"linen shirt", 40, 70, true},
    {"merino jumper", 60, 110, true},   {"denim jeans", 50, 90, true},    {"rain jacket", 90, 160, true},
    {"midi dress", 55, 100, true},      {"wool coat", 140, 260, true},    {"canvas tote", 15, 30, false},
    {"lambswool scarf", 25, 50, false}, {"leather belt", 30, 50, false},  {"felt hat", 30, 60, false},
    {"scented candle", 12, 30, false},  {"stoneware mug", 10, 18, false}, {"linen cushion", 25, 45, false},
    {"wool throw", 50, 120, false},     {"oak board", 25, 60, false},     {"table lamp", 60, 140, false},
    {"bath towel", 14, 30, false},      {"hand cream", 9, 18, false},
};
constexpr std::string_view kLines[] = {"Ardmore", "Burren", "Claddagh",    "Dingle",
                                       "Errigal", "Foyle",  "Glendalough", "Howth"};
constexpr std::string_view kColours[] = {"black", "navy", "ivory", "moss", "rust", "slate"};
constexpr std::string_view kColourCodes[] = {"BLK", "NVY", "IVR", "MOS", "RST", "SLT"};
constexpr std::string_view kSizes[] = {"S", "M", "L", "XL"};

}  // namespace

std::vector<Model> make_models(std::uint64_t seed) {
  Chance chance{seed, "models"};
  std::vector<Model> out;
  for (auto const& line : kLines) {
    for (auto const& goods : kGoods) {
      out.push_back(
          {fmt::format("{} {}", line, goods.name), 0, chance.between(goods.low, goods.high) * 100 - 1, goods.sized});
    }
  }
  chance.shuffle(out);
  for (std::size_t i = 0; i < out.size(); ++i) out[i].number = 1'001 + static_cast<std::uint32_t>(i);
  return out;
}

std::span<std::string_view const> colours() { return kColours; }
std::span<std::string_view const> sizes() { return kSizes; }

std::string article_number(Model const& model, std::size_t colour, std::size_t size) {
  if (!model.sized) return fmt::format("{}-{}", model.number, kColourCodes[colour]);
  return fmt::format("{}-{}-{}", model.number, kColourCodes[colour], kSizes[size]);
}

std::string article_name(Model const& model, std::size_t colour, std::size_t size) {
  if (!model.sized) return fmt::format("{} {}", model.name, kColours[colour]);
  return fmt::format("{} {} {}", model.name, kColours[colour], kSizes[size]);
}

int markdown_percent(std::size_t model, base::Date day) {
  auto const month = static_cast<unsigned>(day.month());
  auto const of_month = static_cast<unsigned>(day.day());
  if (month == 1 && of_month >= 2 && model % 3 == 0) return 30;
  if (month == 7 && model % 3 == 1) return 20;
  if (month == 11 && of_month >= 22 && model % 3 == 2) return 25;
  return 0;
}

std::int64_t tax_in(std::int64_t amount_minor) { return (amount_minor * 23 * 2 + 123) / (123 * 2); }

}  // namespace weft::retailer
