/** What imported texts hold, service by service, with what the cluster would say to each. */
import { checkApp } from '../../../protocol/marathon/app-check';
import { checkPod } from '../../../protocol/marathon/pod-check';
import type { Converted, Note } from '../../shared/convert/conversion';
import { importText } from '../../shared/convert/import-text';
import type { ConversionOptions } from '../../shared/convert/pod-parts';
import { parseText } from '../parse-text';
import type { ImportedText } from './read-files';

export interface ImportItem extends Converted {
  readonly key: string;
  readonly id: string;
  /** Why the cluster would refuse it. */
  readonly problems: readonly string[];
}

/** One file, or what was pasted. */
export interface ImportGroup {
  readonly name: string;
  /** What it was taken for. */
  readonly from: string;
  readonly error?: string;
  readonly items: readonly ImportItem[];
  readonly notes: readonly Note[];
}

function problemsOf({ kind, text }: Converted): { readonly id: string; readonly problems: readonly string[] } {
  const parsed = parseText(text);
  if (!('root' in parsed)) return { id: '', problems: [`line ${parsed.line}: ${parsed.message}`] };
  const id = parsed.value['id'];
  const verdict = (kind === 'app' ? checkApp : checkPod)(parsed.value);
  const problems =
    verdict.kind === 'accepted' ? [] : verdict.errors.map(({ path, errors }) => `${path} ${errors.join(', ')}`);
  return { id: typeof id === 'string' ? id : '', problems };
}

const placeText = ({ line, column }: { readonly line?: number; readonly column?: number }): string =>
  line === undefined ? '' : `line ${line}${column === undefined ? '' : `, column ${column}`}: `;

function groupOf({ name, text, refused }: ImportedText, options: ConversionOptions): ImportGroup {
  if (refused !== undefined) return { name, from: '', error: refused, items: [], notes: [] };
  const read = importText(text, options);
  if ('message' in read) return { name, from: '', error: placeText(read) + read.message, items: [], notes: [] };
  const items = read.services.map((service, index) => ({
    ...service,
    key: `${name} ${index}`,
    ...problemsOf(service),
  }));
  const error = items.length === 0 ? { error: 'there is no service in it' } : {};
  return { name, from: read.from, items, notes: read.notes, ...error };
}

/** An id may be there once: of two services that want it, the later is refused before anything is sent. */
function withoutTwins(groups: readonly ImportGroup[]): readonly ImportGroup[] {
  const seen = new Set<string>();
  return groups.map((group) => ({
    ...group,
    items: group.items.map((item) => {
      const twin = item.id !== '' && seen.has(item.id);
      seen.add(item.id);
      return twin ? { ...item, problems: [...item.problems, `another service here is called ${item.id} too`] } : item;
    }),
  }));
}

export const importGroups = (texts: readonly ImportedText[], options: ConversionOptions): readonly ImportGroup[] =>
  withoutTwins(texts.map((text) => groupOf(text, options)));
