/** Small real files of the layers that carry an operating system: Alpine, Debian, BusyBox. */
import type { TarEntry } from "../tar.ts";
import { type Architecture, directory, file, link, MACHINES, rootDirectories, stub, stubs } from "./files.ts";
import { apkDatabase, dpkgDatabase } from "./packages.ts";

const BIN =
  "ash base64 cat chmod cp date echo egrep false grep gunzip gzip hostname kill ln ls mkdir mktemp mv ps pwd rm rmdir sed sh sleep stat tar touch true uname";
const USR_BIN =
  "awk basename cmp comm cut dirname du env expr find head id less md5sum nl od paste printf readlink realpath seq sha256sum shuf sort split tac tail tee test timeout tr uniq wc wget which whoami xargs yes";

const PASSWD = `root:x:0:0:root:/root:/bin/sh
bin:x:1:1:bin:/bin:/sbin/nologin
daemon:x:2:2:daemon:/sbin:/sbin/nologin
nobody:x:65534:65534:nobody:/:/sbin/nologin
`;
const GROUP = `root:x:0:root
bin:x:1:root,bin,daemon
daemon:x:2:root,bin,daemon
nogroup:x:65533:
nobody:x:65534:
`;

function account(): TarEntry[] {
  return [
    file("etc/passwd", PASSWD),
    file("etc/group", GROUP),
    file("etc/hosts", "127.0.0.1\tlocalhost\n::1\tlocalhost\n"),
    file("etc/shells", "/bin/sh\n"),
  ];
}

export function alpine(release: string, architecture: Architecture): TarEntry[] {
  const machine = MACHINES[architecture];
  const branch = release.split(".").slice(0, 2).join(".");
  return [
    ...rootDirectories(),
    file("etc/alpine-release", `${release}\n`),
    file(
      "etc/os-release",
      `NAME="Alpine Linux"\nID=alpine\nVERSION_ID=${release}\nPRETTY_NAME="Alpine Linux v${branch}"\nHOME_URL="https://alpinelinux.org/"\n`,
    ),
    file("etc/issue", `Welcome to Alpine Linux ${branch}\nKernel \\r on an \\m (\\l)\n`),
    file("etc/motd", "Welcome to Alpine!\n"),
    file("etc/profile", "export PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin\n"),
    ...account(),
    directory("etc/apk"),
    file("etc/apk/arch", `${machine}\n`),
    file(
      "etc/apk/repositories",
      `https://dl-cdn.alpinelinux.org/alpine/v${branch}/main\nhttps://dl-cdn.alpinelinux.org/alpine/v${branch}/community\n`,
    ),
    file("etc/apk/world", "alpine-baselayout\nalpine-keys\nalpine-release\napk-tools\nbusybox\nmusl-utils\n"),
    ...apkDatabase(release, machine),
    ...stubs("bin", BIN),
    ...stubs("usr/bin", USR_BIN),
    stub("sbin/apk"),
  ];
}

export function busybox(version: string): TarEntry[] {
  return [
    ...rootDirectories(),
    ...account(),
    file("etc/busybox-release", `BusyBox v${version}\n`),
    ...stubs("bin", `${BIN} ${USR_BIN}`),
    link("usr/bin/env", "../../bin/env"),
  ];
}

export function debian(architecture: Architecture): TarEntry[] {
  return [
    ...rootDirectories(),
    file("etc/debian_version", "13.1\n"),
    file(
      "etc/os-release",
      'PRETTY_NAME="Debian GNU/Linux 13 (trixie)"\nNAME="Debian GNU/Linux"\nVERSION_ID="13"\nVERSION="13 (trixie)"\nVERSION_CODENAME=trixie\nID=debian\nHOME_URL="https://www.debian.org/"\n',
    ),
    ...account(),
    ...dpkgDatabase(architecture),
    ...stubs("bin", BIN),
    stub("bin/bash", "sh"),
    ...stubs("usr/bin", USR_BIN),
    stub("usr/bin/apt-get"),
  ];
}
