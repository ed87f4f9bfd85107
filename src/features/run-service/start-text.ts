/** The definitions a draft can start from. */

/** One small container on the agent's network; the id waits for its name after the group. */
export const newPodText = (group: string): string => `{
  "id": ${JSON.stringify(`${group.replace(/\/+$/, '')}/`)},
  "containers": [
    {
      "name": "container-1",
      "resources": {
        "cpus": 0.1,
        "mem": 128
      }
    }
  ],
  "scaling": {
    "kind": "fixed",
    "instances": 1
  }
}
`;

/** A single container, that is an app, without ports. */
export const newAppText = (group: string): string => `{
  "id": ${JSON.stringify(`${group.replace(/\/+$/, '')}/`)},
  "instances": 1,
  "cpus": 0.1,
  "mem": 128,
  "portDefinitions": []
}
`;

/** The definition as a draft: its version is the server's word and not ours to send. */
export function definitionText(definition: object): string {
  const { version: _, versionInfo: _info, ...own } = definition as { version?: unknown; versionInfo?: unknown };
  return `${JSON.stringify(own, null, 2)}\n`;
}
