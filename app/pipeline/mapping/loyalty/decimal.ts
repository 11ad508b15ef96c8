// Points and money as other apps write them, exactly.

interface Decimal {
  units: bigint;
  /** digits after the point */
  scale: number;
}

// At most two digits of exponent: 1e999999999 would fill the memory.
const FORM = /^([+-]?)(\d{1,60})(?:\.(\d{1,60}))?(?:[eE]([+-]?\d{1,2}))?$/;

/** null when the text is no number. */
export function parseDecimal(text: string): Decimal | null {
  const match = FORM.exec(text.trim());
  if (!match) return null;
  const [, sign, whole = "", fraction = "", exponent = "0"] = match;
  const units = BigInt(`${whole}${fraction}`) * (sign === "-" ? -1n : 1n);
  const scale = fraction.length - Number(exponent);
  return scale < 0 ? { units: units * 10n ** BigInt(-scale), scale: 0 } : { units, scale };
}

export function subtract(a: Decimal, b: Decimal): Decimal {
  const scale = Math.max(a.scale, b.scale);
  return { units: scaledTo(a, scale) - scaledTo(b, scale), scale };
}

const scaledTo = ({ units, scale }: Decimal, wanted: number): bigint => units * 10n ** BigInt(wanted - scale);

/** Without an exponent and without zeros that say nothing: the same number is the same text. */
export function formatDecimal({ units, scale }: Decimal): string {
  const digits = (units < 0n ? -units : units).toString().padStart(scale + 1, "0");
  const whole = digits.slice(0, digits.length - scale);
  const fraction = digits.slice(digits.length - scale).replace(/0+$/, "");
  return `${units < 0n ? "-" : ""}${whole}${fraction && `.${fraction}`}`;
}

/** A JSON number with every digit of the text; null when the text is no number. */
export function jsonNumber(text: string): number | ReturnType<typeof JSON.rawJSON> | null {
  const decimal = parseDecimal(text);
  if (!decimal) return null;
  const exact = formatDecimal(decimal);
  return String(Number(exact)) === exact ? Number(exact) : JSON.rawJSON(exact);
}
