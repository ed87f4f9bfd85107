/** What containers are told: variables, labels, users. */
import type { Template } from './template';

const environment = `{
  // Variables of the pod reach all containers; a container's own win.
  "id": "/environment",
  "environment": { "STAGE": "test", "GREETING": "Hello" },
  "labels": { "team": "shop" },
  "containers": [
    {
      "name": "first",
      "exec": { "command": { "shell": "echo $GREETING from $STAGE; sleep 1000000" } },
      "resources": { "cpus": 0.1, "mem": 32 }
    },
    {
      "name": "second",
      "environment": { "GREETING": "Servus" },
      "exec": { "command": { "shell": "echo $GREETING from $STAGE; sleep 1000000" } },
      "resources": { "cpus": 0.1, "mem": 32 }
    }
  ]
}
`;

const told = `{
  // Marathon and Mesos tell each container where and what it is. Read the log of one, then of the other.
  "id": "/told-by-the-cluster",
  "containers": [
    {
      "name": "teller",
      "image": { "kind": "DOCKER", "id": "alpine:3" },
      "exec": {
        "command": {
          "shell": "echo $MESOS_TASK_ID on $HOST, limited to $MARATHON_CONTAINER_RESOURCE_MEM MiB, port $ENDPOINT_HTTP; sleep 1000000"
        }
      },
      "resources": { "cpus": 0.1, "mem": 32 },
      "endpoints": [{ "name": "http", "containerPort": 8080, "hostPort": 0 }]
    }
  ],
  "networks": [{ "mode": "container/bridge" }],
  "scaling": { "kind": "fixed", "instances": 2 }
}
`;

const user = `{
  // One user for all containers, another for one of them.
  "id": "/users",
  "user": "nobody",
  "containers": [
    {
      "name": "plain",
      "exec": { "command": { "shell": "whoami; sleep 1000000" } },
      "resources": { "cpus": 0.1, "mem": 32 }
    },
    {
      "name": "special",
      "user": "root",
      "exec": { "command": { "shell": "whoami; sleep 1000000" } },
      "resources": { "cpus": 0.1, "mem": 32 }
    }
  ]
}
`;

export const settingsTemplates: readonly Template[] = [
  {
    name: 'environment',
    title: 'Environment and labels',
    teaches: 'Variables of the pod and of one container.',
    category: 'Settings',
    tags: ['environment', 'label', 'variable'],
    text: environment,
  },
  {
    name: 'told',
    title: 'What the cluster tells a container',
    teaches: 'Task, agent and port are in variables that are there by themselves.',
    category: 'Settings',
    tags: ['MESOS_TASK_ID', 'HOST', 'ENDPOINT', 'variable'],
    text: told,
  },
  {
    name: 'users',
    title: 'Who a container runs as',
    teaches: 'The user of the pod, and that of one container.',
    category: 'Settings',
    tags: ['user', 'root'],
    text: user,
  },
];
