/** Theme, text size, screen-reader mode, and the ways back to the beginning. */
import { useState } from "preact/hooks";
import { ask } from "../session/actions.ts";
import { session } from "../stores/session.ts";
import { changeSettings, settings } from "../stores/settings.ts";
import { transcript } from "../stores/transcript.ts";
import { useStore } from "../stores/use-store.ts";
import { ClockSteps } from "./clock/Clock.tsx";

export function SettingsChoices() {
  const { theme, size, reader, plain } = useStore(settings, (state) => state);
  return (
    <>
      <fieldset>
        <legend>Theme</legend>
        {(["system", "light", "dark"] as const).map((name) => (
          <label key={name}>
            <input type="radio" name="theme" checked={theme === name} onChange={() => changeSettings({ theme: name })} />
            {{ system: "As the system", light: "Light", dark: "Dark" }[name]}
          </label>
        ))}
      </fieldset>
      <fieldset>
        <legend>Terminal</legend>
        <label>
          Text size
          <select value={size} onChange={(event) => changeSettings({ size: Number(event.currentTarget.value) })}>
            {[12, 13, 14, 16, 18, 20, 24].map((px) => (
              <option key={px} value={px}>
                {px} px
              </option>
            ))}
          </select>
        </label>
        <label>
          <input type="checkbox" checked={reader} onChange={(event) => changeSettings({ reader: event.currentTarget.checked })} />
          Made for screen readers
        </label>
      </fieldset>
      <fieldset>
        <legend>Editor</legend>
        <label>
          <input type="checkbox" checked={plain} onChange={(event) => changeSettings({ plain: event.currentTarget.checked })} />
          Plain editor
        </label>
      </fieldset>
      <fieldset>
        <legend>Clock</legend>
        <ClockSteps />
      </fieldset>
      <Keep />
      <Reset />
    </>
  );
}

function Keep() {
  const [said, setSaid] = useState("");
  const say = (reason: unknown) => setSaid(reason instanceof Error ? reason.message : String(reason));
  const save = async (bytes: Uint8Array) => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([bytes as Uint8Array<ArrayBuffer>]));
    link.download = `gantry-${transcript.getState().slot.replace("lesson:", "").replace("world:blank", "sandbox")}.zip`;
    link.click();
    URL.revokeObjectURL(link.href);
  };
  return (
    <fieldset>
      <legend>Your world here</legend>
      <button type="button" class="btn small" onClick={() => ask((actions) => actions.exportState().then(save).catch(say))}>
        Save to a file
      </button>
      <label class="btn small">
        Open a file
        <input
          type="file"
          class="unseen"
          onChange={async (event) => {
            const input = event.currentTarget;
            const file = input.files?.[0];
            if (file) {
              const bytes = new Uint8Array(await file.arrayBuffer());
              ask((actions) => actions.importState(bytes).then(() => setSaid(`${file.name} is open.`), say));
            }
            input.value = "";
          }}
        />
      </label>
      <span role="status">{said}</span>
    </fieldset>
  );
}

function Reset() {
  const [asking, setAsking] = useState<"lesson" | "everything">();
  const lesson = useStore(session, (state) => state.lesson);
  const words =
    asking === "everything"
      ? "All lessons, the sandbox and your progress are forgotten. This cannot be undone; progress can be saved to a file first, on the home page."
      : lesson
        ? "This lesson begins anew; other lessons stay."
        : "The sandbox begins anew; the lessons stay.";
  return (
    <fieldset>
      <legend>Begin anew</legend>
      {asking ? (
        <>
          <span>{words}</span>
          <button
            type="button"
            class="btn small"
            onClick={() => ask((actions) => (asking === "lesson" ? actions.reset("lesson").then(() => setAsking(undefined)) : actions.eraseAll()))}
          >
            Begin anew
          </button>
          <button type="button" class="btn small ghost" onClick={() => setAsking(undefined)}>
            Keep my work
          </button>
        </>
      ) : (
        <>
          <button type="button" class="btn small" onClick={() => setAsking("lesson")}>
            {lesson ? "This lesson" : "The sandbox"}
          </button>
          <button type="button" class="btn small" onClick={() => setAsking("everything")}>
            Everything
          </button>
        </>
      )}
    </fieldset>
  );
}
