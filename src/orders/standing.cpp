// standing.cpp - one content per document: its fingerprint, and which of two stands.
#include "orders/standing.h"

#include <openssl/sha.h>

#include <algorithm>

#include "orders/amount.h"

namespace weft::orders {
namespace {

/// Writes a document as bytes of one reading only: numbers of a fixed width, texts behind their length.
class Writer {
 public:
  explicit Writer(std::size_t bytes) { out_.reserve(bytes); }
  void number(std::int64_t value) {
    std::array<char, sizeof value> bytes;
    std::memcpy(bytes.data(), &value, sizeof value);
    out_.append(bytes.data(), bytes.size());
  }
  void text(std::string_view value) {
    number(static_cast<std::int64_t>(value.size()));
    out_ += value;
  }
  void maybe(std::optional<std::int64_t> value) {
    number(value.has_value() ? 1 : 0);
    number(value.value_or(0));
  }
  [[nodiscard]] std::string const& bytes() const { return out_; }

 private:
  std::string out_;
};

void write(Writer& out, OrderTags const& tags) {
  out.text(tags.origin_channel);
  out.text(tags.origin_location);
  out.text(tags.fulfilment_channel);
  out.text(tags.fulfilment_location);
}
void write(Writer& out, ReturnTags const& tags) {
  out.text(tags.return_channel);
  out.text(tags.return_location);
}

template <class Line, class Tags>
void write_line(Writer& out, Line const& line, Tags const& of_document) {
  out.text(line.sku);
  out.text(line.description);
  out.maybe(line.quantity_units);
  out.maybe(line.unit_price_minor);
  out.number(line.discount_minor);
  // A line that gives units and price says the same whether it repeats the amount or not.
  auto const amount = line_amount(money_of(line));
  out.maybe(amount ? amount.value() : std::nullopt);
  out.maybe(line.tax_minor);
  out.maybe(line.shipping_minor);
  out.text(line.facts);
  write(out, line.tags ? *line.tags : of_document);
}

void write(Writer& out, customer::RecordFacts const& facts) {
  out.text(facts.source_id);
  out.text(facts.name);
  out.text(facts.country);
  std::vector<std::pair<customer::IdentifierKind, std::string>> shown;
  for (auto const& identifier : facts.identifiers) {
    shown.emplace_back(identifier.kind, customer::normalised(identifier.kind, identifier.value).value_or(""));
  }
  std::sort(shown.begin(), shown.end());
  shown.erase(std::unique(shown.begin(), shown.end()), shown.end());
  out.number(static_cast<std::int64_t>(shown.size()));
  for (auto const& [kind, value] : shown) {
    out.number(static_cast<std::int64_t>(kind));
    out.text(value);
  }
}

}  // namespace

ContentHash content_hash(SaleFacts const& sale) {
  Writer out{256 + 160 * (sale.lines.size() + sale.return_lines.size())};
  out.number(sale.event_at.time_since_epoch().count());
  out.text(sale.currency.text());
  write(out, sale.customer);
  if (sale.lines.empty() && sale.return_lines.empty()) write(out, sale.tags);
  out.number(sale.tax_policy ? static_cast<std::int64_t>(*sale.tax_policy) : -1);
  out.text(sale.facts);
  out.number(static_cast<std::int64_t>(sale.lines.size()));
  for (auto const& line : sale.lines) write_line(out, line, sale.tags);
  out.text(sale.returns_number);
  out.number(static_cast<std::int64_t>(sale.return_lines.size()));
  for (auto const& line : sale.return_lines) {
    out.number(static_cast<std::int64_t>(line.kind));
    write_line(out, line, sale.return_tags);
  }
  out.number(static_cast<std::int64_t>(sale.tenders.size()));
  for (auto const& tender : sale.tenders) {
    out.text(tender.kind);
    out.number(tender.amount_minor);
    out.text(tender.reference);
  }
  if (sale.vanished != Vanished::removed) {  // else told before this was known, it would read as something else
    out.number(static_cast<std::int64_t>(sale.vanished));
    for (auto const& line : sale.lines) out.maybe(line.key);
    for (auto const& line : sale.return_lines) out.maybe(line.key);
  }
  ContentHash hash;
  SHA256(reinterpret_cast<unsigned char const*>(out.bytes().data()), out.bytes().size(),
         reinterpret_cast<unsigned char*>(hash.data()));
  return hash;
}

SaleState standing(std::optional<Said> const& held, Said const& arriving) {
  if (!held) return SaleState::recorded;
  if (held->hash == arriving.hash) return SaleState::unchanged;
  return arriving.as_of < held->as_of ? SaleState::older : SaleState::replaced;
}

base::Instant as_of_after(Said const& held, Said const& arriving) {
  return held.hash == arriving.hash ? std::max(held.as_of, arriving.as_of) : held.as_of;
}

}  // namespace weft::orders
