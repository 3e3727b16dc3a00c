/** GetAccountSetting (API_GetAccountSetting). */
import { settingOf, settingPut, unknownSetting } from "../../common/settings.ts";
import { operation } from "../../operation.ts";

export const getAccountSetting = operation("GetAccountSetting", ({ name }, { tx, registry, refuse }) => {
  const setting = settingOf(name);
  if (!setting) throw refuse("InvalidParameterException", unknownSetting());
  return { name, value: settingPut(tx.world, registry, name) ?? setting.byDefault };
});
