// Comes next.
export function ReferencePage() {
  return null;
}
