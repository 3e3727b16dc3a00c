/** Panels that come in a chunk of their own, when they are first shown. */
import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";

/** Stands for a component until that has been fetched, then is it. */
export function lazy<Props extends object>(load: () => Promise<ComponentType<Props>>): ComponentType<Props> {
  let ready: ComponentType<Props> | undefined;
  return function Lazy(props: Props) {
    const [Ready, setReady] = useState(() => ready);
    useEffect(() => {
      if (Ready) return;
      void load().then((component) => {
        ready = component;
        setReady(() => component);
      });
    }, []);
    return Ready ? <Ready {...props} /> : <p class="none">Loading.</p>;
  };
}
