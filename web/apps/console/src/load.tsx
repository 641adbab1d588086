// Binds one query to the part that shows it in each of its states.
import { type UseQueryResult, useQueryClient } from "@tanstack/react-query";
import { asFailure } from "@weft/api/failure";
import { Load } from "@weft/ui/state-block";
import type { ReactNode } from "react";

export interface LoadQueryProps<Data> {
  query: UseQueryResult<Data>;
  /** Given where a wait of more than ten seconds may be cancelled. */
  queryKey?: readonly unknown[];
  skeleton: ReactNode;
  children: (data: Data) => ReactNode;
}

export function LoadQuery<Data>({ query, queryKey, skeleton, children }: LoadQueryProps<Data>) {
  const client = useQueryClient();
  return (
    <Load
      data={query.data}
      failure={query.error ? asFailure(query.error) : null}
      waiting={query.isFetching}
      updatedAt={query.dataUpdatedAt}
      retry={() => void query.refetch()}
      cancel={queryKey && (() => void client.cancelQueries({ queryKey }))}
      skeleton={skeleton}
    >
      {children}
    </Load>
  );
}
