// The client of Weft's API in a browser: the session's cookie and CSRF token, refusals as ApiFailure, and one key a click.
import createClient, { type Middleware } from "openapi-fetch";
import { failureOf, unreachable } from "./failure.ts";
import type { paths } from "./schema.d.ts";

let csrfToken = "";

/** The token that every unsafe call carries; it comes with the session. */
export function setCsrfToken(token: string): void {
  csrfToken = token;
}

export function getCsrfToken(): string {
  return csrfToken;
}

const carry: Middleware = {
  onRequest({ request }) {
    if (csrfToken && request.method !== "GET") request.headers.set("X-CSRF-Token", csrfToken);
    return request;
  },
  async onResponse({ response }) {
    if (!response.ok) throw await failureOf(response);
    return response;
  },
  onError({ error }) {
    if (error instanceof DOMException && error.name === "AbortError") return;
    return error instanceof TypeError ? unreachable() : (error as Error);
  },
};

export const api = createClient<paths>({ baseUrl: "", credentials: "same-origin" });
api.use(carry);

export interface Click {
  "Idempotency-Key": string;
}

/** A fresh idempotency key: made once a click, and sent again unchanged when that click is retried. */
export function newClick(): Click {
  return { "Idempotency-Key": crypto.randomUUID() };
}

/** The body of an answer that is known to have one. */
export function bodyOf<T>(answer: { data?: T }): T {
  if (answer.data === undefined) throw unreachable();
  return answer.data;
}
