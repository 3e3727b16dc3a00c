/** PutAccountSetting (API_PutAccountSetting). */
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
  const account = tx.get("accounts", registry.account) ?? { id: registry.account, settings: {} };
  tx.set("accounts", registry.account, { ...account, settings: { ...account.settings, [name]: value } });
  return { name, value };
});
