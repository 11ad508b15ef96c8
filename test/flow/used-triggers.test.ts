import fc from "fast-check";
import { expect, test } from "vitest";
import { triggersOfDefinition, usedTriggers } from "../../app/flow/used-triggers.ts";
import { FLOW_TRIGGERS } from "../../app/topics/flow/triggers.ts";

const ALL = FLOW_TRIGGERS.map(({ handle }) => handle);

test.each([
  ["a title", "Points changed"],
  ["a title in another spelling", " points CHANGED "],
  ["a handle", "points-changed"],
  ["a gid that ends with the handle", "gid://shopify/FlowTriggerDefinition/points-changed"],
])("%s names one trigger", (_what, definitionId) => {
  expect(triggersOfDefinition(definitionId)).toEqual(["points-changed"]);
});

test.each(["8f2d0a52-5a0f-4d6c-9d0c-3b8e3f0f8a11", "gid://shopify/FlowTriggerDefinition/17", "17", "Punkte"])(
  "%s tells nothing, so it may be any trigger",
  (definitionId) => {
    expect(triggersOfDefinition(definitionId)).toEqual(ALL);
  },
);

test("whatever definitions a shop uses, none of theirs is left out, and without any there is none", () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.string(), fc.constantFrom(...ALL))), (definitions) => {
      const used = usedTriggers(definitions);
      expect(used.size === 0).toBe(definitions.length === 0);
      for (const definition of definitions)
        for (const handle of triggersOfDefinition(definition)) expect(used).toContain(handle);
    }),
  );
});
