/** What would let one more instance of a service fit: a change of its definition, or another agent. Checked by the matcher before it is told. */

export type Fix = DefinitionFix | AgentFix | FewerFix;

/** The definition so changed fits on the named agent, as long as nothing else changes. */
export interface DefinitionFix {
  readonly kind: 'definition';
  /** In this order. */
  readonly edits: readonly DefinitionEdit[];
  readonly agentId: string;
  readonly hostname: string;
  readonly sentence: string;
}

/** The definition as it is fits on this agent, if there were one. */
export interface AgentFix {
  readonly kind: 'agent';
  readonly agent: AgentToAdd;
  readonly sentence: string;
}

/** No instance more fits, but none waits any more. */
export interface FewerFix {
  readonly kind: 'fewer-instances';
  readonly edits: readonly [DefinitionEdit];
  readonly sentence: string;
}

/** A change of the definition as `GET /v2/pods/{id}` or `GET /v2/apps/{id}` answers it. */
export interface DefinitionEdit {
  /** Members and indexes from the root, e.g. `['containers', 0, 'resources', 'cpus']`; objects and lists on the way may be absent. */
  readonly path: readonly (string | number)[];
  /** Absent: the member is not there yet. */
  readonly from?: unknown;
  /** Absent: the member, or the element of the list, is taken out. */
  readonly to?: unknown;
}

/** The smallest machine that would do. Scalars as users write them: cores, MiB, MiB, devices. */
export interface AgentToAdd {
  readonly hostname: string;
  /** All of it belongs to this role. */
  readonly role: string;
  readonly cpus: number;
  readonly mem: number;
  readonly disk: number;
  readonly gpus: number;
  readonly ports: readonly { readonly begin: number; readonly end: number }[];
  /** Attributes of type text. */
  readonly attributes: Readonly<Record<string, string>>;
  /** Null where the master has none. */
  readonly region: string | null;
  readonly zone: string | null;
}
