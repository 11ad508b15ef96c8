import { createFlow, type Flow, type FlowOptions } from "./create-flow.ts";

/** Flow in the shop of that domain, without workflows when it is first asked for. */
export type FlowOf = (shop: string) => Flow;

export function createFlows(options: FlowOptions): FlowOf {
  const flows = new Map<string, Flow>();
  return (shop) => {
    const flow = flows.get(shop) ?? createFlow(options, shop);
    flows.set(shop, flow);
    return flow;
  };
}
