// book.h - what every record bought and brought back, in memory, where one customer's rows lie together. Pure.
#pragma once

#include <array>
#include <boost/describe.hpp>
#include <cstdint>
#include <limits>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/clock.h"
#include "base/id.h"

namespace weft::insights {

/// Days since 1970-01-01; a business day of the place where it happened.
using Day = std::int32_t;
inline Day day_of(base::Date date) { return static_cast<Day>(std::chrono::sys_days{date}.time_since_epoch().count()); }
inline base::Date date_of(Day day) { return base::Date{std::chrono::sys_days{std::chrono::days{day}}}; }

/// A set of channels, a bit each, numbered by Book::channel_no.
using Channels = std::uint64_t;
/// Two channels or more.
inline bool is_several(Channels mix) { return (mix & (mix - 1)) != 0; }

/// What the owners' views say of one record, as store.cpp reads it.
struct RecordRow {
  base::Uuid record_id{};
  base::Uuid customer_id{};
  bool identified{};
  std::string source_id{};
};
BOOST_DESCRIBE_STRUCT(RecordRow, (), (record_id, customer_id, identified, source_id))

/// The lines of one order that originated in one channel.
struct PurchaseRow {
  base::Uuid record_id{};
  base::Uuid order_id{};
  base::Date business_on;
  std::string currency;
  std::string channel;
  std::int64_t lines{};
  std::int64_t units{};         ///< of lines that say how many
  std::int64_t amount_minor{};  ///< of lines that say for how much
};
BOOST_DESCRIBE_STRUCT(PurchaseRow, (),
                      (record_id, order_id, business_on, currency, channel, lines, units, amount_minor))

/// The lines of one return that came back through one channel and had been sold through one. Without `sold_on` its
/// order is not known, or was paid in another currency.
struct ComebackRow {
  base::Uuid record_id;
  std::optional<base::Uuid> order_id{};
  std::optional<base::Uuid> sold_record{};  ///< the record its order hangs on
  std::optional<base::Date> sold_on{};
  std::optional<std::string> sold_channel{};
  base::Date business_on;
  std::string currency;
  std::string channel;
  bool cancelled{};  ///< called off, not brought back
  std::int64_t lines{};
  std::int64_t units{};
  std::int64_t amount_minor{};
};
BOOST_DESCRIBE_STRUCT(ComebackRow, (),
                      (record_id, order_id, sold_record, sold_on, sold_channel, business_on, currency, channel,
                       cancelled, lines, units, amount_minor))

struct Purchase {
  std::int64_t amount_minor;
  std::int64_t units;
  Day day;
  std::uint32_t lines;
  std::uint32_t next;
  std::uint8_t channel;
  std::uint8_t currency;
  bool opens;  ///< the first row of its order: orders are counted by these
};

struct Comeback {
  static constexpr Day kNeverSold = std::numeric_limits<Day>::min();
  std::int64_t amount_minor;
  std::int64_t units;
  base::Uuid order;
  Day day;
  Day sold_on;  ///< kNeverSold: its order is not known
  std::uint32_t lines;
  std::uint32_t next;
  std::uint8_t channel;
  std::uint8_t sold_channel;
  std::uint8_t currency;
  bool cancelled;
};

/// The facts by record, and records by customer. A record is replaced as a whole; its rows are a chain, laid down one
/// after the other, so that a question reads a customer's rows side by side. Not safe from several threads.
class Book {
 public:
  static constexpr std::uint32_t kEnd = std::numeric_limits<std::uint32_t>::max();
  /// Channels that mixes tell apart; any further ones count together as "other".
  static constexpr std::size_t kChannelsMax = 64;
  static constexpr std::size_t kCurrenciesMax = 255;

  struct Record {
    base::Uuid record_id;
    base::Uuid customer_id;
    std::string source_id;
    std::uint32_t purchases = kEnd;
    std::uint32_t comebacks = kEnd;
    std::uint32_t next_of_customer = kEnd;
    std::vector<base::Uuid> watches;  ///< of `watchers_`, what it stands under there
    bool identified = false;
    bool known = false;  ///< false: its place is free
  };

  /// Forgets what was known of the record and takes this instead; rows of other records are left alone. `purchases`:
  /// rows of one order side by side.
  void put(RecordRow const& record, std::span<PurchaseRow const> purchases, std::span<ComebackRow const> comebacks);
  /// Forgets the record. No effect on one that is not known.
  void drop(base::Uuid const& record);
  void clear() { *this = Book{}; }

