/** Apps to learn from, as those of pods: small, runnable on a fresh cluster, comments are not sent. */
import type { Template } from './template';

const web = `{
  // A single container, three times, each behind a free port of its agent.
  "id": "/hello-app",
  "container": {
    "type": "MESOS",
    "docker": { "image": "nginx:1.25" },
    "portMappings": [{ "name": "http", "containerPort": 80, "hostPort": 0 }]
  },
  "networks": [{ "mode": "container/bridge" }],
  "cpus": 0.1,
  "mem": 64,
  "instances": 3,
  // Checked on the agent every 10 s, on the first port.
  "healthChecks": [{ "protocol": "MESOS_HTTP", "path": "/", "intervalSeconds": 10 }]
}
`;

const command = `{
  // No image at all: a command on the agent, restarted whenever it ends.
  "id": "/just-a-command",
  "cmd": "while true; do date; sleep 5; done",
  "cpus": 0.1,
  "mem": 32,
  "instances": 1,
  "portDefinitions": []
}
`;

export const appTemplates: readonly Template[] = [
  {
    name: 'app',
    title: 'Single container with a health check',
    teaches: 'An app: one container, several instances, ports of the agents.',
    category: 'Single container',
    tags: ['app', 'bridge', 'http'],
    text: web,
  },
  {
    name: 'app-command',
    title: 'A command, nothing else',
    teaches: 'The smallest app: what to run, and how much of an agent it takes.',
    category: 'Single container',
    tags: ['app', 'cmd'],
    text: command,
  },
];
