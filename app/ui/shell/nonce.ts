import { createContext } from "react";

/** Of the page's inline scripts. In the browser undefined: there it has done its work, and browsers hide it. */
export const NonceContext = createContext<string | undefined>(undefined);
