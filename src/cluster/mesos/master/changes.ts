/**
 * What changes on the master's books, told to whoever listens at that moment (Mesos `Master::Subscribers`). Listeners belong
 * to connections, not to the cluster, so they live outside the state. While nobody listens nothing is made.
 */
import type { TaskStatus } from '../../../protocol/mesos/task';
import type { Framework, MasterAgent, MasterTask } from './master-state';

/** Told right after the change, so that the books already show it. */
export type MasterChange =
  | { readonly kind: 'TASK_ADDED'; readonly task: MasterTask }
  | { readonly kind: 'TASK_UPDATED'; readonly task: MasterTask; readonly status: TaskStatus }
  | { readonly kind: 'AGENT_ADDED'; readonly agent: MasterAgent }
  | { readonly kind: 'AGENT_REMOVED'; readonly agentId: string }
  | { readonly kind: 'FRAMEWORK_ADDED' | 'FRAMEWORK_UPDATED' | 'FRAMEWORK_REMOVED'; readonly framework: Framework };

interface Listener {
  readonly hear: (change: MasterChange) => void;
  /** There will be nothing more to hear. */
  readonly end: () => void;
}

export interface MasterChanges {
  publish(change: MasterChange): void;
  /** The master ends, and every connection with it. */
  end(): void;
  /** @returns the way to leave */
  subscribe(listener: Listener): () => void;
}

export const createMasterChanges = (): MasterChanges => {
  const listeners = new Set<Listener>();
  return {
    publish: (change) => {
      for (const { hear } of listeners) hear(change);
    },
    end: () => {
      for (const { end } of listeners) end();
      listeners.clear();
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
};
