/** Proof that each layer rule fires: for every rule one import that breaks it, and the allowed ones beside it. */
import { describe, expect, test } from 'vitest';
import { layerRules } from './layer-rules.mjs';
import { checkLayers } from './layers.mjs';

/** Rules broken by the files given, orphans aside: they are the subject of their own test. */
const broken = (files) =>
  checkLayers(new Map(Object.entries(files)))
    .map(({ rule }) => rule)
    .filter((rule) => rule !== 'no-orphans');

/** Rule, importing file, import. */
const violations = [
  ['protocol-is-a-leaf', 'protocol/marathon/pod.ts', "import { place } from '../../cluster/cluster';"],
  ['protocol-is-a-leaf', 'protocol/marathon/pod.ts', "import { useState } from 'react';"],
  ['runtime-is-generic', 'cluster/runtime/queue.ts', "import type { Offer } from '../../protocol/mesos/offer';"],
  ['marathon-and-mesos-meet-on-the-wire', 'cluster/marathon/marathon.ts', "import type { M } from '../mesos/mesos';"],
  [
    'marathon-and-mesos-meet-on-the-wire',
    'cluster/mesos/master/master.ts',
    "import { m } from '../../marathon/marathon';",
  ],
  ['agent-and-executor-meet-on-the-wire', 'cluster/mesos/agent/agent.ts', "import { e } from '../executor/group';"],
  ['agent-and-executor-meet-on-the-wire', 'cluster/mesos/executor/group.ts', "import { a } from '../agent/agent';"],
  ['workloads-are-guests', 'cluster/workloads/sleep.ts', "import { agent } from '../mesos/agent/agent';"],
  ['discovery-reads-the-books', 'cluster/discovery/records.ts', "import { listen } from '../workloads/ports';"],
  ['record-looks-on', 'cluster/record/entries.ts', "import { tracker } from '../marathon/instance/tracker';"],
  ['cluster-knows-no-browser', 'cluster/cluster.ts', "import { http } from 'msw/http';"],
  ['cluster-knows-no-browser', 'cluster/admin-router.ts', "import { pods } from '../api/client/pods';"],
  ['cluster-knows-no-browser', 'cluster/admin-router.ts', "import { readFileSync } from 'node:fs';"],
  ['mocks-are-a-plug', 'mocks/browser.ts', "import { match } from '../cluster/marathon/matcher/match';"],
  ['hosting-is-for-all-hosts', 'hosting/real-time.ts', "import { store } from '../mocks/browser-store';"],
  ['hosting-is-for-all-hosts', 'hosting/real-time.ts', "import { performance } from 'node:perf_hooks';"],
  ['node-is-a-plug', 'node/http-host.ts', "import { match } from '../cluster/marathon/matcher/match';"],
  ['node-is-a-plug', 'node/http-host.ts', "import { openDB } from 'idb';"],
  ['client-is-headless', 'api/client/pods.ts', "import { useState } from 'react';"],
  ['client-is-headless', 'api/client/pods.ts', "import { podQueries } from '../queries/pods';"],
  ['cli-is-headless', 'cli/try.ts', "import { podQueries } from '../api/queries/pods';"],
  ['dcos-runs-anywhere', 'cli/dcos/run-dcos.ts', "import { readFileSync } from 'node:fs';"],
  ['dcos-runs-anywhere', 'cli/shell/shell.ts', "import { createCluster } from '../../cluster/cluster';"],
  ['dcos-runs-anywhere', 'cli/dcos/run-dcos.ts', "import { createShell } from '../shell/shell';"],
  ['terminal-speaks-dcos', 'features/terminal/drawer.tsx', "import { tryOut } from '../../cli/try-out';"],
  ['terminal-speaks-dcos', 'features/terminal/drawer.tsx', "import { Page } from '../services/page';"],
  ['features-do-not-meet', 'features/services/list.tsx', "import { createShell } from '../../cli/shell/shell';"],
  ['queries-are-thin', 'api/queries/pods.ts', "import { toast } from '../../ui/toast';"],
  ['queries-are-thin', 'api/queries/pods.ts', "import { http } from 'msw/http';"],
  ['ui-knows-no-domain', 'ui/button.tsx', "import type { Pod } from '../protocol/marathon/pod';"],
  ['ui-knows-no-domain', 'ui/button.tsx', "import { useQuery } from '@tanstack/react-query';"],
  ['features-do-not-meet', 'features/services/list.tsx', "import { Page } from '../pod-detail/page';"],
  ['features-do-not-meet', 'features/brand-new/list.tsx', "import { Page } from '../services/page';"],
  ['features-do-not-meet', 'features/shared/badge.tsx', "import { Page } from '../services/page';"],
  ['features-do-not-meet', 'features/services/list.tsx', "import { createCluster } from '../../cluster/cluster';"],
  ['app-composes', 'app/router.tsx', "import { start } from '../mocks/browser';"],
  ['main-alone-starts-mocks', 'main.tsx', "import { start } from './mocks/browser';"],
  ['main-alone-starts-mocks', 'main.tsx', "import { createCluster } from './cluster/cluster';"],
  ['testing-stays-in-tests', 'app/router.tsx', "import { aPod } from '../testing/pods';"],
  ['testing-stays-in-tests', 'features/shared/badge.tsx', "import { pod } from './pod-status-fixture';"],
  ['no-barrels', 'ui/index.ts', ''],
];

