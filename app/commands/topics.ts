import { TOPICS } from "../topics/catalog.ts";
import type { FreeCommand } from "./command.ts";

const WIDTH = Math.max(...TOPICS.map(({ name }) => name.length));

export const topicList: FreeCommand = {
  over: "nothing",
  summary: "Lists the topics that there are.",
  options: {},
  async run(_words, { json, print }) {
    const lines = TOPICS.map(({ name, description }) => `${name.padEnd(WIDTH)} ${description}`);
    print(json ? JSON.stringify(TOPICS) : lines.join("\n"));
  },
};
