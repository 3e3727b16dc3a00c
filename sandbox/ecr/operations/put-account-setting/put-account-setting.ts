/** PutAccountSetting (API_PutAccountSetting): for this Region. */
import { registryKey } from "../../../world/keys.ts";
import { settingOf, unknownSetting } from "../../common/settings.ts";
import { operation } from "../../operation.ts";

export const putAccountSetting = operation("PutAccountSetting", ({ name, value }, { tx, registry, refuse }) => {
  const setting = settingOf(name);
  if (!setting) throw refuse("InvalidParameterException", unknownSetting());
  if (!setting.values.includes(value)) {
    throw refuse("InvalidParameterException", {
      parameter: "value",
      constraint: `Member must satisfy enum value set: [${setting.values.join(", ")}]`,
    }); // (unverified)
  }
  const key = registryKey(registry);
  const row = tx.get("registries", key) ?? { account: registry.account, region: registry.region };
  tx.set("registries", key, { ...row, settings: { ...row.settings, [name]: value } });
  return { name, value };
});
