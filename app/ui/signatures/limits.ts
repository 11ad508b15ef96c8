/** Characters of what may be pasted to have its signature checked. */
export const MOST_HEADERS = 32_000;
export const MOST_BODY = 512_000;
