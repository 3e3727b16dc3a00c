import { expect, it } from "vitest";
import { runAlone } from "./support/run-alone.ts";

it("lets real clients work without looking up a single name, so that no token can reach the real cloud", async () => {
  const { names, steps, host } = await runAlone();
  expect(steps).toEqual([`${host}/alone/app`, "Login Succeeded", "pulled"]);
  expect(names.filter((name) => name !== "proof.example")).toEqual([]);
  expect(names).toContain("proof.example");
});
