// How the console asks for data: retries only where a retry can help, and an ended session leads to sign-in.
import { MutationCache, QueryCache, QueryClient } from "@tanstack/react-query";
import { ApiFailure, asFailure } from "@weft/api/failure";

let onSignedOut: () => void = () => {};

/** Set once by the router: what to do when the server says that nobody is signed in. */
export function whenSignedOut(act: () => void): void {
  onSignedOut = act;
}

function watch(error: unknown): void {
  if (error instanceof ApiFailure && error.status === 401) onSignedOut();
}

/** Whether asking again can help: twice where nobody answered or somebody between us and the server is at fault. */
export function worthRetrying(count: number, error: unknown): boolean {
  const { status } = asFailure(error);
  return count < 2 && (status === 0 || status === 502 || status === 503 || status === 504);
}

export const queryClient = new QueryClient({
  queryCache: new QueryCache({ onError: watch }),
  mutationCache: new MutationCache({ onError: watch }),
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      networkMode: "always",
      refetchOnWindowFocus: true,
      refetchOnReconnect: true,
      retry: worthRetrying,
      retryDelay: (count) => 300 * 2 ** count,
    },
    mutations: { networkMode: "always", retry: false },
  },
});
