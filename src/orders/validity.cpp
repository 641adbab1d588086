// validity.cpp - everything that can be wrong with a document, each by its place and its reason; pure.
#include <fmt/format.h>

#include <array>
#include <boost/json/monotonic_resource.hpp>
#include <boost/json/parse.hpp>

#include "base/text.h"
#include "orders/amount.h"
#include "orders/orders.h"

namespace weft::orders {
namespace {

/// A document of the far future is a clock that was set wrong, not a sale.
constexpr std::chrono::hours kAheadMax{24};

class Check {
 public:
  Check(SaleFacts const& sale, org::Places const& places, base::Instant now)
      : sale_{sale}, places_{places}, now_{now} {}

  std::vector<base::FieldError> run() {
    document();
    // An order of which only the tenders are known still happened somewhere.
    bool const bare = sale_.lines_unknown && sale_.lines.empty() && sale_.return_lines.empty();
    if (bare || (!sale_.lines.empty() && needs_document_tags(sale_.lines))) order_tags(sale_.tags, "/tags");
    if (!sale_.return_lines.empty() && needs_document_tags(sale_.return_lines))
      return_tags(sale_.return_tags, "/return_tags");
    lines(sale_.lines, "/lines", [&](OrderTags const& tags, std::string const& at) { order_tags(tags, at); });
    lines(sale_.return_lines, "/return_lines",
          [&](ReturnTags const& tags, std::string const& at) { return_tags(tags, at); });
    tenders();
    return std::move(wrong_);
  }

 private:
  void add(std::string at, base::Reason const& reason, std::string detail = {}) {
    if (detail.empty()) detail = reason.title;
    wrong_.push_back({std::move(at), std::string{reason.name}, std::move(detail)});
  }

  static std::size_t length_of(std::string_view text) {
    // Nothing legal is that long, so that a broken text is as wrong as one that is too long.
    return base::text_length(text).value_or(static_cast<std::size_t>(-1));
  }

  void text(std::string_view value, std::size_t min, std::size_t max, std::string at, base::Reason const& reason) {
    auto const length = length_of(value);
    if (length < min || length > max) add(std::move(at), reason);
  }

  void facts(std::string_view json, std::string at) {
    if (json.empty()) return;
    boost::system::error_code error;
    std::array<unsigned char, 2'048> first{};  // enough for most: nothing is asked of the heap
    boost::json::monotonic_resource memory{first.data(), first.size()};
    auto const value = boost::json::parse(json, error, &memory);
    if (json.size() > kFactsBytesMax || error || !value.is_object() || !base::text_length(json))
      add(std::move(at), kBadFacts);
  }

  void instant(base::Instant value, std::string at) {
    if (value < base::Instant{} || value > now_ + kAheadMax) add(std::move(at), kBadInstant);
  }

  void document() {
    text(sale_.number, 1, kNumberLengthMax, "/number", kBadNumber);
    text(sale_.returns_number, 0, kNumberLengthMax, "/returns_number", kBadNumber);
    instant(sale_.event_at, "/event_at");
    instant(sale_.as_of, "/as_of");
    auto customer = sale_.customer;
    customer.source = sale_.source;
    for (auto& error : customer::check_record(customer, "/customer")) {
      if (error.pointer == "/customer/source") error.pointer = "/source";
      wrong_.push_back(std::move(error));
    }
    auto const lines = sale_.lines.size() + sale_.return_lines.size();
    if (lines == 0 && (!sale_.lines_unknown || sale_.tenders.empty())) add("/lines", kNoLines);
    facts(sale_.facts, "/facts");
    if (lines > kLinesPerSaleMax) add("/lines", kTooManyLines);
    if (sale_.tenders.size() > kTendersPerSaleMax) add("/tenders", kTooManyLines);
  }

  template <class Line>
  static bool needs_document_tags(std::vector<Line> const& lines) {
    return std::any_of(lines.begin(), lines.end(), [](Line const& line) { return !line.tags; });
  }

  void channel(std::string_view code, std::string at) {
    if (!places_.has_channel(code))
      add(std::move(at), kUnknownChannel, fmt::format("There is no channel \"{}\".", code));
  }
  void location(std::string_view code, std::string at) {
    if (!places_.location(code))
      add(std::move(at), kUnknownLocation, fmt::format("There is no location \"{}\".", code));
  }
  void order_tags(OrderTags const& tags, std::string const& at) {
    channel(tags.origin_channel, at + "/origin_channel");
    location(tags.origin_location, at + "/origin_location");
    channel(tags.fulfilment_channel, at + "/fulfilment_channel");
    location(tags.fulfilment_location, at + "/fulfilment_location");
  }
  void return_tags(ReturnTags const& tags, std::string const& at) {
    channel(tags.return_channel, at + "/return_channel");
    location(tags.return_location, at + "/return_location");
  }

  void currency(std::optional<base::Currency> const& given, std::string at) {
    if (given && *given != sale_.currency) {
      add(std::move(at), kMixedCurrency,
          fmt::format("The document is in {}, this is in {}.", sale_.currency.text(), given->text()));
    }
  }

  template <class Line, class CheckTags>
  void lines(std::vector<Line> const& all, std::string_view name, CheckTags const& check_tags) {
    std::vector<std::int64_t> amounts;
    amounts.reserve(all.size());
    for (std::size_t i = 0; i < all.size(); ++i) {
      auto const& line = all[i];
      auto const at = [&](std::string_view member) { return fmt::format("{}/{}/{}", name, i, member); };
      if (auto const length = length_of(line.sku); length == 0 || length > kSkuLengthMax) add(at("sku"), kBadSku);
      if (length_of(line.description) > kDescriptionLengthMax) add(at("description"), kBadText);
      if (line.quantity_units && *line.quantity_units < 1) add(at("quantity_units"), kBadQuantity);
      facts(line.facts, at("facts"));
      for (auto const& [member, minor] :
           {std::pair{"tax_minor", line.tax_minor}, std::pair{"shipping_minor", line.shipping_minor}}) {
        if (minor && !total_amount(std::span{&*minor, 1})) add(at(member), kAmountOverflow);
      }
      if (line.currency) currency(line.currency, at("currency"));
      if (line.tags) check_tags(*line.tags, fmt::format("{}/{}/tags", name, i));
      auto const amount = line_amount(money_of(line));
      if (amount) {
        if (*amount) amounts.push_back(**amount);
      } else {
        add(at("amount_minor"), amount.error().reason, amount.error().detail);
      }
    }
    if (!total_amount(amounts)) add(std::string{name}, kAmountOverflow);
  }

  void tenders() {
    for (std::size_t i = 0; i < sale_.tenders.size(); ++i) {
      auto const& tender = sale_.tenders[i];
      auto const at = [&](std::string_view member) { return fmt::format("/tenders/{}/{}", i, member); };
      text(tender.kind, 1, kTenderKindLengthMax, at("kind"), kBadText);
      text(tender.reference, 0, kNumberLengthMax, at("reference"), kBadText);
      currency(tender.currency, at("currency"));
      if (tender.amount_minor < -kAmountMinorMax || tender.amount_minor > kAmountMinorMax)
        add(at("amount_minor"), kAmountOverflow);
    }
  }

  SaleFacts const& sale_;
  org::Places const& places_;
  base::Instant now_;
  std::vector<base::FieldError> wrong_;
};

}  // namespace

std::vector<base::FieldError> check_sale(SaleFacts const& sale, org::Places const& places, base::Instant now) {
  return Check{sale, places, now}.run();
}

}  // namespace weft::orders
