/** What every field of the form shares: the parsed draft, the way to edit it, and the problems to show. */
import type { JSONPath } from 'jsonc-parser';
import { createContext, useContext } from 'react';
import type { ReactNode } from 'react';
import type { ServiceKind } from '../../api/client/service';
import type { FormEdit } from './pod-draft';
import type { JsonRecord } from './json-value';

export type DraftForm = {
  value: JsonRecord;
  kind: ServiceKind;
  /** The text does not parse: fields show the last values that did, read-only. */
  frozen: boolean;
  /** The definition is of a running service, whose id cannot change. */
  existing: boolean;
  edit: (...edits: FormEdit[]) => void;
  touch: (path: JSONPath) => void;
  /** What to say about a field that answers for `owned` and all below, and for exactly the places in `covered`. */
  errorAt: (owned: readonly JSONPath[], covered?: readonly JSONPath[]) => string | undefined;
  /** The editor beside the form, for what only it can show. */
  json: { readonly shown: boolean; readonly open: () => void; readonly reveal: (path: JSONPath) => void };
};

const Context = createContext<DraftForm | undefined>(undefined);

export function DraftFormProvider({ form, children }: { form: DraftForm; children: ReactNode }) {
  return <Context value={form}>{children}</Context>;
}

export function useDraftForm(): DraftForm {
  const form = useContext(Context);
  if (!form) throw new Error('A field of the form is outside the form.');
  return form;
}

/** The DOM id of the field at a path, by which a problem finds its field. */
export const fieldId = (path: JSONPath): string => `field.${path.map((key) => encodeURIComponent(key)).join('.')}`;
