// What the pages of the organisation ask the server for.
import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api, bodyOf } from "@weft/api/client";
import type { Shift } from "@weft/api/types";
import { reachOf } from "./week.ts";

export const companiesQuery = queryOptions({
  queryKey: ["companies"],
  queryFn: async ({ signal }) =>
    bodyOf(await api.GET("/v1/legal-entities", { params: { query: { limit: 200 } }, signal })),
});

export const channelsQuery = queryOptions({
  queryKey: ["channels"],
  queryFn: async ({ signal }) => bodyOf(await api.GET("/v1/channels", { params: { query: { limit: 200 } }, signal })),
});

export const locationsQuery = (cursor?: string) =>
  queryOptions({
    queryKey: ["locations", cursor ?? ""],
    placeholderData: keepPreviousData,
    queryFn: async ({ signal }) => bodyOf(await api.GET("/v1/locations", { params: { query: { cursor } }, signal })),
  });

/** Those to choose from in a form. */
export const placesQuery = queryOptions({
  queryKey: ["locations", "choose"],
  queryFn: async ({ signal }) => bodyOf(await api.GET("/v1/locations", { params: { query: { limit: 200 } }, signal })),
});

export const locationQuery = (location_id: string) =>
  queryOptions({
    queryKey: ["location", location_id],
    queryFn: async ({ signal }) =>
      bodyOf(await api.GET("/v1/locations/{location_id}", { params: { path: { location_id } }, signal })),
  });

export const hoursQuery = (location_id: string) =>
  queryOptions({
    queryKey: ["hours", location_id],
    queryFn: async ({ signal }) =>
      bodyOf(await api.GET("/v1/locations/{location_id}/hours", { params: { path: { location_id } }, signal })),
  });

export const openQuery = (location_id: string) =>
  queryOptions({
    queryKey: ["open", location_id],
    queryFn: async ({ signal }) =>
      bodyOf(await api.GET("/v1/locations/{location_id}/open", { params: { path: { location_id } }, signal })),
  });

const shiftPagesMax = 5;

/** The shifts of a week, page after page; `more` where even that many pages did not hold them. */
export const shiftsQuery = (location_id: string, monday: string) =>
  queryOptions({
    queryKey: ["shifts", location_id, monday],
    placeholderData: keepPreviousData,
    queryFn: async ({ signal }) => {
      const items: Shift[] = [];
      let cursor: string | undefined;
      for (let pages = 0; pages < shiftPagesMax; pages += 1) {
        const query = { location_id, ...reachOf(monday), limit: 200, cursor };
        const page = bodyOf(await api.GET("/v1/shifts", { params: { query }, signal }));
        items.push(...page.items);
        cursor = page.next_cursor ?? undefined;
        if (!cursor) break;
      }
      return { items, more: cursor !== undefined };
    },
  });

/** Nine days of hours are fewer than a page may hold. */
export const footfallQuery = (location_id: string, monday: string) =>
  queryOptions({
    queryKey: ["footfall", location_id, monday],
    placeholderData: keepPreviousData,
    queryFn: async ({ signal }) =>
      bodyOf(
        await api.GET("/v1/locations/{location_id}/footfall", {
          params: { path: { location_id }, query: { ...reachOf(monday), limit: 1_000 } },
          signal,
        }),
      ),
  });
