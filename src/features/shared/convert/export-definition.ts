/** A definition as a file of another world, with what did not carry over. */
import type { Exported } from './conversion';
import { exportReason } from './export-container';
import { placeInApp, podOfApp } from './pod-of-app';
import { Source } from './source';
import { toCompose } from './to-compose';
import { toKubernetes } from './to-kubernetes';

export type ExportTarget = 'kubernetes' | 'compose';

export function exportDefinition(value: unknown, kind: 'pod' | 'app', target: ExportTarget): Exported {
  const convert = target === 'kubernetes' ? toKubernetes : toCompose;
  if (kind === 'pod') return convert(new Source(value));
  const app = new Source(value);
  const exported = convert(new Source(podOfApp(app)));
  for (const key of ['version', 'versionInfo', 'networks']) app.get(key).take();
  app.dropRest(exportReason);
  const notes = [...app.notes, ...exported.notes.map((note) => ({ ...note, path: placeInApp(note.path) }))];
  return { ...exported, notes };
}
