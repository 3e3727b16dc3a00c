import type { RequestEvent, SandboxEvent, Wire } from "../../kernel/events.ts";
import { instantText, usage, type Word } from "./host.ts";

function isRequest(event: SandboxEvent): event is RequestEvent {
  return event.kind === "request";
}

/** `inspect` lists the newest requests, `inspect N` shows request N as it went over the wire. */
export const inspect: Word = (host) => async (context) => {
  const [number, ...rest] = context.args;
  const requests = host.machine().store.events.filter(isRequest);
  if (rest.length > 0) return usage(context, "[NUMBER]");
  if (number === undefined) {
    for (const { seq, method, host: to, path, status } of requests.slice(-20)) {
      await context.stdout.write(
        `${String(seq).padStart(5)}  ${status}  ${method.padEnd(6)} ${to}${path.length > 60 ? `${path.slice(0, 60)}…` : path}\n`,
      );
    }
    return 0;
  }
  const found = requests.find(({ seq }) => String(seq) === number);
  if (!found) {
    await context.stderr.write(`inspect: there is no request ${number}\n`);
    return 1;
  }
  const { method, path, status, at, principal, action, resource, outcome } = found;
  const facts = [
    `at ${instantText(at)}`,
    ...(principal ? [`as ${principal}`] : []),
    ...(action ? [`asks for ${action} on ${resource ?? "*"}`] : []),
    outcome,
  ];
  await context.stdout.write(
    `# ${facts.join(", ")}\n> ${method} ${path}\n${wireText(">", found.request)}< ${status}\n${wireText("<", found.response)}`,
  );
  return 0;
};

function wireText(sign: string, { headers, body, bytes }: Wire): string {
  const lines = Object.entries(headers).map(([name, value]) => `${sign} ${name}: ${value}`);
  const content = body === undefined ? (bytes > 0 ? [`${sign} (${bytes} bytes)`] : []) : body.split("\n").map((line) => `${sign} ${line}`);
  return `${[...lines, sign, ...content].join("\n")}\n`;
}
