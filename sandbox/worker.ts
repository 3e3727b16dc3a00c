/**
 * The door for the page: the sandbox in a Web Worker. Nothing that others share stands in this file, for WebKit evaluates the first
 * module of a worker a second time when another one imports it: there would be two engines, and both would answer. Calls that come
 * before the engine is there wait for it.
 */
const early: MessageEvent[] = [];

function keep(call: MessageEvent): void {
  early.push(call);
}

addEventListener("message", keep);
import("./page/engine.ts").then(
  ({ answerCalls }) => {
    removeEventListener("message", keep);
    answerCalls();
    for (const call of early) dispatchEvent(call);
  },
  (problem: unknown) =>
    // Thrown outside of the promise, so that the page hears of it as of any error of its worker.
    setTimeout(() => {
      throw problem;
    }),
);
