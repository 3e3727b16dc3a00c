/** `clock: virtual`: how far the learner has moved time. */
import type { Noun } from "../noun.ts";

export const clock: Noun = {
  name: "clock",
  words: ["The clock", "The clocks"],
  properties: ["now", "advanced"],
  called: () => "",
  async find(_name, { evidence }) {
    return [{ name: "virtual", label: "the clock", has: { now: evidence.now, advanced: evidence.now - evidence.startedAt } }];
  },
  beside: (name, context, where) => clock.find(name, context, where),
  async missing() {
    return "no clock";
  },
};
