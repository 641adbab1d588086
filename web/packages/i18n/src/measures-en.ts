// The sentences of Analysis and of the measures on Home in English; catalogue.ts holds them with all others.
export const measuresEn = {
  "analysis.parts": "Parts of the analysis",
  "analysis.part.mix": "Channels and order value",
  "analysis.part.retention": "Retention",
  "analysis.part.returns": "Returns",
  "analysis.part.rfm": "Recency, frequency, money",
  "analysis.part.value": "Lifetime value",
  "analysis.part.crossing": "Cross-channel rate",
  "analysis.calendarYear": "Year {{year}}",
  "analysis.understood": "Figures for {{from}} to {{to}}, business days of the place of sale, in {{currency}}.",
  "analysis.readingIn": "The figures are not ready yet",
  "analysis.readingInText": "Weft is reading the sales in. This page asks again by itself; nothing is to be done.",
  "analysis.severalChannels": "Two or more channels",
  "analysis.oneChannel": "One channel",
  "analysis.everybody": "Everybody",
  "analysis.finished": "finished",
  "analysis.retained": "Who came back",
  "analysis.retentionAgainst.more":
    "Who buys in two or more channels comes back more often: {{several}} within 12 months, against {{one}} of one channel",
  "analysis.retentionAgainst.less":
    "Who buys in two or more channels comes back less often: {{several}} within 12 months, against {{one}} of one channel",
  "analysis.retentionAgainst.overlap":
    "{{several}} of two or more channels came back within 12 months, {{one}} of one channel: the intervals overlap, so it may be chance",
  "analysis.retentionAgainst.few":
    "Too few to compare: {{several}} of two or more channels came back within 12 months, {{one}} of one channel",
  "analysis.retentionAgainst.open":
    "Too early for 12 months: so far {{several}} of two or more channels came back, {{one}} of one channel",
  "analysis.calendar": "Calendar years",
  "analysis.year": "Year",
  "analysis.calendarFinding": "{{rate}} of the {{n}} customers of {{year}} bought again in {{next}}",
  "analysis.calendarOpen": "No year is followed by one that is recorded to its end",
  "analysis.calendarMeta":
    "Per cent of the customers of a calendar year with an order in the next, by the channels of that year; line = 95 % interval · {{window}}",
  "analysis.calendarYearHead": "Customers of {{year}}, again in {{next}}",
  "analysis.calendarYearOpen": "Customers of {{year}}: {{next}} is not recorded to its end, so these can only grow",
  "analysis.restInTable": "{{count}} smaller combinations are in the table.",
  "analysis.cohorts": "Cohorts by month of the first order",
  "analysis.cohortsBoth":
    "{{first}} of {{n}} customers bought again in the month after their first order, {{twelfth}} of {{m}} in the twelfth",
  "analysis.cohortsFirst": "{{first}} of {{n}} customers bought again in the month after their first order",
  "analysis.cohortsOpen": "Too early: no month after a first order is recorded to its end",
  "analysis.cohortsMeta": "Per cent of each month's new customers who bought n months later · {{window}} · n = {{n}}",
  "analysis.cohortsNote":
    "Hatched: the month is not recorded to its end. Outlined: fewer than 30 customers, do not compare.",
  "analysis.lastMonth": "Last month",
  "analysis.monthAfter": "+{{month}}",
  "analysis.firstOrder": "First order",
  "analysis.returns.value": "Value",
  "analysis.returns.lines": "Lines",
  "analysis.returns.units": "Units",
  "analysis.returns.orders": "Orders",
  "analysis.returns.of.value": "of the value sold",
  "analysis.returns.of.lines": "of the order lines",
  "analysis.returns.of.units": "of the units",
  "analysis.returns.of.orders": "of the orders",
  "analysis.returns.n.value": "n = {{n}} lines",
  "analysis.returns.n.lines": "n = {{n}} lines",
  "analysis.returns.n.units": "n = {{n}} units",
  "analysis.returns.n.orders": "n = {{n}} orders",
  "analysis.smallLines": "fewer than 30 lines: do not compare",
  "analysis.soldAll": "{{rate}} {{measure}} came back so far",
  "analysis.soldMost": "{{rate}} {{measure}} came back so far; most of what was sold through {{channel}}, {{top}}",
  "analysis.soldMeta":
    "Per cent of what was sold, by the channel of the sale · {{window}} · n = {{n}} lines of {{orders}} orders",
  "analysis.soldNote":
    "What was sold lately can still come back, so the rates can only grow. Cancelled lines are in none of them.",
  "analysis.soldThrough": "Sold through",
  "analysis.soldValue": "Sold",
  "analysis.allChannels": "All channels",
  "analysis.cancelledLines": "Cancelled lines",
  "analysis.takenBack": "Taken back through",
  "analysis.takenNone": "Nothing whose sale is recorded came back in this window",
  "analysis.takenAll": "{{rate}} of what came back had been sold through another channel",
  "analysis.takenMost":
    "{{rate}} of what came back had been sold through another channel; most at {{channel}}, {{top}}",
  "analysis.takenMeta":
    "Per cent of the lines taken back in the window that were sold through another channel; line = 95 % interval · {{window}} · n = {{n}} lines",
  "analysis.takenUnknown": "The sale of {{n}} lines is not recorded; they are in no rate.",
  "analysis.lines": "Lines",
  "analysis.units": "Units",
  "analysis.elsewhereLines": "Lines sold elsewhere",
  "analysis.elsewhere": "Sold elsewhere",
  "analysis.unknownOrder": "Sale not recorded",
  "analysis.basis": "Amounts",
  "analysis.basis.net": "Net of returns",
  "analysis.basis.gross": "Gross",
  "analysis.rfmPlain": "Customers by how lately and how often they bought",
  "analysis.rfmFinding":
    "The {{n}} who bought most lately and most often are {{customers}} of customers and {{money}} of what customers are worth",
  "analysis.rfmMeta":
    "Customers, and what they are worth in {{currency}}: {{basis}} · {{window}} · n = {{n}} customers",
  "analysis.rfmNote":
    "Fifths by rank, 5 is best; the stronger the colour, the more customers. Outlined: fewer than 30 customers.",
  "analysis.recency": "Recency score",
  "analysis.frequency": "Frequency score",
  "analysis.worth": "Worth",
  "analysis.recencyByFrequency": "Last order",
  "analysis.recencyScore": "R{{score}}",
  "analysis.frequencyScore": "F{{score}}",
  "analysis.daysAgo": "{{days}} days ago",
  "analysis.ordersEach": "orders: {{orders}}",
  "analysis.between": "{{low}} to {{high}}",
  "analysis.best": "Best in all three",
  "analysis.bestAll": "{{rate}} of customers are in the best fifth of all three scores",
  "analysis.bestMost": "{{rate}} of customers are in the best fifth of all three scores; of those of {{mix}}, {{top}}",
  "analysis.bestMeta":
    "Per cent of customers with 5 in recency, frequency and money, by their channels; line = 95 % interval · {{window}} · n = {{n}} customers",
  "analysis.recencyMean": "Mean R",
  "analysis.frequencyMean": "Mean F",
  "analysis.monetaryMean": "Mean M",
  "analysis.fifths": "Where the fifths are cut",
  "analysis.score": "Score",
  "analysis.fifthDays": "Days since the last order",
  "analysis.fifthSize": "Customers in the fifth",
  "analysis.lifetimeOne": "A customer was worth {{money}} on average",
  "analysis.lifetimeAgainst.more":
    "Who buys in two or more channels is worth more: {{several}} on average, against {{one}} of one channel; the 95 % intervals do not overlap",
  "analysis.lifetimeAgainst.less":
    "Who buys in two or more channels is worth less: {{several}} on average, against {{one}} of one channel; the 95 % intervals do not overlap",
  "analysis.lifetimeAgainst.overlap":
    "{{several}} on average of two or more channels, {{one}} of one: the 95 % intervals overlap, so the difference may be chance",
  "analysis.lifetimeAgainst.few": "Too few to compare: {{several}} on average of two or more channels, {{one}} of one",
  "analysis.lifetimeTop": "Customers of {{mix}} are worth most: {{money}} on average, clear of the next, {{next}}",
  "analysis.lifetimeTopOverlap":
    "Customers of {{mix}} have the highest average, {{money}}; its interval overlaps that of {{next}}",
  "analysis.lifetimeMeta":
    "{{currency}} per customer in the window, after returns; dot = average, line = 95 % interval · {{window}} · n = {{n}} customers",
  "analysis.lifetimeMean": "Average value",
  "analysis.intervalLow": "95 % from",
  "analysis.intervalHigh": "95 % to",
  "analysis.median": "Median",
  "analysis.grossValue": "Before returns",
  "analysis.crossingFinding": "{{rate}} of customers bought in two or more channels in the twelve months to {{month}}",
  "analysis.crossingOpen": "Too early: no twelve months are recorded yet",
  "analysis.crossingMeta":
    "Per cent of the customers of the twelve months that end with each month · {{window}} · n = {{n}} customers in the last",
  "analysis.crossingNote":
    "Hatched: the record does not hold all twelve months, so the rate is too low and is left out of the slope.",
  "analysis.crossingRate": "Two or more channels",
  "analysis.crossingCustomers": "Customers of two or more",
  "analysis.slope.rising": "Rising by {{points}} percentage points a month, over the last {{months}} complete months.",
  "analysis.slope.falling":
    "Falling by {{points}} percentage points a month, over the last {{months}} complete months.",
  "analysis.slope.level":
    "Level: it changes by {{points}} percentage points a month, over the last {{months}} complete months.",
  "analysis.slopeNone": "Too early to say where it goes: fewer than two complete months.",
  "home.crossing": "Buy in two or more channels",
  "home.crossingMonth": "in the twelve months to {{month}}",
  "home.lifetime": "Worth on average",
  "home.back": "Came back within 12 months",
  "home.more": "Details",

  "definition.mix.2":
    "mix.2: customer = records joined by identifier; mix = origin channels bought through in the window; value = sum of order lines, gross of returns; retention as retention.2; windows half-open, business days of the place.",
  "definition.retention.2":
    "retention.2: rolling = of customers whose first order lies in the window, by the mix of their days 0-89, those with an order in days 90-454; calendar = of the customers of a year, by the mix of that year, those with an order in the next; cohorts = by month of the first order, those with an order in each month after.",
  "definition.returns.1":
    "returns.1: of the order lines sold in the window, those that came back until now, by the channel of their sale (lines, units, value, orders); cancellations apart. Taken back = lines that came back in the window, by the channel that took them.",
  "definition.rfm.1":
    "rfm.1: customers with an order of some value in the window; recency = days from the last such order to the end of the window, frequency = such orders, monetary = their value net of what came back or was called off in the window (gross: before); fifths by rank, 5 best, of equals the smaller source id ranks lower.",
  "definition.clv.1":
    "clv.1: historic; orders in the window less what came back or was called off in it, per customer, by the mix of the window; the interval is 1.96 standard errors to each side of the average.",
  "definition.cross-channel.1":
    "cross-channel.1: of the customers with an order in the twelve months that end with a month, those who bought through two channels or more; the slope is least squares over the last complete months, twelve at most.",
};
