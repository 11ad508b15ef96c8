import { Checkbox, type CheckboxProps } from "@shopify/polaris";
import { useEffect, useRef } from "react";

/** A box that stands for several. Polaris draws the mixed state but does not tell the browser of it. */
export function GroupCheckbox(props: Pick<CheckboxProps, "label" | "checked" | "onChange">) {
  const wrapper = useRef<HTMLDivElement>(null);
  const mixed = props.checked === "indeterminate";
  useEffect(() => {
    const box = wrapper.current?.querySelector("input");
    if (box) box.indeterminate = mixed;
  }, [mixed]);
  return (
    <div ref={wrapper}>
      <Checkbox {...props} />
    </div>
  );
}
