/** Headers after changes by name: a text sets or replaces one, null takes it away. Case makes no difference to a name. */
export function mergeHeaders(
  headers: Record<string, string>,
  changes: Record<string, string | null>,
): Record<string, string> {
  const merged = new Map(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), { name, value }]),
  );
  for (const [name, value] of Object.entries(changes)) {
    if (value === null) merged.delete(name.toLowerCase());
    else merged.set(name.toLowerCase(), { name, value });
  }
  return Object.fromEntries([...merged.values()].map(({ name, value }) => [name, value]));
}
