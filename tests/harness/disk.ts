// disk.ts - a disk so small that a test can fill it: a tmpfs, where this machine lets us mount one.
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, statfsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const quietly = { stdio: "ignore" } as const;

/** Why no disk can be mounted here; empty where it can. */
export const noMounts = (() => {
  const folder = mkdtempSync(join(tmpdir(), "weft-mount-"));
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=1m", "weft-test", folder], quietly);
    execFileSync("umount", [folder], quietly);
    return "";
  } catch {
    return "mounting a small disk needs root and the right to mount";
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
})();

export class SmallDisk {
  private readonly ballast: string;

  /** Mounts it at `folder`, which is made if it is not there. */
  constructor(
    readonly folder: string,
    megabytes: number,
  ) {
    mkdirSync(folder, { recursive: true });
    execFileSync("mount", ["-t", "tmpfs", "-o", `size=${megabytes}m,mode=0755`, "weft-test", folder], quietly);
    this.ballast = join(folder, "ballast");
  }

  get freeBytes(): number {
    const { bavail, bsize } = statfsSync(this.folder);
    return bavail * bsize;
  }

  /** Takes all but so many megabytes. */
  fill(leftMegabytes: number): void {
    const bytes = this.freeBytes - leftMegabytes * 2 ** 20;
    if (bytes > 0) execFileSync("fallocate", ["-l", String(bytes), this.ballast], quietly);
  }

  /** Gives back what fill() took. */
  empty(): void {
    rmSync(this.ballast, { force: true });
  }

  unmount(): void {
    execFileSync("umount", ["--lazy", this.folder], quietly);
    rmSync(this.folder, { recursive: true, force: true });
  }
}
