/** Pods whose containers help each other: what a pod is for. */
import type { Template } from './template';

const sharedVolume = `{
  // A writer and a reader: both containers see the same files.
  "id": "/shared-volume",
  "containers": [
    {
      "name": "writer",
      "exec": { "command": { "shell": "while true; do date >> /data/log; sleep 5; done" } },
      "resources": { "cpus": 0.1, "mem": 32 },
      "volumeMounts": [{ "name": "exchange", "mountPath": "/data" }]
    },
    {
      "name": "reader",
      "exec": { "command": { "shell": "tail -F /data/log" } },
      "resources": { "cpus": 0.1, "mem": 32 },
      // This one cannot change what the writer wrote.
      "volumeMounts": [{ "name": "exchange", "mountPath": "/data", "readOnly": true }]
    }
  ],
  // Lives and dies with the instance.
  "volumes": [{ "name": "exchange" }]
}
`;

const proxy = `{
  // The containers of an instance share one network: the proxy finds the app on localhost.
  "id": "/proxy-and-app",
  "containers": [
    {
      "name": "app",
      "image": { "kind": "DOCKER", "id": "python:3-alpine" },
      "exec": { "command": { "shell": "python -m http.server 8080" } },
      "resources": { "cpus": 0.2, "mem": 64 },
      "endpoints": [{ "name": "app", "containerPort": 8080 }]
    },
    {
      "name": "proxy",
      "image": { "kind": "DOCKER", "id": "nginx:1.25" },
      "resources": { "cpus": 0.1, "mem": 64 },
      "endpoints": [
        // The label gives the endpoint one address for all instances.
        { "name": "web", "containerPort": 80, "hostPort": 0, "labels": { "VIP_0": "/proxy-and-app:80" } }
      ]
    }
  ],
  "networks": [{ "mode": "container", "name": "dcos" }],
  "scaling": { "kind": "fixed", "instances": 2 }
}
`;

const logShipper = `{
  // The web server writes its log into a volume; the shipper follows it and sends it on.
  "id": "/log-shipper",
  "containers": [
    {
      "name": "web",
      "image": { "kind": "DOCKER", "id": "nginx:1.25" },
      "resources": { "cpus": 0.1, "mem": 64 },
      "endpoints": [{ "name": "http", "containerPort": 80, "hostPort": 0 }],
      "volumeMounts": [{ "name": "logs", "mountPath": "/var/log/nginx" }]
    },
    {
      "name": "shipper",
      // In earnest this is a log collector; here it prints what it would send.
      "exec": { "command": { "shell": "tail -F /logs/access.log" } },
      "resources": { "cpus": 0.1, "mem": 32 },
      "volumeMounts": [{ "name": "logs", "mountPath": "/logs", "readOnly": true }],
      // It is stopped by itself when the web server has ended.
      "lifecycle": { "kind": "sidecar" }
    }
  ],
  "volumes": [{ "name": "logs" }],
  "networks": [{ "mode": "container/bridge" }]
}
`;

const ambassador = `{
  // The app speaks to its cache on localhost; the ambassador beside it knows where the cache really is.
  "id": "/ambassador",
  "containers": [
    {
      "name": "app",
      "exec": { "command": { "shell": "while true; do echo asking localhost:6379; sleep 10; done" } },
      "resources": { "cpus": 0.1, "mem": 32 },
      // It waits until the way to the cache is open.
      "lifecycle": { "startAfter": [{ "container": "ambassador", "condition": "healthy" }] }
    },
    {
      "name": "ambassador",
      "image": { "kind": "DOCKER", "id": "haproxy:2.9" },
      // Move the cache to another place, and only this container changes.
      "exec": { "command": { "shell": "nc -lk 6379" } },
      "resources": { "cpus": 0.1, "mem": 32 },
      "endpoints": [{ "name": "cache", "containerPort": 6379 }],
      "healthCheck": { "tcp": { "endpoint": "cache" }, "intervalSeconds": 5, "timeoutSeconds": 2, "delaySeconds": 1 }
    }
  ],
  "networks": [{ "mode": "container", "name": "dcos" }]
}
`;

const adapter = `{
  // The app tells its figures in its own words; the adapter serves them the way the monitoring wants them.
  "id": "/adapter",
  "containers": [
    {
      "name": "app",
      "exec": { "command": { "shell": "while true; do echo requests 42 > figures; sleep 15; done" } },
      "resources": { "cpus": 0.1, "mem": 32 },
      "volumeMounts": [{ "name": "figures", "mountPath": "figures" }]
    },
    {
      "name": "adapter",
      "image": { "kind": "DOCKER", "id": "hashicorp/http-echo:1.0" },
      // Arguments for the program of the image.
      "exec": { "command": { "argv": ["-listen=:9100", "-text=requests_total 42"] } },
      "resources": { "cpus": 0.1, "mem": 32 },
      "endpoints": [{ "name": "metrics", "containerPort": 9100, "hostPort": 0 }],
      "healthCheck": {
        "http": { "endpoint": "metrics", "path": "/metrics" },
        "intervalSeconds": 10,
        "timeoutSeconds": 5,
        "delaySeconds": 2
      },
      "volumeMounts": [{ "name": "figures", "mountPath": "/figures", "readOnly": true }]
    }
  ],
  "volumes": [{ "name": "figures" }],
  "networks": [{ "mode": "container/bridge" }]
}
`;

export const togetherTemplates: readonly Template[] = [
  {
    name: 'shared-volume',
    title: 'Two containers, one volume',
    teaches: 'One writes, the other reads the same files.',
    category: 'Together',
    tags: ['ephemeral', 'sidecar', 'files'],
    text: sharedVolume,
  },
  {
    name: 'log-shipper',
    title: 'Log shipper beside a web server',
    teaches: 'A sidecar follows the log in a shared volume and ends with its main container.',
    category: 'Together',
    tags: ['sidecar', 'logs', 'volume'],
    text: logShipper,
  },
  {
    name: 'proxy',
    title: 'Proxy beside an app',
    teaches: 'They meet on localhost; one address for all instances.',
    category: 'Together',
    tags: ['localhost', 'VIP', 'sidecar'],
    text: proxy,
  },
  {
    name: 'ambassador',
    title: 'Ambassador to a cache',
    teaches: 'The app asks localhost; its neighbour knows where the cache really is.',
    category: 'Together',
    tags: ['localhost', 'proxy', 'haproxy', 'redis'],
    text: ambassador,
  },
  {
    name: 'adapter',
    title: 'Adapter for monitoring',
    teaches: 'A neighbour translates the figures of the app for those who collect them.',
    category: 'Together',
    tags: ['metrics', 'argv', 'http-echo'],
    text: adapter,
  },
];
