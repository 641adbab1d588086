// book.h - what every record bought and brought back, in memory, where one customer's rows lie together. Pure.
#pragma once

#include <algorithm>
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

/// What nearly every question reads of a purchase, and no more: there are very many.
struct Purchase {
  std::int64_t amount_minor;
  Day day;
  std::uint8_t channel;
  std::uint8_t currency;
  bool opens;  ///< the first row of its order: orders are counted by these
};
/// How much was bought by it.
struct Quantity {
  std::int64_t units;
  std::uint32_t lines;
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

/// The facts by record, and records by customer. A record is replaced as a whole; its rows are a chain. So that a
/// question reads memory from one end to the other, pack() copies everybody's rows side by side; of customers that
/// changed since, a question follows the chains. Not safe from several threads.
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
  /// Copies all rows side by side, customers in order of source_id() and id().
  void pack();
  /// Whether so many customers changed since that it is time to pack again.
  [[nodiscard]] bool wants_packing() const { return stale_heads_.size() > kStaleMin + heads_.size() / kStaleShare; }
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
    static Customer packed(Book const& book, std::uint32_t at) { return {book, kEnd, at}; }
    /// Whose rows are followed from their first record.
    static Customer laid(Book const& book, std::uint32_t first) { return {book, first, kEnd}; }
    template <class Visit>
    void purchases(Visit&& visit) const {
      if (is_packed()) {
        auto const begin = book_->packed_[packed_].purchases, end = book_->packed_[packed_ + 1].purchases;
        for (auto at = begin; at != end; ++at) visit(book_->packed_purchases_[at]);
      } else {
        laid_purchases([&](LaidPurchase const& laid) { visit(laid.purchase); });
      }
    }
    template <class Visit>
    void comebacks(Visit&& visit) const {
      if (is_packed()) {
        auto const begin = book_->packed_[packed_].comebacks, end = book_->packed_[packed_ + 1].comebacks;
        for (auto at = begin; at != end; ++at) visit(book_->packed_comebacks_[at]);
      } else {
        each_record([&](Record const& record) { book_->comebacks_of(record, visit); });
      }
    }
    /// The day of their first order of all in a currency, if there is one.
    [[nodiscard]] std::optional<Day> first_order(std::uint8_t currency) const;
    /// False only where they certainly bought nothing in that currency on these days: spares reading their rows.
    [[nodiscard]] bool may_have_bought(std::uint8_t currency, Day from, Day to) const {
      if (!is_packed()) return true;
      auto const& packed = book_->packed_[packed_];
      return packed.currency == kSeveral || (packed.currency == currency && packed.first < to && packed.last >= from);
    }
    /// Those that are come first, in order of source_id() and id(); the others follow in none.
    [[nodiscard]] bool is_packed() const { return packed_ != kEnd; }
    [[nodiscard]] base::Uuid const& id() const { return book_->records_[first()].customer_id; }
    /// The smallest id that a source knows them by: the same on every machine, as ids of ours are not.
    [[nodiscard]] std::string_view source_id() const;

