/** What one look came to. `says`: what is so, and where it is not well what to do. */
export interface Finding {
  check: string;
  state: "ok" | "warning" | "wrong";
  says: string;
}

export type Look = () => Promise<Finding | Finding[]>;

export const LONGEST_LOOK_MS = 5_000;

/** Whatever it looks at does, an answer comes in time. `state`: of a look that fails; `help`: what to do then. */
export async function look(
  check: string,
  state: "warning" | "wrong",
  at: Look,
  help = "",
): Promise<Finding[]> {
  const failed = (why: string): Finding[] => [
    { check, state, says: `This could not be looked at (${why}). ${help}`.trim() },
  ];
  const { promise: late, resolve } = Promise.withResolvers<Finding[]>();
  const timer = setTimeout(() => resolve(failed("no answer in time")), LONGEST_LOOK_MS);
  const found = at().then(
    (findings) => [findings].flat(),
    (error) => failed(systemWord(error)),
  );
  return Promise.race([found, late]).finally(() => clearTimeout(timer));
}

/** The system's own word for what went wrong: messages may hold addresses, with what stands in them. */
export function systemWord(error: unknown): string {
  const { code, name, message } = ((error as Error).cause ?? error) as NodeJS.ErrnoException;
  if (name === "TimeoutError") return "no answer in time";
  return code === undefined || code === "28P01" ? message : code;
}
