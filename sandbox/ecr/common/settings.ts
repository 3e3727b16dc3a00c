/** Account settings: their names, values and defaults (API_PutAccountSetting). */
interface Setting {
  readonly values: readonly string[];
  readonly byDefault: string;
}

const SETTINGS: Readonly<Record<string, Setting>> = {
  BASIC_SCAN_TYPE_VERSION: { values: ["AWS_NATIVE"], byDefault: "AWS_NATIVE" },
  BLOB_MOUNTING: { values: ["ENABLED", "DISABLED"], byDefault: "DISABLED" },
  REGISTRY_POLICY_SCOPE: { values: ["V2"], byDefault: "V2" },
};

export function settingOf(name: string): Setting | undefined {
  return Object.hasOwn(SETTINGS, name) ? SETTINGS[name] : undefined;
}

/** What is wrong with a name that is no setting, as details of an InvalidParameterException. */
export function unknownSetting(): { parameter: string; constraint: string } {
  return { parameter: "name", constraint: `Member must satisfy enum value set: [${Object.keys(SETTINGS).join(", ")}]` }; // (unverified)
}
