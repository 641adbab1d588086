// Made-up answers of the measures: a shop with three channels and finished years, and the same with a record of four months.

const window = { from: "2024-01-06", to: "2025-12-19", currency: "EUR" };

function asked(definition: string) {
  return { ...window, generated_at: new Date(Date.now() - 40_000).toISOString(), definition };
}

function retention(eligible: number, retained: number, complete = true, observed_days = 455) {
  return {
    eligible,
    retained,
    rate_bps: eligible > 0 ? Math.round((retained / eligible) * 10_000) : undefined,
    complete,
    observed_days,
  };
}

const monthAt = (at: number) => new Date(Date.UTC(2024, at, 1)).toISOString().slice(0, 7);

function cohorts() {
  return Array.from({ length: 24 }, (_, at) => {
    const customers = at === 20 ? 12 : 640 - at * 11;
    const bought = Array.from({ length: 24 - at }, (_, month) =>
      month === 0 ? customers : Math.round((customers * (24 - ((month * 7 + at * 3) % 11))) / 100),
    );
    return { month: monthAt(at), customers, bought, last_open: true };
  });
}

const years: [number, string[], number, number][] = [
  [2024, ["store"], 2_610, 901],
  [2024, ["web"], 2_210, 870],
  [2024, ["store", "web"], 690, 502],
  [2024, ["app"], 260, 104],
  [2024, ["app", "web"], 251, 171],
  [2024, ["app", "store", "web"], 120, 99],
  [2024, ["phone"], 8, 2],
  [2025, ["store"], 2_700, 0],
  [2025, ["web"], 2_400, 0],
  [2025, ["store", "web"], 720, 0],
];

export function retentionAnswer() {
  return {
    ...asked("retention.2: rolling = of customers whose first order lies in the window, those with an order later."),
    all: retention(8_646, 3_099),
    one_channel: retention(7_321, 2_232),
    several_channels: retention(1_325, 867),
    rolling: [
      { mix: ["store"], retention: retention(3_920, 1_113) },
      { mix: ["web"], retention: retention(3_104, 1_021) },
      { mix: ["store", "web"], retention: retention(902, 588) },
      { mix: ["app", "web"], retention: retention(301, 188) },
      { mix: ["app"], retention: retention(288, 96) },
      { mix: ["app", "store", "web"], retention: retention(122, 91) },
      { mix: ["phone"], retention: retention(9, 2) },
    ],
    calendar: years.map(([year, mix, customers, retained]) => ({
      year,
      mix,
      customers,
      retained,
      rate_bps: Math.round((retained / customers) * 10_000),
      complete: year < 2025,
    })),
    cohorts: cohorts(),
  };
}

export function earlyRetention() {
  const full = retentionAnswer();
  return {
    ...full,
    all: retention(420, 61, false, 121),
    one_channel: retention(400, 55, false, 121),
    several_channels: retention(20, 6, false, 121),
    rolling: [
      { mix: ["web"], retention: retention(400, 55, false, 121) },
      { mix: ["store", "web"], retention: retention(20, 6, false, 121) },
    ],
    calendar: [],
    cohorts: [{ month: "2025-12", customers: 420, bought: [420], last_open: true }],
  };
}

function sold(channel: string, lines: number, returned_lines: number, cancelled_lines = 0) {
  const orders = Math.round(lines / 2);
  const amount_minor = lines * 6_120;
  const returned_minor = returned_lines * 6_800;
  const rate = (part: number, whole: number) => Math.round((part / whole) * 10_000);
  return {
    channel,
    lines,
    units: lines + 40,
    amount_minor,
    orders,
    returned_lines,
    returned_units: returned_lines,
    returned_minor,
    orders_with_return: Math.round(returned_lines * 0.8),
    cancelled_lines,
    cancelled_minor: cancelled_lines * 6_000,
    line_rate_bps: rate(returned_lines, lines),
    unit_rate_bps: rate(returned_lines, lines + 40),
    value_rate_bps: rate(returned_minor, amount_minor),
    order_rate_bps: rate(Math.round(returned_lines * 0.8), orders),
  };
}

function takenBack(channel: string, lines: number, sold_elsewhere_lines: number, unknown_order_lines: number) {
  return {
    channel,
    lines,
    units: lines,
    amount_minor: lines * 6_700,
    sold_elsewhere_lines,
    sold_elsewhere_bps: Math.round((sold_elsewhere_lines / (lines - unknown_order_lines)) * 10_000),
    unknown_order_lines,
  };
}

export function returnsAnswer() {
  return {
    ...asked("returns.1: of the order lines sold in the window, those that came back until now."),
    all: sold("", 60_060, 5_110, 31),
    sold: [sold("app", 9_800, 1_020), sold("phone", 20, 3), sold("store", 24_140, 960), sold("web", 26_100, 3_127, 31)],
    taken_back: [
      takenBack("app", 410, 3, 0),
      takenBack("phone", 4, 1, 0),
      takenBack("store", 2_940, 1_702, 61),
      takenBack("web", 1_804, 40, 12),
    ],
  };
}

