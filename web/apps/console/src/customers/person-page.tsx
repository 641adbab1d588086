// A person: everything that happened with them on every channel, what is known and who says so, and why it is one person.
import { Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useWords } from "@weft/i18n";
import { PageHeader } from "@weft/ui/page-header";
import { Panel, Panels } from "@weft/ui/panel";
import { LoadQuery } from "../load.tsx";
import { Attributes } from "./attributes.tsx";
import classes from "./customers.module.css";
import { customerQuery, profileQuery } from "./queries.ts";
import { Records } from "./records.tsx";
import { Timeline } from "./timeline.tsx";

const route = getRouteApi("/inside/customers/$customerId");

const skeleton = (
  <div className={classes.skeleton}>
    <Skeleton height={21} />
    <Skeleton height={21} />
    <Skeleton height={21} />
  </div>
);

export function PersonPage() {
  const { t } = useWords();
  const { customerId } = route.useParams();
  const profile = useQuery(profileQuery(customerId));
  const customer = useQuery(customerQuery(customerId));
  const count = customer.data?.records.length ?? 0;
  return (
    <>
      <PageHeader
        title={profile.data ? profile.data.name || t("customers.nameless") : t("customers.person")}
        lead={
          <>
            <Link to="/customers">{t("customers.back")}</Link>
            {count > 0 && ` · ${t("customers.joinedOf", { count, n: count })}`}
          </>
        }
      />
      <div className={classes.person}>
        <Timeline customerId={customerId} />
        <Panels>
          <Panel title={t("customers.known")}>
            <LoadQuery query={profile} queryKey={profileQuery(customerId).queryKey} skeleton={skeleton}>
              {(data) => <Attributes profile={data} />}
            </LoadQuery>
          </Panel>
          <Panel title={t("customers.who")}>
            <LoadQuery query={customer} queryKey={customerQuery(customerId).queryKey} skeleton={skeleton}>
              {(data) => <Records customer={data} />}
            </LoadQuery>
          </Panel>
        </Panels>
      </div>
    </>
  );
}
