import { MASKED } from "./endpoint-fields.ts";
import type { HeaderRow } from "./endpoint-forms.ts";

/** The headers that rows of a form name. */
export const headersOf = (rows: readonly HeaderRow[]): Record<string, string> =>
  Object.fromEntries(rows.flatMap(({ name, value }) => (name === "" ? [] : [[name, value]])));

/**
 * What a form's rows change of an endpoint's headers, by name. `before`: the names that the form began with. A row that is
 * masked keeps its header, and a name that no row has any more takes it away.
 */
export function headerChanges(
  before: readonly string[],
  rows: readonly HeaderRow[],
): Record<string, string | null> {
  const left = new Set(rows.map(({ name }) => name.toLowerCase()));
  const gone = before.filter((name) => !left.has(name.toLowerCase()));
  return {
    ...Object.fromEntries(gone.map((name) => [name, null])),
    ...headersOf(rows.filter(({ value }) => value !== MASKED)),
  };
}

/** The first row that keeps a value which there is not, as after its name was changed; undefined when none does. */
export function maskedInVain(before: readonly string[], rows: readonly HeaderRow[]): number | undefined {
  const known = new Set(before.map((name) => name.toLowerCase()));
  const index = rows.findIndex(({ name, value }) => value === MASKED && !known.has(name.toLowerCase()));
  return index === -1 ? undefined : index;
}
