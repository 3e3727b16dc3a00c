import { describe, expect, it } from "vitest";
import { BadArguments, registryOptions } from "./arguments.ts";

describe("the options of the registry", () => {
  it("have defaults", () => {
    expect(registryOptions([])).toEqual({
      host: "127.0.0.1",
      port: 5000,
      data: undefined,
      preset: undefined,
      offset: undefined,
      accounts: [],
      limit: undefined,
      control: undefined,
      sweepEvery: 600_000,
      tls: undefined,
      oci: false,
    });
  });

  it("read lengths of time ahead and behind", () => {
    const offset = (clock: string) => {
      const options = registryOptions([`--clock=${clock}`]);
      return options === "help" ? undefined : options.offset;
    };
    expect([offset("+13h"), offset("90m"), offset("-1d"), offset("0")]).toEqual([46_800_000, 5_400_000, -86_400_000, 0]);
  });

  it("take several accounts, and a certificate with its key", () => {
    const argv = ["--account", "123456789012", "--account", "999900001111", "--tls-cert", "a.pem", "--tls-key", "b.pem"];
    expect(registryOptions(argv)).toMatchObject({ accounts: ["123456789012", "999900001111"], tls: { cert: "a.pem", key: "b.pem" } });
  });

  it("refuse what they do not understand, in a sentence", () => {
    for (const [argv, sentence] of [
      [["--port", "x"], '--port takes a number up to 65535, not "x"'],
      [["--port", "70000"], '--port takes a number up to 65535, not "70000"'],
      [["--clock", "soon"], '--clock takes a length of time such as +13h or 90m, not "soon"'],
      [["--account", "12"], '--account takes 12 digits, not "12"'],
      [["--sweep", "0"], '--sweep takes a length of time such as 10m or 1h, up to 20d, not "0"'],
      [["--data", ""], "--data takes a folder"],
      [["--host", ""], "--host takes an address"],
      [["--control", ""], "--control takes a path"],
      [["--clock", "99999999999d"], '--clock takes at most 36500d, not "99999999999d"'],
      [["--tls-key", "b.pem"], "--tls-cert and --tls-key go together"],
      [["--oci", "--preset", "repo"], "--oci is a registry without AWS: leave out --preset"],
    ] as const) {
      expect(() => registryOptions(argv)).toThrow(new BadArguments(sentence));
    }
    expect(() => registryOptions(["--bogus"])).toThrow(BadArguments);
  });
});
