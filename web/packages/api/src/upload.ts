// Sends one file to an import and tells how far it is; fetch cannot report the progress of a body, XMLHttpRequest can.
import { getCsrfToken } from "./client.ts";
import { type ApiFailure, failureFrom, unreachable } from "./failure.ts";

export interface Upload {
  done: Promise<void>;
  cancel(): void;
}

/** PUT of the raw file: sending the same name again replaces it, so that a broken upload is simply repeated. */
export function uploadFile(importId: string, file: File, onSent: (bytes: number) => void): Upload {
  const request = new XMLHttpRequest();
  const done = new Promise<void>((resolve, reject: (failure: ApiFailure) => void) => {
    request.upload.addEventListener("progress", (event) => onSent(event.loaded));
    request.addEventListener("error", () => reject(unreachable()));
    request.addEventListener("abort", () => reject(unreachable()));
    request.addEventListener("load", () => {
      if (request.status >= 200 && request.status < 300) return resolve();
      let body: unknown = null;
      try {
        body = JSON.parse(request.responseText);
      } catch {
        // not a problem+json: failureFrom names it an unexpected answer
      }
      const requestId = request.getResponseHeader("x-request-id");
      reject(failureFrom(request.status, body, { requestId, retryAfterSeconds: null }));
    });
    request.open("PUT", `/v1/imports/${encodeURIComponent(importId)}/files/${encodeURIComponent(file.name)}`);
    request.setRequestHeader("X-CSRF-Token", getCsrfToken());
    request.setRequestHeader("Content-Type", "application/octet-stream");
    request.send(file);
  });
  return { done, cancel: () => request.abort() };
}
