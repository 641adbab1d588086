// Background work as the page asks for it; while something runs or waits it asks again every two seconds.
import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api, bodyOf } from "@weft/api/client";

export const jobsQuery = (cursor?: string) =>
  queryOptions({
    queryKey: ["jobs", cursor ?? ""],
    placeholderData: keepPreviousData,
    queryFn: async ({ signal }) => bodyOf(await api.GET("/v1/jobs", { params: { query: { cursor } }, signal })),
    refetchInterval: ({ state }) =>
      state.data?.items.some((job) => job.state === "running" || job.state === "queued") ? 2_000 : false,
  });
