/** Pods that are checked, and pods that fail in an instructive way. */
import type { Template } from './template';

const web = `{
  // One web server, reachable on a free port of its agent.
  "id": "/hello-web",
  "containers": [
    {
      "name": "nginx",
      "image": { "kind": "DOCKER", "id": "nginx:1.25" },
      "resources": { "cpus": 0.1, "mem": 64 },
      "endpoints": [
        { "name": "http", "containerPort": 80, "hostPort": 0, "protocol": ["tcp"] }
      ],
      // Three failures in a row, and the container is started anew.
      "healthCheck": {
        "http": { "endpoint": "http", "path": "/" },
        "intervalSeconds": 10,
        "timeoutSeconds": 5
      }
    }
  ],
  "networks": [{ "mode": "container/bridge" }],
  "scaling": { "kind": "fixed", "instances": 2 }
}
`;

const tcp = `{
  // Redis speaks no HTTP: it is healthy when its port accepts a connection.
  "id": "/health-by-tcp",
  "containers": [
    {
      "name": "redis",
      "image": { "kind": "DOCKER", "id": "redis:7" },
      "resources": { "cpus": 0.1, "mem": 64 },
      "endpoints": [{ "name": "redis", "containerPort": 6379, "hostPort": 0 }],
      "healthCheck": { "tcp": { "endpoint": "redis" }, "intervalSeconds": 10, "timeoutSeconds": 3, "delaySeconds": 2 }
    }
  ],
  "networks": [{ "mode": "container/bridge" }]
}
`;

const command = `{
  // A command run inside the container tells whether it works: exit code 0 is healthy.
  "id": "/health-by-command",
  "containers": [
    {
      "name": "worker",
      "exec": { "command": { "shell": "touch alive; sleep 1000000" } },
      "resources": { "cpus": 0.1, "mem": 32 },
      "healthCheck": {
        "exec": { "command": { "shell": "test -f alive" } },
        "intervalSeconds": 10,
        "timeoutSeconds": 5,
        // Failures in the first half minute do not count.
        "gracePeriodSeconds": 30,
        "delaySeconds": 2
      }
    }
  ]
}
`;

const crash = `{
  // The second container ends with an error after 20 seconds. Its instance goes down as a whole and returns after a
  // delay that grows each time: see it in the Debug tab.
  "id": "/crash-loop",
  "containers": [
    {
      "name": "steady",
      "exec": { "command": { "shell": "sleep 1000000" } },
      "resources": { "cpus": 0.1, "mem": 32 }
    },
    {
      "name": "faulty",
      "exec": { "command": { "shell": "sleep 20; exit 1" } },
      "resources": { "cpus": 0.1, "mem": 32 }
    }
  ],
  "scheduling": {
    "backoff": { "backoff": 5, "backoffFactor": 2, "maxLaunchDelay": 120 }
  }
}
`;

const outOfMemory = `{
  // The container takes 200 MiB where 64 are its limit: it is killed, exit code 137, and the instance with it.
  "id": "/out-of-memory",
  "containers": [
    {
      "name": "hungry",
      "image": { "kind": "DOCKER", "id": "polinux/stress:1.0" },
      "exec": { "command": { "argv": ["--vm", "1", "--vm-bytes", "200M"] } },
      "resources": { "cpus": 0.1, "mem": 64 }
    }
  ],
  "scheduling": { "backoff": { "backoff": 30, "backoffFactor": 2, "maxLaunchDelay": 300 } }
}
`;

const limits = `{
  // 64 MiB are reserved for the container, and it may use up to 512 where its agent has them to spare.
  "id": "/room-to-grow",
  "containers": [
    {
      "name": "bursty",
      "image": { "kind": "DOCKER", "id": "polinux/stress:1.0" },
      "exec": { "command": { "argv": ["--vm", "1", "--vm-bytes", "200M"] } },
      "resources": { "cpus": 0.1, "mem": 64 },
      "resourceLimits": { "cpus": 2, "mem": 512 }
    }
  ]
}
`;

export const healthTemplates: readonly Template[] = [
  {
    name: 'web',
    title: 'Web server with a health check',
    teaches: 'An endpoint on the agent, checked every 10 s.',
    category: 'Health and failure',
    tags: ['http', 'nginx', 'endpoint'],
    text: web,
  },
  {
    name: 'health-tcp',
    title: 'Health by connecting',
    teaches: 'A service without HTTP is healthy when its port answers.',
    category: 'Health and failure',
    tags: ['tcp', 'redis', 'health check'],
    text: tcp,
  },
  {
    name: 'health-command',
    title: 'Health by a command',
    teaches: 'A command inside the container says whether it works.',
    category: 'Health and failure',
    tags: ['exec', 'health check', 'grace period'],
    text: command,
  },
  {
    name: 'crash',
    title: 'A container that fails',
    teaches: 'Shared fate, back-off, and where to see why.',
    category: 'Health and failure',
    tags: ['back-off', 'exit code', 'debug'],
    text: crash,
  },
  {
    name: 'out-of-memory',
    title: 'Out of memory',
    teaches: 'What happens to a container that takes more than its memory.',
    category: 'Health and failure',
    tags: ['OOM', 'limit', '137', 'stress'],
    text: outOfMemory,
  },
  {
    name: 'limits',
    title: 'Reserve little, use more',
    teaches: 'A limit above what is reserved lets a container grow.',
    category: 'Health and failure',
    tags: ['resource limits', 'memory', 'cpu', 'burst'],
    text: limits,
  },
];
