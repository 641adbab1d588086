// record_event.cpp - the payload of events about records.
#include "customer/record_event.h"

#include <fmt/format.h>

#include <algorithm>

#include "platform/outbox/outbox.h"

namespace weft::customer {

constexpr std::size_t kIdsPerEventMax = 500;

void emit_of_records(pg::Tx& tx, std::string_view topic, std::vector<RecordId> records, base::Instant now) {
  std::sort(records.begin(), records.end());
  records.erase(std::unique(records.begin(), records.end()), records.end());
  if (records.empty()) return;
  std::string payload = fmt::format(R"({{"records":{})", records.size());
  if (records.size() <= kIdsPerEventMax) {
    payload += R"(,"record_ids":[)";
    for (std::size_t i = 0; i < records.size(); ++i)
      payload += fmt::format(R"({}"{}")", i == 0 ? "" : ",", records[i].text());
    payload += ']';
  }
  payload += '}';
  outbox::emit(tx, {.topic = std::string{topic}, .key = records.front().text(), .payload = std::move(payload)}, now);
}

}  // namespace weft::customer
