/**
 * Who may import whom: one rule per layer, each a name and one sentence. `from` and `may` are matched against paths
 * below `src/`; what is not in `may` is forbidden, the layer itself excepted. Read by layers.mjs.
 */

/** Packages that only make sense in a page. */
const browserPackages = /^(react|react-dom|msw|@tanstack\/.*|@base-ui\/.*|@xterm\/.*|monaco-editor|idb)(\/|$)/;
const reactPackages = /^(react|react-dom|@tanstack\/.*|@base-ui\/.*|@xterm\/.*|monaco-editor)(\/|$)/;
const nodePackages = /^node:/;

export const layerRules = [
  {
    name: 'protocol-is-a-leaf',
    says: 'protocol holds the words both sides speak; it imports nothing of ours',
    from: /^protocol\//,
    may: [],
    noPackages: [browserPackages, nodePackages],
  },
  {
    name: 'runtime-is-generic',
    says: 'the event queue knows neither Marathon nor Mesos, only units',
    from: /^cluster\/runtime\//,
    may: [/^protocol\/units$/],
  },
  {
    name: 'marathon-and-mesos-meet-on-the-wire',
    says: 'Marathon and Mesos exchange messages of protocol/mesos and never import each other',
    from: /^cluster\/(marathon|mesos)\//,
    may: [/^protocol\//, /^cluster\/runtime\//],
  },
  {
    name: 'agent-and-executor-meet-on-the-wire',
    says: 'agent and executor exchange messages of protocol/mesos/executor and never import each other',
    from: /^cluster\/mesos\/(agent|executor)\//,
    may: [/^(?!cluster\/mesos\/(agent|executor)\/)/],
  },
  {
    name: 'workloads-are-guests',
    says: 'a workload implements the process that a container runs, and sees nothing else of the cluster',
    from: /^cluster\/workloads\//,
    may: [/^protocol\//, /^cluster\/runtime\//, /^cluster\/mesos\/containerizer\//],
  },
  {
    name: 'discovery-reads-the-books',
    says: 'names and connections are computed from the state of Mesos, whatever the processes and Marathon are',
    from: /^cluster\/discovery\//,
    may: [/^protocol\//, /^cluster\/runtime\//, /^cluster\/mesos\//],
  },
  {
    name: 'record-looks-on',
    says: 'the record reads what is said and chosen, and reaches into neither Marathon nor Mesos',
    from: /^cluster\/record\//,
    may: [
      /^protocol\//,
      /^cluster\/runtime\//,
      /^cluster\/marathon\/(marathon|launcher\/choice)$/,
      /^cluster\/mesos\/mesos$/,
    ],
  },
  {
    name: 'cluster-knows-no-browser',
    says: 'the cluster runs anywhere: protocol only, no page, no transport, no Node',
    from: /^cluster\//,
    may: [/^protocol\//],
    noPackages: [browserPackages, nodePackages],
  },
  {
    name: 'mocks-are-a-plug',
    says: 'mocks carry requests to the cluster, keep its journal, and decide nothing',
    from: /^mocks\//,
    may: [/^cluster\/(cluster|journal|scenarios\/catalogue)$/, /^protocol\/simulation\//, /^hosting\//],
    noPackages: [reactPackages, nodePackages],
  },
  {
    name: 'hosting-is-for-all-hosts',
    says: 'hosting drives a cluster in real time, in a page and in Node alike',
    from: /^hosting\//,
    may: [/^cluster\/cluster$/],
    noPackages: [browserPackages, nodePackages],
  },
  {
    name: 'node-is-a-plug',
    says: 'node carries requests to the cluster over HTTP, keeps its journal in files, and decides nothing',
    from: /^node\//,
    may: [/^cluster\/(cluster|journal|scenarios\/catalogue)$/, /^protocol\//, /^hosting\//],
    noPackages: [browserPackages],
  },
  {
    name: 'client-is-headless',
    says: 'the REST client speaks protocol and needs no React, so that the command line can use it',
    from: /^api\/client\//,
    may: [/^protocol\//],
    noPackages: [browserPackages, nodePackages],
  },
  {
    name: 'dcos-runs-anywhere',
    says: 'dcos and its shell run on a machine and in the page: protocol and client only, no Node, no React',
    from: /^cli\/(dcos|shell)\//,
    may: [/^protocol\//, /^api\/client\//, /^cli\/dcos\//],
    noPackages: [browserPackages, nodePackages],
  },
  {
    name: 'cli-is-headless',
    says: 'the command line uses the client or a cluster of its own, and no React',
    from: /^cli\//,
    may: [/^protocol\//, /^api\/client\//, /^cluster\/(cluster|scenarios\/catalogue)$/, /^node\//],
    noPackages: [browserPackages],
  },
  {
    name: 'queries-are-thin',
    says: 'queries tie the client to the cache and hold no logic of a screen',
    from: /^api\/queries\//,
    may: [/^protocol\//, /^api\/client\//],
    noPackages: [/^(?!@tanstack\/react-query$)/],
  },
  {
    name: 'ui-knows-no-domain',
    says: 'the kit knows no pod: React, Monaco, xterm and CSS only',
    from: /^ui\//,
    may: [],
    noPackages: [/^(msw|idb|zod|@tanstack\/react-query)(\/|$)/, nodePackages],
  },
  {
    name: 'features-do-not-meet',
    says: 'a feature knows api, protocol, ui and features/shared; app is where features meet',
    from: /^features\/(?!terminal\/)([^/]+)\//,
    may: [/^api\//, /^protocol\//, /^ui\//, /^features\/shared\//],
    noPackages: [/^(msw|idb|monaco-editor|@xterm\/.*)(\/|$)/, nodePackages],
  },
  {
    name: 'terminal-speaks-dcos',
    says: 'the terminal is a feature that knows the command line and its shell as well',
    from: /^features\/terminal\//,
    may: [/^api\//, /^protocol\//, /^ui\//, /^features\/shared\//, /^cli\/(dcos|shell)\//],
    noPackages: [/^(msw|idb|monaco-editor|@xterm\/.*)(\/|$)/, nodePackages],
  },
  {
    name: 'app-composes',
    says: 'app puts features into routes and shell, and speaks to the cluster through api alone',
    from: /^app\//,
    may: [/^features\//, /^ui\//, /^api\//],
    noPackages: [/^(msw|idb|monaco-editor|@xterm\/.*)(\/|$)/, nodePackages],
  },
  {
    name: 'main-alone-starts-mocks',
    says: 'main starts the cluster by a dynamic import of mocks, then mounts the app',
    from: /^main$/,
    may: [/^app\//, /^api\//, /^ui\//],
    mayLazily: [/^mocks\//],
  },
];
