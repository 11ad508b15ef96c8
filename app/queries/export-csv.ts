// PURE: rows as CSV (RFC 4180), for people who open it in a spreadsheet.

type Cell = string | number | boolean | null;

/** What makes a spreadsheet take text for a formula: what a receiver or a sender wrote must not run there. */
const FORMULA = /^[=+\-@\t\r]/;

/** One record with its line break. Null is an empty cell; text that would be a formula gets an apostrophe before it. */
export const csvRecord = (cells: readonly Cell[]): string => `${cells.map(csvCell).join(",")}\r\n`;

function csvCell(cell: Cell): string {
  if (typeof cell !== "string") return cell === null ? "" : String(cell);
  const text = FORMULA.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
