// fetch reaches only what the test answers for.
import { getGlobalDispatcher, MockAgent, setGlobalDispatcher } from "undici";
import { onTestFinished } from "vitest";

/** Until the test ends. */
export function mockNetwork(): MockAgent {
  const before = getGlobalDispatcher();
  const network = new MockAgent();
  network.disableNetConnect();
  setGlobalDispatcher(network);
  onTestFinished(async () => {
    setGlobalDispatcher(before);
    await network.close();
  });
  return network;
}
