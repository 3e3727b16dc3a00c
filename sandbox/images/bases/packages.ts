/**
 * Package databases of the base images, in the forms that `apk` and `dpkg` keep: what is installed in which version, and nothing else of
 * a package (no checksums, no lists of files). Versions are those of the named releases: Alpine 3.22.2 and 3.21.5 of October 2025, Debian
 * 13.1 of September 2025 (a choice of the packages that its smallest image has).
 */
import type { TarEntry } from "../tar.ts";
import { type Architecture, directory, file } from "./files.ts";

/** A stanza of `lib/apk/db/installed`, with its empty line. */
export function apkStanza(name: string, version: string, origin = name, machine = "x86_64"): string {
  return `P:${name}\nV:${version}\nA:${machine}\no:${origin}\n\n`;
}

/** `name version`, or `name version origin` for a package made of another's source. */
const ALPINE: Readonly<Record<string, readonly string[]>> = {
  "3.22.2": [
    "alpine-baselayout 3.7.0-r0",
    "alpine-baselayout-data 3.7.0-r0 alpine-baselayout",
    "alpine-keys 2.5-r0",
    "alpine-release 3.22.2-r0 alpine-base",
    "apk-tools 2.14.9-r3",
    "busybox 1.37.0-r19",
    "busybox-binsh 1.37.0-r19 busybox",
    "ca-certificates-bundle 20250911-r0 ca-certificates",
    "libapk2 2.14.9-r3 apk-tools",
    "libcrypto3 3.5.4-r0 openssl",
    "libssl3 3.5.4-r0 openssl",
    "musl 1.2.5-r10",
    "musl-utils 1.2.5-r10 musl",
    "scanelf 1.3.8-r1 pax-utils",
    "ssl_client 1.37.0-r19 busybox",
    "zlib 1.3.1-r2",
  ],
  "3.21.5": [
    "alpine-baselayout 3.6.8-r1",
    "alpine-baselayout-data 3.6.8-r1 alpine-baselayout",
    "alpine-keys 2.5-r0",
    "alpine-release 3.21.5-r0 alpine-base",
    "apk-tools 2.14.6-r3",
    "busybox 1.37.0-r13",
    "busybox-binsh 1.37.0-r13 busybox",
    "ca-certificates-bundle 20250911-r0 ca-certificates",
    "libapk2 2.14.6-r3 apk-tools",
    "libcrypto3 3.3.5-r0 openssl",
    "libssl3 3.3.5-r0 openssl",
    "musl 1.2.5-r9",
    "musl-utils 1.2.5-r9 musl",
    "scanelf 1.3.8-r1 pax-utils",
    "ssl_client 1.37.0-r13 busybox",
    "zlib 1.3.1-r2",
  ],
};

const DEBIAN: readonly string[] = [
  "apt 3.0.3",
  "base-files 13.8+deb13u1",
  "bash 5.2.37-2+b5",
  "coreutils 9.7-3",
  "dash 0.5.12-12",
  "debianutils 5.23.2",
  "dpkg 1.22.21",
  "findutils 4.10.0-3",
  "grep 3.11-4",
  "gzip 1.13-1",
  "libapt-pkg7.0 3.0.3 apt",
  "libbz2-1.0 1.0.8-6 bzip2",
  "libc-bin 2.41-12 glibc",
  "libc6 2.41-12 glibc",
  "liblzma5 5.8.1-1 xz-utils",
  "libpam0g 1.7.0-5 pam",
  "libssl3t64 3.5.1-1 openssl",
  "libsystemd0 257.8-1~deb13u2 systemd",
  "libtinfo6 6.5+20250216-2 ncurses",
  "login.defs 1:4.17.4-2 shadow",
  "ncurses-base 6.5+20250216-2 ncurses",
  "openssl-provider-legacy 3.5.1-1 openssl",
  "passwd 1:4.17.4-2 shadow",
  "perl-base 5.40.1-6 perl",
  "sed 4.9-2",
  "tar 1.35+dfsg-3.1",
  "tzdata 2025b-4+deb13u1",
  "util-linux 2.41-5",
  "zlib1g 1:1.3.dfsg+really1.3.1-1+b1 zlib",
];

const words = (line: string): [string, string, string | undefined] => line.split(" ") as [string, string, string | undefined];

export function apkDatabase(release: string, machine: string): TarEntry[] {
  const stanzas = (ALPINE[release] ?? []).map((line) => {
    const [name, version, origin] = words(line);
    return apkStanza(name, version, origin, machine);
  });
  return [directory("lib/apk"), directory("lib/apk/db"), file("lib/apk/db/installed", stanzas.join(""))];
}

export function dpkgDatabase(architecture: Architecture): TarEntry[] {
  const stanzas = DEBIAN.map((line) => {
    const [name, version, source] = words(line);
    return `Package: ${name}\nStatus: install ok installed\nArchitecture: ${architecture}\n${source ? `Source: ${source}\n` : ""}Version: ${version}\n\n`;
  });
  return [directory("var/lib"), directory("var/lib/dpkg"), file("var/lib/dpkg/status", stanzas.join(""))];
}