test.each(violations)('%s refuses in %s: %s', (rule, file, text) => {
  expect(broken({ [file]: text })).toContain(rule);
});

test('every rule of the table has an import that breaks it', () => {
  const proven = new Set(violations.map(([rule]) => rule));
  expect(layerRules.filter(({ name }) => !proven.has(name))).toEqual([]);
});

test.each([
  ['main.tsx', "void import('./mocks/browser');"],
  ['features/services/list.tsx', "import { Badge } from '../shared/badge';\nimport { rows } from './rows';"],
  ['cluster/runtime/queue.ts', "import type { Millis } from '../../protocol/units';"],
  [
    'cluster/cluster.ts',
    "import { createMesos } from './mesos/mesos';\nimport { createMarathon } from './marathon/marathon';",
  ],
  ['cluster/mesos/mesos.ts', "import { agent } from './agent/agent';\nimport { group } from './executor/group';"],
  ['cluster/workloads/sleep.ts', "import type { Process } from '../mesos/containerizer/process';"],
  [
    'features/terminal/drawer.tsx',
    "import { createShell } from '../../cli/shell/shell';\nimport { tab } from './tab';",
  ],
  ['cli/shell/dcos-program.ts', "import { runDcos } from '../dcos/run-dcos';"],
  ['ui/editor.tsx', "import { useEffect } from 'react';\nimport './tokens.css';"],
  ['features/services/list.test.tsx', "import { aPod } from '../../testing/pods';"],
])('%s may: %s', (file, text) => {
  expect(broken({ [file]: text })).toEqual([]);
});

test('an import over several lines counts, a comment does not', () => {
  expect(broken({ 'ui/a.ts': "import {\n  one,\n  two,\n} from '../api/client/pods';" })).toEqual([
    'ui-knows-no-domain',
  ]);
  expect(broken({ 'ui/a.ts': "/** import { one } from '../api/client/pods'; */\nexport const a = 1;" })).toEqual([]);
});

describe('the graph', () => {
  test('a cycle is found although one of its arrows is a type import', () => {
    const files = { 'ui/a.ts': "import { b } from './b';", 'ui/b.ts': "import type { A } from './a';" };
    expect(broken(files)).toEqual(['no-cycles']);
  });

  test('a module that only its test imports is an orphan; a root and a worker by URL are not', () => {
    const files = new Map([
      ['main.tsx', "void import('./mocks/browser');"],
      ['mocks/browser.ts', "new SharedWorker(new URL('./worker.ts', import.meta.url));"],
      ['mocks/worker.ts', ''],
      ['left.ts', ''],
      ['left.test.ts', "import { left } from './left';"],
    ]);
    expect(checkLayers(files, ['main.tsx']).map(({ rule, file }) => `${rule} ${file}`)).toEqual(['no-orphans left']);
  });
});
