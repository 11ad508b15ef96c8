import fc from "fast-check";
import { expect, test } from "vitest";
import { fr } from "../../app/locales/fr.ts";
import { translateSentence } from "../../app/ui/texts/translate-sentence.ts";

const known = {
  "At most {{most}} headers.": "Au plus {{most}} en-têtes.",
  "The header {{name}} is set by Carillon.": "L’en-tête {{name}} est défini par Carillon.",
  "Must not be empty.": "Ne doit pas être vide.",
};

test("a sentence is translated with what was filled in", () => {
  expect(translateSentence(known, "Must not be empty.")).toBe("Ne doit pas être vide.");
  expect(translateSentence(known, "At most 20 headers.")).toBe("Au plus 20 en-têtes.");
});

test("whatever was filled in comes out as it went in, and what is unknown stays as it is", () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1 }), (name) => {
      expect(translateSentence(known, `The header ${name} is set by Carillon.`)).toBe(
        `L’en-tête ${name} est défini par Carillon.`,
      );
    }),
  );
  expect(translateSentence(known, "Something else.")).toBe("Something else.");
  expect(translateSentence({}, "Must not be empty.")).toBe("Must not be empty.");
});

test("no sentence of the French list is taken for another one", () => {
  for (const [pattern, translation] of Object.entries(fr.problems)) {
    const filled = pattern.replaceAll(/\{\{\w+\}\}/g, "X");
    expect(translateSentence(fr.problems, filled)).toBe(translation.replaceAll(/\{\{\w+\}\}/g, "X"));
  }
});
