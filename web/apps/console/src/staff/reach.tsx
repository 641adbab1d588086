// What somebody may do and where: a role, at the whole company or at named locations.
import { Checkbox, NativeSelect, Radio } from "@mantine/core";
import type { GetInputPropsReturnType } from "@mantine/form";
import { useQuery } from "@tanstack/react-query";
import { useWords } from "@weft/i18n";
import { placesQuery } from "../organisation/queries.ts";
import { type Role, roles, runsAll } from "./roles.ts";
import classes from "./staff.module.css";

export interface Reach {
  role: Role;
  where: "everywhere" | "named";
  location_ids: string[];
}

export const isEverywhere = ({ role, where }: Reach) => where === "everywhere" || runsAll(role);

/** As a change of somebody is told. */
export const bodyOfReach = (reach: Reach) => ({
  role: reach.role,
  ...(isEverywhere(reach) ? { everywhere: true } : { location_ids: reach.location_ids }),
});

export interface RoleAndReachProps {
  /** Of the ids of its inputs. */
  prefix: string;
  reach: Reach;
  fieldOf: (name: keyof Reach) => GetInputPropsReturnType;
}

export function RoleAndReach({ prefix, reach, fieldOf }: RoleAndReachProps) {
  const { t } = useWords();
  return (
    <>
      <NativeSelect
        id={`${prefix}-role`}
        label={t("staff.role")}
        data={roles.map((role) => ({ value: role, label: t(`role.${role}`) }))}
        {...fieldOf("role")}
      />
      {runsAll(reach.role) ? <p>{t("staff.runsAll")}</p> : <Where prefix={prefix} reach={reach} fieldOf={fieldOf} />}
    </>
  );
}

function Where({ prefix, reach, fieldOf }: RoleAndReachProps) {
  const { t } = useWords();
  const places = useQuery(placesQuery);
  return (
    <>
      <Radio.Group label={t("staff.whereHolds")} {...fieldOf("where")}>
        <div className={classes.choices}>
          <Radio value="everywhere" label={t("staff.everywhere")} />
          <Radio value="named" label={t("staff.named")} />
        </div>
      </Radio.Group>
      {reach.where === "named" && (
        <Checkbox.Group label={t("staff.places")} {...fieldOf("location_ids")}>
          <div className={classes.choices}>
            {places.data?.items.map(({ location_id, name, code }, at) => (
              <Checkbox
                key={location_id}
                id={at === 0 ? `${prefix}-location_ids` : undefined}
                value={location_id}
                label={`${name} (${code})`}
              />
            ))}
          </div>
        </Checkbox.Group>
      )}
    </>
  );
}
