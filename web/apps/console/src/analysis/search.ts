// What the address of the analysis says: the window, the part that is open, and the basis of RFM.

/** Half-open business days as the server counts: `to` is the first day left out. Nothing given: all that is recorded. */
export interface Window {
  from?: string;
  to?: string;
  currency?: string;
}

export const parts = ["mix", "retention", "returns", "rfm", "value", "crossing"] as const;
export type Part = (typeof parts)[number];

export interface AnalysisSearch extends Window {
  /** Missing: the mix. */
  part?: Part;
  /** Missing: net. */
  basis?: "gross";
}
