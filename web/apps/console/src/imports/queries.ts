// The questions the import pages ask.
import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api, bodyOf } from "@weft/api/client";
import type { Import } from "@weft/api/types";

/** States in which the server is at work and the page looks again by itself. */
export function isRunning(state: Import["state"]): boolean {
  return state === "queued" || state === "reading" || state === "checking" || state === "writing";
}

const lookAgainMs = 1_500;

export const mappingsQuery = queryOptions({
  queryKey: ["mappings"],
  staleTime: 300_000,
  queryFn: async ({ signal }) => bodyOf(await api.GET("/v1/mappings", { signal })).items,
});

export const importsQuery = (cursor?: string, limit = 25) =>
  queryOptions({
    queryKey: ["imports", "list", cursor ?? "", limit],
    placeholderData: keepPreviousData,
    queryFn: async ({ signal }) =>
      bodyOf(await api.GET("/v1/imports", { params: { query: { cursor, limit } }, signal })),
    refetchInterval: ({ state }) => (state.data?.items.some((item) => isRunning(item.state)) ? lookAgainMs * 2 : false),
  });

export const importQuery = (importId: string) =>
  queryOptions({
    queryKey: ["imports", "one", importId],
    queryFn: async ({ signal }) =>
      bodyOf(await api.GET("/v1/imports/{import_id}", { params: { path: { import_id: importId } }, signal })),
    refetchInterval: ({ state }) => (state.data && isRunning(state.data.state) ? lookAgainMs : false),
  });

export const rejectsQuery = (importId: string, cursor?: string, limit = 50) =>
  queryOptions({
    queryKey: ["imports", "rejects", importId, cursor ?? "", limit],
    placeholderData: keepPreviousData,
    queryFn: async ({ signal }) =>
      bodyOf(
        await api.GET("/v1/imports/{import_id}/rejects", {
          params: { path: { import_id: importId }, query: { cursor, limit } },
          signal,
        }),
      ),
  });
