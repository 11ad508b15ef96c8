import { TOPICS } from "../topics/catalog.ts";
import type { Command } from "./command.ts";

export const topicList: Command = {
  options: "",
  async run() {
    return {
      json: TOPICS,
      text: TOPICS.map(({ name, description }) => `${name.padEnd(32)} ${description}`).join("\n"),
    };
  },
};
