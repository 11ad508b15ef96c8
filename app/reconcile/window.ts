/** In milliseconds. What happened before was looked at, and of what came after a webhook may be on its way. */
export interface Window {
  since: number;
  until: number;
}

export const isWithin = (time: number, { since, until }: Window): boolean => time >= since && time <= until;

/** What one run looks for. */
export interface Search extends Window {
  shopId: string;
  /** null: it is not known */
  watchedSince: Date | null;
  /** what Shopify gives no answer about is passed over; else the run waits for it */
  passesOver: boolean;
  /** whether somebody chose what may come of this topic of Shopify's */
  isChosen(topic: string): boolean;
}
