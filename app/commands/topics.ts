import { TOPICS } from "../topics/catalog.ts";
import type { Command } from "./command.ts";

const WIDTH = Math.max(...TOPICS.map(({ name }) => name.length));

export const topicList: Command = {
  options: "",
  async run() {
    return {
      json: TOPICS,
      text: TOPICS.map(({ name, description }) => `${name.padEnd(WIDTH)} ${description}`).join("\n"),
    };
  },
};
