// record_sale.cpp - a sale from JSON to facts, and the four calls of its lane.
#include "orders/record_sale.h"

#include <fmt/format.h>

#include "platform/outbox/outbox.h"

namespace weft::orders {
namespace {

OrderTags tags_of(OrderTagsBody const& body) {
  return {body.origin_channel, body.origin_location, body.fulfilment_channel, body.fulfilment_location};
}
ReturnTags tags_of(ReturnTagsBody const& body) { return {body.return_channel, body.return_location}; }

std::optional<std::int64_t> number_of(std::optional<AmountMinor> const& value) {
  if (!value) return {};
  return value->value;
}

template <class Line, class Body>
Line line_of(Body const& body) {
  Line line;
  line.sku = body.sku;
  if (body.description) line.description = body.description->value;
  line.quantity_units = body.quantity_units.value;
  line.unit_price_minor = number_of(body.unit_price_minor);
  line.discount_minor = number_of(body.discount_minor).value_or(0);
  line.amount_minor = number_of(body.amount_minor);
  line.tax_minor = number_of(body.tax_minor);
  line.shipping_minor = number_of(body.shipping_minor);
  if (body.tags) line.tags = tags_of(*body.tags);
  return line;
}

customer::RecordFacts customer_of(SaleCustomerBody const& body) {
  customer::RecordFacts facts;
  if (body.source_id) facts.source_id = body.source_id->value;
  if (body.name) facts.name = body.name->value;
  if (body.country) facts.country = body.country->value;
  if (body.identifiers) {
    for (auto const& identifier : *body.identifiers) facts.identifiers.push_back({identifier.kind, identifier.value});
  }
  return facts;
}

/// One event for what was bought and one for what came back: who listens for returns hears of those in an exchange too.
void tell(std::vector<outbox::Event>& events, SaleFacts const& sale, Recording::Written const& written) {
  auto const state = written.state == SaleState::replaced ? "replaced" : "recorded";
  auto const left = written.left ? fmt::format(R"(,"{}")", written.left->text()) : std::string{};
  auto const payload =
      fmt::format(R"({{"record_ids":["{}"{}],"source":"{}"}})", written.record_id.text(), left, sale.source);
  auto const add = [&](std::string_view what, std::string id) {
    events.push_back({.topic = fmt::format("orders.{}_{}", what, state), .key = std::move(id), .payload = payload});
  };
  if (!sale.lines.empty()) add("order", written.order_id.text());
  if (!sale.return_lines.empty()) add("return", written.return_id.text());
}

}  // namespace

SaleFacts facts_of(SaleBody const& body, base::Instant now) {
  SaleFacts sale;
  sale.source = body.source;
  sale.number = body.number;
  sale.event_at = body.event_at;
  sale.as_of = body.as_of.value_or(now);
  sale.currency = body.currency;
  if (body.customer) sale.customer = customer_of(*body.customer);
  if (body.tags) sale.tags = tags_of(*body.tags);
  sale.tax_policy = body.tax_policy;
  if (body.return_tags) sale.return_tags = tags_of(*body.return_tags);
  if (body.returns_number) sale.returns_number = body.returns_number->value;
  if (body.lines) {
    for (auto const& line : *body.lines) sale.lines.push_back(line_of<SaleLine>(line));
  }
  if (body.return_lines) {
    for (auto const& line : *body.return_lines) {
      sale.return_lines.push_back(line_of<ReturnLine>(line));
      sale.return_lines.back().kind = parse_return_line_kind(line.kind.value).value();
    }
  }
  if (body.tenders) {
    for (auto const& tender : *body.tenders) {
      sale.tenders.push_back({tender.kind, tender.amount_minor, {}, tender.reference ? tender.reference->value : ""});
    }
  }
  return sale;
}

base::Result<void> check_has_voice(http::Caller const& caller) {
  if (caller.kind != "key" || !caller.source.empty() || !caller.channel.empty()) return {};
  return base::Error{kNoVoice, "Make a key that names its source or its channel, and revoke this one."};
}

base::Result<void> check_voice(SaleFacts const& sale, http::Caller const& caller) {
  if (auto voice = check_has_voice(caller); !voice) return voice;
  if (!caller.source.empty() && sale.source != caller.source) {
    return base::Error{kForeignSource, fmt::format("This key speaks for the source \"{}\".", caller.source)};
  }
  if (caller.channel.empty() || tells_only(sale, caller.channel)) return {};
  return base::Error{kForeignChannel, fmt::format("This key speaks for the channel \"{}\".", caller.channel)};
}

RecordSale::Batch RecordSale::claim(pg::Tx& tx, std::span<http::LaneItem<Request> const> items) {
  Batch batch{.now = items.front().now, .sales = {}, .wrong = {}, .recording = nullptr, .customers = {}};
  batch.sales.reserve(items.size());
  batch.wrong.resize(items.size());
  for (auto const& item : items) batch.sales.push_back(facts_of(item.request, item.now));
  batch.recording = std::make_unique<Recording>(batch.sales, batch.now);
  for (std::size_t i = 0; i < items.size(); ++i) {
    auto heard = check_voice(batch.sales[i], items[i].caller);
    if (heard) {
      batch.recording->hold_to(i, items[i].caller.channel);
      continue;
    }
    batch.wrong[i] = std::move(heard).error();
    batch.recording->leave_out(i);
  }
  batch.recording->claim(tx);
  return batch;
}

void RecordSale::load(pg::Tx& tx, Batch& batch) {
  auto& recording = *batch.recording;
  recording.load(tx);
  for (std::size_t i = 0; i < batch.sales.size(); ++i) recording.decide(i);
  recording.settle_customers(tx);
  std::vector<customer::RecordId> records;
  for (auto const& outcome : recording.outcomes()) records.push_back(outcome.record_id);
  batch.customers = customer::customers_of(tx, records);
}

base::Result<SaleAnswer> RecordSale::decide(Batch& batch, std::size_t item) {
  if (batch.wrong[item]) return *batch.wrong[item];
  auto& outcome = batch.recording->outcomes()[item];
  if (batch.recording->foreign(item)) return base::Error{kForeignChannel, outcome.wrong.front().detail};
  if (outcome.state == SaleState::refused) return base::Error{kInvalidSale, {}, std::move(outcome.wrong)};
  return SaleAnswer{outcome.state, outcome.order_id, outcome.return_id, outcome.record_id, batch.customers[item]};
}

void RecordSale::write(pg::Tx& tx, Batch& batch) {
  batch.recording->write(tx);
  std::vector<outbox::Event> events;
  for (auto const& written : batch.recording->written()) tell(events, batch.sales[written.sale], written);
  if (!events.empty()) outbox::emit_all(tx, events, batch.now);
}

}  // namespace weft::orders
