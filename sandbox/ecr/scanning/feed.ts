/**
 * The vulnerability feed: a sample. Every entry is a published vulnerability with the versions in which Alpine and Debian mended it, as
 * their trackers say (https://security.alpinelinux.org, https://security-tracker.debian.org); but a real scanner knows thousands, and an
 * image without findings here is not thereby safe. Severities are the vendor's where it gives one, else those of the score.
 */

export type Severity = "CRITICAL" | "HIGH" | "MEDIUM" | "LOW" | "INFORMATIONAL" | "UNDEFINED";

export interface Vulnerability {
  readonly id: string;
  readonly severity: Severity;
  /** CVSS 3.1, as the National Vulnerability Database gives it. */
  readonly vector?: string;
  readonly score?: number;
  readonly about: string;
  /** Source package. */
  readonly source: string;
  /** By `system release`, or `system *` for all its releases: the first version without it; undefined when there is none yet. */
  readonly fixed: Readonly<Record<string, string | undefined>>;
  /** The first version with it; every older one has it when left out. */
  readonly since?: string;
}

/** When the feed was last looked over, epoch milliseconds: 2026-10-01. */
export const FEED_UPDATED_AT = 1_790_812_800_000;

const OPENSSL_354 = { "alpine 3.22": "3.5.4-r0", "alpine 3.21": "3.3.5-r0", "debian 13": "3.5.1-1+deb13u1" };
const BUSYBOX = { "alpine 3.22": "1.37.0-r20", "alpine 3.21": "1.37.0-r14" };
const UNFIXED = { "debian *": undefined };
const WORST = "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H";

