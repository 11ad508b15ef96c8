import { expect, test } from "vitest";
import { z } from "zod";
import { fieldErrors } from "../../app/rules/field-errors.ts";

test.each(["constructor", "toString", "hasOwnProperty", "valueOf", "__proto__"])(
  "an unknown field that is called %s is named as any other",
  (name) => {
    const { error } = z.strictObject({}).safeParse(JSON.parse(`{"${name}":1}`));
    if (!error) throw new Error("accepted");
    expect(Object.entries(fieldErrors(error))).toEqual([[name, ["There is no such field."]]]);
  },
);
