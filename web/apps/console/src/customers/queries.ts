// Customers as the pages ask for them: by what somebody types, and one person with all that is known.
import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api, bodyOf } from "@weft/api/client";
import type { CustomerSummary, EntryKind } from "@weft/api/types";

/** A query of fewer letters finds nobody; the server says so too. */
export const lettersMin = 3;

export const enough = (typed: string) => [...typed.replace(/[^\p{L}\p{N}]/gu, "")].length >= lettersMin;

/** A page of the server may be empty while more follow, since it looks through so much and no more at a time. */
const pagesMax = 10;

export const searchQuery = (typed: string, cursor?: string) =>
  queryOptions({
    queryKey: ["customers", typed, cursor ?? ""],
    enabled: enough(typed),
    placeholderData: keepPreviousData,
    queryFn: async ({ signal }) => {
      let next = cursor;
      let found: { items: CustomerSummary[]; next_cursor?: string | null } = { items: [] };
      for (let page = 0; page < pagesMax && found.items.length === 0 && (page === 0 || next); page += 1) {
        found = bodyOf(await api.GET("/v1/customers", { params: { query: { query: typed, cursor: next } }, signal }));
        next = found.next_cursor ?? undefined;
      }
      return found;
    },
  });

export const customerQuery = (customerId: string) =>
  queryOptions({
    queryKey: ["customer", customerId],
    queryFn: async ({ signal }) =>
      bodyOf(await api.GET("/v1/customers/{customer_id}", { params: { path: { customer_id: customerId } }, signal })),
  });

export const profileQuery = (customerId: string) =>
  queryOptions({
    queryKey: ["profile", customerId],
    queryFn: async ({ signal }) =>
      bodyOf(
        await api.GET("/v1/customers/{customer_id}/profile", { params: { path: { customer_id: customerId } }, signal }),
      ),
  });

export const entryKinds: EntryKind[] = ["order", "returned", "attributes", "joined"];

export interface TimelineFilter {
  kind?: EntryKind;
  channel?: string;
  from?: string;
  to?: string;
  cursor?: string;
}

/** Midnight at the reader's place: days are chosen here and mean the reader's own. */
const midnight = (day: string, plusDays = 0) => {
  const at = new Date(`${day}T00:00:00`);
  at.setDate(at.getDate() + plusDays);
  return at.toISOString();
};

export const timelineQuery = (customerId: string, filter: TimelineFilter) =>
  queryOptions({
    queryKey: ["timeline", customerId, filter],
    placeholderData: keepPreviousData,
    queryFn: async ({ signal }) =>
      bodyOf(
        await api.GET("/v1/customers/{customer_id}/timeline", {
          params: {
            path: { customer_id: customerId },
            query: {
              kind: filter.kind,
              channel: filter.channel,
              from: filter.from && midnight(filter.from),
              to: filter.to && midnight(filter.to, 1),
              cursor: filter.cursor,
              limit: 25,
            },
          },
          signal,
        }),
      ),
  });

export const channelsQuery = queryOptions({
  queryKey: ["channels"],
  staleTime: 300_000,
  queryFn: async ({ signal }) => bodyOf(await api.GET("/v1/channels", { signal })),
});
