// A refusal or a lost connection as one value: the reason, the words of the server, where in the body, and the id to quote.

export interface FieldFault {
  pointer: string;
  reason: string;
  detail?: string;
}

/** Thrown by every call of the client that does not end well. `status` is 0 where no answer came. */
export class ApiFailure extends Error {
  readonly status: number;
  readonly reason: string;
  readonly title: string;
  readonly detail: string;
  readonly requestId: string | null;
  readonly faults: FieldFault[];
  readonly retryAfterSeconds: number | null;

  constructor(fields: {
    status: number;
    reason: string;
    title?: string;
    detail?: string;
    requestId?: string | null;
    faults?: FieldFault[];
    retryAfterSeconds?: number | null;
  }) {
    super(`${fields.reason}: ${fields.detail || fields.title || ""}`);
    this.name = "ApiFailure";
    this.status = fields.status;
    this.reason = fields.reason;
    this.title = fields.title ?? "";
    this.detail = fields.detail ?? "";
    this.requestId = fields.requestId ?? null;
    this.faults = fields.faults ?? [];
    this.retryAfterSeconds = fields.retryAfterSeconds ?? null;
  }

  get unreachable(): boolean {
    return this.status === 0;
  }
}

/** Reads the problem+json of an answer; an answer of another kind (a proxy's page) becomes reason `client.unexpected_answer`. */
export async function failureOf(response: Response): Promise<ApiFailure> {
  const retryHeader = Number(response.headers.get("retry-after"));
  const body = await response.json().catch(() => null);
  return failureFrom(response.status, body, {
    requestId: response.headers.get("x-request-id"),
    retryAfterSeconds: retryHeader > 0 ? retryHeader : null,
  });
}

export function failureFrom(
  status: number,
  body: unknown,
  headers: { requestId: string | null; retryAfterSeconds: number | null },
): ApiFailure {
  const problem = (body && typeof body === "object" ? body : {}) as Record<string, unknown>;
  const text = (name: string) => (typeof problem[name] === "string" ? (problem[name] as string) : undefined);
  return new ApiFailure({
    status,
    reason: text("reason") ?? "client.unexpected_answer",
    title: text("title"),
    detail: text("detail"),
    requestId: text("request_id") ?? headers.requestId,
    faults: Array.isArray(problem.errors) ? (problem.errors as FieldFault[]) : [],
    retryAfterSeconds:
      typeof problem.retry_after_seconds === "number" ? problem.retry_after_seconds : headers.retryAfterSeconds,
  });
}

export function unreachable(): ApiFailure {
  return new ApiFailure({ status: 0, reason: "client.unreachable" });
}

export function asFailure(error: unknown): ApiFailure {
  if (error instanceof ApiFailure) return error;
  return new ApiFailure({
    status: 0,
    reason: "client.fault",
    detail: error instanceof Error ? error.message : String(error),
  });
}
