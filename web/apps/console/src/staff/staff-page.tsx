// Comes next.
export function StaffPage() {
  return null;
}
