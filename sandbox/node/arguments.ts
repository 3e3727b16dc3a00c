/** The options of `npm run registry`. */
import { parseArgs } from "node:util";
import { formatDuration, parseDuration } from "../session/presets/durations.ts";

export interface RegistryOptions {
  readonly host: string;
  readonly port: number;
  readonly data: string | undefined;
  readonly preset: string | undefined;
  /** Milliseconds that virtual time is ahead of the wall; undefined leaves what a kept world has. */
  readonly offset: number | undefined;
  /** Account numbers, the home account's first. */
  readonly accounts: readonly string[];
  /** Bytes that blobs may hold. */
  readonly limit: number | undefined;
  /** Path of the control socket. */
  readonly control: string | undefined;
  /** Files of a certificate and its key. */
  readonly tls: { readonly cert: string; readonly key: string } | undefined;
  /** Milliseconds between two sweeps of bytes that nobody names. */
  readonly sweepEvery: number;
  /** A plain registry without AWS. */
  readonly oci: boolean;
}

export const USAGE = `Usage: npm run registry -- [options]

  --port P         port of the first registry; further ones take the ports after it (default 5000)
  --data DIR       keep everything in DIR; without it, everything is gone at the end
  --preset NAME    the world to begin with (default repo): blank, loggedin, repo, pushed, team, two-accounts, history
  --clock +13h     how far virtual time is ahead of the wall clock; 0 takes it back
  --account ID     the first account's number, 12 digits; given again, a further account with an administrator
  --limit BYTES    how many bytes of layers fit
  --sweep 10m      how often bytes that nobody names any more are freed, beside the start (default 10m)
  --host ADDRESS   the address to listen at (default 127.0.0.1)
  --tls-cert FILE  speak HTTPS with this certificate (PEM, its chain after it);
  --tls-key FILE   its key
  --control PATH   a socket for: status, clock +13h, reset, preset NAME, fault NAME|clear
  --oci            a plain OCI registry without AWS: anybody may push, repositories come to be by it
`;

/** Throws a `BadArguments` with a sentence. */
export class BadArguments extends Error {}

export function registryOptions(argv: readonly string[]): RegistryOptions | "help" {
  const { values } = parsed(argv);
  if (values.help) return "help";
  return {
    host: named("--host", "an address", values.host) ?? "127.0.0.1",
    port: number(values.port ?? "5000", "--port", 65_535),
    data: named("--data", "a folder", values.data),
    preset: values.preset,
    offset: values.clock === undefined ? undefined : offset(values.clock),
    accounts: (values.account ?? []).map(account),
    limit: values.limit === undefined ? undefined : number(values.limit, "--limit", Number.MAX_SAFE_INTEGER),
    control: named("--control", "a path", values.control),
    sweepEvery: sweepLength(values.sweep ?? "10m"),
    tls: certificate(values["tls-cert"], values["tls-key"]),
    oci: plain(values),
  };
}

/** An empty name, of a variable that is not set, would be the current folder, or every address of this machine. */
function named(option: string, what: string, name: string | undefined): string | undefined {
  if (name === "") throw new BadArguments(`${option} takes ${what}`);
  return name;
}

function certificate(cert: string | undefined, key: string | undefined): RegistryOptions["tls"] {
  if (cert === undefined && key === undefined) return undefined;
  if (cert === undefined || key === undefined) throw new BadArguments("--tls-cert and --tls-key go together");
  return { cert, key };
}

/** Options that mean something to the simulated cloud alone. */
const OF_AWS = ["preset", "clock", "account", "control"] as const;

function plain(values: Readonly<Record<string, unknown>>): boolean {
  const other = OF_AWS.find((name) => values[name] !== undefined);
  if (values.oci === true && other) throw new BadArguments(`--oci is a registry without AWS: leave out --${other}`);
  return values.oci === true;
}

function parsed(argv: readonly string[]) {
  const text = { type: "string" } as const;
  try {
    return parseArgs({
      args: [...argv],
      options: {
        port: text,
        data: text,
        preset: text,
        clock: text,
        account: { type: "string", multiple: true },
        limit: text,
        host: text,
        control: text,
        sweep: text,
        "tls-cert": text,
        "tls-key": text,
        oci: { type: "boolean" },
        help: { type: "boolean", short: "h" },
      },
    });
  } catch (error) {
    throw new BadArguments((error as Error).message);
  }
}

function number(text: string, option: string, most: number): number {
  const value = Number(text);
  if (!/^[0-9]+$/.test(text) || value > most) throw new BadArguments(`${option} takes a number up to ${most}, not "${text}"`);
  return value;
}

function account(text: string): string {
  if (!/^[0-9]{12}$/.test(text)) throw new BadArguments(`--account takes 12 digits, not "${text}"`);
  return text;
}

/** Timers hold 24 days at most. */
const LONGEST_SWEEP = 20 * 24 * 3_600_000;

function sweepLength(text: string): number {
  const length = parseDuration(text);
  if (!length || length > LONGEST_SWEEP) throw new BadArguments(`--sweep takes a length of time such as 10m or 1h, up to 20d, not "${text}"`);
  return length;
}

/** Milliseconds that virtual time may be away from the wall: further on, or back, not every time has a date. */
export const FARTHEST_CLOCK = 36_500 * 24 * 3_600_000;

function offset(text: string): number {
  const [sign, length] = text.startsWith("-") ? [-1, text.slice(1)] : [1, text.replace(/^\+/, "")];
  const duration = length === "0" ? 0 : parseDuration(length);
  if (duration === undefined) throw new BadArguments(`--clock takes a length of time such as +13h or 90m, not "${text}"`);
  if (duration > FARTHEST_CLOCK) throw new BadArguments(`--clock takes at most ${formatDuration(FARTHEST_CLOCK)}, not "${text}"`);
  return sign * duration;
}
