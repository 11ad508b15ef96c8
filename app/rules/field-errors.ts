import type { z } from "zod";

/** What is wrong with an input, by the dotted path of the field; an unknown field stands under its own name. */
export function fieldErrors({ issues }: z.ZodError): Record<string, string[]> {
  const errors = new Map<string, string[]>(); // a field may be called constructor or __proto__
  for (const issue of issues) {
    const paths =
      issue.code === "unrecognized_keys" ? issue.keys.map((key) => [...issue.path, key]) : [issue.path];
    for (const path of paths) {
      const field = path.join(".") || "body";
      const message = issue.code === "unrecognized_keys" ? "There is no such field." : issue.message;
      errors.set(field, [...(errors.get(field) ?? []), message]);
    }
  }
  return Object.fromEntries(errors);
}
