/** What one run of `aws` knows: the program's context, its generation, the global options and the settings behind them. */
import type { ProgramContext } from "../../shell/program.ts";
import { endpointOf, regionOf, type Settings, scoped, text } from "./config/settings.ts";
import type { Credentials } from "./credentials/credentials.ts";
import { resolveCredentials } from "./credentials/resolve.ts";
import { Failure } from "./errors/failure.ts";
import type { Generation } from "./errors/print.ts";
import type { Service } from "./model.ts";
import type { Globals } from "./parse/globals.ts";
import { toInteger } from "./parse/values.ts";
import { callOnce } from "./request/call.ts";
import { serviceNamed } from "./services.ts";

/** The part of a program's context that a call needs; a completer has it too. */
export type CallContext = Pick<ProgramContext, "env" | "files" | "cwd" | "network" | "clock" | "hasher" | "run">;

export interface Run {
  readonly context: CallContext & Partial<Pick<ProgramContext, "signal">>;
  readonly generation: Generation;
  readonly globals: Globals;
  readonly settings: Settings;
  /** `ecr.describe-images`, for the User-Agent. */
  readonly command: string;
  /** The User-Agent of another program that calls AWS by this code. */
  readonly agent?: string;
}

/** A run of the program itself, which may print. */
export interface ProgramRun extends Run {
  readonly context: ProgramContext;
}

/** A service in a Region, with the credentials to call it. */
export interface Client {
  readonly run: Run;
  readonly service: Service;
  readonly region: string;
  /** Base URL, ending in a slash when it has no path. */
  readonly url: string;
  readonly credentials: Credentials | undefined;
  readonly maxAttempts: number;
}

function endpointUrl(url: string): string {
  return /^[a-z][a-z0-9+.-]*:\/\/[^/]+$/i.test(url) ? `${url}/` : url;
}

function attempts(run: Run): number {
  const configured = run.context.env.AWS_MAX_ATTEMPTS ?? text(scoped(run.settings).max_attempts);
  if (configured === undefined) return run.generation === 1 ? 5 : 3;
  const number = toInteger(configured);
  if (number >= 1) return number;
  const least = run.generation === 1 ? "1" : "one";
  throw new Failure(
    "general",
    "bad-value",
    `Value provided to "max_attempts": ${number} must be an integer greater than or equal to ${least}.`,
    configured,
  );
}

/** The credentials in force. Those of a role are asked of STS where the run's settings say it is; `--endpoint-url` is the service's own. */
export function credentialsOf(run: Run): Promise<Credentials | undefined> {
  const { settings, context, generation } = run;
  const { endpointUrl: _, ...globals } = run.globals;
  return resolveCredentials({
    settings,
    context,
    generation,
    async callSts(name, input, credentials) {
      const sts = await serviceNamed("sts");
      const operation = sts?.operations.find((candidate) => candidate.name === name);
      if (!sts || !operation) throw new Error(`the model of sts has no operation ${name}`);
      return callOnce({ ...place({ ...run, globals: { ...globals, endpointUrl: undefined } }, sts), credentials }, operation, input);
    },
  });
}

/** Region, endpoint and credentials of a service, refused in the CLI's order: profile, credentials half given, Region. */
export async function clientFor(run: Run, service: Service): Promise<Client> {
  scoped(run.settings);
  const credentials = run.globals.sign ? await credentialsOf(run) : undefined;
  return { ...place(run, service), credentials };
}

/** Region and endpoint of a service. */
function place(run: Run, service: Service): Omit<Client, "credentials"> {
  const { settings, globals, generation } = run;
  const { env } = run.context;
  const endpoint = globals.endpointUrl ?? endpointOf(settings, env, service.id);
  const region =
    regionOf(settings, env, globals.region, generation) ??
    (service.command === "sts" || (service.globalRegion && endpoint === undefined) ? "us-east-1" : undefined);
  if (region === undefined) {
    throw new Failure("no-region", "no-region", 'You must specify a region. You can also configure your region by running "aws configure".');
  }
  const host = service.command === "sts" && !configuredRegion(run) ? "sts.amazonaws.com" : service.host(region);
  if (endpoint === undefined && host.includes("..")) throw new Failure("general", "bad-value", `Invalid endpoint: https://${host}`, region);
  if (region !== "" && !/^(?![0-9]+$)(?!-)[a-zA-Z0-9-]{1,63}(?<!-)$/.test(region)) {
    throw new Failure("general", "bad-value", `Provided region_name '${region}' doesn't match a supported format.`, region);
  }
  const url = endpointUrl(endpoint ?? `https://${host}`);
  const signingRegion = endpoint === undefined ? (service.globalRegion?.(region) ?? region) : region;
  return { run, service, region: signingRegion, url, maxAttempts: attempts(run) };
}

function configuredRegion(run: Run): boolean {
  return regionOf(run.settings, run.context.env, run.globals.region, run.generation) !== undefined;
}
