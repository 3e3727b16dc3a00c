/** The ways to change the page: light and dark at once, everything else in a popover whose content comes when it is first opened. */
import { useState } from "preact/hooks";
import { Icon } from "../components/Icon.tsx";
import { changeSettings, isDark } from "../stores/settings.ts";
import { lazy } from "./lazy.tsx";

const Choices = lazy(() => import("./SettingsChoices.tsx").then((panel) => panel.SettingsChoices));

export function Settings() {
  const [wanted, setWanted] = useState(false);
  return (
    <>
      <button
        type="button"
        class="icon-btn"
        aria-label="Switch between light and dark"
        onClick={() => changeSettings({ theme: isDark() ? "light" : "dark" })}
      >
        <Icon name="moon" />
      </button>
      <button type="button" class="icon-btn" aria-label="Settings" popovertarget="settings" onClick={() => setWanted(true)}>
        <Icon name="sliders" />
      </button>
      <div class="popover" id="settings" popover="auto">
        <h2>Settings</h2>
        {wanted && <Choices />}
      </div>
    </>
  );
}
