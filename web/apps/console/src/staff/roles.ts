// The roles that a person may have.
export const roles = [
  "director",
  "admin",
  "merchandiser",
  "manager",
  "associate",
  "agent",
  "marketer",
  "analyst",
] as const;

export type Role = (typeof roles)[number];

/** Who runs the company or its system does so everywhere. */
export const runsAll = (role: Role) => role === "director" || role === "admin";
