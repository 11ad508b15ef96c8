// What the inputs of Flow's page are called, for the page and for whoever reads what it sends.

/** in place of a trigger's handle, which is never empty */
export const BY_HAND = "";
export const THEN_ACTION = "action";
/** before the key of one of the action's fields */
export const FIELD = "field:";
