// Turns the server's events into refetches: an event names what changed, the queries of that area ask again.
import { useQueryClient } from "@tanstack/react-query";
import { type EventHub, type StreamState, startEvents } from "@weft/api/events";
import { useEffect, useState, useSyncExternalStore } from "react";

const areas: Record<string, string[]> = {
  integration: ["imports"],
  integration_connectors: ["imports"],
  connectors: ["imports"],
  imports: ["imports"],
  jobs: ["imports"],
  orders: ["insights"],
  customer: ["insights"],
  insights: ["insights"],
  auth: ["api-keys"],
  org: ["staff"],
};
const gatherMs = 1_000;

let hub: EventHub | null = null;

/** Listens while the shell is on the page; events of one second are gathered into one refetch an area. */
export function useLiveData(): void {
  const client = useQueryClient();
  const [, setReady] = useState(false);
  useEffect(() => {
    const mine = startEvents();
    hub = mine;
    setReady(true);
    const waiting = new Set<string>();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stopEvents = mine.onEvent((event) => {
      for (const area of areas[event.topic.split(".")[0] ?? ""] ?? []) waiting.add(area);
      timer ??= setTimeout(() => {
        timer = undefined;
        for (const area of waiting) void client.invalidateQueries({ queryKey: [area] });
        waiting.clear();
      }, gatherMs);
    });
    return () => {
      clearTimeout(timer);
      stopEvents();
      mine.stop();
      hub = null;
    };
  }, [client]);
}

/** How data arrives now: by the stream, or by asking again and again. */
export function useStreamState(): StreamState {
  return useSyncExternalStore(
    (changed) => hub?.onState(changed) ?? (() => {}),
    () => hub?.state() ?? "connecting",
  );
}

let offlineSince: Date | null = navigator.onLine ? null : new Date();

/** Since when the browser has had no connection; null while it has one. */
export function useOfflineSince(): Date | null {
  return useSyncExternalStore(
    (changed) => {
      const hear = () => {
        offlineSince = navigator.onLine ? null : (offlineSince ?? new Date());
        changed();
      };
      addEventListener("online", hear);
      addEventListener("offline", hear);
      return () => {
        removeEventListener("online", hear);
        removeEventListener("offline", hear);
      };
    },
    () => offlineSince,
  );
}
