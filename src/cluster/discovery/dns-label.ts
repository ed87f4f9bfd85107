/** DNS labels as Mesos-DNS and DC/OS's own DNS make them of any name (Mesos-DNS `records/labels`, RFC 1123). */

const LONGEST = 63;

/** What is over the limit after hyphens at its end were cut off may be filled up again from behind. */
const cut = (label: string): string => {
  const trimmed = label.replace(/^-+/, '');
  const head = trimmed.slice(0, LONGEST).replace(/-+$/, '');
  const tail = trimmed.slice(LONGEST).replace(/^-+/, '');
  return head.length === Math.min(trimmed.length, LONGEST) ? head : head + tail.slice(0, LONGEST - head.length);
};

/** One label of at most 63 characters: dots and underscores are hyphens, other strange characters go. */
export const dnsLabel = (name: string): string =>
  cut(
    name
      .toLowerCase()
      .replace(/[._]/g, '-')
      .replace(/[^a-z0-9-]/g, ''),
  );

/** Label by label; the dots stay. */
export const domainFragment = (name: string): string =>
  name
    .split('.')
    .map(dnsLabel)
    .filter((label) => label !== '')
    .join('.');

/** What a name is compared by: without the root's dot, in lower case. */
export const canonicalName = (name: string): string => name.toLowerCase().replace(/\.$/, '');
