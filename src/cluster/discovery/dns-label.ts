/** DNS labels as Mesos-DNS and DC/OS's own DNS make them of any name (Mesos-DNS `records/labels`, RFC 1123). */

const LONGEST = 63;

/** What is over the limit after hyphens at its end were cut off may be filled up again from behind. */
const cut = (label: string): string => {
  const trimmed = label.replace(/^-+/, '');
  const head = trimmed.slice(0, LONGEST).replace(/-+$/, '');
  const tail = trimmed.slice(LONGEST).replace(/^-+/, '');
  return head.length === Math.min(trimmed.length, LONGEST) ? head : head + tail.slice(0, LONGEST - head.length);
};

/** Labels made lately: who looks for one compares those of all tasks. No state: they can be had again at any time. */
const made = new Map<string, string>();
const MOST_MADE = 10_000;

/** One label of at most 63 characters: dots and underscores are hyphens, other strange characters go. */
export const dnsLabel = (name: string): string => {
  const known = made.get(name);
  if (known !== undefined) return known;
  const label = cut(
    name
      .toLowerCase()
      .replace(/[._]/g, '-')
      .replace(/[^a-z0-9-]/g, ''),
  );
  if (made.size >= MOST_MADE) made.clear();
  made.set(name, label);
  return label;
};

/** Label by label; the dots stay. */
export const domainFragment = (name: string): string =>
  name
    .split('.')
    .map(dnsLabel)
    .filter((label) => label !== '')
    .join('.');

/** What a name is compared by: without the root's dot, in lower case. */
export const canonicalName = (name: string): string => name.toLowerCase().replace(/\.$/, '');
