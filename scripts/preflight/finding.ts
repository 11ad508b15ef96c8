/** What one check found. `note`: what is wrong and what to do, or why it was not made. */
export type Finding =
  | { kind: "ok"; check: string }
  | { kind: "failed" | "skipped"; check: string; note: string };

/** `problem`: undefined when there is none. */
const finding = (check: string, problem: string | undefined): Finding =>
  problem === undefined ? { kind: "ok", check } : { kind: "failed", check, note: problem };

/** A check that could not even be made has failed. */
export async function tryCheck(check: string, problem: () => Promise<string | undefined>): Promise<Finding> {
  try {
    return finding(check, await problem());
  } catch (error) {
    const { message, cause } = error as Error;
    const why = cause instanceof Error ? cause.message : message;
    return finding(check, `it could not be checked: ${why}`);
  }
}

const WORDS = { ok: "ok     ", failed: "FAILED ", skipped: "skipped" };

export const lineOf = (found: Finding): string =>
  `${WORDS[found.kind]} ${found.check}${found.kind === "ok" ? "" : `: ${found.note}`}`;
