import { afterEach, expect, it, vi } from "vitest";
import { takeTurn } from "./turn.ts";

type Callback = (lock: object | null) => Promise<unknown> | undefined;

/** A browser whose lock manager answers a request by `request`. */
function browser(request: (callback: Callback) => Promise<unknown>): void {
  vi.stubGlobal("navigator", { locks: { request: (_name: string, _options: object, callback: Callback) => request(callback) } });
}

afterEach(() => vi.unstubAllGlobals());

it("has the turn when the lock is free, and loses it when another tab steals it", async () => {
  const lost = vi.fn();
  let steal: (error: Error) => void = () => undefined;
  browser((callback) => {
    void callback({});
    return new Promise((_resolve, reject) => {
      steal = reject;
    });
  });
  expect(await takeTurn("ask", lost)).toBe(true);
  expect(lost).not.toHaveBeenCalled();
  steal(new DOMException("stolen", "AbortError"));
  await vi.waitFor(() => expect(lost).toHaveBeenCalledOnce());
});

it("has no turn while another tab holds the lock", async () => {
  browser(async (callback) => callback(null));
  expect(await takeTurn("ask", () => undefined)).toBe(false);
});

it("has the turn where the browser refuses locks together with storage", async () => {
  const lost = vi.fn();
  browser(() => Promise.reject(new DOMException("The operation is insecure.", "SecurityError")));
  expect(await takeTurn("ask", lost)).toBe(true);
  expect(lost).not.toHaveBeenCalled();
});

it("waits a moment for a worker that this tab has left, and then has no turn", async () => {
  const patience = new AbortController();
  vi.spyOn(AbortSignal, "timeout").mockReturnValueOnce(patience.signal);
  browser(() => new Promise((_resolve, reject) => patience.signal.addEventListener("abort", () => reject(patience.signal.reason))));
  const asked = takeTurn("wait", () => undefined);
  patience.abort();
  expect(await asked).toBe(false);
});
