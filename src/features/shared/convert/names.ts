/** Names as Marathon wants them: made of those of another world, and never twice. */

/** Small letters, digits, inner hyphens; at most 63. */
export function dnsName(text: string, otherwise: string): string {
  const name = text
    .toLowerCase()
    .replace(/[^a-z0-9-]+/g, '-')
    .replace(/^-+/, '')
    .slice(0, 63)
    .replace(/-+$/, '');
  return name === '' ? otherwise : name;
}

/** Gives each name out once: `web`, `web-2`, … */
export class Names {
  readonly #given = new Set<string>();

  give(text: string, otherwise: string): string {
    const stem = dnsName(text, otherwise);
    let name = stem;
    for (let number = 2; this.#given.has(name); number += 1) {
      const suffix = `-${number}`;
      name = stem.slice(0, 63 - suffix.length).replace(/-+$/, '') + suffix;
    }
    this.#given.add(name);
    return name;
  }
}

/** Names of variables a pod may have. */
export const isVariable = (name: string): boolean => /^[A-Za-z_][A-Za-z0-9_]*$/.test(name);
