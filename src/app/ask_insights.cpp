// ask_insights.cpp - the verb `weft insights`: a question of the simple analysis to the running server.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdio>

#include "app/answer_text.h"
#include "app/verbs.h"
#include "platform/telemetry/telemetry.h"

namespace weft::app {

namespace {

/// What a question is called at a terminal, where it is asked, and which of its lists --csv means.
struct Topic {
  std::string_view name, path, list;
};
constexpr std::array kTopics{
    Topic{"mix", "channel-mix", "mixes"},
    Topic{"retention", "retention", "rolling"},
    Topic{"returns", "returns", "sold"},
    Topic{"rfm", "rfm", "recency"},
    Topic{"clv", "clv", "mixes"},
    Topic{"cross-channel", "cross-channel", "points"},
    Topic{"benchmarks", "benchmarks", "items"},
    Topic{"targets", "targets", "items"},
};

}  // namespace

std::vector<std::string> insights_topics() {
  std::vector<std::string> out;
  for (auto const& topic : kTopics) out.emplace_back(topic.name);
  return out;
}

int ask_insights(Place const& place, InsightsOptions const& options) {
  telemetry::set_level(telemetry::Level::warning);
  auto const topic =
      std::find_if(kTopics.begin(), kTopics.end(), [&](Topic const& one) { return one.name == options.topic; });
  std::string path = fmt::format("/v1/insights/{}", topic->path);
  char between = '?';
  for (auto const& [name, value] : {std::pair<std::string_view, std::string const&>{"from", options.from},
                                    {"to", options.to},
                                    {"currency", options.currency},
                                    {"basis", options.basis}}) {
    if (value.empty()) continue;
    path += fmt::format("{}{}={}", between, name, escaped(value));
    between = '&';
  }
  auto const answer = ask_server(place, options.asking, path);
  if (!answer) return refuse(answer.error());
  if (options.json) {
    std::puts(answer->c_str());
    return kGood;
  }
  if (!options.csv && options.list.empty()) {
    std::fputs(text_of_answer(*answer).c_str(), stdout);
    return kGood;
  }
  auto const list = options.list.empty() ? std::string{topic->list} : options.list;
  auto const lists = lists_of_answer(*answer);
  if (std::find(lists.begin(), lists.end(), list) == lists.end()) {
    std::string all;
    for (auto const& one : lists) all += (all.empty() ? "" : ", ") + one;
    std::fputs(fmt::format("weft: --list {}: this answer has {}\n", list, all).c_str(), stderr);
    return kWrongUsage;
  }
  std::fputs(csv_of_answer(*answer, list).c_str(), stdout);
  return kGood;
}

}  // namespace weft::app
