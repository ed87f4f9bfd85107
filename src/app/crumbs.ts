/** Where one is: the steps from the section to the page, as the header and the document's title show them. */

export interface Crumb {
  readonly label: string;
  /** Hash path; absent for the page itself and for groups, which have no page. */
  readonly href?: string;
}

const sections: Readonly<Record<string, string>> = {
  dashboard: 'Dashboard',
  services: 'Services',
  deployments: 'Deployments',
  nodes: 'Nodes',
};

const decoded = (segment: string): string => {
  try {
    return decodeURIComponent(segment);
  } catch {
    // A stray % typed into the address bar.
    return segment;
  }
};

/** Steps of a path such as `/services/detail/shop/web`: Services, shop, web. */
export const crumbsOf = (pathname: string): readonly Crumb[] => {
  const [section = '', ...rest] = pathname.split('/').filter(Boolean).map(decoded);
  if (section === 'run') return [{ label: 'Services', href: '#/services' }, { label: 'Run a Service' }];
  const label = Object.hasOwn(sections, section) ? sections[section] : undefined;
  if (label === undefined) return [{ label: 'Page not found' }];
  const below = section === 'services' ? rest.slice(1) : rest;
  return below.length === 0
    ? [{ label }]
    : [{ label, href: `#/${section}` }, ...below.map((segment) => ({ label: segment }))];
};

/** `web · Services · Podrome` */
export const titleOf = (crumbs: readonly Crumb[]): string => {
  const first = crumbs[0]?.label ?? '';
  const last = crumbs.at(-1)?.label ?? '';
  return [...new Set([last, first, 'Podrome'])].join(' · ');
};
