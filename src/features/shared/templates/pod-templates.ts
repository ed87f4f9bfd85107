/** Pods to learn from: small, each shows one thing, all run on a fresh cluster. Comments explain; they are not sent. */

export type Template = { name: string; title: string; teaches: string; text: string };

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

const sidecar = `{
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

const localhost = `{
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

const spread = `{
  // Three instances on three agents, spread evenly over the zones.
  "id": "/spread-out",
  "containers": [
    {
      "name": "sleeper",
      "exec": { "command": { "shell": "sleep 1000000" } },
      "resources": { "cpus": 0.5, "mem": 128 }
    }
  ],
  "scaling": { "kind": "fixed", "instances": 3 },
  "scheduling": {
    "placement": {
      "constraints": [
        { "fieldName": "hostname", "operator": "UNIQUE" },
        { "fieldName": "@zone", "operator": "GROUP_BY" }
      ]
    }
  }
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

export const templates: readonly Template[] = [
  {
    name: 'web',
    title: 'Web server with a health check',
    teaches: 'An endpoint on the agent, checked every 10 s.',
    text: web,
  },
  {
    name: 'shared-volume',
    title: 'Two containers, one volume',
    teaches: 'One writes, the other reads the same files.',
    text: sidecar,
  },
  {
    name: 'proxy',
    title: 'Proxy beside an app',
    teaches: 'They meet on localhost; one address for all instances.',
    text: localhost,
  },
  { name: 'spread', title: 'Spread over agents and zones', teaches: 'Placement constraints at work.', text: spread },
  {
    name: 'update',
    title: 'Careful rolling update',
    teaches: 'How many may be missing, how many may be too many.',
    text: update,
  },
  {
    name: 'crash',
    title: 'A container that fails',
    teaches: 'Shared fate, back-off, and where to see why.',
    text: crash,
  },
  {
    name: 'environment',
    title: 'Environment and labels',
    teaches: 'Variables of the pod and of one container.',
    text: environment,
  },
  { name: 'gpu', title: 'A pod with a GPU', teaches: 'Fits on one agent only.', text: gpu },
];
