import { readFileSync } from 'node:fs';

/** Length of a tick of /proc/PID/stat (proc(5)): USER_HZ is 100 on every Linux that Node runs on. */
const MS_PER_TICK = 10;
const KB_PER_MB = 1024;

/** Resident memory of a process in MB (2^20 bytes), all of its threads. */
export function rssMb(pid: number): number {
  const kb = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  if (kb === undefined) throw new Error(`Process ${pid} has no memory: it has ended.`);
  return Number(kb) / KB_PER_MB;
}

/** CPU time of a process so far in ms, user and system, all of its threads; in steps of 10 ms. */
export function cpuMs(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  // The name, in brackets, may hold spaces; what follows it starts with field 3.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) * MS_PER_TICK;
}
