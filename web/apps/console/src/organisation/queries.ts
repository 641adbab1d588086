// What the pages of the organisation ask the server for.
import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api, bodyOf } from "@weft/api/client";

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