  /// Other records that hold returns of what this record bought, or had bought when they were put: such a return says
  /// when and through which channel it was sold, so they read differently when this record does.
  [[nodiscard]] std::vector<base::Uuid> watchers_of(base::Uuid const& record,
                                                    std::span<PurchaseRow const> purchases) const;

  /// The channels' codes by number.
  [[nodiscard]] std::vector<std::string> const& channels() const { return channels_; }
  [[nodiscard]] std::optional<std::uint8_t> currency_no(std::string_view currency) const;
  /// Names of the channels of a set, in alphabetical order.
  [[nodiscard]] std::vector<std::string> names_of(Channels mix) const;

  /// The days with orders in a currency, and how many orders in all.
  struct Span {
    std::string currency;
    Day first{};
    Day last{};
    std::int64_t orders{};
  };
  [[nodiscard]] std::vector<Span> spans() const;  ///< by currency code; those without an order are left out

  /// One customer's rows, over all their records.
  class Customer {
   public:
    Customer(Book const& book, std::uint32_t first) : book_{book}, first_{first} {}
    template <class Visit>
    void purchases(Visit&& visit) const {
      each_record([&](Record const& record) { book_.purchases_of(record, visit); });
    }
    template <class Visit>
    void comebacks(Visit&& visit) const {
      each_record([&](Record const& record) { book_.comebacks_of(record, visit); });
    }
    [[nodiscard]] base::Uuid const& id() const { return book_.records_[first_].customer_id; }
    /// The smallest id that a source knows them by: the same on every machine, as ids of ours are not.
    [[nodiscard]] std::string_view source_id() const;

   private:
    template <class Visit>
    void each_record(Visit&& visit) const {
      for (auto at = first_; at != kEnd; at = book_.records_[at].next_of_customer) visit(book_.records_[at]);
    }
    Book const& book_;
    std::uint32_t first_;
  };

  /// Customers: components with at least one record that is identified. Each once, in no order that means anything.
  template <class Visit>
  void customers(Visit&& visit) const {
    for (auto const first : heads_) {
      if (first != kEnd && records_[first].identified) visit(Customer{*this, first});
    }
  }
  /// Purchases that carry no customer.
  template <class Visit>
  void anonymous_purchases(Visit&& visit) const {
    for (auto const first : heads_) {
      if (first != kEnd && !records_[first].identified) purchases_of(records_[first], visit);
    }
  }
  /// Everything sold and everything that came back, whoever it was.
  template <class Visit>
  void all_purchases(Visit&& visit) const {
    for (auto const& record : records_) purchases_of(record, visit);
  }
  template <class Visit>
  void all_comebacks(Visit&& visit) const {
    for (auto const& record : records_) comebacks_of(record, visit);
  }
  template <class Visit>
  void anonymous_comebacks(Visit&& visit) const {
    for (auto const first : heads_) {
      if (first != kEnd && !records_[first].identified) comebacks_of(records_[first], visit);
    }
  }

 private:
  template <class Visit>
  void purchases_of(Record const& record, Visit&& visit) const {
    for (auto at = record.purchases; at != kEnd; at = purchases_[at].next) visit(purchases_[at]);
  }
  template <class Visit>
  void comebacks_of(Record const& record, Visit&& visit) const {
    for (auto at = record.comebacks; at != kEnd; at = comebacks_[at].next) visit(comebacks_[at]);
  }

  std::uint32_t place_of(base::Uuid const& record);
  void forget_rows(Record& record);
  void leave_customer(std::uint32_t at);
  void enter_customer(std::uint32_t at);
  std::uint8_t channel_no(std::string const& channel);
  std::uint8_t make_currency_no(std::string const& currency);
  void count_order(std::uint8_t currency, Day day, std::int64_t by);

  std::vector<Record> records_;
  std::vector<std::uint32_t> free_records_;
  std::unordered_map<base::Uuid, std::uint32_t> record_at_;
  std::vector<std::uint32_t> heads_;  // by customer: the first of its records, identified ones first; kEnd = free
  std::vector<std::uint32_t> free_heads_;
  std::unordered_map<base::Uuid, std::uint32_t> head_at_;  // by customer id
  std::vector<Purchase> purchases_;
  std::uint32_t free_purchase_ = kEnd;
  std::vector<Comeback> comebacks_;
  std::uint32_t free_comeback_ = kEnd;
  // The record whose order came back, or that order while nobody is known to have bought it -> who holds the return.
  std::unordered_multimap<base::Uuid, base::Uuid> watchers_;
  std::vector<std::string> channels_;
  std::vector<std::string> currencies_;
  std::vector<std::map<Day, std::int64_t>> orders_on_;  // by currency: orders of each day
};

}  // namespace weft::insights
