import { Banner, type BannerHandles, type BannerProps } from "@shopify/polaris";
import { useEffect, useRef } from "react";

/** Takes the focus as it appears: whoever saves at the end of a long form would not see what stands above it. */
export function SeenBanner(props: BannerProps) {
  const banner = useRef<BannerHandles>(null);
  useEffect(() => banner.current?.focus(), []);
  return <Banner ref={banner} {...props} />;
}
