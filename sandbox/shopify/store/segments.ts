import type { MetafieldDefinition, Segment } from "./records.ts";
import type { State } from "./state.ts";

/** What a merchant defines about customers and their data. */
export function segmentVerbs(state: State) {
  return {
    addSegment(name: string): Segment {
      const segment = { id: state.newId("Segment"), name };
      state.segments.set(segment.id, segment);
      return segment;
    },
    defineMetafield(definition: MetafieldDefinition): void {
      state.metafieldDefinitions.push(definition);
    },
  };
}
