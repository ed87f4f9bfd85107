/** A definition as the text of a draft. */

/** Its version is the server's word and not ours to send. */
export function definitionText(definition: object): string {
  const { version: _, versionInfo: _info, ...own } = definition as { version?: unknown; versionInfo?: unknown };
  return `${JSON.stringify(own, null, 2)}\n`;
}
