/** Instructions that change only the configuration (https://docs.docker.com/reference/dockerfile/). */
import type { HealthCheck } from "../store/manifests.ts";
import { BadDockerfile, type Instruction } from "./parse.ts";
import type { Stage } from "./stage.ts";
import { expand, pairs, words } from "./words.ts";

/** Instructions without files. Throws `BadDockerfile`. */
export function configure(stage: Stage, instruction: Instruction): void {
  stage.note(configured(stage, instruction));
}

/** Changes the configuration; gives the step's line in the history. */
function configured(stage: Stage, instruction: Instruction): string {
  const { keyword, text: source, json } = instruction;
  const { variables, settings } = stage;
  const shell = settings.Shell ?? ["/bin/sh", "-c"];
  const command = () => (json ? [...json] : [...shell, source]);
  const one = () => expand(source, variables);
  switch (keyword) {
    case "ENV": {
      const set = need(pairs(source, variables), instruction, "ENV must have two arguments");
      const env = { ...stage.environment, ...Object.fromEntries(set) };
      stage.set({ Env: Object.entries(env).map(([name, value]) => `${name}=${value}`) });
      return `ENV ${set.map(([name, value]) => `${name}=${value}`).join(" ")}`;
    }
    case "LABEL": {
      const set = need(pairs(source, variables), instruction, "LABEL must have two arguments");
      stage.set({ Labels: { ...settings.Labels, ...Object.fromEntries(set) } });
      return `LABEL ${set.map(([name, value]) => `${name}=${value}`).join(" ")}`;
    }
    case "EXPOSE": {
      const ports = words(source, variables).map((port) => (port.includes("/") ? port.toLowerCase() : `${port}/tcp`));
      for (const port of ports)
        if (!/^\d+(-\d+)?\/(tcp|udp|sctp)$/.test(port) || Number.parseInt(port, 10) > 65_535)
          throw new BadDockerfile(`invalid containerPort: ${port.split("/")[0]}`, instruction.line);
      stage.set({ ExposedPorts: { ...settings.ExposedPorts, ...Object.fromEntries(ports.map((port) => [port, {}])) } });
      return `EXPOSE [${ports.join(" ")}]`;
    }
    case "CMD":
      stage.set({ Cmd: command() });
      return `CMD ${JSON.stringify(command()).replaceAll('","', '" "')}`;
    case "ENTRYPOINT": {
      const { Cmd: _, ...withoutCommand } = settings;
      stage.settings = { ...withoutCommand, Entrypoint: command() };
      return `ENTRYPOINT ${JSON.stringify(command()).replaceAll('","', '" "')}`;
    }
    case "SHELL":
      stage.set({ Shell: need(json, instruction, "SHELL requires the arguments to be in JSON form") });
      return `SHELL [${stage.settings.Shell?.join(" ")}]`;
    case "USER":
      stage.set({ User: one() });
      return `USER ${one()}`;
    case "STOPSIGNAL":
      stage.set({ StopSignal: one() });
      return `STOPSIGNAL ${one()}`;
    case "VOLUME": {
      const volumes = json ?? words(source, variables);
      stage.set({ Volumes: { ...settings.Volumes, ...Object.fromEntries(volumes.map((volume) => [volume, {}])) } });
      return `VOLUME [${volumes.join(" ")}]`;
    }
    case "MAINTAINER":
      stage.author = source;
      return `MAINTAINER ${source}`;
    case "ONBUILD":
      stage.set({ OnBuild: [...(settings.OnBuild ?? []), source] });
      return `ONBUILD ${source}`;
    case "HEALTHCHECK":
      stage.set({ Healthcheck: healthcheck(instruction) });
      return `HEALTHCHECK ${JSON.stringify(stage.settings.Healthcheck)}`;
    default:
      throw new BadDockerfile(`unknown instruction: ${keyword}`, instruction.line);
  }
}

function need<T>(value: T | undefined, { line }: Instruction, message: string): T {
  if (value === undefined) throw new BadDockerfile(message, line);
  return value;
}

const SECOND = 1_000_000_000;

function healthcheck({ text: source, flags }: Instruction): HealthCheck {
  if (/^none$/i.test(source)) return { Test: ["NONE"] };
  const rest = source.slice(3).trim();
  const seconds = (flag: string) => {
    const match = /^(\d+)(ms|s|m|h)$/.exec(flags[flag] ?? "");
    return match
      ? Number(match[1]) * { ms: SECOND / 1000, s: SECOND, m: 60 * SECOND, h: 3600 * SECOND }[match[2] as "ms" | "s" | "m" | "h"]
      : undefined;
  };
  const [interval, timeout, start] = [seconds("interval"), seconds("timeout"), seconds("start-period")];
  return {
    Test: rest.startsWith("[") ? ["CMD", ...(JSON.parse(rest) as string[])] : ["CMD-SHELL", rest],
    ...(interval === undefined ? {} : { Interval: interval }),
    ...(timeout === undefined ? {} : { Timeout: timeout }),
    ...(start === undefined ? {} : { StartPeriod: start }),
    ...(flags.retries === undefined ? {} : { Retries: Number(flags.retries) }),
  };
}
