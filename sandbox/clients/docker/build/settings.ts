/** Instructions that change only the configuration (https://docs.docker.com/reference/dockerfile/). */
import type { HealthCheck, Settings } from "../store/manifests.ts";
import { healthcheckOf, shownHealthcheck } from "./healthcheck.ts";
import { BadDockerfile, type Instruction, jsonForm } from "./parse.ts";
import type { Stage } from "./stage.ts";
import { expand, pairs, words } from "./words.ts";

/** Instructions without files. Throws `BadDockerfile`. */
export function configure(stage: Stage, instruction: Instruction): void {
  const line = configured(stage, instruction);
  if (line !== undefined) stage.note(line);
}

/** Changes the configuration; gives the step's line in the history, where there is one. */
function configured(stage: Stage, instruction: Instruction): string | undefined {
  const { keyword, text: source, json } = instruction;
  const { variables, settings } = stage;
  const shell = settings.Shell ?? ["/bin/sh", "-c"];
  const command = () => (json ? [...json] : [...shell, source]);
  const one = () => expand(source, variables);
  switch (keyword) {
    case "ENV": {
      const set = pairs(keyword, source, variables);
      stage.setEnvironment(set);
      return `ENV ${set.map(([name, value]) => `${name}=${value}`).join(" ")}`;
    }
    case "LABEL": {
      const set = pairs(keyword, source, variables);
      stage.set({ Labels: { ...settings.Labels, ...Object.fromEntries(set) } });
      return `LABEL ${set.map(([name, value]) => `${name}=${value}`).join(" ")}`;
    }
    case "EXPOSE": {
      const given = words(source, variables).map((port) => (port.includes("/") ? port.toLowerCase() : `${port}/tcp`));
      const ports = given.flatMap((port) => need(eachPort(port), instruction, `invalid containerPort: ${port.split("/")[0]}`));
      stage.set({ ExposedPorts: { ...settings.ExposedPorts, ...Object.fromEntries(ports.map((port) => [port, {}])) } });
      return `EXPOSE [${ports.join(" ")}]`;
    }
    case "CMD":
      stage.settings = withoutEmpty({ ...settings, Cmd: command() });
      stage.hasOwnCommand = true;
      return `CMD ${JSON.stringify(command()).replaceAll('","', '" "')}`;
    case "ENTRYPOINT": {
      // The command of the image below was meant for another entrypoint.
      const { Cmd, ...others } = settings;
      stage.settings = withoutEmpty({ ...others, ...(Cmd && stage.hasOwnCommand ? { Cmd } : {}), Entrypoint: command() });
      return `ENTRYPOINT ${JSON.stringify(command()).replaceAll('","', '" "')}`;
    }
    case "WORKDIR":
      stage.set({ WorkingDir: "/" });
      return "WORKDIR /";
    case "SHELL":
      stage.set({ Shell: need(json, instruction, "SHELL requires the arguments to be in JSON form") });
      return `SHELL [${stage.settings.Shell?.join(" ")}]`;
    case "USER":
      stage.set({ User: one() });
      return `USER ${one()}`;
    case "STOPSIGNAL":
      need(isSignal(one()) || undefined, instruction, `invalid signal: ${one()}`);
      stage.set({ StopSignal: one() });
      return `STOPSIGNAL ${one()}`;
    case "VOLUME": {
      const volumes = json?.map((volume) => expand(volume, variables)) ?? words(source, variables);
      need(volumes.includes("") ? undefined : volumes, instruction, "VOLUME specified can not be an empty string");
      stage.set({ Volumes: { ...settings.Volumes, ...Object.fromEntries(volumes.map((volume) => [volume, {}])) } });
      return `VOLUME [${volumes.join(" ")}]`;
    }
    case "MAINTAINER":
      stage.author = source;
      return `MAINTAINER ${source}`;
    case "ONBUILD":
      stage.set({ OnBuild: [...(settings.OnBuild ?? []), source] });
      return undefined;
    case "HEALTHCHECK":
      stage.set({ Healthcheck: healthcheckOf(source, instruction.flags, (rest) => jsonForm(rest, instruction.line)) });
      return shownHealthcheck(stage.settings.Healthcheck as HealthCheck);
    default:
      throw new BadDockerfile(`unknown instruction: ${keyword}`, instruction.line);
  }
}

/** `CMD []` and `ENTRYPOINT []` take away what was there. */
function withoutEmpty({ Cmd, Entrypoint, ...others }: Settings): Settings {
  return { ...others, ...(Cmd?.length ? { Cmd } : {}), ...(Entrypoint?.length ? { Entrypoint } : {}) };
}

/** Any number but 0, or a name (github.com/moby/sys/blob/main/signal/signal_linux.go). */
function isSignal(signal: string): boolean {
  return /^[-+]?0*[1-9][0-9]*$/.test(signal) || SIGNALS.includes(signal.toUpperCase().replace(/^SIG/, ""));
}

const SIGNALS: readonly string[] = [
  ..."ABRT ALRM BUS CHLD CLD CONT FPE HUP ILL INT IO IOT KILL PIPE POLL PROF PWR QUIT SEGV STKFLT STOP SYS TERM TRAP TSTP TTIN TTOU".split(" "),
  ..."URG USR1 USR2 VTALRM WINCH XCPU XFSZ RTMIN RTMAX".split(" "),
  ...Array.from({ length: 15 }, (_, at) => `RTMIN+${at + 1}`),
  ...Array.from({ length: 14 }, (_, at) => `RTMAX-${at + 1}`),
];

/** `80-82/tcp` is three ports; undefined for what is none. */
function eachPort(port: string): readonly string[] | undefined {
  const [, first = "", last = first, protocol] = /^(\d+)(?:-(\d+))?\/(tcp|udp|sctp)$/.exec(port) ?? [];
  const [from, to] = [Number(first), Number(last)];
  if (protocol === undefined || from > to || to > 65_535) return undefined;
  return Array.from({ length: to - from + 1 }, (_, at) => `${from + at}/${protocol}`);
}

function need<T>(value: T | undefined, { line }: Instruction, message: string): T {
  if (value === undefined) throw new BadDockerfile(message, line);
  return value;
}
