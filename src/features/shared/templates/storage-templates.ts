/** Where files come from and where they stay. */
import type { Template } from './template';

const persistent = `{
  // The volume outlives its instance: restart the pod, and the new instance finds the file again, on the same agent.
  "id": "/keeps-its-data",
  "containers": [
    {
      "name": "writer",
      "exec": { "command": { "shell": "date >> data/launches; cat data/launches; sleep 1000000" } },
      "resources": { "cpus": 0.1, "mem": 32 },
      "volumeMounts": [{ "name": "data", "mountPath": "data" }]
    }
  ],
  "volumes": [{ "name": "data", "persistent": { "type": "root", "size": 64 } }]
}
`;

const hostVolume = `{
  // A folder of the agent itself: whatever the agent has there, each container sees.
  "id": "/host-folder",
  "containers": [
    {
      "name": "watcher",
      "exec": { "command": { "shell": "ls /agent-logs; sleep 1000000" } },
      "resources": { "cpus": 0.1, "mem": 32 },
      "volumeMounts": [{ "name": "logs", "mountPath": "/agent-logs", "readOnly": true }]
    }
  ],
  "volumes": [{ "name": "logs", "host": "/var/log" }]
}
`;

const secret = `{
  // The definition names the secret and does not hold it: as a variable, and as a file.
  "id": "/with-a-secret",
  "secrets": { "password": { "source": "/shop/database-password" } },
  "containers": [
    {
      "name": "client",
      "environment": { "DATABASE_PASSWORD": { "secret": "password" } },
      "exec": { "command": { "shell": "sleep 1000000" } },
      "resources": { "cpus": 0.1, "mem": 32 },
      "volumeMounts": [{ "name": "password-file", "mountPath": "/secrets/password" }]
    }
  ],
  "volumes": [{ "name": "password-file", "secret": "password" }]
}
`;

const artifacts = `{
  // Files are fetched into the sandbox before the container starts; archives are unpacked there.
  "id": "/fetched-files",
  "containers": [
    {
      "name": "site",
      "image": { "kind": "DOCKER", "id": "python:3-alpine" },
      "exec": { "command": { "shell": "cd site && python -m http.server 8000" } },
      "resources": { "cpus": 0.1, "mem": 64 },
      "artifacts": [
        { "uri": "https://example.com/site.tar.gz", "destPath": "site" },
        // Kept on the agent for the next container that wants it.
        { "uri": "https://example.com/tool", "extract": false, "executable": true, "cache": true }
      ],
      "endpoints": [{ "name": "http", "containerPort": 8000, "hostPort": 0 }]
    }
  ],
  "networks": [{ "mode": "container/bridge" }]
}
`;

export const storageTemplates: readonly Template[] = [
  {
    name: 'persistent',
    title: 'Data that survives',
    teaches: 'A persistent volume holds its instance on one agent and is found again after a restart.',
    category: 'Storage',
    tags: ['persistent volume', 'database', 'state'],
    text: persistent,
  },
  {
    name: 'host-volume',
    title: 'A folder of the agent',
    teaches: 'A container sees files of the agent it runs on.',
    category: 'Storage',
    tags: ['host volume', 'bind mount', 'logs'],
    text: hostVolume,
  },
  {
    name: 'secret',
    title: 'A secret as variable and as file',
    teaches: 'Secrets are named in the definition and never written into it.',
    category: 'Storage',
    tags: ['secret', 'password', 'environment', 'volume'],
    text: secret,
  },
  {
    name: 'artifacts',
    title: 'Files fetched before the start',
    teaches: 'Archives are unpacked, programs made executable, and both may be kept for later.',
    category: 'Storage',
    tags: ['artifact', 'fetch', 'URI', 'cache'],
    text: artifacts,
  },
];
