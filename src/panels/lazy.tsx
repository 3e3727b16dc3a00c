/** Panels that come in a chunk of their own, when they are first shown. */
import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";

/** Stands for a component until that has been fetched, then is it. */
export function lazy<Props extends object>(load: () => Promise<ComponentType<Props>>): ComponentType<Props> {
  let ready: ComponentType<Props> | undefined;
  return function Lazy(props: Props) {
    const [Ready, setReady] = useState(() => ready);
    const [failed, setFailed] = useState(false);
    useEffect(() => {
      if (Ready || failed) return;
      load().then(
        (component) => {
          ready = component;
          setReady(() => component);
        },
        () => setFailed(true),
      );
    }, [failed]);
    if (Ready) return <Ready {...props} />;
    if (!failed) return <p class="none">Loading.</p>;
    return (
      <p class="none">
        This could not be loaded.{" "}
        <button type="button" class="btn small" onClick={() => setFailed(false)}>
          Try again
        </button>
      </p>
    );
  };
}
