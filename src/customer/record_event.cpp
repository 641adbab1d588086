// record_event.cpp - the payload of events about records.
#include "customer/record_event.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json.hpp>

#include "platform/outbox/outbox.h"

namespace weft::customer {

void emit_of_records(pg::Tx& tx, std::string_view topic, std::vector<RecordId> records, base::Instant now) {
  std::sort(records.begin(), records.end());
  records.erase(std::unique(records.begin(), records.end()), records.end());
  if (records.empty()) return;
  std::string payload = fmt::format(R"({{"records":{},"record_ids":[)", records.size());
  for (std::size_t i = 0; i < records.size(); ++i)
    payload += fmt::format(R"({}"{}")", i == 0 ? "" : ",", records[i].text());
  payload += "]}";
  outbox::emit(tx, {.topic = std::string{topic}, .key = records.front().text(), .payload = std::move(payload)}, now);
}

std::vector<RecordId> records_named_by(outbox::PositionedEvent const& event) {
  std::vector<RecordId> records;
  auto const payload = boost::json::parse(event.payload);  // what emit() took is JSON
  auto const* ids = payload.is_object() ? payload.as_object().if_contains("record_ids") : nullptr;
  if (ids == nullptr || !ids->is_array()) return records;
  for (auto const& id : ids->as_array()) {
    auto const record = id.is_string() ? RecordId::parse(std::string_view{id.as_string()}) : std::nullopt;
    if (record) records.push_back(*record);
  }
  return records;
}

}  // namespace weft::customer