export const FEED: readonly Vulnerability[] = [
  {
    id: "CVE-2026-31789",
    severity: "CRITICAL",
    vector: WORST,
    score: 9.8,
    about: "Printing an excessively large octet string of an X.509 certificate overflows a heap buffer on 32-bit systems.",
    source: "openssl",
    fixed: { "alpine 3.22": "3.5.6-r0", "debian 13": "3.5.5-1~deb13u2" },
  },
  {
    id: "CVE-2025-15467",
    severity: "CRITICAL",
    vector: WORST,
    score: 9.8,
    about: "A CMS AuthEnvelopedData message with an oversized initialization vector overflows a buffer on the stack before it is authenticated.",
    source: "openssl",
    fixed: { "alpine 3.22": "3.5.5-r0", "alpine 3.21": "3.3.6-r0", "debian 13": "3.5.4-1~deb13u2" },
  },
  {
    id: "CVE-2025-9230",
    severity: "HIGH",
    vector: "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H",
    score: 7.5,
    about: "Decrypting a CMS message with password-based encryption can read and write out of bounds.",
    source: "openssl",
    fixed: OPENSSL_354,
  },
  {
    id: "CVE-2025-9231",
    severity: "MEDIUM",
    vector: "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:L/I:L/A:N",
    score: 6.5,
    about: "The timing of SM2 signatures on 64-bit ARM can give the private key away.",
    source: "openssl",
    fixed: OPENSSL_354,
  },
  {
    id: "CVE-2025-9232",
    severity: "MEDIUM",
    vector: "CVSS:3.1/AV:N/AC:H/PR:N/UI:N/S:U/C:N/I:N/A:H",
    score: 5.9,
    about: "The HTTP client reads out of bounds when no_proxy is set and the host is an IPv6 address.",
    source: "openssl",
    fixed: OPENSSL_354,
  },
  {
    id: "CVE-2024-58251",
    severity: "LOW",
    vector: "CVSS:3.1/AV:L/AC:H/PR:L/UI:N/S:U/C:N/I:N/A:L",
    score: 2.5,
    about: "netstat shows a program's name with the terminal's escape sequences in it.",
    source: "busybox",
    fixed: BUSYBOX,
  },
  {
    id: "CVE-2025-46394",
    severity: "LOW",
    score: 3.2,
    about: "tar hides names in an archive's listing behind the terminal's escape sequences.",
    source: "busybox",
    fixed: BUSYBOX,
  },
  {
    id: "CVE-2025-26519",
    severity: "HIGH",
    vector: "CVSS:3.1/AV:N/AC:H/PR:N/UI:N/S:U/C:H/I:H/A:H",
    score: 8.1,
    about: "iconv writes out of bounds when it converts untrusted EUC-KR text to UTF-8.",
    source: "musl",
    fixed: { "alpine 3.22": "1.2.5-r10", "alpine *": "1.2.5-r9" },
  },
  {
    id: "CVE-2022-37434",
    severity: "CRITICAL",
    vector: WORST,
    score: 9.8,
    about: "inflate overflows a heap buffer by a large extra field of a gzip header.",
    source: "zlib",
    fixed: { "alpine *": "1.2.12-r2", "debian 11": "1:1.2.11.dfsg-2+deb11u2" },
  },
  {
    id: "CVE-2021-36159",
    severity: "CRITICAL",
    vector: "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:H",
    score: 9.1,
    about: "libfetch reads out of bounds when an FTP server answers in passive mode.",
    source: "apk-tools",
    fixed: { "alpine *": "2.12.6-r0" },
  },
  {
    id: "CVE-2023-38545",
    severity: "CRITICAL",
    vector: WORST,
    score: 9.8,
    about: "A long host name overflows a heap buffer in the handshake with a SOCKS5 proxy.",
    source: "curl",
    fixed: { "alpine *": "8.4.0-r0", "debian 12": "7.88.1-10+deb12u4" },
    since: "7.69.0",
  },
  {
    id: "CVE-2024-3094",
    severity: "CRITICAL",
    vector: "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:C/C:H/I:H/A:H",
    score: 10,
    about: "The released archives of xz 5.6.0 and 5.6.1 carry a backdoor.",
    source: "xz",
    fixed: { "alpine *": "5.6.1-r2" },
    since: "5.6.0",
  },
  {
    id: "CVE-2023-4911",
    severity: "HIGH",
    vector: "CVSS:3.1/AV:L/AC:L/PR:L/UI:N/S:U/C:H/I:H/A:H",
    score: 7.8,
    about: "The dynamic loader overflows a buffer by the variable GLIBC_TUNABLES: a local user becomes root.",
    source: "glibc",
    fixed: { "debian 12": "2.36-9+deb12u3", "debian 11": "2.31-13+deb11u7" },
  },
  {
    id: "CVE-2014-6271",
    severity: "CRITICAL",
    vector: WORST,
    score: 9.8,
    about: "bash runs commands that follow a function in an environment variable (Shellshock).",
    source: "bash",
    fixed: { "debian 7": "4.2+dfsg-0.1+deb7u1" },
  },
  {
    id: "CVE-2025-45582",
    severity: "MEDIUM",
    score: 4.1,
    about: "Two archives extracted one after the other can overwrite files outside the folder by way of symbolic links.",
    source: "tar",
    fixed: UNFIXED,
  },
  {
    id: "CVE-2005-2541",
    severity: "LOW",
    about: "tar does not warn before it extracts setuid and setgid files as root.",
    source: "tar",
    fixed: UNFIXED,
  },
  {
    id: "CVE-2011-3374",
    severity: "LOW",
    vector: "CVSS:3.1/AV:N/AC:H/PR:N/UI:N/S:U/C:N/I:L/A:N",
    score: 3.7,
    about: "apt-key does not validate gpg keys against the master keyring.",
    source: "apt",
    fixed: UNFIXED,
  },
  {
    id: "CVE-2022-0563",
    severity: "LOW",
    vector: "CVSS:3.1/AV:L/AC:L/PR:L/UI:N/S:U/C:H/I:N/A:N",
    score: 5.5,
    about: "chfn and chsh built with readline read files that only root may read.",
    source: "util-linux",
    fixed: UNFIXED,
  },
  {
    id: "CVE-2010-4756",
    severity: "LOW",
    about: "glob takes much processor time and memory for crafted patterns.",
    source: "glibc",
    fixed: UNFIXED,
  },
  {
    id: "CVE-2011-4116",
    severity: "LOW",
    vector: "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:H/A:N",
    score: 7.5,
    about: "The module File::Temp handles symbolic links insecurely.",
    source: "perl",
    fixed: UNFIXED,
  },
  {
    id: "CVE-2007-5686",
    severity: "LOW",
    about: "/var/log/btmp may be readable by all: it holds what was mistyped at the login.",
    source: "shadow",
    fixed: UNFIXED,
  },
  {
    id: "CVE-2017-18018",
    severity: "LOW",
    vector: "CVSS:3.1/AV:L/AC:H/PR:L/UI:N/S:U/C:N/I:H/A:N",
    score: 4.7,
    about: "chown and chgrp with -R -L follow a symbolic link that takes a file's place in time.",
    source: "coreutils",
    fixed: UNFIXED,
  },
  {
    id: "CVE-2013-4392",
    severity: "LOW",
    about: "systemd changes permissions and labels of files through symbolic links.",
    source: "systemd",
    fixed: UNFIXED,
  },
];

export const FEED_BY_ID: ReadonlyMap<string, Vulnerability> = new Map(FEED.map((vulnerability) => [vulnerability.id, vulnerability]));
