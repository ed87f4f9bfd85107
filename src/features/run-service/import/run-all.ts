/** Runs several services, one after the other, and tells how each fared; where it is all or none, a refusal undoes the rest. */
import { addApp, removeApp } from '../../../api/client/apps';
import { addPod, removePod } from '../../../api/client/pods';
import { withoutComments } from '../parse-text';
import type { ImportItem } from './import-items';

export type Outcome =
  | { readonly kind: 'running'; readonly id: string }
  | { readonly kind: 'refused'; readonly message: string }
  | { readonly kind: 'undone' }
  | { readonly kind: 'not undone'; readonly id: string; readonly message: string };

const messageOf = (thrown: unknown): string => (thrown instanceof Error ? thrown.message : String(thrown));

async function add({ kind, text }: ImportItem): Promise<Outcome> {
  try {
    const plain = withoutComments(text);
    const { id } = kind === 'app' ? await addApp(plain, { force: false }) : (await addPod(plain, { force: false })).pod;
    return { kind: 'running', id };
  } catch (thrown) {
    return { kind: 'refused', message: messageOf(thrown) };
  }
}

/** By force: its own deployment may still be running. */
async function undo({ kind }: ImportItem, id: string): Promise<Outcome> {
  try {
    await (kind === 'app' ? removeApp : removePod)(id, { force: true });
    return { kind: 'undone' };
  } catch (thrown) {
    return { kind: 'not undone', id, message: messageOf(thrown) };
  }
}

export async function runAll(
  items: readonly ImportItem[],
  allOrNone: boolean,
  tell: (key: string, outcome: Outcome) => void,
): Promise<void> {
  const added: { readonly item: ImportItem; readonly id: string }[] = [];
  for (const item of items) {
    const outcome = await add(item);
    tell(item.key, outcome);
    if (outcome.kind === 'running') added.push({ item, id: outcome.id });
    else if (allOrNone) {
      for (const { item: one, id } of added.toReversed()) tell(one.key, await undo(one, id));
      return;
    }
  }
}
