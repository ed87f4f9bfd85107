/**
 * How long things take, in virtual time. Most are skewed like the real ones: given by their median and the value
 * that one in twenty exceeds. Only arithmetic that every JavaScript engine rounds alike is used, so that a trace
 * does not depend on the engine.
 */
import { millis } from '../../protocol/units';
import type { Millis } from '../../protocol/units';

/** Milliseconds: the median, and the value 95 of 100 stay below. */
export interface Skewed {
  readonly p50: number;
  readonly p95: number;
}

/** One message between two processes of the cluster. */
export const HOP = millis(10);
/** Master: validate and authorise an ACCEPT. */
export const AUTHORIZE: Skewed = { p50: 5, p95: 20 };
/** Agent: sandbox, cgroups, namespaces and mounts of an executor's container. */
export const PREPARE_EXECUTOR: Skewed = { p50: 150, p95: 600 };
/** Agent: joining one CNI network. */
export const JOIN_NETWORK = millis(100);
/** Executor: from exec to SUBSCRIBE. */
export const START_EXECUTOR: Skewed = { p50: 400, p95: 2000 };
/** Agent: from an executor's SUBSCRIBE to its task group. */
export const DELIVER_GROUP = millis(20);
/** Agent: from the last process of a launch to the answer the executor has. */
export const ANSWER_LAUNCH = millis(5);
/** Agent: a nested container without image or artifacts. */
export const LAUNCH_CHILD = millis(30);
/** Agent: unpacking an image that is in the store. */
export const PROVISION_CACHED = millis(80);
/** Agent: manifest and layers' round trips of an image that is not. */
export const PULL_BASE = millis(300);
/** Agent: round trips of one artifact, or its copy out of the cache. */
export const FETCH_ARTIFACT = millis(120);
/** Agent: no byte for so long ends a download (`--fetcher_stall_timeout`). */
export const FETCH_STALL = millis(60_000);
/** Agent: tearing an executor's container down. */
export const DESTROY_EXECUTOR = millis(100);
/** Agent: image bytes per second, shared by all pulls of an agent. */
const BANDWIDTH_MIB = 100;

/** Pure transfer time of an image. */
export const transferTime = (sizeMib: number): Millis => millis((sizeMib / BANDWIDTH_MIB) * 1000);

/** A draw between p50²/p95 and p95·√(p95/p50), piecewise linear through both given quantiles. */
export const drawLatency = ({ p50, p95 }: Skewed, draw: () => number): Millis => {
  const u = draw();
  const ratio = p95 / p50;
  if (u < 0.5) return millis(p50 / ratio + (p50 - p50 / ratio) * (u / 0.5));
  if (u < 0.95) return millis(p50 + (p95 - p50) * ((u - 0.5) / 0.45));
  return millis(p95 + p95 * (Math.sqrt(ratio) - 1) * ((u - 0.95) / 0.05));
};
