// wire.ts - bytes straight to the socket and back, for requests that no client would send; and server-sent events.
import { connect } from "node:net";
import type { Caller } from "./client.ts";
import { headersOf } from "./client.ts";
import type { Server } from "./server.ts";

export interface Event {
  id: string;
  event: string;
  // biome-ignore lint/suspicious/noExplicitAny: what an event carries depends on its topic
  data: any;
}

/** Sends text as it stands and reads until the server closes the connection, or `withinMs` have passed. */
export function overTheWire(server: Server, text: string | Buffer, withinMs = 10_000): Promise<string> {
  return new Promise((settle, fail) => {
    const socket = connect(server.port, "127.0.0.1");
    let out = "";
    const timer = setTimeout(() => socket.destroy(), withinMs);
    socket.setEncoding("latin1");
    socket.on("connect", () => socket.write(text));
    socket.on("data", (part) => {
      out += part;
    });
    socket.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code !== "ECONNRESET" && error.code !== "EPIPE") fail(error);
    });
    socket.on("close", () => {
      clearTimeout(timer);
      settle(out);
    });
  });
}

/** Events as they come, until closed. */
export class EventStream {
  readonly events: Event[] = [];
  comments = 0;
  private waiting: (() => void)[] = [];
  private readonly aborter = new AbortController();
  private over = false;

  static async open(server: Server, caller: Caller, lastEventId?: string): Promise<EventStream> {
    const stream = new EventStream();
    const response = await fetch(`${server.baseUrl}/v1/events`, {
      headers: {
        accept: "text/event-stream",
        ...headersOf(caller.credentials, "GET"),
        ...(lastEventId ? { "last-event-id": lastEventId } : {}),
      },
      signal: stream.aborter.signal,
    });
    if (response.status !== 200) throw new Error(`no stream: ${response.status} ${await response.text()}`);
    void stream.read(response.body as ReadableStream<Uint8Array>);
    return stream;
  }

  /** The first event that fits, of those seen and those to come. */
  async find(fits: (event: Event) => boolean, withinMs = 15_000): Promise<Event> {
    const until = Date.now() + withinMs;
    for (;;) {
      const found = this.events.find(fits);
      if (found) return found;
      const left = until - Date.now();
      if (left <= 0 || this.over) throw new Error(`no such event among ${JSON.stringify(this.events).slice(0, 4000)}`);
      await new Promise<void>((settle) => {
        const timer = setTimeout(settle, left);
        this.waiting.push(() => {
          clearTimeout(timer);
          settle();
        });
      });
    }
  }

  close(): void {
    this.aborter.abort();
  }

  private async read(body: ReadableStream<Uint8Array>): Promise<void> {
    const decoder = new TextDecoder();
    let rest = "";
    try {
      for await (const part of body as unknown as AsyncIterable<Uint8Array>) {
        rest += decoder.decode(part, { stream: true });
        const blocks = rest.split("\n\n");
        rest = blocks.pop() ?? "";
        for (const block of blocks) this.take(block);
        for (const wake of this.waiting.splice(0)) wake();
      }
    } catch {
      // closed by us, or the server is gone
    }
    this.over = true;
    for (const wake of this.waiting.splice(0)) wake();
  }

  private take(block: string): void {
    const event: Event = { id: "", event: "message", data: undefined };
    let data = "";
    for (const line of block.split("\n")) {
      if (line.startsWith(":")) this.comments += 1;
      else if (line.startsWith("id:")) event.id = line.slice(3).trim();
      else if (line.startsWith("event:")) event.event = line.slice(6).trim();
      else if (line.startsWith("data:")) data += line.slice(5).trim();
    }
    if (!data) return;
    event.data = JSON.parse(data);
    this.events.push(event);
  }
}
