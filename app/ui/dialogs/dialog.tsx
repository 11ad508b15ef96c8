import { Modal, type ModalProps } from "@shopify/polaris";
import { ReturnFocus } from "./return-focus.tsx";
import { useOwnClicks } from "./use-own-clicks.ts";

type DialogProps = Pick<
  ModalProps,
  "open" | "onClose" | "title" | "size" | "primaryAction" | "secondaryActions" | "children"
>;

/** Asks or shows something before the page, and gives the focus back to what opened it. The panel knows no other modal. */
export function Dialog({ children, ...props }: DialogProps) {
  useOwnClicks(props.open);
  return (
    <Modal {...props}>
      <ReturnFocus />
      <Modal.Section>{children}</Modal.Section>
    </Modal>
  );
}
