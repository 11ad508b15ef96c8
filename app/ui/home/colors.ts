/** Of deliveries by how they ended. Different in lightness too. */
export const COLORS = {
  succeeded: "var(--p-color-bg-fill-success)",
  failed: "var(--p-color-bg-fill-critical)",
} as const;
