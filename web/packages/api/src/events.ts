// One event stream a browser: the tab that holds the lock reads it and tells the others; when it falls silent everybody polls.
import { getCsrfToken } from "./client.ts";

export interface WeftEvent {
  topic: string;
  id: string;
  key: string;
}
export type StreamState = "connecting" | "live" | "polling";

export interface EventHub {
  onEvent(listener: (event: WeftEvent) => void): () => void;
  onState(listener: (state: StreamState) => void): () => void;
  state(): StreamState;
  stop(): void;
}

const heartbeatMs = 15_000;
const silenceMs = heartbeatMs * 2 + 2_000;
const retryMsMax = 30_000;

/** Splits an event stream into its events; comment lines (the heartbeat) only prove that the line is alive. */
export function readEvents(buffer: string): { events: { topic: string; id: string; data: string }[]; rest: string } {
  const blocks = buffer.split(/\r?\n\r?\n/);
  const rest = blocks.pop() ?? "";
  const events = blocks.flatMap((block) => {
    let topic = "message";
    let id = "";
    const data: string[] = [];
    for (const line of block.split(/\r?\n/)) {
      const colon = line.indexOf(":");
      if (colon <= 0) continue;
      const field = line.slice(0, colon);
      const value = line.slice(colon + 1).replace(/^ /, "");
      if (field === "event") topic = value;
      else if (field === "id") id = value;
      else if (field === "data") data.push(value);
    }
    return data.length > 0 ? [{ topic, id, data: data.join("\n") }] : [];
  });
  return { events, rest };
}

function keyOf(data: string): string {
  try {
    const parsed = JSON.parse(data) as { key?: unknown };
    return typeof parsed.key === "string" ? parsed.key : "";
  } catch {
    return "";
  }
}

async function readStream(lastId: string, stop: AbortSignal, onAlive: () => void, onEvent: (event: WeftEvent) => void) {
  const silent = new AbortController();
  let timer = setTimeout(() => silent.abort(), silenceMs);
  const alive = () => {
    clearTimeout(timer);
    timer = setTimeout(() => silent.abort(), silenceMs);
    onAlive();
  };
  try {
    const headers: Record<string, string> = { Accept: "text/event-stream" };
    if (lastId) headers["Last-Event-ID"] = lastId;
    const response = await fetch("/v1/events", { headers, signal: AbortSignal.any([stop, silent.signal]) });
    if (!response.ok || !response.body) throw new Error(`stream refused: ${response.status}`);
    alive();
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    let buffer = "";
    for (;;) {
      const { value, done } = await reader.read();
      if (done) return;
      alive();
      const { events, rest } = readEvents(buffer + value);
      buffer = rest;
      for (const event of events) onEvent({ topic: event.topic, id: event.id, key: keyOf(event.data) });
    }
  } finally {
    clearTimeout(timer);
  }
}

/** Starts listening in this tab. Other tabs of the browser share the one stream through a BroadcastChannel. */
export function startEvents(): EventHub {
  const listeners = new Set<(event: WeftEvent) => void>();
  const stateListeners = new Set<(state: StreamState) => void>();
  const channel = new BroadcastChannel("weft.events");
  const stopped = new AbortController();
  let state: StreamState = "connecting";
  let lastId = "";

  const setState = (next: StreamState) => {
    if (state === next) return;
    state = next;
    for (const listener of stateListeners) listener(next);
  };
  const hear = (event: WeftEvent) => {
    if (event.id) lastId = event.id;
    for (const listener of listeners) listener(event);
  };
  channel.onmessage = ({ data }: MessageEvent<{ event?: WeftEvent; state?: StreamState; ask?: boolean }>) => {
    if (data.event) hear(data.event);
    if (data.state) setState(data.state);
    if (data.ask && leading) channel.postMessage({ state });
  };
  channel.postMessage({ ask: true });

  let leading = false;
  const tell = (next: StreamState) => {
    setState(next);
    channel.postMessage({ state: next });
  };
  const lead = async () => {
    leading = true;
    for (let failures = 0; !stopped.signal.aborted; failures += 1) {
      try {
        await readStream(
          lastId,
          stopped.signal,
          () => {
            failures = 0;
            tell("live");
          },
          (event) => {
            hear(event);
            channel.postMessage({ event });
          },
        );
      } catch {
        // a refused or broken stream: poll until it is back
      }
      if (stopped.signal.aborted) return;
      if (failures > 0) tell("polling");
      const waitMs = Math.min(retryMsMax, 500 * 2 ** Math.min(failures, 6)) * (0.5 + Math.random());
      await new Promise((resolve) => setTimeout(resolve, waitMs));
      if (!getCsrfToken()) return;
    }
  };
  if (navigator.locks) {
    navigator.locks.request("weft.events", { signal: stopped.signal }, lead).catch(() => {});
  } else {
    void lead();
  }

  return {
    onEvent: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    onState: (listener) => {
      stateListeners.add(listener);
      return () => stateListeners.delete(listener);
    },
    state: () => state,
    stop: () => {
      stopped.abort();
      channel.close();
    },
  };
}
