// server.ts - the real `weft serve` as a child: started on a database of its own, killed by pid, cleaned up always.
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { randomInt } from "node:crypto";
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import http from "node:http";
import https from "node:https";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { createDatabase, type Database } from "./postgres.ts";

export const root = fileURLToPath(new URL("../..", import.meta.url));

/** The program under test: WEFT_BINARY, else what `./weft build` made. */
export const binary =
  process.env.WEFT_BINARY ??
  ["dev", "release"].map((preset) => join(root, "build", preset, "src/app/weft")).find(existsSync) ??
  join(root, "build/dev/src/app/weft");

/** How long a sanitised build on a busy machine may take to start. */
const startWithinMs = 60_000;

export interface ServerOptions {
  /** Share another server's database; the one who made it drops it. */
  database?: Database;
  /** Words beside the usual ones, such as ["--cors-origin", "https://shop.example"]. */
  flags?: string[];
  testClock?: boolean;
  /** A folder of the test's own for its data, such as a small disk; whoever made it takes it away. */
  dataDir?: string;
  env?: Record<string, string>;
}

export interface Person {
  email: string;
  password: string;
}

const running = new Set<Server>();
process.on("exit", () => {
  for (const server of running) server.clearAway();
});

export class Server {
  readonly database: Database;
  readonly dataDir: string;
  /** What it wrote so far, stdout and stderr. */
  log = "";
  port = 0;
  private child?: ChildProcess;
  private ended: Promise<number | null> = Promise.resolve(null);

