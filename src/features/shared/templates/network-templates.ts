/** The three kinds of networks, and how a service is reached on each. */
import type { Template } from './template';

const bridge = `{
  // Behind the bridge of the agent: port 80 of the container is a port of the agent, a free one and a chosen one.
  "id": "/bridge-ports",
  "containers": [
    {
      "name": "web",
      "image": { "kind": "DOCKER", "id": "nginx:1.25" },
      "resources": { "cpus": 0.1, "mem": 64 },
      "endpoints": [{ "name": "http", "containerPort": 80, "hostPort": 0 }]
    },
    {
      "name": "admin",
      "image": { "kind": "DOCKER", "id": "python:3-alpine" },
      "exec": { "command": { "shell": "python -m http.server 9000" } },
      "resources": { "cpus": 0.1, "mem": 64 },
      // A chosen port is taken once per agent: no two instances on one agent.
      "endpoints": [{ "name": "admin", "containerPort": 9000, "hostPort": 9000 }]
    }
  ],
  "networks": [{ "mode": "container/bridge" }],
  "scaling": { "kind": "fixed", "instances": 2 }
}
`;

const overlay = `{
  // Every instance has an address of its own, so no port of an agent is needed; all are reached by one name.
  "id": "/own-address",
  "containers": [
    {
      "name": "web",
      "image": { "kind": "DOCKER", "id": "nginx:1.25" },
      "resources": { "cpus": 0.1, "mem": 64 },
      "endpoints": [{ "name": "http", "containerPort": 80, "labels": { "VIP_0": "/own-address:80" } }]
    }
  ],
  "networks": [{ "mode": "container", "name": "dcos" }],
  "scaling": { "kind": "fixed", "instances": 3 }
}
`;

const host = `{
  // On the network of the agent the program has to listen on the port it was given.
  "id": "/host-network",
  "containers": [
    {
      "name": "server",
      "exec": { "command": { "shell": "python3 -m http.server $ENDPOINT_HTTP" } },
      "resources": { "cpus": 0.1, "mem": 32 },
      "endpoints": [{ "name": "http", "hostPort": 0 }],
      "healthCheck": { "http": { "endpoint": "http" }, "intervalSeconds": 10, "timeoutSeconds": 5, "delaySeconds": 2 }
    }
  ],
  "networks": [{ "mode": "host" }],
  "scaling": { "kind": "fixed", "instances": 2 }
}
`;

const edge = `{
  // A proxy at the edge: only agents with the role slave_public are reached from outside.
  "id": "/public-edge",
  "containers": [
    {
      "name": "edge",
      "image": { "kind": "DOCKER", "id": "nginx:1.25" },
      "resources": { "cpus": 0.1, "mem": 64 },
      "endpoints": [{ "name": "http", "containerPort": 80, "hostPort": 80 }]
    }
  ],
  "networks": [{ "mode": "container/bridge" }],
  "scheduling": { "placement": { "acceptedResourceRoles": ["slave_public"] } }
}
`;

export const networkTemplates: readonly Template[] = [
  {
    name: 'bridge',
    title: 'Ports of the agent by a bridge',
    teaches: 'A port of the container becomes a port of the agent, any or a chosen one.',
    category: 'Networking',
    tags: ['port mapping', 'bridge', 'host port'],
    text: bridge,
  },
  {
    name: 'own-address',
    title: 'An address per instance',
    teaches: 'Instances with own addresses, all reached by one name.',
    category: 'Networking',
    tags: ['overlay', 'VIP', 'container network', 'load balancing'],
    text: overlay,
  },
  {
    name: 'host-network',
    title: 'On the network of the agent',
    teaches: 'The program listens on the port that Marathon chose for it.',
    category: 'Networking',
    tags: ['host', 'ENDPOINT', 'port'],
    text: host,
  },
  {
    name: 'public-edge',
    title: 'At the edge, on a public agent',
    teaches: 'How a service comes onto the agents that are reached from outside.',
    category: 'Networking',
    tags: ['role', 'slave_public', 'acceptedResourceRoles'],
    text: edge,
  },
];
