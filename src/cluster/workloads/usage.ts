/**
 * What a modelled process uses: a share of what it may, drawn from its container's id, and a little more or less of it from
 * minute to minute. A process that only waits uses next to nothing.
 */
import type { ProcessPast, ProcessShare, ProcessUsage } from '../mesos/containerizer/process';
import { courseOf } from './behaviour';
import { heldAt } from './memory';
import { hashText } from '../runtime/digest';

const MIB = 1024 * 1024;
/** Cores and memory of a shell that waits. */
const IDLE_CPUS = 0.002;
const IDLE_MEMORY = 1.5 * MIB;
/** Seconds from one peak of the load to the next. */
const WAVE = 120;
/** Of the processor time, what the kernel takes. */
const SYSTEM_PART = 0.25;

/** Numbers in [0, 1) that belong to a container. */
const traitsOf = (containerId: string): readonly [number, number, number] => {
  const digits = hashText(containerId);
  const part = (from: number): number => Number.parseInt(digits.slice(from, from + 5), 16) / 0x10_0000;
  return [part(0), part(5), part(10)];
};

/** Seconds of full load after `elapsed` ones when it swings between half and one and a half of its mean, and back. */
const swung = (elapsed: number, shift: number): number => {
  const integral = (seconds: number): number => {
    const phase = (seconds / WAVE) % 1;
    // A triangle from 1/2 up to 3/2 and down again; whole waves come to their length.
    const within = phase < 0.5 ? phase / 2 + phase * phase : 1 - ((1 - phase) / 2 + (1 - phase) * (1 - phase));
    return (Math.floor(seconds / WAVE) + within) * WAVE;
  };
  return integral(elapsed + shift * WAVE) - integral(shift * WAVE);
};

const wholePages = (bytes: number): number => Math.floor(bytes / 4096) * 4096;

/** Counted from the process's start to `process.until`. The same at any time it is asked for the same time. */
export const usageOf = (process: ProcessPast, share: ProcessShare): ProcessUsage => {
  const { containerId, command, image, env, startedAt, until } = process;
  const elapsed = Math.max(0, until - startedAt) / 1000;
  const [load, size, shift] = traitsOf(containerId);
  const course = courseOf(command, image, new Map(Object.entries(env)));
  const serves = course?.serves !== undefined;
  const held = heldAt(course?.memory ?? [], until - startedAt) * MIB;
  const cpus = serves ? share.cpus * (0.02 + 0.28 * load) : Math.min(share.cpus, IDLE_CPUS);
  const seconds = cpus * swung(elapsed, shift);
  const usual = serves ? share.memoryBytes * (0.15 + 0.5 * size) : IDLE_MEMORY * (1 + size);
  // It takes a while until a server holds all it needs.
  const memory = Math.min(usual, share.memoryBytes) * Math.min(1, 0.4 + elapsed / 60) + held;
  const traffic = serves ? Math.floor(swung(elapsed, shift) * (500 + 20_000 * load)) : 0;
  const rounded = (value: number): number => Math.round(value * 1000) / 1000;
  return {
    userSeconds: rounded(seconds * (1 - SYSTEM_PART)),
    systemSeconds: rounded(seconds * SYSTEM_PART),
    memoryBytes: wholePages(Math.min(share.limitBytes, memory)),
    receivedBytes: traffic,
    sentBytes: traffic * 3,
    threads: serves ? 2 + Math.floor(size * 14) : 1,
  };
};
