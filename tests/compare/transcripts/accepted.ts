/** Differences between the page's terminal and real clients that are accepted: data that the comparison and `docs/fidelity.md` both read. */
import type { Difference } from "./difference.ts";

export interface Accepted {
  /** Whose words they are. */
  readonly of: "docker" | "docker build" | "docker-credential-ecr-login" | "aws" | "curl";
  readonly what: string;
  readonly here: string;
  readonly real: string;
  readonly why: string;
  /** Where it may occur; left out, anywhere. */
  readonly transcript?: RegExp;
  readonly command?: RegExp;
  /** Lines that only the page prints, and lines that only the real client prints; left out, none. `? 1` is an exit status. */
  readonly lines: { readonly here?: RegExp; readonly real?: RegExp };
}

const OLDER = "Debian's client is 20.10; the page's words are those of 28.2";
const PROGRAMS = "the images of the sandbox have true sizes, and no programs that a real kernel could run";
const BUILDX = "Debian 12 has no buildx";

export const ACCEPTED: readonly Accepted[] = [
  {
    of: "docker",
    what: "warning of `docker login`",
    here: "Your credentials are stored unencrypted",
    real: "Your password will be stored unencrypted",
    why: OLDER,
    command: /docker login|ecr get-login/,
    lines: { here: /^$|^WARNING! Your credentials|go\/credential-store\/$/, real: /^WARNING! Your password|#credentials-store$/ },
  },
  {
    of: "docker",
    what: "`--password-stdin` without a user name, or beside a password",
    here: "the --password-stdin option requires --username to be set; conflicting options: cannot specify both …",
    real: "Must provide --username with --password-stdin; … are mutually exclusive",
    why: OLDER,
    lines: {
      here: /^the --password-stdin option requires|^conflicting options: /,
      real: /^Must provide --username|^WARNING! Using --password via|^--password and --password-stdin are/,
    },
  },
  {
    of: "docker",
    what: "wrong use of a command",
    here: "`Usage:` and `Run 'docker … --help'`",
    real: "`See 'docker … --help'.`",
    why: OLDER,
    command: /docker (?:images --bogus|login|tag worker|pusj)|get-login/,
    lines: {
      here: /^$|^Usage: {2}docker|^Run 'docker|^docker: 'docker tag' requires 2|^docker: unknown command/,
      real: /^See 'docker|^"docker tag" requires exactly|^Create a tag|^docker: 'pusj' is not/,
    },
  },
  {
    of: "docker",
    what: "a name with capital letters",
    here: "repository name (HELLO) must be lowercase",
    real: "repository name must be lowercase",
    why: OLDER,
    lines: { here: /repository name \(\w+\) must be lowercase$/, real: /repository name must be lowercase$/ },
  },
  {
    of: "docker",
    what: "an image that is not there",
    here: "Error response from daemon: No such image",
    real: "Error: No such image",
    why: OLDER,
    lines: { here: /^Error response from daemon: No such image: storefront:1\.0$/, real: /^Error: No such image: storefront:1\.0$/ },
  },
  {
    of: "docker",
    what: "`rmi`",
    here: "`Untagged:` for each name, one `Deleted:`",
    real: "also `Untagged: name@digest`, and `Deleted:` for each layer",
    why: "the page has the containerd image store, default since Engine 29; engine 20.10 has the classic one",
    command: /docker rmi/,
    lines: { real: /^Untagged: \S+@sha256:…$|^Deleted: sha256:…$/ },
  },
  {
    of: "docker",
    what: "order and sizes of `images`, and sizes of `history`",
    here: "bytes stored, compressed, which a push sends; the newest first",
    real: "bytes unpacked; by the date of creation",
    why: "every number equals bytes stored or sent; made on another day, an image is older by a week",
    transcript: /^docker-images/,
    command: /docker (?:images|history)/,
    lines: { here: /weeks ago|MB$/, real: /weeks ago|MB$/ },
  },
  {
    of: "docker",
    what: "size that ECR tells of an image",
    here: "that of the layers as they were made",
    real: "that of the layers as the engine compressed them again",
    why: "the classic store keeps layers unpacked",
    command: /imageSizeInBytes/,
    lines: { here: /^1\.0\tsha256:…\t\d+$/, real: /^1\.0\tsha256:…\t\d+$/ },
  },
  {
    of: "docker",
    what: "layers that the registry has already",
    here: "found by digest: `Layer already exists`",
    real: "compressed again they have another digest: `Pushed`",
    why: "the classic store keeps layers unpacked",
    command: /docker push/,
    lines: { here: /^<id>: Layer already exists$/, real: /^<id>: Pushed$/ },
  },
  {
    of: "docker-credential-ecr-login",
    what: "what it keeps",
    here: "nothing: it asks whenever it is asked",
    real: "a token in `~/.ecr/cache.json`, for as long as the machine's clock lets it: three virtual days later it has expired",
    why: "virtual time is nothing that a program of this machine sees",
    transcript: /^credential-helper/,
    command: /docker pull/,
    lines: { here: /^111122223333\.dkr\.ecr\S+:1\.0$/, real: /token has expired|^\? 1$/ },
  },
  {
    of: "docker build",
    what: "progress of a build",
    here: "BuildKit's of today: the builder first, metadata before `.dockerignore`, all in 0.0 s",
    real: "BuildKit's of 20.10: a digest for each step, other sizes of what is transferred, real times",
    why: "virtual time stands still within a step; the older BuildKit has other lines",
    command: /docker (?:build|manifest)|CACHED|for arch/,
    lines: { here: /^#\d+ |^$/, real: /^#\d+ |^$/ },
  },
  {
    of: "docker build",
    what: "`RUN`",
    here: "the programs that the sandbox has",
    real: "cannot be run: network bridge not found",
    why: PROGRAMS,
    transcript: /^docker-build/,
    command: /docker build/,
    lines: {
      here: /^\/bin\/sh: line 1|^gantry: |^Dockerfile:|^-+$|^ {3}\d \||^ERROR: |^ > /,
      real: /executor failed running|^-+$|^ > |^unable to prepare context|^\? 1$/,
    },
  },
  {
    of: "docker",
    what: "`run`",
    here: "the programs that the sandbox has",
    real: "no such file, or no such image where `RUN` could not build it",
    why: PROGRAMS,
    command: /docker run/,
    lines: {
      here: /^(?:<h1>hi<\/h1>|index\.html|made|1|Hello from ECR|docker: Error response from daemon: failed to create task.*|Run 'docker run --help' for more information|\? 127|)$/,
      real: /^Unable to find image|pull access denied for site|^See 'docker run --help'\.$|^WARNING: IPv4 forwarding|^exec \/bin\/cat: no such file|^\? (?:1|125)$/,
    },
  },
  {
    of: "docker build",
    what: "`buildx`",
    here: "builds for several platforms, and looks into a registry",
    real: "is not a docker command, and its options are unknown",
    why: BUILDX,
    transcript: /^docker-multiarch/,
    command: /docker buildx|--push/,
    lines: { here: /./s, real: /./s },
  },
  {
    of: "docker build",
    what: "what buildx has pushed",
    here: "an index of two platforms",
    real: "is not there",
    why: BUILDX,
    transcript: /^docker-multiarch/,
    command: /storefront:2\.0|imageManifestMediaType|--platform linux\/arm64 -q/,
    lines: {
      here: /./s,
      real: /^Error response from daemon: manifest for|^Error: No such image|^\? 1$|^sha256:…$|^$|^-+$|^ > \[internal\]|^failed to solve/,
    },
  },
  {
    of: "aws",
    what: "files in `~/.aws/cli/cache`",
    here: "a file for each role",
    real: "beside them `session.db`, by which CLI 2 counts its own use",
    why: "nothing here is counted",
    command: /ls ~\/\.aws\/cli\/cache/,
    lines: { real: /^session\.db$/ },
  },
  {
    of: "aws",
    what: "an operation that the sandbox lacks",
    here: "the page's command says so",
    real: "the server says so: `UnknownOperationException`",
    why: "nothing is sent that nobody could answer",
    command: /aws kms encrypt/,
    lines: { here: /^aws: (?:\[SANDBOX\]: )?.* is a real command|^\? 255$/, real: /\(UnknownOperationException\)|^\? 25[45]$/ },
  },
  {
    of: "aws",
    what: "`logs tail --follow`",
    here: "one honest line",
    real: "waits for events until it is ended",
    why: "virtual time does not pass while somebody waits",
    command: /logs tail .*--follow/,
    lines: { here: /^$|^aws: \[SANDBOX\]: 'aws logs tail --follow'|^\? 255$/, real: /^Terminated$|\(nothing more came|^\? 143$/ },
  },
  {
    of: "curl",
    what: "a body shorter than its `Content-Length`",
    here: "is sent, and refused",
    real: "is waited for, by the client and by the server",
    why: "a page cannot leave a request open",
    transcript: /^bad-input/,
    command: /Content-Length: 999/,
    lines: { here: /"BLOB_UPLOAD_INVALID"/, real: /^$|^Terminated$|\(nothing more came/ },
  },
];

function inScope({ transcript, command }: Accepted, difference: Difference): boolean {
  return (transcript?.test(difference.transcript) ?? true) && (command?.test(difference.command) ?? true);
}

/** What is left of a difference when rows have taken the lines that are theirs; `used` is told of each row that took one. */
export function unaccepted(difference: Difference, rows: readonly Accepted[], used: (row: Accepted) => void): Difference | undefined {
  const scope = rows.filter((row) => inScope(row, difference));
  const left = (side: "here" | "real") =>
    difference[side].filter((line) => {
      const taker = scope.find(({ lines }) => lines[side]?.test(line));
      if (taker) used(taker);
      return taker === undefined;
    });
  const [here, real] = [left("here"), left("real")];
  return here.length + real.length === 0 ? undefined : { ...difference, here, real };
}
