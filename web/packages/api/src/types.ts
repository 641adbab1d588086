// The API's types by hand, only what the console uses; replaced by schema.d.ts, which is generated from openapi.json.

export interface Session {
  principal: string;
  display_name: string;
  role: string;
  scopes: string[];
  csrf_token: string;
  expires_at: string;
}
export interface Mapping {
  name: string;
  title: string;
  target: string;
  columns: string[];
  source: string;
  channel: string;
}
export interface ImportFile {
  name: string;
  bytes: number;
}
export interface ImportProgress {
  phase: string;
  done: number;
  total?: number;
  rate_per_s: number;
  eta_seconds?: number;
}
export interface ImportCounts {
  rows_read: number;
  rows_rejected: number;
  rows_skipped: number;
  orders_new: number;
  orders_changed: number;
  orders_unchanged: number;
  orders_older: number;
  returns_new: number;
  returns_changed: number;
  returns_unchanged: number;
  returns_older: number;
  order_lines: number;
  return_lines: number;
  records: number;
}
export interface Import {
  import_id: string;
  mapping: string;
  source: string;
  state: "waiting_for_files" | "queued" | "reading" | "writing" | "done" | "failed" | "cancelled";
  files: ImportFile[];
  created_at: string;
  started_at?: string;
  finished_at?: string;
  progress: ImportProgress;
  counts: ImportCounts;
  last_error?: string;
  job_id?: string;
}
export interface Reject {
  file: string;
  line: number;
  column?: string;
  reason: string;
  value?: string;
  detail: string;
}
export interface Retention {
  eligible: number;
  retained: number;
  rate_bps?: number;
  complete: boolean;
  observed_days: number;
}
export interface Mix {
  mix: string[];
  customers: number;
  share_bps: number;
  orders: number;
  amount_minor: number;
  returned_minor: number;
  average_order_minor: number;
  orders_per_customer_milli: number;
  retention: Retention;
}
export interface Month {
  month: string;
  customers: number;
  orders: number;
  amount_minor: number;
  complete: boolean;
}
export interface ChannelMix {
  from?: string;
  to?: string;
  currency?: string;
  generated_at: string;
  definition: string;
  customers: number;
  customers_two_or_more_channels: number;
  orders: number;
  amount_minor: number;
  returned_minor: number;
  average_order_minor: number;
  anonymous_orders: number;
  anonymous_amount_minor: number;
  mixes: Mix[];
  months: Month[];
}
export interface Summary {
  generated_at: string;
  definition: string;
  currency?: string;
  currencies: string[];
  first_sale_on?: string;
  last_sale_on?: string;
  customers: number;
  customers_two_or_more_channels: number;
  customers_two_or_more_orders: number;
  orders: number;
  amount_minor: number;
  returned_minor: number;
  average_order_minor: number;
  anonymous_orders: number;
  anonymous_amount_minor: number;
  retention: Retention;
  words: string[];
}
export interface ApiKey {
  key_id: string;
  name: string;
  scopes: string[];
  source?: string;
  channel?: string;
  created_at?: string;
  last_used_at?: string;
  revoked_at?: string;
  secret?: string;
}
export interface Staff {
  staff_id: string;
  email: string;
  display_name: string;
  role: string;
  active: boolean;
  version: number;
}
export interface Page<T> {
  items: T[];
  next_cursor?: string;
}
export interface Ready {
  ready: boolean;
  checks: { name: string; ok: boolean; detail: string }[];
}

type Json<T> = { content: { "application/json": T } };
type Empty = { content: { "application/json"?: never } };
type In<Path = never, Query = never> = {
  path?: Path;
  query?: Query;
  header?: Record<string, string>;
  cookie?: never;
};
type Get<Answer, Path = never, Query = never> = { parameters: In<Path, Query>; responses: { 200: Json<Answer> } };
type Send<Body, Answer, Path = never> = {
  parameters: In<Path>;
  requestBody?: [Body] extends [never] ? never : Json<Body>;
  responses: { 200: Json<Answer> };
};
type Drop<Path = never> = { parameters: In<Path>; responses: { 204: Empty } };
type PageQuery = { cursor?: string; limit?: number };
type ImportPath = { import_id: string };

export interface paths {
  "/readyz": { get: Get<Ready> };
  "/v1/session": {
    get: Get<Session>;
    put: Send<{ email: string; password: string }, Session>;
    delete: Drop;
  };
  "/v1/mappings": { get: Get<{ items: Mapping[] }> };
  "/v1/imports": {
    get: Get<Page<Import>, never, PageQuery>;
    post: Send<{ mapping: string; as_of?: string }, Import>;
  };
  "/v1/imports/{import_id}": { get: Get<Import, ImportPath> };
  "/v1/imports/{import_id}/start": { post: Send<never, Import, ImportPath> };
  "/v1/imports/{import_id}/cancel": { post: Send<never, Import, ImportPath> };
  "/v1/imports/{import_id}/rejects": { get: Get<Page<Reject>, ImportPath, PageQuery> };
  "/v1/insights/summary": { get: Get<Summary, never, { currency?: string }> };
  "/v1/insights/channel-mix": { get: Get<ChannelMix, never, { from?: string; to?: string; currency?: string }> };
  "/v1/api-keys": {
    get: Get<Page<ApiKey>, never, PageQuery>;
    post: Send<{ name: string; scopes: string[]; source?: string; channel?: string }, ApiKey>;
  };
  "/v1/api-keys/{key_id}": { delete: Drop<{ key_id: string }> };
  "/v1/staff": {
    get: Get<Page<Staff>, never, PageQuery>;
    post: Send<{ email: string; display_name: string; role: string; password: string }, Staff>;
  };
  "/v1/staff/{staff_id}": { patch: Send<{ active: boolean }, Staff, { staff_id: string }> };
}
