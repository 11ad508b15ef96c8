// How a shop wants to hear of its endpoints by mail. Client-safe: the panel's form and the API check with the same
// schemas.
import { z } from "zod";

export const ALERT_MODES = ["changes", "first_failure", "daily", "off"] as const;
export type AlertMode = (typeof ALERT_MODES)[number];

export interface AlertSettings {
  mode: AlertMode;
  /** empty: the shop's own address */
  addresses: string[];
}

export const NO_ALERT_SETTINGS: AlertSettings = { mode: "changes", addresses: [] };

const MOST_ADDRESSES = 5;

/** Whether the text is one plain e-mail address. */
export const isMailAddress = (text: string): boolean => z.email().max(254).safeParse(text).success;

const modeField = z.enum(ALERT_MODES, { error: `Choose one of ${ALERT_MODES.join(", ")}.` });

const addressesField = z
  .array(z.string("An address is a text."), { error: "Give a list of e-mail addresses." })
  .transform((addresses) => [...new Set(addresses.map((address) => address.trim()))])
  .superRefine((addresses, context) => {
    if (addresses.length > MOST_ADDRESSES)
      context.addIssue(`At most ${MOST_ADDRESSES} addresses, and these are ${addresses.length}.`);
    for (const address of addresses.filter((text) => !isMailAddress(text)).slice(0, MOST_ADDRESSES))
      context.addIssue(`${JSON.stringify(address.slice(0, 60))} is no e-mail address.`);
  });

/** The API's document; what it leaves out is set back. */
export const alertSettingsBody = z.strictObject({
  mode: modeField.default(NO_ALERT_SETTINGS.mode),
  addresses: addressesField.default([]),
});

/** The panel's form: addresses with spaces, commas or new lines between. */
export const alertForm = z.object({
  mode: modeField,
  addresses: z
    .string()
    .default("")
    .transform((text) => text.split(/[\s,;]+/).filter(Boolean))
    .pipe(addressesField),
});
