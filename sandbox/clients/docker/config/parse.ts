/** Reading `config.json` as Docker does, and what Docker says of one that it cannot read. */
import { fromBase64, text } from "../../../kernel/bytes.ts";
import { decodeJson, goKind } from "../words/json.ts";

export type ConfigFile = Record<string, unknown> & {
  auths?: Record<string, { auth?: string; username?: string; password?: string; identitytoken?: string } | null>;
  credsStore?: string;
  credHelpers?: Record<string, string>;
};

interface Parsed {
  readonly config: ConfigFile;
  /** In Go's words, recorded from Docker 28.2.2. */
  readonly problem?: string;
}

/** What has its proper type is kept; credentials only when everything has, and all of them can be decoded. */
export function parseConfig(content: string): Parsed {
  const { value, problem } = decodeJson(content, { whole: false });
  if (problem !== undefined) return { config: {}, ...(problem === "EOF" ? {} : { problem }) };
  return understood(value);
}

function understood(value: unknown): Parsed {
  if (value === null) return { config: {} };
  if (goKind(value) !== "object")
    return { config: {}, problem: `json: cannot unmarshal ${goKind(value)} into Go value of type configfile.ConfigFile` };
  const config = value as ConfigFile;
  const wrong = FIELDS.filter(([name, problemOf]) => problemOf(config[name]) !== undefined);
  const [first] = wrong.map(([name, problemOf]) => problemOf(config[name]));
  const problem = first === undefined ? undecodable(config) : `json: cannot unmarshal ${first}`;
  if (problem === undefined) return { config };
  const dropped = ["auths", ...wrong.map(([name]) => name)];
  return { config: Object.fromEntries(Object.entries(config).filter(([name]) => !dropped.includes(name))), problem };
}

const AUTH_TEXTS = ["username", "password", "auth", "serveraddress", "identitytoken", "registrytoken"] as const;

/** Fields of the file with what is wrong with a value of another type. */
const FIELDS: readonly (readonly [name: string, problemOf: (value: unknown) => string | undefined])[] = [
  [
    "auths",
    (value) =>
      mapProblem(value, "ConfigFile.auths", "types.AuthConfig", (entry) => {
        if (entry === null) return undefined;
        if (!isMap(entry)) return mismatch(entry, "ConfigFile.auths", "types.AuthConfig");
        const name = AUTH_TEXTS.find((each) => !isText(entry[each]));
        return name && mismatch(entry[name], `AuthConfig.auths.${name}`, "string");
      }),
  ],
  ["credsStore", (value) => (isText(value) ? undefined : mismatch(value, "ConfigFile.credsStore", "string"))],
  [
    "credHelpers",
    (value) =>
      mapProblem(value, "ConfigFile.credHelpers", "string", (name) =>
        isText(name) ? undefined : mismatch(name, "ConfigFile.credHelpers", "string"),
      ),
  ],
];

const isText = (value: unknown) => value === undefined || value === null || typeof value === "string";
const isMap = (value: unknown): value is Record<string, unknown> => goKind(value) === "object" && value !== null;
const mismatch = (value: unknown, field: string, type: string) => `${goKind(value)} into Go struct field ${field} of type ${type}`;

function mapProblem(value: unknown, field: string, type: string, problemOf: (item: unknown) => string | undefined): string | undefined {
  if (value === undefined || value === null) return undefined;
  if (!isMap(value)) return mismatch(value, field, `map[string]${type}`);
  return Object.values(value)
    .map(problemOf)
    .find((problem) => problem !== undefined);
}

/** `auth` is Base64 of NAME:PASSWORD. */
function undecodable({ auths }: ConfigFile): string | undefined {
  for (const entry of Object.values(auths ?? {})) {
    const auth = entry?.auth;
    if (!auth) continue;
    const decoded = fromBase64(auth);
    if (!decoded) return `illegal base64 data at input byte ${/[^A-Za-z0-9+/]/.exec(auth)?.index ?? auth.length}`;
    if (!/^[^:]+:/.test(text(decoded))) return "Invalid auth configuration file";
  }
  return undefined;
}
