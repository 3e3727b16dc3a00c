/** All text tools, one line each. */
import type { Installed } from "../../shell/program.ts";
import { later } from "../later.ts";
import { gunzipTool, gzip, tar, zcat } from "./archive.ts";
import { awk } from "./awk.ts";
import { cat, rev, tac, tee } from "./cat.ts";
import { cut, paste, tr } from "./columns.ts";
import { cp, mv } from "./copy.ts";
import { nl, seq, wc, yes } from "./count.ts";
import { date, sleep } from "./dates.ts";
import { diff } from "./diff.ts";
import { base64, cmp, sha256sum, xxd } from "./digest.ts";
import { env, printenv, which } from "./environment.ts";
import { chmod, ln, mkdir, rm, rmdir, touch } from "./files.ts";
import { find } from "./find/index.ts";
import { egrep, fgrep, grep } from "./grep.ts";
import { head, tail } from "./head-tail.ts";
import { hostname, id, ps, uname, whoami } from "./identity.ts";
import { ls, stat } from "./ls.ts";
import { basename, dirname, readlink, realpath } from "./paths-tools.ts";
import { clear, editors, file, help, less, man, more } from "./reading.ts";
import { sed } from "./sed/index.ts";
import { sort, uniq } from "./sort.ts";
import { falsehood, truth } from "./truth.ts";
import { xargs } from "./xargs.ts";

/** A language of its own, in a chunk of its own. */
const jq = later("jq", "take JSON apart", async () => (await import("./jq/index.ts")).jq);

export const textTools: readonly Installed[] = [
  ...[
    awk,
    base64,
    basename,
    cat,
    chmod,
    clear,
    cmp,
    cp,
    cut,
    date,
    diff,
    dirname,
    egrep,
    env,
    falsehood,
    fgrep,
    file,
    find,
    grep,
    gunzipTool,
    gzip,
    head,
    help,
  ],
  ...[
    hostname,
    id,
    jq,
    less,
    ln,
    ls,
    man,
    mkdir,
    more,
    mv,
    nl,
    paste,
    printenv,
    ps,
    readlink,
    realpath,
    rev,
    rm,
    rmdir,
    sed,
    seq,
    sha256sum,
    sleep,
    sort,
  ],
  ...[stat, tac, tail, tar, tee, touch, tr, truth, uname, uniq, wc, which, whoami, xargs, xxd, yes, zcat],
  ...editors,
];
