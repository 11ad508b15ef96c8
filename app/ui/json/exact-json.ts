// JSON for the eye. JSON.parse rounds numbers of 17 digits and turns 1.0 into 1, so values are kept as their own text.

/** A string value or a key (then with its colon), or a number. */
const TOKEN = /"(?:[^"\\]|\\.)*"(\s*:)?|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

/** The value with every string, and every number that JavaScript would change, replaced by its source text. */
export function parseExactly(text: string): object | undefined {
  try {
    JSON.parse(text);
    const kept = text.replace(TOKEN, (token, colon?: string) =>
      colon !== undefined || survives(token) ? token : JSON.stringify(token),
    );
    const value: unknown = JSON.parse(kept);
    return typeof value === "object" && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

const survives = (token: string): boolean => !token.startsWith('"') && String(Number(token)) === token;
