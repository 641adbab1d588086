// Who is signed in: asked once, kept in the cache, and what that person may do.
import { queryOptions, useQuery } from "@tanstack/react-query";
import { api, bodyOf, setCsrfToken } from "@weft/api/client";
import { ApiFailure } from "@weft/api/failure";
import type { Session } from "@weft/api/types";
import { queryClient } from "../data.ts";

export const sessionQuery = queryOptions({
  queryKey: ["session"],
  staleTime: Number.POSITIVE_INFINITY,
  queryFn: async ({ signal }): Promise<Session | null> => {
    try {
      const session = bodyOf(await api.GET("/v1/session", { signal }));
      setCsrfToken(session.csrf_token ?? "");
      return session;
    } catch (error) {
      if (error instanceof ApiFailure && error.status === 401) return null;
      throw error;
    }
  },
});

export function useSession(): Session | null {
  return useQuery(sessionQuery).data ?? null;
}

export function may(session: Session | null, scope: string): boolean {
  return session?.scopes.some((held) => held === scope || held === "*") ?? false;
}

export async function signIn(credentials: { email: string; password: string }): Promise<Session> {
  const session = bodyOf(await api.PUT("/v1/session", { body: credentials }));
  setCsrfToken(session.csrf_token ?? "");
  queryClient.setQueryData(sessionQuery.queryKey, session);
  return session;
}

export async function signOut(): Promise<void> {
  await api.DELETE("/v1/session");
  forgetSession();
}

/** Drops everything that was read for the person who has left. */
export function forgetSession(): void {
  setCsrfToken("");
  queryClient.clear();
  queryClient.setQueryData(sessionQuery.queryKey, null);
}
