/** The names that real clients ask for in a stage, and where they lead there: to the one server. */
import { PUBLIC_REGISTRIES } from "../../../sandbox/upstream/registries.ts";

/** No address of 127.0.0.0/8: docker trusts those without TLS, and then says other things. */
export const ADDRESS = "10.99.0.1";
/** Where the page's own engine says that it looks names up. */
export const RESOLVER = "127.0.0.53";

const ACCOUNTS = ["111122223333", "444455556666", "777788889999", "999900001111"];
const REGIONS = ["us-east-1", "us-west-2", "eu-west-1", "eu-central-1", "eu-north-1"];
const SERVICES = ["api.ecr", "ecr", "sts", "secretsmanager", "kms", "events", "logs", "cloudtrail"];

const inRegion = (region: string) => [
  ...ACCOUNTS.map((account) => `${account}.dkr.ecr.${region}.amazonaws.com`),
  ...SERVICES.map((service) => `${service}.${region}.amazonaws.com`),
  `prod-${region}-starport-layer-bucket.s3.${region}.amazonaws.com`,
];

export const NAMES: readonly string[] = [
  ...REGIONS.flatMap(inRegion),
  ...["iam.amazonaws.com", "sts.amazonaws.com", "api.ecr-public.us-east-1.amazonaws.com", "api.ecr-public.us-west-2.amazonaws.com"],
  "public.ecr.aws",
  ...PUBLIC_REGISTRIES.flatMap(({ hosts, tokens }) => [...hosts, ...(tokens ? [tokens.host] : [])]),
].filter((name, index, all) => all.indexOf(name) === index);

/** Of `/etc/hosts`. */
export const hostsFile = (): string => ["127.0.0.1 localhost", "127.0.1.1 sandbox", ...NAMES.map((name) => `${ADDRESS} ${name}`), ""].join("\n");
