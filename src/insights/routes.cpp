// routes.cpp - the doors of insights.
#include "insights/insights.h"
#include "platform/http/http.h"

namespace weft::insights {

namespace {

constexpr http::Permission kRead{"insights.read"};
constexpr std::string_view kTag = "Insights";

struct MixQuery {
  std::optional<base::Date> from;
  std::optional<base::Date> to;
  std::optional<base::Currency> currency;
  static constexpr json::Note kNotes[] = {{"from", "first UTC day counted; default: the first with a sale"},
                                          {"to", "first UTC day not counted; default: the day after the last sale"},
                                          {"currency", "needed where sales are recorded in several"}};
};
BOOST_DESCRIBE_STRUCT(MixQuery, (), (from, to, currency))

struct SummaryQuery {
  std::optional<base::Currency> currency;
  static constexpr json::Note kNotes[] = {{"currency", "needed where sales are recorded in several"}};
};
BOOST_DESCRIBE_STRUCT(SummaryQuery, (), (currency))

}  // namespace

void mount(http::Router& router) {
  router.route<MixQuery, ChannelMix>(
      http::Method::get, "/v1/insights/channel-mix", kRead,
      [](http::Call& call, MixQuery const& query) {
        return channel_mix(call.tx(), {query.from, query.to, query.currency}, call.now());
      },
      {.summary = "Who bought in which channels, what an order is worth there, and who came back",
       .description = kDefinition,
       .tag = kTag,
       .reasons = {kBadWindow, kCurrencyNeeded}});
  router.route<SummaryQuery, Summary>(
      http::Method::get, "/v1/insights/summary", kRead,
      [](http::Call& call, SummaryQuery const& query) -> base::Result<Summary> {
        return summary(call.tx(), query.currency, call.now());
      },
      {.summary = "The whole record at a glance, in numbers and in words",
       .description = "Of one currency: the one asked for, or the one with the most orders. The others are named.",
       .tag = kTag});
}

}  // namespace weft::insights
