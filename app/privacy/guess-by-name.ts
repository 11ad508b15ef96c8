// PURE: what a name that people gave a field says, in English, German, French or Spanish. It is a guess.
import type { HeldBackField } from "./held-back-fields.ts";

const THING =
  "products?|produkte?s?|produits?|productos?|articles?|artikels?|models?|modells?|modeles?|modelos?|colou?rs?|farben?|" +
  "couleurs?|colores|types?|typ|sizes?|brands?|marken?|cases?|font|items?|files?|plans?|rewards?|tiers?";
const OF = "(?:(?:of|for|the|de|del|des|du|la|le|el|der) )*";

/** One of the words, whole; not beside a thing: a "Phone model", a "Product name" and a "Nom du produit" are nobody's. */
const says = (words: string): RegExp =>
  new RegExp(
    `(?<!\\p{L})(?<!(?<!\\p{L})(?:${THING}) )(?:${words})(?!\\p{L})(?! ${OF}(?:${THING})(?!\\p{L}))`,
    "u",
  );

/** Without accents. The first that fits counts: an e-mail address is no address, and a street's name no name. */
const SAYS: readonly (readonly [HeldBackField, RegExp])[] = [
  ["email", /(?<!\p{L})(e ?mails?(?!\p{L})|(e ?)?mail ?add?ress|courriel|correo|mail$)/u],
  [
    "phone",
    says(
      "(tele|cell)?phones?|mobiles?|mobil|tel|(mobil|festnetz)?telefono?s?|movil|celular|handy|whats ?app|" +
        "(telefon|mobil|handy|ruf|mobilfunk)(nummer|nr)",
    ),
  ],
  [
    "birth_date",
    says("birth|birth ?(date|day)s?|dob|geburts?(tag|datum|jahr)|geboren|naissance|nacimiento|cumpleanos"),
  ],
  [
    "address",
    says(
      "address(es)?|\\p{L}*adresse?n?|anschrift|direccion(es)?|domicilio|street|\\p{L}*stra(ss|ß)e|hausnummer|calle|rue|" +
        "city|town|stadt|wohnort|ort|ville|ciudad|zip ?(code)?|post(al)? ?code|plz|postleitzahl|codigo postal|code postal",
    ),
  ],
  [
    "name",
    // In French a "nombre" is a number, of persons as of anything else.
    says(
      "(first|last|middle|full|fore|sur|nick|user|given|family)?names?|" +
        "(vor|nach|zu|familien|kunden|empfanger|kontakt|geburts|spitz)namen?|(pre)?noms?|" +
        "nombres?(?! d \\p{L}| de (?!los |las )\\p{L}+[sx](?!\\p{L}))|apellidos?",
    ),
  ],
];

/** `name`: in snake case and without accents. */
export function guessByName(name: string): HeldBackField | undefined {
  const words = name.replaceAll("_", " ");
  return SAYS.find(([, pattern]) => pattern.test(words))?.[0];
}
