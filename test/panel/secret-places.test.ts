import { expect, test } from "vitest";
import { placesOf } from "../../app/ui/endpoints/secret-places.ts";

const held = (secret: string) => ({ secret, endpoints: [] });
const [a, b, c] = [held("a"), held("b"), held("c")];

test("a secret stays in its place while others are stored, in whatever order", () => {
  expect(placesOf([a, b, c], [])).toEqual([
    { at: 0, held: a },
    { at: 1, held: b },
    { at: 2, held: c },
  ]);
  const stored = [
    { at: 2, height: 30 },
    { at: 0, height: 10 },
  ];
  expect(placesOf([b], stored)).toEqual([
    { at: 0, height: 10 },
    { at: 1, held: b },
    { at: 2, height: 30 },
  ]);
});

test("new secrets come after the places that are kept", () => {
  expect(placesOf([b, c], [{ at: 0, height: 10 }]).map(({ at }) => at)).toEqual([0, 1, 2]);
});

test("no secret goes unseen when one before it was dropped, as its endpoint was", () => {
  const places = placesOf([c], [{ at: 5, height: 10 }]);
  expect(places.filter((place) => "held" in place)).toEqual([{ at: 0, held: c }]);
});