   private:
    friend class Book;
    Customer(Book const& book, std::uint32_t first, std::uint32_t packed)
        : book_{&book}, first_{first}, packed_{packed} {}
    [[nodiscard]] std::uint32_t first() const {
      return is_packed() ? book_->heads_[book_->packed_[packed_].head] : first_;
    }
    template <class Visit>
    void each_record(Visit&& visit) const {
      for (auto at = first(); at != kEnd; at = book_->records_[at].next_of_customer) visit(book_->records_[at]);
    }
    template <class Visit>
    void laid_purchases(Visit&& visit) const {
      each_record([&](Record const& record) { book_->purchases_of(record, visit); });
    }
    Book const* book_;
    std::uint32_t first_;
    std::uint32_t packed_;
  };

  /// Customers: components with at least one record that is identified. Each once.
  template <class Visit>
  void customers(Visit&& visit) const {
    each_run(true, [&](std::uint32_t begin, std::uint32_t end) {
      for (auto at = begin; at != end; ++at) visit(Customer::packed(*this, at));
    });
    each_stale(true, visit);
  }
  /// At least as many as there are customers.
  [[nodiscard]] std::size_t customers_max() const { return heads_.size(); }
  /// Purchases that carry no customer.
  template <class Visit>
  void anonymous_purchases(Visit&& visit) const {
    each_run(false, [&](std::uint32_t begin, std::uint32_t end) {
      for (auto at = packed_[begin].purchases; at != packed_[end].purchases; ++at) visit(packed_purchases_[at]);
    });
    each_stale(false, [&](Customer const& nobody) { nobody.purchases(visit); });
  }
  /// Everything sold, whoever bought it, and how much of it.
  template <class Visit>
  void all_purchases(Visit&& visit) const {
    for (bool const identified : {true, false}) {
      each_run(identified, [&](std::uint32_t begin, std::uint32_t end) {
        for (auto at = packed_[begin].purchases; at != packed_[end].purchases; ++at)
          visit(packed_purchases_[at], packed_quantities_[at]);
      });
      each_stale(identified, [&](Customer const& somebody) {
        somebody.laid_purchases([&](LaidPurchase const& laid) { visit(laid.purchase, laid.quantity()); });
      });
    }
  }
  /// What came back from customers, or from nobody known; what came back at all.
  template <class Visit>
  void comebacks(bool identified, Visit&& visit) const {
    each_run(identified, [&](std::uint32_t begin, std::uint32_t end) {
      for (auto at = packed_[begin].comebacks; at != packed_[end].comebacks; ++at) visit(packed_comebacks_[at]);
    });
    each_stale(identified, [&](Customer const& somebody) { somebody.comebacks(visit); });
  }
  template <class Visit>
  void all_comebacks(Visit&& visit) const {
    for (bool const identified : {true, false}) comebacks(identified, visit);
  }

 private:
  static constexpr std::size_t kStaleMin = 2'000;
  static constexpr std::size_t kStaleShare = 32;  // a thirty-second of all customers

  static constexpr std::uint8_t kSeveral = kCurrenciesMax;  // instead of a currency

  /// Where the rows of a customer begin; they end where those of the next one begin. Also the days of their first and
  /// last purchase, if all are in one currency; `first` lies behind `last` where there is none.
  struct Packed {
    std::uint32_t head, purchases, comebacks;
    Day first = std::numeric_limits<Day>::max(), last = std::numeric_limits<Day>::min();
    std::uint8_t currency = 0;

    void note(Purchase const& row) {
      currency = first > last || currency == row.currency ? row.currency : kSeveral;
      first = std::min(first, row.day);
      last = std::max(last, row.day);
    }
  };

  /// A purchase in its record's chain. A Quantity as a member would cost 8 bytes more.
  struct LaidPurchase {
    Purchase purchase;
    std::int64_t units;
    std::uint32_t lines;
    std::uint32_t next;
    [[nodiscard]] Quantity quantity() const { return {units, lines}; }
  };

  /// Hands over each run of packed_ between two that are stale: of a run all rows lie side by side.
  template <class Visit>
  void each_run(bool identified, Visit&& visit) const {
    auto begin = identified ? 0U : packed_identified_;
    auto const end =
        identified ? packed_identified_ : static_cast<std::uint32_t>(packed_.empty() ? 0 : packed_.size() - 1);
    auto stale = std::lower_bound(stale_packed_.begin(), stale_packed_.end(), begin);
    for (; stale != stale_packed_.end() && *stale < end; begin = *stale++ + 1) {
      if (begin != *stale) visit(begin, *stale);
    }
    if (begin < end) visit(begin, end);
  }
  template <class Visit>
  void each_stale(bool identified, Visit&& visit) const {
    for (auto const head : stale_heads_) {
      auto const first = heads_[head];
      if (first != kEnd && records_[first].identified == identified) visit(Customer::laid(*this, first));
    }
  }
  void mark_stale(std::uint32_t head);

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
  std::vector<LaidPurchase> purchases_;
  std::uint32_t free_purchase_ = kEnd;
  std::vector<Comeback> comebacks_;
  std::uint32_t free_comeback_ = kEnd;
  std::vector<Packed> packed_;  // identified customers, then the others, then where the last one's rows end
  std::uint32_t packed_identified_ = 0;
  std::vector<Purchase> packed_purchases_;
  std::vector<Quantity> packed_quantities_;  // of each of them
  std::vector<Comeback> packed_comebacks_;
  std::vector<std::uint32_t> packed_at_;     // by head: its place in packed_; kEnd = none
  std::vector<std::uint8_t> is_stale_;       // by head: changed since it was packed, or new
  std::vector<std::uint32_t> stale_heads_;   // those
  std::vector<std::uint32_t> stale_packed_;  // their places in packed_, sorted
  // The record whose order came back, or that order while nobody is known to have bought it -> who holds the return.
  std::unordered_multimap<base::Uuid, base::Uuid> watchers_;
  std::vector<std::string> channels_;
  std::vector<std::string> currencies_;
  std::vector<std::map<Day, std::int64_t>> orders_on_;  // by currency: orders of each day
};

}  // namespace weft::insights
