import { useEffect, useState } from "react";
import { bridge } from "../app-bridge/bridge.ts";

/** As extensions/form-block names itself and its block. */
const EXTENSION = "form-block";
const BLOCK = "form";

/**
 * Whether the shop's published theme has the form's block; undefined until Shopify has said it, and where it does not.
 * https://shopify.dev/docs/api/app-home/apis/app
 */
export function useFormInTheme(): boolean | undefined {
  const [isActive, setActive] = useState<boolean>();
  useEffect(() => {
    let isShown = true;
    isFormInTheme().then(
      (found) => isShown && setActive(found),
      () => undefined, // an older admin: submissions tell what they can
    );
    return () => {
      isShown = false;
    };
  }, []);
  return isActive;
}

async function isFormInTheme(): Promise<boolean | undefined> {
  const extensions = await bridge()?.app.extensions();
  const blocks = extensions?.find(({ handle }) => handle === EXTENSION)?.activations;
  const block = blocks?.find((one) => "handle" in one && one.handle === BLOCK);
  return block && "status" in block ? block.status === "active" : undefined;
}
