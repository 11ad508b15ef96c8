// What Shopify knows of what the rules name: loaded when the page is there, so that it need not wait for Shopify.
import { useFetcher } from "@remix-run/react";
import { createContext, type ReactNode, useContext, useEffect, useState } from "react";
import type { Asked } from "../../shopify/look-up/ask-now.ts";

/** What the route answers. */
export interface InShopify {
  /** by gid */
  names: Asked<Record<string, string>>;
  /** of presets whose metafields are there */
  presets: Asked<string[]>;
}

interface Known {
  /** undefined while Shopify has not answered */
  answer: InShopify | undefined;
  /** by gid; those that were chosen just now as well */
  names: Record<string, string>;
  remember(names: Record<string, string>): void;
}

const InShopifyContext = createContext<Known>({ answer: undefined, names: {}, remember: () => undefined });

export const useInShopify = (): Known => useContext(InShopifyContext);

export function InShopifyProvider({ children }: { children: ReactNode }) {
  const { load, data } = useFetcher<InShopify>();
  const [chosen, setChosen] = useState<Record<string, string>>({});
  useEffect(() => {
    load("/app/settings/rules/in-shopify");
  }, [load]);
  const names = { ...(data?.names.kind === "known" ? data.names.value : {}), ...chosen };
  const remember = (more: Record<string, string>) => setChosen((known) => ({ ...known, ...more }));
  return (
    <InShopifyContext.Provider value={{ answer: data, names, remember }}>
      {children}
    </InShopifyContext.Provider>
  );
}
