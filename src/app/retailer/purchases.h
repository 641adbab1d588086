// purchases.h - two years of orders and returns: who buys when and where, what is in the basket, what comes back.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "app/retailer/articles.h"
#include "app/retailer/people.h"
#include "app/retailer/records.h"

namespace weft::retailer {

inline constexpr int kDays = 731;  ///< two years: more than the 455 days that 12-month retention takes

enum class Tender : std::uint8_t { card, cash, wallet, invoice };

struct Line {
  std::uint16_t model{};
  std::uint8_t colour{}, size{};
  std::uint8_t quantity{};
  std::int32_t discount_minor{};  ///< of the whole line
};

struct Order {
  base::LocalTime sold_at{};
  std::uint32_t person = kNobody;  ///< kNobody = a stranger in a store
  std::uint32_t record = kNobody;  ///< as whom the system knew them; kNobody = no card was shown
  std::uint32_t number{};          ///< of its channel, in order of time
  std::uint32_t first_line{};
  std::uint8_t lines{};
  Channel channel{};
  std::uint8_t store{};  ///< where it was sold, or is picked up
  bool picked_up{};      ///< ordered by web or app, handed over in the store
  bool offline{};        ///< the tills had no line to the office: the receipt comes later than all else
  Tender tender{};
  std::int32_t gift_card_minor{};  ///< part of the price paid by gift card, in a store
  std::int32_t delivery_minor{};
};

/// Part of a line brought back.
struct BackLine {
  std::uint32_t line{};  ///< index into Sales::lines
  std::uint8_t quantity{};
};

/// What a return says of the order it belongs to.
enum class Reference : std::uint8_t { given, lost, before_the_record };

struct Return {
  base::LocalTime at{};
  std::uint32_t order{};   ///< index into Sales::orders
  std::uint32_t number{};  ///< of its channel, in order of time
  std::uint32_t first_line{};
  std::uint8_t lines{};
  Channel channel{};  ///< where it came back: a store, or by parcel what the parcel was announced by
  std::uint8_t store{};
  std::uint8_t reason{};
  Reference reference{};
  bool known{};  ///< whether the return says whose it is
};

struct Sales {
  std::vector<Order> orders;  ///< in order of time
  std::vector<Line> lines;
  std::vector<Return> returns;  ///< in order of time
  std::vector<BackLine> back_lines;
};

/// Of a line: price times quantity less the discount, in cents.
std::int64_t amount_of(Line const& line, std::vector<Model> const& models);
/// Of part of a line, rounded down; the whole line's amount for all of it.
std::int64_t amount_of(BackLine const& back, Sales const& sales, std::vector<Model> const& models);

std::span<std::string_view const> return_reasons();

/// Makes exactly `orders` orders in the kDays from `first_day`, four of five by people with a record, the others by
/// strangers in stores; everybody buys at least once in each channel of their habit. Also settles when each record was
/// registered, and its number. `orders` must be at least twice the people.
Sales make_sales(People const& people, Records& records, std::vector<Model> const& models, std::uint32_t orders,
                 base::Date first_day, std::uint64_t seed);

}  // namespace weft::retailer
