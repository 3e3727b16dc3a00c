import { size } from "../../components/format.ts";
import { containerLook } from "../../digest/digest-colour.ts";
import type { LayerView } from "../../session/contract.ts";
import { highlight, highlights } from "../../stores/highlight.ts";
import { useStore } from "../../stores/use-store.ts";

/** A layer as a container; pointing at it outlines the same digest wherever it stands. */
export function Container({ layer, labelLength = 4, waiting = false }: { layer: LayerView; labelLength?: number; waiting?: boolean }) {
  const look = containerLook(layer.digest, labelLength);
  const same = useStore(highlight, ({ digest }) => digest === layer.digest);
  const classes = ["box", waiting ? "is-waiting" : look.classes, same ? "is-same" : ""].filter(Boolean).join(" ");
  return (
    <span
      class={classes}
      role="img"
      aria-label={`${look.spoken}, ${size(layer.size)}${waiting ? ", not there yet" : ""}`}
      title={`${layer.digest}\n${size(layer.size)}`}
      {...highlights(layer.digest)}
    >
      <b>{look.label}</b>
    </span>
  );
}

/** A digest in text: its paint as a small square before the first digits. */
export function DigestLabel({ digest, length = 4 }: { digest: string; length?: number }) {
  const look = containerLook(digest, length);
  const same = useStore(highlight, (state) => state.digest === digest);
  return (
    <span class={`mono${same ? " is-same" : ""}`} title={digest} {...highlights(digest)}>
      <i class={`swatch ${look.known ? look.classes.slice(0, 2) : ""}`} aria-hidden="true" />
      {look.label}…
    </span>
  );
}