  private constructor(readonly options: ServerOptions) {
    this.database = options.database ?? createDatabase();
    this.dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), "weft-test-"));
    if (!options.dataDir) chmodSync(this.dataDir, 0o755); // PostgreSQL runs as another user where we are root
    running.add(this);
  }

  /** Up and ready. Ends it and throws with its log where it does not get there. */
  static async start(options: ServerOptions = {}): Promise<Server> {
    const server = new Server(options);
    try {
      await server.launch();
    } catch (failure) {
      await server.close();
      throw failure;
    }
    return server;
  }

  get baseUrl(): string {
    return `${this.options.flags?.includes("--tls-cert") ? "https" : "http"}://127.0.0.1:${this.port}`;
  }

  get pid(): number {
    return this.child?.pid ?? 0;
  }

  /** The flags that name its data. */
  get place(): string[] {
    return ["--data-dir", this.dataDir, ...(this.database.url ? ["--database-url", this.database.url] : [])];
  }

  /** Where psql reaches its data. */
  get databaseUrl(): string {
    if (this.database.url) return this.database.url;
    const folder = findPostmaster(this.dataDir);
    const socket = folder ? readFileSync(join(folder, "postmaster.pid"), "utf8").split("\n")[4] : this.dataDir;
    return `host=${socket} user=weft dbname=weft`;
  }

  /** Starts the program; after an end it comes back on the port it had. */
  async launch(): Promise<void> {
    this.port ||= await freePort();
    const words = ["serve", ...this.place, "--listen", `127.0.0.1:${this.port}`, ...(this.options.flags ?? [])];
    if (this.options.testClock ?? true) words.push("--test-clock");
    const { WEFT_DATABASE_URL: _, ...env } = process.env;
    // It dies with us, however we end.
    const child = spawn("setpriv", ["--pdeathsig", "KILL", binary, ...words], {
      env: { ...env, ...this.options.env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.child = child;
    const seen = this.log.length;
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding("utf8").on("data", (text: string) => {
        this.log = (this.log + text).slice(-(1 << 20));
      });
    }
    let over = false;
    this.ended = new Promise((settle) => {
      child.once("error", () => settle(null));
      child.once("exit", (code) => settle(code));
    });
    void this.ended.then(() => {
      over = true;
    });
    const until = Date.now() + startWithinMs;
    for (;;) {
      const address = this.log.slice(seen).match(/Weft listens on https?:\/\/[^\s]*:(\d+)/);
      if (address) this.port = Number(address[1]);
      if (address && (await this.isReady())) return;
      if (over || Date.now() > until) throw new Error(`weft did not get ready:\n${this.log.slice(-4000)}`);
      await sleep(20);
    }
  }

  async isReady(): Promise<boolean> {
    const url = `${this.baseUrl}/readyz`;
    const ask = url.startsWith("https") ? https.get : http.get;
    return await new Promise<boolean>((settle) => {
      // Its own connection each time, and any certificate: only whether it is ready is asked.
      ask(url, { agent: false, rejectUnauthorized: false }, (answer) => {
        answer.resume().once("close", () => settle(answer.statusCode === 200));
      }).once("error", () => settle(false));
    });
  }

  /** kill -9, and wait until it is gone. */
  async kill(): Promise<void> {
    await this.end("SIGKILL");
  }

  /** SIGTERM: it drains and ends; its exit code. */
  async stop(): Promise<number | null> {
    return await this.end("SIGTERM");
  }

  /** Sends a signal that does not end it, such as SIGSTOP and SIGCONT. */
  signal(name: NodeJS.Signals): void {
    if (this.pid) process.kill(this.pid, name);
  }

  /** Settles with the exit code when the program ends. */
  get exited(): Promise<number | null> {
    return this.ended;
  }

  async restart(how: "SIGKILL" | "SIGTERM" = "SIGTERM"): Promise<void> {
    await this.end(how);
    await this.launch();
  }

  /** Ends it and takes its folder and its database away. */
  async close(): Promise<void> {
    await this.end("SIGTERM", 20_000);
    this.clearAway();
  }

  /** Adds a person through the command line; the made-up password comes back. */
  addStaff(role: string, email = `${role}@shop.example`, name = `The ${role}`): Person {
    const out = this.run("staff", "add", ...this.place, "--email", email, "--name", name, "--role", role);
    const password = out.match(/with the password (\S+)/)?.[1];
    if (!password) throw new Error(`no password in: ${out}`);
    return { email, password };
  }

  /** Runs another verb of the program; throws with its words unless it ends well. */
  run(...words: string[]): string {
    const { WEFT_DATABASE_URL: _, ...env } = process.env;
    return execFileSync(binary, words, { encoding: "utf8", env, stdio: ["ignore", "pipe", "pipe"] });
  }

  private async end(signal: NodeJS.Signals, withinMs = 60_000): Promise<number | null> {
    const child = this.child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return await this.ended;
    child.kill("SIGCONT");
    child.kill(signal);
    const timer = setTimeout(() => child.kill("SIGKILL"), withinMs);
    const code = await this.ended;
    clearTimeout(timer);
    return code;
  }

  /** Synchronous, so that it also works when this process is ending. */
  clearAway(): void {
    if (!running.delete(this)) return;
    const child = this.child;
    if (child && child.exitCode === null && child.signalCode === null) child.kill("SIGKILL");
    const folder = findPostmaster(this.dataDir);
    if (folder) {
      const pid = Number(readFileSync(join(folder, "postmaster.pid"), "utf8").split("\n")[0]);
      if (readCommand(pid).includes("postgres")) process.kill(pid, "SIGQUIT");
    }
    if (!this.options.database) {
      try {
        this.database.drop();
      } catch {
        // the cluster may be gone already
      }
    }
    if (!this.options.dataDir) rmSync(this.dataDir, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}

/**
 * A port below those that the kernel gives to clients: one that connects to a dead server's port out of that range can
 * be given the very same port, meets itself, and keeps the server from coming back.
 */
async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(15_000, 32_000);
    const probe = createServer();
    const free = await new Promise<boolean>((settle) => {
      probe.once("error", () => settle(false));
      probe.listen(port, "127.0.0.1", () => probe.close(() => settle(true)));
    });
    if (free) return port;
  }
}

function readCommand(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8");
  } catch {
    return "";
  }
}

/** The private cluster's folder inside a data directory, if it runs. */
function findPostmaster(dataDir: string): string | undefined {
  if (!existsSync(dataDir)) return undefined;
  const folders = readdirSync(dataDir, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return [dataDir, ...folders.map(({ name }) => join(dataDir, name))].find((folder) => {
    try {
      return existsSync(join(folder, "postmaster.pid"));
    } catch {
      return false;
    }
  });
}
