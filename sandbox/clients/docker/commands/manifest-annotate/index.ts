/** `docker manifest annotate`: says for which platform an image of a list is. https://docs.docker.com/reference/cli/docker/manifest/annotate/ */
import type { Command } from "../../command.ts";
import { DockerError } from "../../errors/errors.ts";
import { reference, withDefaultTag } from "../../reference/reference.ts";
import { findMember, saveMember } from "../../store/manifest-lists.ts";
import type { Platform } from "../../store/manifests.ts";

/** Pairs that the client lets through (cli/command/manifest/util.go). */
const KNOWN: Readonly<Record<string, string>> = {
  darwin: "386 amd64 arm arm64",
  dragonfly: "amd64",
  freebsd: "386 amd64 arm",
  linux: "386 amd64 arm arm64 loong64 mips64 mips64le ppc64le riscv64 s390x",
  netbsd: "386 amd64 arm",
  openbsd: "386 amd64 arm",
  plan9: "386 amd64",
  solaris: "amd64",
  windows: "386 amd64 arm arm64",
};

export const manifestAnnotate: Command = {
  name: "manifest annotate",
  usage: "[OPTIONS] MANIFEST_LIST MANIFEST",
  about: "Add additional information to a local image manifest",
  arguments: [2, 2],
  flags: [
    { name: "arch", kind: "string", about: "Set architecture" },
    { name: "os", kind: "string", about: "Set operating system" },
    { name: "os-features", kind: "list", value: "strings", about: "Set operating system feature" },
    { name: "os-version", kind: "string", about: "Set operating system version" },
    { name: "variant", kind: "string", about: "Set architecture variant" },
  ],
  async run({ context, options, arguments: [wantedList = "", wanted = ""] }) {
    const list = withDefaultTag(reference(wantedList, (wrong) => `annotate: error parsing name for manifest list ${wantedList}: ${wrong}`));
    const name = withDefaultTag(reference(wanted, (wrong) => `annotate: error parsing name for manifest ${wanted}: ${wrong}`));
    const image = await findMember(context, list, name);
    if (!image)
      throw new DockerError(`manifest for image ${wanted} does not exist in ${wantedList}`, 1, { code: "no-such-manifest", names: wantedList });
    const before = image.Descriptor.platform;
    const features = [...new Set([...(before["os.features"] ?? []), ...options.list("os-features").flatMap((value) => value.split(","))])];
    const version = options.text("os-version") || before["os.version"];
    const variant = options.text("variant") || before.variant;
    const platform: Platform = {
      architecture: options.text("arch") || before.architecture,
      os: options.text("os") || before.os,
      ...(version ? { "os.version": version } : {}),
      ...(features.length > 0 ? { "os.features": features } : {}),
      ...(variant ? { variant } : {}),
    };
    if (!KNOWN[platform.os]?.split(" ").includes(platform.architecture)) {
      const asked = `${options.text("os") ?? ""}/${options.text("arch") ?? ""}`;
      throw new DockerError(`manifest entry for image has unsupported os/arch combination: ${asked}`, 1, { code: "unknown-platform", names: asked });
    }
    await saveMember(context, list, name, { ...image, Descriptor: { ...image.Descriptor, platform } });
    return 0;
  },
};
