/** Pods that start in order, run once, or take their time to stop. */
import type { Template } from './template';

const initStep = `{
  // The migration ends before the server starts. Ordered start is Podrome's own: Marathon starts all at once.
  "id": "/init-step",
  "containers": [
    {
      "name": "migrate",
      "exec": { "command": { "shell": "echo migrating; sleep 8" } },
      "resources": { "cpus": 0.1, "mem": 32 },
      // Expected to end with exit code 0, which is no failure of the instance.
      "lifecycle": { "kind": "init" }
    },
    {
      "name": "server",
      "image": { "kind": "DOCKER", "id": "nginx:1.25" },
      "resources": { "cpus": 0.1, "mem": 64 },
      "lifecycle": { "startAfter": [{ "container": "migrate", "condition": "finished" }], "startTimeoutSeconds": 120 }
    }
  ],
  "networks": [{ "mode": "container/bridge" }]
}
`;

const chain = `{
  // Database, then back end, then front end: each waits until the one before it is healthy, and they stop in reverse.
  "id": "/start-chain",
  "containers": [
    {
      "name": "database",
      "image": { "kind": "DOCKER", "id": "postgres:16" },
      "resources": { "cpus": 0.2, "mem": 128 },
      "endpoints": [{ "name": "db", "containerPort": 5432 }],
      "healthCheck": { "tcp": { "endpoint": "db" }, "intervalSeconds": 3, "timeoutSeconds": 2, "delaySeconds": 1 }
    },
    {
      "name": "backend",
      "image": { "kind": "DOCKER", "id": "python:3-alpine" },
      "exec": { "command": { "shell": "python -m http.server 8080" } },
      "resources": { "cpus": 0.1, "mem": 64 },
      "endpoints": [{ "name": "api", "containerPort": 8080 }],
      "healthCheck": { "http": { "endpoint": "api" }, "intervalSeconds": 3, "timeoutSeconds": 2, "delaySeconds": 1 },
      "lifecycle": { "startAfter": [{ "container": "database", "condition": "healthy" }] }
    },
    {
      "name": "frontend",
      "image": { "kind": "DOCKER", "id": "nginx:1.25" },
      "resources": { "cpus": 0.1, "mem": 64 },
      "endpoints": [{ "name": "web", "containerPort": 80, "hostPort": 0 }],
      "lifecycle": { "startAfter": [{ "container": "backend", "condition": "healthy" }] }
    }
  ],
  "networks": [{ "mode": "container", "name": "dcos" }],
  "scheduling": { "shutdownOrder": "reverse" }
}
`;

const batch = `{
  // Both containers end with exit code 0, and with them the instance. Marathon keeps the count: it starts the next one.
  "id": "/batch-job",
  "containers": [
    {
      "name": "extract",
      "exec": { "command": { "shell": "echo extracting; sleep 10; date > out/rows" } },
      "resources": { "cpus": 0.1, "mem": 32 },
      "volumeMounts": [{ "name": "rows", "mountPath": "out" }]
    },
    {
      "name": "report",
      "exec": { "command": { "shell": "sleep 15; cat in/rows" } },
      "resources": { "cpus": 0.1, "mem": 32 },
      "volumeMounts": [{ "name": "rows", "mountPath": "in", "readOnly": true }]
    }
  ],
  "volumes": [{ "name": "rows" }],
  // A minute between two runs; scale to 0 after the last one that is wanted.
  "scheduling": { "backoff": { "backoff": 60, "backoffFactor": 1, "maxLaunchDelay": 60 } }
}
`;

const graceful = `{
  // Told to stop, the server has 20 seconds to finish what it is doing before it is killed.
  "id": "/graceful-stop",
  "containers": [
    {
      "name": "server",
      "image": { "kind": "DOCKER", "id": "nginx:1.25" },
      "resources": { "cpus": 0.1, "mem": 64 },
      "endpoints": [{ "name": "http", "containerPort": 80, "hostPort": 0 }],
      "lifecycle": { "killGracePeriodSeconds": 20 }
    }
  ],
  "networks": [{ "mode": "container/bridge" }],
  "scaling": { "kind": "fixed", "instances": 3 },
  // Scaled down, those that have run longest go first.
  "scheduling": { "killSelection": "OLDEST_FIRST" }
}
`;

const update = `{
  // Change the command and run it again: at most one instance more runs at a time, and none fewer.
  "id": "/careful-update",
  "containers": [
    {
      "name": "worker",
      "exec": { "command": { "shell": "echo version 1 && sleep 1000000" } },
      "resources": { "cpus": 0.1, "mem": 64 }
    }
  ],
  "scaling": { "kind": "fixed", "instances": 4 },
  "scheduling": {
    "upgrade": { "minimumHealthCapacity": 1, "maximumOverCapacity": 0.25 }
  }
}
`;

export const startTemplates: readonly Template[] = [
  {
    name: 'init-step',
    title: 'A step before the server starts',
    teaches: 'The migration has to end well before the server is started.',
    category: 'Start and stop',
    tags: ['init', 'ordered start', 'migration'],
    text: initStep,
  },
  {
    name: 'start-chain',
    title: 'Database, back end, front end',
    teaches: 'A chain: each container waits until the one before it is healthy.',
    category: 'Start and stop',
    tags: ['ordered start', 'dependency', 'shutdown', 'postgres'],
    text: chain,
  },
  {
    name: 'batch',
    title: 'A job that ends',
    teaches: 'Containers that end well, and how Marathon runs them again.',
    category: 'Start and stop',
    tags: ['batch', 'one-shot', 'finished', 'back-off'],
    text: batch,
  },
  {
    name: 'graceful-stop',
    title: 'Time to stop',
    teaches: 'How long a container may take to end, and which instances go first.',
    category: 'Start and stop',
    tags: ['grace period', 'kill selection', 'SIGTERM'],
    text: graceful,
  },
  {
    name: 'update',
    title: 'Careful rolling update',
    teaches: 'How many may be missing, how many may be too many.',
    category: 'Start and stop',
    tags: ['upgrade', 'deployment'],
    text: update,
  },
];
