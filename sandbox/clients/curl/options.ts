/** curl's command line. */

export interface CurlOptions {
  readonly urls: string[];
  readonly headers: string[];
  readonly data: { readonly kind: "ascii" | "binary" | "urlencode" | "raw"; readonly value: string }[];
  readonly flags: Set<string>;
  readonly outputs: (string | undefined)[];
  /** Files of `-K` that are not read yet. */
  readonly configs: string[];
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

/** A mistake in the command line; curl's text, status 2 when nothing else is said. */
export class CurlUsage extends Error {
  readonly status: number;
  constructor(message: string, status = 2) {
    super(message);
    this.status = status;
  }
}

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

const data =
  (kind: CurlOptions["data"][number]["kind"]) =>
  (options: CurlOptions, value: string): void => {
    options.data.push({ kind, value });
  };

/** Options with a value that change the transfer; the others are read past. */
const TAKES: Readonly<Record<string, (options: CurlOptions, value: string) => void>> = {
  request(options, value) {
    options.method = value;
  },
  header(options, value) {
    options.headers.push(value);
  },
  data: data("ascii"),
  "data-ascii": data("ascii"),
  "data-binary": data("binary"),
  "data-raw": data("raw"),
  "data-urlencode": data("urlencode"),
  json(options, value) {
    options.data.push({ kind: "binary", value });
    options.headers.push("Content-Type: application/json", "Accept: application/json");
  },
  output(options, value) {
    options.outputs.push(value);
  },
  user(options, value) {
    options.user = value;
  },
  "write-out"(options, value) {
    options.writeOut = value;
  },
  "upload-file"(options, value) {
    options.upload = value;
  },
  "aws-sigv4"(options, value) {
    options.sigv4 = value;
  },
  "user-agent"(options, value) {
    options.userAgent = value;
  },
  referer(options, value) {
    options.referer = value;
  },
  cookie(options, value) {
    options.cookie = value;
  },
  "dump-header"(options, value) {
    options.dumpHeader = value;
  },
  "oauth2-bearer"(options, value) {
    options.headers.push(`Authorization: Bearer ${value}`);
  },
  range(options, value) {
    options.headers.push(`Range: bytes=${value}`);
  },
  config(options, value) {
    options.configs.push(value);
  },
  url(options, value) {
    options.urls.push(value);
  },
  "max-redirs"(options, value) {
    options.maxRedirects = Number(value);
  },
  form() {
    throw new CurlUsage("curl: option -F: not available in this sandbox");
  },
};

function take(options: CurlOptions, name: string, value: string): void {
  TAKES[name]?.(options, value);
}

function noOptions(): CurlOptions {
  return { urls: [], headers: [], data: [], flags: new Set(), outputs: [], configs: [], maxRedirects: 50 };
}

/** Reads curl's words, on top of `options` read before; throws `CurlUsage`. */
export function readCurl(args: readonly string[], options = noOptions()): CurlOptions {
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