export function rfmAnswer(basis = "net") {
  const spread = [
    [960, 780, 480, 210, 66],
    [720, 690, 540, 390, 156],
    [480, 540, 600, 570, 306],
    [252, 330, 546, 702, 666],
    [84, 156, 330, 624, 1_302],
  ];
  const worth = basis === "net" ? 9_000 : 9_700;
  const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);
  const recency = spread.map((by_frequency, at) => {
    const by_frequency_minor = by_frequency.map((customers, frequency) => customers * worth * (frequency + 1) ** 2);
    return {
      score: at + 1,
      customers: sum(by_frequency),
      days_min: [402, 240, 121, 45, 1][at],
      days_max: [712, 401, 239, 120, 44][at],
      by_frequency,
      by_frequency_minor,
      amount_minor: sum(by_frequency_minor),
    };
  });
  const scores = (bounds: [number, number][]) =>
    bounds.map(([lowest, highest], at) => ({ score: at + 1, customers: 2_496, lowest, highest }));
  const mix = (channels: string[], customers: number, best: number, mean: number) => ({
    mix: channels,
    customers,
    recency_milli: mean,
    frequency_milli: mean + 120,
    monetary_milli: mean + 204,
    best,
  });
  return {
    ...asked("rfm.1: recency = days from the last order to the end of the window; fifths by rank, 5 best."),
    basis,
    customers: 12_480,
    recency,
    frequency: scores([
      [1, 1],
      [1, 2],
      [2, 3],
      [3, 5],
      [5, 61],
    ]),
    monetary: scores([
      [120, 6_200],
      [6_200, 11_900],
      [11_900, 22_050],
      [22_050, 48_000],
      [48_000, 921_455],
    ]).map(({ lowest, highest, ...row }) => ({ ...row, lowest_minor: lowest, highest_minor: highest })),
    mixes: [
      mix(["store"], 5_310, 210, 2_611),
      mix(["web"], 4_420, 240, 2_804),
      mix(["store", "web"], 1_390, 372, 4_102),
      mix(["app"], 520, 31, 2_871),
      mix(["app", "web"], 512, 121, 4_015),
      mix(["app", "store", "web"], 312, 110, 4_410),
      mix(["phone"], 16, 0, 1_900),
    ],
  };
}

function lifetime(mix: string[], customers: number, average_minor: number, half: number | undefined) {
  return {
    mix,
    customers,
    orders: customers * 3,
    amount_minor: Math.round(customers * average_minor * 1.07),
    returned_minor: Math.round(customers * average_minor * 0.07),
    average_minor,
    median_minor: Math.round(average_minor * 0.7),
    low_minor: half === undefined ? undefined : average_minor - half,
    high_minor: half === undefined ? undefined : average_minor + half,
  };
}

export function lifetimeAnswer() {
  return {
    ...asked("clv.1: historic; orders in the window less what came back in it, per customer."),
    all: lifetime([], 12_480, 25_660, 610),
    one_channel: lifetime([], 10_266, 18_040, 540),
    several_channels: lifetime([], 2_214, 61_010, 2_330),
    mixes: [
      lifetime(["store"], 5_310, 15_300, 560),
      lifetime(["web"], 4_420, 20_560, 740),
      lifetime(["store", "web"], 1_390, 60_040, 2_800),
      lifetime(["app"], 520, 24_900, 2_100),
      lifetime(["app", "web"], 512, 66_600, 5_120),
      lifetime(["app", "store", "web"], 312, 55_320, 6_400),
      lifetime(["phone"], 16, 11_700, 4_300),
      lifetime(["app", "phone"], 1, 9_900, undefined),
    ],
  };
}

export function crossingAnswer() {
  return {
    ...asked("cross-channel.1: of the customers of twelve months, those who bought through two channels or more."),
    points: Array.from({ length: 24 }, (_, at) => {
      const customers = 4_000 + at * 210;
      const rate_bps = at < 12 ? 300 + at * 100 : 1_410 + (at - 12) * 31;
      return {
        month: monthAt(at),
        customers,
        cross: Math.round((customers * rate_bps) / 10_000),
        rate_bps,
        complete: at >= 12 && at < 23,
      };
    }),
    slope_milli_bps: 31_000,
    slope_points: 11,
    direction: "rising",
  };
}

export function earlyCrossing() {
  const full = crossingAnswer();
  return {
    ...full,
    points: full.points.slice(0, 4),
    slope_milli_bps: undefined,
    slope_points: 0,
    direction: undefined,
  };
}

/** The same questions where nothing was sold. */
export function noMeasures() {
  const none = (definition: string) => ({ ...asked(definition), from: undefined, to: undefined, currency: undefined });
  const nobody = { ...lifetime([], 0, 0, undefined), mix: [] };
  return {
    retention: { ...retentionAnswer(), ...none(""), all: retention(0, 0), rolling: [], calendar: [], cohorts: [] },
    returns: { ...none(""), all: { ...sold("", 1, 0), lines: 0 }, sold: [], taken_back: [] },
    rfm: { ...rfmAnswer(), ...none(""), customers: 0, recency: [], frequency: [], monetary: [], mixes: [] },
    clv: { ...none(""), all: nobody, one_channel: nobody, several_channels: nobody, mixes: [] },
    crossing: { ...none(""), points: [], slope_points: 0 },
  };
}
