import { useState } from "react";

interface CardOpen {
  startsOpen: boolean;
  /** whether it holds what the merchant has to see: a URL that was added, or one that cannot be */
  holds: boolean;
  /** changes whenever URLs were refused */
  refusals: number;
}

/** Whether a card is open. What it comes to hold opens it, and so does every refusal of what it holds. */
export function useCardOpen({ startsOpen, holds, refusals }: CardOpen): [boolean, (open: boolean) => void] {
  const [seen, setSeen] = useState({ open: startsOpen || holds, holds, refusals });
  // While it renders, and not in an effect: the field that is wrong has to be there when the focus goes to it.
  if (seen.holds !== holds || seen.refusals !== refusals) {
    setSeen({ open: seen.open || holds, holds, refusals });
  }
  return [seen.open, (open) => setSeen((before) => ({ ...before, open }))];
}
