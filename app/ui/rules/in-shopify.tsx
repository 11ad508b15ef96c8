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
  /** by gid; those that were chosen or told before as well */
  names: Record<string, string>;
  remember(names: Record<string, string>): void;
}

const InShopifyContext = createContext<Known>({ answer: undefined, names: {}, remember: () => undefined });

export const useInShopify = (): Known => useContext(InShopifyContext);

export function InShopifyProvider({ children }: { children: ReactNode }) {
  const { load, data } = useFetcher<InShopify>();
  const [seen, setSeen] = useState<Record<string, string>>({});
  useEffect(() => {
    load("/app/settings/rules/in-shopify");
  }, [load]);
  const told = data?.names.kind === "known" ? data.names.value : undefined;
  // The next answer is about what is stored then: the form may still hold what others have replaced.
  useEffect(() => setSeen((known) => ({ ...known, ...told })), [told]);
  const names = { ...told, ...seen };
  const remember = (more: Record<string, string>) => setSeen((known) => ({ ...known, ...more }));
  return (
    <InShopifyContext.Provider value={{ answer: data, names, remember }}>
      {children}
    </InShopifyContext.Provider>
  );
}
