// Comes next.
export function AnalysisPage() {
  return null;
}
