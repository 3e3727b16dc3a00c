/** curl's command line. */

export interface CurlOptions {
  readonly urls: string[];
  readonly headers: string[];
  readonly data: { readonly kind: "ascii" | "binary" | "urlencode" | "raw"; readonly value: string }[];
  readonly flags: Set<string>;
  readonly outputs: (string | undefined)[];
  method?: string;
  user?: string;
  writeOut?: string;
  upload?: string;
  sigv4?: string;
  userAgent?: string;
  referer?: string;
  cookie?: string;
  dumpHeader?: string;
  maxRedirects: number;
}

/** A mistake in the command line; curl's text, status 2. */
export class CurlUsage extends Error {}

const FLAGS: Readonly<Record<string, string>> = {
  s: "silent",
  S: "show-error",
  i: "include",
  I: "head",
  L: "location",
  f: "fail",
  v: "verbose",
  k: "insecure",
  G: "get",
  g: "globoff",
  O: "remote-name",
  N: "no-buffer",
  "#": "progress-bar",
  q: "disable",
  "4": "ipv4",
  "6": "ipv6",
  J: "remote-header-name",
  a: "append",
};
const LONG_FLAGS = new Set([
  ...Object.values(FLAGS),
  "fail-with-body",
  "compressed",
  "http1.1",
  "http2",
  "http1.0",
  "tlsv1.2",
  "tlsv1.3",
  "no-progress-meter",
  "location-trusted",
  "create-dirs",
  "basic",
  "anyauth",
  "raw",
  "path-as-is",
  "ssl-reqd",
  "no-keepalive",
  "tcp-nodelay",
]);
const VALUES: Readonly<Record<string, string>> = {
  X: "request",
  H: "header",
  d: "data",
  o: "output",
  u: "user",
  w: "write-out",
  T: "upload-file",
  A: "user-agent",
  e: "referer",
  b: "cookie",
  D: "dump-header",
  m: "max-time",
  x: "proxy",
  F: "form",
  K: "config",
  r: "range",
  y: "speed-time",
  C: "continue-at",
};
const LONG_VALUES = new Set([
  ...Object.values(VALUES),
  "data-binary",
  "data-raw",
  "data-ascii",
  "data-urlencode",
  "json",
  "aws-sigv4",
  "url",
  "max-redirs",
  "connect-timeout",
  "retry",
  "retry-delay",
  "retry-max-time",
  "cacert",
  "resolve",
  "interface",
  "limit-rate",
  "ciphers",
  "noproxy",
  "oauth2-bearer",
]);

function take(options: CurlOptions, name: string, value: string): void {
  switch (name) {
    case "request":
      options.method = value;
      break;
    case "header":
      options.headers.push(value);
      break;
    case "data":
    case "data-ascii":
      options.data.push({ kind: "ascii", value });
      break;
    case "data-binary":
      options.data.push({ kind: "binary", value });
      break;
    case "data-raw":
      options.data.push({ kind: "raw", value });
      break;
    case "data-urlencode":
      options.data.push({ kind: "urlencode", value });
      break;
    case "json":
      options.data.push({ kind: "binary", value });
      options.headers.push("Content-Type: application/json", "Accept: application/json");
      break;
    case "output":
      options.outputs.push(value);
      break;
    case "user":
      options.user = value;
      break;
    case "write-out":
      options.writeOut = value;
      break;
    case "upload-file":
      options.upload = value;
      break;
    case "aws-sigv4":
      options.sigv4 = value;
      break;
    case "user-agent":
      options.userAgent = value;
      break;
    case "referer":
      options.referer = value;
      break;
    case "cookie":
      options.cookie = value;
      break;
    case "dump-header":
      options.dumpHeader = value;
      break;
    case "oauth2-bearer":
      options.headers.push(`Authorization: Bearer ${value}`);
      break;
    case "range":
      options.headers.push(`Range: bytes=${value}`);
      break;
    case "url":
      options.urls.push(value);
      break;
    case "max-redirs":
      options.maxRedirects = Number(value);
      break;
    case "form":
      throw new CurlUsage("curl: option -F: not available in this sandbox");
    default:
      break;
  }
}

/** Reads curl's words; throws `CurlUsage`. */
export function readCurl(args: readonly string[]): CurlOptions {
  const options: CurlOptions = { urls: [], headers: [], data: [], flags: new Set(), outputs: [], maxRedirects: 50 };
  const flag = (name: string) => {
    options.flags.add(name);
    if (name === "remote-name") options.outputs.push(undefined);
  };
  let plain = false;
  for (let at = 0; at < args.length; at++) {
    const word = args[at] as string;
    if (plain || !word.startsWith("-") || word === "-") {
      options.urls.push(word);
    } else if (word === "--") {
      plain = true;
    } else if (word.startsWith("--")) {
      const name = word.slice(2);
      if (LONG_VALUES.has(name)) {
        if (at + 1 >= args.length) throw new CurlUsage(`curl: option ${word}: requires parameter`);
        take(options, name, args[++at] as string);
      } else if (LONG_FLAGS.has(name)) flag(name);
      else if (name.startsWith("no-") && LONG_FLAGS.has(name.slice(3))) options.flags.delete(name.slice(3));
      else throw new CurlUsage(`curl: option ${word}: is unknown`);
    } else {
      for (let letterAt = 1; letterAt < word.length; letterAt++) {
        const letter = word[letterAt] as string;
        const valued = VALUES[letter];
        if (valued !== undefined) {
          const rest = word.slice(letterAt + 1);
          if (rest === "" && at + 1 >= args.length) throw new CurlUsage(`curl: option -${letter}: requires parameter`);
          take(options, valued, rest === "" ? (args[++at] as string) : rest);
          break;
        }
        const known = FLAGS[letter];
        if (known === undefined) throw new CurlUsage(`curl: option ${word}: is unknown`);
        flag(known);
      }
    }
  }
  return options;
}
