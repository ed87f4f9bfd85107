/** Which agents an instance may run on. */
import type { Template } from './template';

/** A pod that only sleeps, placed as told. */
const placed = (comment: string, id: string, instances: number, constraints: string): string => `{
  // ${comment}
  "id": "${id}",
  "containers": [
    {
      "name": "sleeper",
      "exec": { "command": { "shell": "sleep 1000000" } },
      "resources": { "cpus": 0.1, "mem": 64 }
    }
  ],
  "scaling": { "kind": "fixed", "instances": ${instances} },
  "scheduling": {
    "placement": {
      "constraints": [
        ${constraints}
      ]
    }
  }
}
`;

const canary = `{
  // The new version beside the old one: a single instance, and only where nothing but canaries may be.
  // Run it, watch it, and then update the real service.
  "id": "/shop/web-canary",
  "labels": { "stage": "canary" },
  "containers": [
    {
      "name": "web",
      "image": { "kind": "DOCKER", "id": "nginx:1.27" },
      "resources": { "cpus": 0.1, "mem": 64 },
      "endpoints": [
        // The address of the real service: the canary gets its share of the requests.
        { "name": "http", "containerPort": 80, "hostPort": 0, "labels": { "VIP_0": "/shop-web:80" } }
      ],
      "healthCheck": { "http": { "endpoint": "http" }, "intervalSeconds": 10, "timeoutSeconds": 5 }
    }
  ],
  "networks": [{ "mode": "container/bridge" }],
  "scheduling": {
    "placement": { "constraints": [{ "fieldName": "rack", "operator": "IS", "value": "r3" }] }
  }
}
`;

const gpu = `{
  // Only an agent that has a GPU can take this one.
  "id": "/needs-a-gpu",
  "containers": [
    {
      "name": "trainer",
      "exec": { "command": { "shell": "nvidia-smi; sleep 1000000" } },
      "resources": { "cpus": 1, "mem": 512, "disk": 100, "gpus": 1 }
    }
  ]
}
`;

export const placementTemplates: readonly Template[] = [
  {
    name: 'spread',
    title: 'Spread over agents and zones',
    teaches: 'Three instances on three agents, evenly over the zones.',
    category: 'Placement',
    tags: ['UNIQUE', 'GROUP_BY', 'constraint', 'zone'],
    text: placed(
      'Three instances on three agents, spread evenly over the zones.',
      '/spread-out',
      3,
      '{ "fieldName": "hostname", "operator": "UNIQUE" },\n        { "fieldName": "@zone", "operator": "GROUP_BY" }',
    ),
  },
  {
    name: 'max-per',
    title: 'At most two per rack',
    teaches: 'A rack that fails takes no more than two instances along.',
    category: 'Placement',
    tags: ['MAX_PER', 'constraint', 'rack'],
    text: placed(
      'Six instances, and never more than two of them in one rack.',
      '/two-per-rack',
      6,
      '{ "fieldName": "rack", "operator": "MAX_PER", "value": "2" }',
    ),
  },
  {
    name: 'cluster',
    title: 'All in one place',
    teaches: 'Instances that talk much stay together in one zone.',
    category: 'Placement',
    tags: ['CLUSTER', 'constraint', 'zone', 'pinned'],
    text: placed(
      'All instances in one zone; which one is given here, and any would do without the value.',
      '/close-together',
      3,
      '{ "fieldName": "@zone", "operator": "CLUSTER", "value": "us-east-b" }',
    ),
  },
  {
    name: 'like',
    title: 'On agents that match',
    teaches: 'A pattern says which agents may be used, another which may not.',
    category: 'Placement',
    tags: ['LIKE', 'UNLIKE', 'constraint', 'regular expression'],
    text: placed(
      'Racks 1 to 3, but not the agent 10.0.1.12. The patterns have to match the whole value.',
      '/matching-agents',
      2,
      '{ "fieldName": "rack", "operator": "LIKE", "value": "r[1-3]" },\n        { "fieldName": "hostname", "operator": "UNLIKE", "value": "10\\\\.0\\\\.1\\\\.12" }',
    ),
  },
  {
    name: 'canary',
    title: 'Canary in a rack of its own',
    teaches: 'One instance of the new version, on chosen agents, behind the address of the old one.',
    category: 'Placement',
    tags: ['IS', 'constraint', 'VIP', 'release'],
    text: canary,
  },
  {
    name: 'gpu',
    title: 'A pod with a GPU',
    teaches: 'Fits on one agent only.',
    category: 'Placement',
    tags: ['gpu', 'resources'],
    text: gpu,
  },
];
