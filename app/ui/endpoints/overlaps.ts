/** How long the old secret goes on signing after a rotation; `value` in seconds. */
export const OVERLAPS = [
  { label: "Not at all: it ends at once", value: "0" },
  { label: "1 hour", value: "3600" },
  { label: "24 hours", value: "86400" },
  { label: "3 days", value: "259200" },
  { label: "7 days", value: "604800" },
] as const;

export const USUAL_OVERLAP = "86400";
