// API keys as the page asks for them.
import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api, bodyOf } from "@weft/api/client";

export const keysQuery = (cursor?: string) =>
  queryOptions({
    queryKey: ["api-keys", cursor ?? ""],
    placeholderData: keepPreviousData,
    queryFn: async ({ signal }) => bodyOf(await api.GET("/v1/api-keys", { params: { query: { cursor } }, signal })),
  });
