import fc from "fast-check";
import { expect, test } from "vitest";
import { fr } from "../../app/locales/fr.ts";
import { explainInbound } from "../../app/rules/unmapped-reasons.ts";
import { missingScope } from "../../app/shopify/ask/setbacks.ts";
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

test("a reason that is filled in is a sentence, and translated too", () => {
  const reasons = {
    "Waiting: {{reason}}.": "En attente : {{reason}}.",
    "The list is late ({{why}}).": "La liste est en retard ({{why}}).",
    "Shopify did not answer in time.": "Shopify n’a pas répondu à temps.",
    "Shopify answered {{words}}": "Shopify a répondu {{words}}",
  };
  const translate = (sentence: string) => translateSentence(reasons, sentence);
  expect(translate("Waiting: Shopify did not answer in time.")).toBe(
    "En attente : Shopify n’a pas répondu à temps.",
  );
  expect(translate("Waiting: Shopify answered no.")).toBe("En attente : Shopify a répondu no.");
  expect(translate("The list is late (Shopify did not answer in time).")).toBe(
    "La liste est en retard (Shopify n’a pas répondu à temps).",
  );
  expect(translate("Waiting: nobody knows.")).toBe("En attente : nobody knows.");
});

test("whatever the inbox tells of a postponed webhook is French in the panel", () => {
  const told = (reason: string) => translateSentence(fr.problems, explainInbound("waiting", reason));
  const { message } = missingScope("read_own_subscription_contracts", "contracts");
  expect(told(message)).toBe(
    "En attente\u00a0: Shopify ne montre pas à cette application les contrats de la boutique\u00a0: l’autorisation read_own_subscription_contracts est manquante. Ouvrez Carillon dans l’interface administrateur Shopify pour l’accorder.",
  );
  expect(told("Shopify answered with HTTP status 500.")).toBe(
    "En attente\u00a0: Shopify a répondu avec le statut HTTP 500.",
  );
});

test("no sentence of the French list is taken for another one", () => {
  for (const [pattern, translation] of Object.entries(fr.problems)) {
    const filled = pattern.replaceAll(/\{\{\w+\}\}/g, "X");
    expect(translateSentence(fr.problems, filled)).toBe(translation.replaceAll(/\{\{\w+\}\}/g, "X"));
  }
});
