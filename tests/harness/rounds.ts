// rounds.ts - how often a fault is tried, and where in its time it strikes: other moments each round, the same ones each run.

/** WEFT_FAULT_ROUNDS says how many; 5 else, 100 with the long tests. */
export const rounds = Number(process.env.WEFT_FAULT_ROUNDS ?? (process.env.WEFT_TEST_LONG === "1" ? 100 : 5));

/** Rounds 0, 1, .. with a number from 0 to 1 each, spread evenly over any count of rounds (the golden ratio's multiples). */
export function* strikes(count = rounds): Generator<{ round: number; where: number }> {
  for (let round = 0; round < count; round += 1) yield { round, where: (0.5 + round * 0.618_033_988_749_895) % 1 };
}
