/** Sends the draft: creates the service, or changes the one that is edited. A refusal is a value that says what to do next. */
import { useMutation } from '@tanstack/react-query';
import type { ServiceKind } from '../../api/client/service';
import { MarathonError } from '../../api/client/transport';
import { serviceMutations } from '../../api/queries/services';
import type { FieldError } from '../../protocol/marathon/error';
import { useToast } from '../../ui/toast';
import { isRecord, textAt } from './json-value';
import { withoutComments } from './parse-text';
import type { PodDraft } from './pod-draft';

export type Refusal =
  | { kind: 'locked'; deployments: readonly string[] }
  | { kind: 'exists' }
  | { kind: 'invalid'; message: string; errors: readonly FieldError[] }
  | { kind: 'unreachable'; message: string }
  | { kind: 'other'; message: string };

function refusalOf(error: Error): Refusal {
  if (!(error instanceof MarathonError)) return { kind: 'other', message: error.message };
  const { status, message, details, body } = error;
  if (status === 0) return { kind: 'unreachable', message };
  if (status === 409) {
    const deployments =
      isRecord(body) && Array.isArray(body['deployments'])
        ? body['deployments'].map((item) => textAt(item, ['id']))
        : undefined;
    return deployments ? { kind: 'locked', deployments } : { kind: 'exists' };
  }
  return (status === 422 || status === 400) && details.length > 0
    ? { kind: 'invalid', message, errors: details }
    : { kind: 'other', message };
}

/** The id as the server has it: absolute, without doubled slashes. */
export const sentId = ({ valid }: PodDraft): string =>
  `/${textAt(valid.value, ['id']).split('/').filter(Boolean).join('/')}`;

export function useRun(draft: PodDraft, kind: ServiceKind, existing: string | undefined, onDone: (id: string) => void) {
  const toast = useToast();
  const add = useMutation(serviceMutations.add());
  const update = useMutation(serviceMutations.update());
  const { error } = existing === undefined ? add : update;
  const run = (force = false): void => {
    const text = withoutComments(draft.text);
    const running =
      existing === undefined
        ? add.mutateAsync({ kind, text, force })
        : update.mutateAsync({ kind, id: existing, text, force });
    running.then(
      (id) => {
        toast('good', existing === undefined ? 'Service is starting' : 'Service is being updated', id);
        onDone(id);
      },
      () => undefined,
    );
  };
  return { run, busy: add.isPending || update.isPending, refusal: error ? refusalOf(error) : undefined };
}
