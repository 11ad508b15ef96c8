// The body of a form as a browser, or a script of the storefront, sends it.

export type FormFields = Record<string, string | string[]>;

type Refusal = { kind: "unsupported" | "wrong"; reason: string };

export type FormBody =
  | {
      kind: "form";
      fields: FormFields;
      /** where in the shop the visitor wants to be afterwards, as he sent it */
      returnTo: string | null;
      /** the field that people do not see is filled in */
      isBot: boolean;
    }
  | Refusal;

type Entry = [name: string, value: string | string[]];

const HONEYPOT = "carillon_website";
const RETURN_TO = "return_to";
const MAX_VALUES = 100;
const MAX_NAME = 100;
const MAX_CHARACTERS = 10_000;

const utf8 = new TextDecoder("utf-8", { fatal: true });

/** `contentType`: the request's header. */
export function readForm(contentType: string | undefined, body: Buffer): FormBody {
  const entries = readEntries(contentType?.split(";")[0]?.trim().toLowerCase(), body);
  if (!Array.isArray(entries)) return entries;
  const sent = new Map(entries);
  const [honeypot, returnTo] = [sent.get(HONEYPOT), sent.get(RETURN_TO)];
  const fields = entries.filter(([name]) => name !== HONEYPOT && name !== RETURN_TO);
  const problem = limitProblem(fields);
  if (problem) return wrong(problem);
  return {
    kind: "form",
    fields: Object.fromEntries(fields),
    returnTo: typeof returnTo === "string" ? returnTo : null,
    isBot: honeypot !== undefined && honeypot.length > 0,
  };
}

const wrong = (reason: string): Refusal => ({ kind: "wrong", reason });

function readEntries(type: string | undefined, body: Buffer): Entry[] | Refusal {
  if (type !== "application/x-www-form-urlencoded" && type !== "application/json")
    return {
      kind: "unsupported",
      reason: "Send the form as application/x-www-form-urlencoded or application/json.",
    };
  try {
    const text = utf8.decode(body);
    return type === "application/json"
      ? fromJson(JSON.parse(text))
      : fromPairs([...new URLSearchParams(text)]);
  } catch {
    return wrong(type === "application/json" ? "The body is not JSON." : "The form is not in UTF-8.");
  }
}

function fromPairs(pairs: [string, string][]): Entry[] {
  const byName = Map.groupBy(pairs, ([name]) => name);
  return [...byName].map(([name, [first, ...more]]) => {
    const value = first?.[1] ?? "";
    return [name, more.length === 0 ? value : [value, ...more.map(([, other]) => other)]];
  });
}

function fromJson(value: unknown): Entry[] | Refusal {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    return wrong("The form must be a JSON object.");
  const entries = Object.entries(value);
  const isText = (item: unknown) => typeof item === "string";
  const isFlat = entries.every(([, item]) => (Array.isArray(item) ? item.every(isText) : isText(item)));
  return isFlat ? (entries as Entry[]) : wrong("Every field of the form must be text or a list of texts.");
}

function limitProblem(fields: Entry[]): string | undefined {
  const values = fields.flatMap(([, value]) => value);
  if (values.length > MAX_VALUES) return `A form has at most ${MAX_VALUES} fields.`;
  if (fields.some(([name]) => name === "")) return "Every field of a form has a name.";
  if (fields.some(([name]) => name.length > MAX_NAME))
    return `The name of a field has at most ${MAX_NAME} characters.`;
  if (values.some((value) => value.length > MAX_CHARACTERS))
    return `A field holds at most ${MAX_CHARACTERS} characters.`;
  return undefined;
}
