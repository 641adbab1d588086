// routes.cpp - the doors of insights.
#include "insights/insights.h"
#include "platform/http/http.h"

namespace weft::insights {

namespace {

constexpr http::Permission kRead{"insights.read"};
constexpr std::string_view kTag = "Insights";

struct WindowQuery {
  std::optional<base::Date> from;
  std::optional<base::Date> to;
  std::optional<base::Currency> currency;
  static constexpr json::Note kNotes[] = {{"from", "first business day counted; default: the first with a sale"},
                                          {"to", "first day not counted; default: the day after the last sale"},
                                          {"currency", "needed where sales are recorded in several"}};
};
BOOST_DESCRIBE_STRUCT(WindowQuery, (), (from, to, currency))

struct RfmQuery {
  std::optional<base::Date> from;
  std::optional<base::Date> to;
  std::optional<base::Currency> currency;
  std::optional<Basis> basis;
  static constexpr json::Note kNotes[] = {{"from", "first business day counted; default: the first with a sale"},
                                          {"to", "first day not counted; default: the day after the last sale"},
                                          {"currency", "needed where sales are recorded in several"},
                                          {"basis", "net (the default) takes off what came back in the window"}};
};
BOOST_DESCRIBE_STRUCT(RfmQuery, (), (from, to, currency, basis))

struct SummaryQuery {
  std::optional<base::Currency> currency;
  static constexpr json::Note kNotes[] = {{"currency", "default: the one with the most orders"}};
};
BOOST_DESCRIBE_STRUCT(SummaryQuery, (), (currency))

Insights::Request request_of(http::Call& call) { return {call.now(), call.deadline()}; }

/// A door for a question that needs no more than a window.
template <class Answer>
void mount_question(http::Router& router, Insights& insights, std::string_view path, std::string_view summary,
                    std::string_view definition,
                    base::Result<Answer> (Insights::*ask)(Question const&, Insights::Request const&)) {
  router.route<WindowQuery, Answer>(http::Method::get, path, kRead,
                                    [&insights, ask](http::Call& call, WindowQuery const& query) {
                                      return (insights.*ask)({query.from, query.to, query.currency}, request_of(call));
                                    },
                                    {.summary = summary,
                                     .description = definition,
                                     .tag = kTag,
                                     .reasons = {kBadWindow, kCurrencyNeeded, kNotReady}});
}

}  // namespace

void Insights::mount(http::Router& router) {
  mount_question(router, *this, "/v1/insights/channel-mix",
                 "Who bought in which channels, what an order is worth there, and who came back", kMixDefinition,
                 &Insights::channel_mix);
  mount_question(router, *this, "/v1/insights/retention",
                 "Who came back: over rolling twelve months, in the next calendar year, and month by month",
                 kRetentionDefinition, &Insights::retention);
  mount_question(router, *this, "/v1/insights/returns",
                 "What came back, by the channel of its sale and by the channel that took it", kReturnsDefinition,
                 &Insights::returns);
  mount_question(router, *this, "/v1/insights/clv",
                 "What a customer was worth so far, by the channels they bought through", kLifetimeDefinition,
                 &Insights::lifetime);
  mount_question(router, *this, "/v1/insights/cross-channel",
                 "How many bought through more than one channel within twelve months, and where that is going",
                 kCrossChannelDefinition, &Insights::cross_channel);
  router.route<RfmQuery, RfmAnswer>(
      http::Method::get, "/v1/insights/rfm", kRead,
      [this](http::Call& call, RfmQuery const& query) {
        return rfm({query.from, query.to, query.currency}, query.basis.value_or(Basis::net), request_of(call));
      },
      {.summary = "Fifths of the customers by how lately, how often and for how much they bought",
       .description = kRfmDefinition,
       .tag = kTag,
       .reasons = {kBadWindow, kCurrencyNeeded, kNotReady}});
  router.route<SummaryQuery, Summary>(
      http::Method::get, "/v1/insights/summary", kRead,
      [this](http::Call& call, SummaryQuery const& query) { return summary(query.currency, request_of(call)); },
      {.summary = "The whole record at a glance, in numbers and in words",
       .description = "Of one currency: the one asked for, or the one with the most orders. The others are named.",
       .tag = kTag,
       .reasons = {kNotReady}});
  mount_goals(router, *this);
}

}  // namespace weft::insights
