// As much of Shopify Flow's Liquid as the docs use: variables, the filters `downcase` and `strip_newlines`, and loops.

type Values = { [name: string]: Value };
type Value = string | number | null | Values | Values[];

const LOOP = /\{% for (\w+) in ([\w.]+) %\}(.*?)\{% endfor %\}/gs;
const VARIABLE = /\{\{ ([\w.]+)(?: \| (downcase|strip_newlines))? \}\}/g;

const FILTERS: Record<string, (text: string) => string> = {
  downcase: (text) => text.toLowerCase(),
  strip_newlines: (text) => text.replace(/\r?\n/g, ""),
};

/** Liquid writes nothing for what there is none of. */
export function fillIn(template: string, values: Values): string {
  const looped = template.replace(LOOP, (_all, name: string, path: string, body: string) => {
    const items = valueAt(values, path);
    return Array.isArray(items)
      ? items.map((item) => fillIn(body, { ...values, [name]: item })).join("")
      : "";
  });
  return looped.replace(VARIABLE, (_all, path: string, filter = "") => {
    const text = String(valueAt(values, path) ?? "");
    return FILTERS[filter]?.(text) ?? text;
  });
}

const valueAt = (values: Values, path: string): Value =>
  path.split(".").reduce<Value>((value, name) => (isObject(value) ? (value[name] ?? null) : null), values);

const isObject = (value: Value): value is Values =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The variables that a template writes as they are: an id or a number, or there may be a line break in it. */
export const unfilteredIn = (template: string): string[] =>
  [...template.matchAll(VARIABLE)].filter(([, , filter]) => !filter).map(([, path = ""]) => path);

/** The variables that a template names, from their root on: a loop's name stands for the list it goes through. */
export function variablesIn(template: string): string[] {
  const lists = new Map([...template.matchAll(LOOP)].map(([, name = "", path = ""]) => [name, path]));
  const named = [...template.matchAll(VARIABLE)].map(([, path = ""]) => path);
  return [...lists.values(), ...named].map((path) => {
    const [root = "", ...rest] = path.split(".");
    return [lists.get(root) ?? root, ...rest].join(".");
  });
}
