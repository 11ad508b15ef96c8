interface BodyFacts {
  /** what it said of a person has been erased */
  erased: boolean;
  /** paths of what the merchant holds back */
  heldBack: string[];
}

/** What an event's body says of what is missing in it. */
export function bodyFacts(text: string): BodyFacts {
  const body = objectOf(parse(text));
  const listed = objectOf(body.data).redacted;
  return {
    erased: body.redacted === true,
    heldBack: Array.isArray(listed) ? listed.filter((path) => typeof path === "string") : [],
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const objectOf = (value: unknown): Record<string, unknown> =>
  typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
