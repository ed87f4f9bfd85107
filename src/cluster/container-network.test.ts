/** Containers that really ask: what they find when they ask, what follows from it, and that it is always the same. */
import { describe, expect, test } from 'vitest';
import { aNetwork, asked, aTalker, FOREVER, HOST, OVERLAY, SERVE, started } from './network-fixture';
import { openWorld, sealWorld, worldDigest } from './world';
import { millis } from '../protocol/units';

const WEB = 'web.marathon.l4lb.thisdcos.directory';
/** Serves under a virtual address. */
const aServer = (command = SERVE) =>
  aTalker('/web', command, {
    ...OVERLAY,
    endpoints: [{ name: 'http', containerPort: 8080, labels: { VIP_0: '/web:80' } }],
  });

describe('programs say what they find', () => {
  test.each([
    ['curl -sS 9.0.0.2:8080', 'hello\n'],
    [`curl -s ${WEB}`, 'hello\n'],
    [`curl -sS -o /dev/null -w "%{http_code}\\n" http://${WEB}/x`, '200\n'],
    ['curl nobody.marathon.mesos', 'curl: (6) Could not resolve host: nobody.marathon.mesos\n'],
    ['curl http://nobody:80/', 'curl: (6) Could not resolve host: nobody\n'],
    ['curl 9.0.0.2:81', 'curl: (7) Failed to connect to 9.0.0.2 port 81: Connection refused\n'],
    ['curl -m 2 9.0.0.9:80', 'curl: (28) Connection timed out after 2001 milliseconds\n'],
    ['curl 9.0.0.9:80', 'curl: (28) Failed to connect to 9.0.0.9 port 80: Connection timed out\n'],
    ['curl -s 9.0.0.2:81; echo $?', '7\n'],
    ['curl -s nobody; echo $?', '6\n'],
    ['curl -s --connect-timeout 1 9.0.0.9; echo $?', '28\n'],
    ['wget -qO- 9.0.0.2:8080', 'hello\n'],
    ['wget -q 9.0.0.2:81; echo $?', '4\n'],
    ['wget nobody', "wget: unable to resolve host address 'nobody'\n"],
    ['wget 9.0.0.2:81', 'Connecting to 9.0.0.2 (9.0.0.2)|9.0.0.2|:81... failed: Connection refused.\n'],
    ['nc -z 9.0.0.2 8080 && echo open', 'open\n'],
    ['nc -z 9.0.0.2 81 || echo closed', 'closed\n'],
    ['nc -zv -w 2 9.0.0.9 81', 'nc: connect to 9.0.0.9 port 81 (tcp) failed: Operation timed out\n'],
    ['getent hosts leader.mesos', '10.0.0.5        leader.mesos\n'],
    ['getent hosts nobody; echo $?', '2\n'],
    [
      'nslookup nobody.mesos; echo $?',
      "Server:\t\t198.51.100.1\nAddress:\t198.51.100.1#53\n\n** server can't find nobody.mesos: NXDOMAIN\n\n1\n",
    ],
    [
      'host web.marathon.containerip.dcos.thisdcos.directory',
      'web.marathon.containerip.dcos.thisdcos.directory has address 9.0.0.2\n',
    ],
    ['ping -c 1 nobody; echo $?', '2\nping: nobody: Name or service not known\n'],
    ['ping -c 1 -W 1 9.1.0.2 > /dev/null; echo $?', '1\n'],
    ['pg_isready -h 9.0.0.2', '9.0.0.2:5432 - no response\n'],
    ['redis-cli -h 9.0.0.2 ping', 'Could not connect to Redis at 9.0.0.2:6379: Connection refused\n'],
    ['curl -s nobody | grep -q up || echo down', 'down\n'],
    ['(echo > /dev/tcp/9.0.0.2/8080) && echo open; : < /dev/tcp/9.0.0.2/81 || echo closed', 'open\nclosed\n'],
    ['(curl -s 9.0.0.2:8080) && sh -c "curl -s 9.0.0.2:8080"', 'hello\nhello\n'],
    ['curl -sfL https://downloads.example.com/tool.tgz && echo fetched', 'fetched\n'],
  ])('%s', async (command, output) => {
    const net = await aNetwork();
    net.add({
      ...aServer(),
      scheduling: { placement: { constraints: [{ fieldName: 'hostname', operator: 'CLUSTER', value: '10.0.0.1' }] } },
    });
    net.runFor(30);
    expect(asked(net, HOST, command)).toBe(output);
  });

  test('what a server of a known kind answers', async () => {
    const net = await started(
      aTalker('/a', "nginx -g 'daemon off;'", { ...HOST, on: 1 }),
      aTalker('/b', 'http-echo -listen=:90 -status-code=503', { ...HOST, on: 1 }),
    );
    expect(asked(net, HOST, 'curl -s 10.0.0.1 | cat')).toContain('<h1>Welcome to nginx!</h1>');
    expect(asked(net, HOST, 'curl -sSf 10.0.0.1:90')).toBe('curl: (22) The requested URL returned error: 503\n');
  });
});

describe('what they find decides how they go on', () => {
  test('one waits for the other’s server, and opens its own port when it is there', async () => {
    const net = await started(
      aTalker('/app', `until curl -s ${WEB}; do sleep 2; done; exec http-echo -listen=:9000 -text=ready`, {
        ...HOST,
        on: 1,
      }),
    );
    expect(asked(net, HOST, 'curl -sS 10.0.0.1:9000')).toContain('Connection refused');
    net.add(aServer('sleep 20; http-echo -listen=:8080 -text=hello'));
    net.runFor(15);
    expect(net.log(net.taskOf('/app'))).toBe('');
    net.runFor(15);
    expect(net.log(net.taskOf('/app'))).toBe('hello\n');
    expect(asked(net, HOST, 'curl -sS 10.0.0.1:9000')).toBe('ready\n');
  });

  test('a task fails with the status of the program it failed for', async () => {
    const net = await started(aTalker('/a', 'sleep 5; curl -sf nobody.marathon.mesos', HOST));
    const { terminationHistory } = net.status('/a');
    expect(terminationHistory[0]?.containers[0]?.termination).toMatchObject({
      exitCode: 6,
      message: 'Command exited with status 6',
    });
  });

  test('a loop asks again in every turn, and its log tells when the answers changed', async () => {
    const net = await started(aServer(), aTalker('/c', `while true; do curl -sS ${WEB}; sleep 5; done`, HOST));
    net.runFor(30);
    net.ask('DELETE', '/v2/pods/web');
    net.runFor(30);
    net.add(aServer());
    net.runFor(30);
    const task = net.taskOf('/c');
    const [out, err] = [net.log(task), net.log(task, 'stderr')];
    expect(out).toMatch(/^(hello\n){12,18}$/);
    expect(err).toMatch(new RegExp(`^(curl: \\(6\\) Could not resolve host: ${WEB}\\n){4,9}$`));
    net.ask('DELETE', '/v2/pods/c');
    net.runFor(30);
    // What it heard outlives it.
    expect(net.log(task).startsWith(out)).toBe(true);
    expect(net.world.state.workloads.processes.size).toBe(1);
  });

  test('a loop inside a loop, and one in the background', async () => {
    const inner = `while true; do until curl -s ${WEB}; do sleep 1; done; echo turn; sleep 10; done`;
    const net = await started(aTalker('/c', `(sleep 3; curl -s localhost:1 || echo late) & ${inner}`, HOST));
    net.add(aServer());
    net.runFor(40);
    net.ask('DELETE', '/v2/pods/web');
    net.runFor(40);
    net.add(aServer());
    net.runFor(40);
    const text = net.log(net.taskOf('/c'));
    expect(text).toMatch(/^late\n(hello\nturn\n){5,9}$/);
    const [tape] = [...net.world.state.workloads.processes.values()].flatMap(({ inquiry }) => [
      ...(inquiry?.tapes.get('0') ?? []),
    ]);
    // Turns alike are counted: what is kept does not grow with time.
    expect(JSON.stringify(tape).length).toBeLessThan(2000);
  });

  test('a loop that counts what it hears comes to an end', async () => {
    const net = await started(
      aTalker(
        '/c',
        'i=0; while [ $i -lt 5 ]; do curl -s localhost:1 || i=$((i+1)); sleep 1; done; echo gave up; sleep 10000',
        HOST,
      ),
    );
    expect(net.log(net.taskOf('/c'))).toBe('gave up\n');
  });

  test('a check of health that asks another service follows that service', async () => {
    const pod = aTalker('/c', FOREVER, HOST);
    const healthCheck = {
      exec: { command: { shell: `curl -f ${WEB}` } },
      gracePeriodSeconds: 1,
      delaySeconds: 1,
      intervalSeconds: 3,
      timeoutSeconds: 2,
      maxConsecutiveFailures: 100,
    };
    const net = await started(aServer(), {
      ...pod,
      containers: pod.containers.map((one) => ({ ...one, healthCheck })),
    });
    const healthy = () =>
      net.status('/c').instances[0]?.containers[0]?.conditions.find(({ name }) => name === 'healthy')?.value;
    expect(healthy()).toBe('true');
    net.ask('DELETE', '/v2/pods/web');
    net.runFor(20);
    expect(healthy()).toBe('false');
    net.add(aServer());
    net.runFor(20);
    expect(healthy()).toBe('true');
  });

  test('a handler of TERM is not kept waiting by the network', async () => {
    const net = await started(
      aTalker('/c', `trap "curl -s ${WEB}/bye; exit 0" TERM; while true; do curl -s ${WEB}; sleep 1; done`, HOST),
    );
    const task = net.taskOf('/c');
    net.ask('DELETE', '/v2/pods/c');
    net.runFor(20);
    const framework = [...net.world.state.mesos.master.frameworks.values()][0];
    const last = framework?.completed.find(({ info }) => info.taskId === task)?.statuses.at(-1);
    expect(last).toMatchObject({ state: 'TASK_KILLED', exitCode: 0 });
  });
});

test('a world that asks is the same after a snapshot in the middle of it', async () => {
  const net = await started(
    aServer(),
    aTalker('/c', `until curl -s nobody.mesos; do curl -s ${WEB}; sleep 3; done`, OVERLAY),
  );
  const copy = openWorld(sealWorld(net.world));
  if (copy === undefined) throw new Error('the world cannot be read');
  const later = millis(net.world.runtime.now() + 60_000);
  for (const world of [net.world, copy]) world.runtime.runUntil(later);
  expect(worldDigest(copy)).toBe(worldDigest(net.world));
  const twin = await started(
    aServer(),
    aTalker('/c', `until curl -s nobody.mesos; do curl -s ${WEB}; sleep 3; done`, OVERLAY),
  );
  twin.world.runtime.runUntil(later);
  expect(worldDigest(twin.world)).toBe(worldDigest(net.world));
});

test('who asks nothing leaves nothing in the queue and keeps nothing', async () => {
  const net = await started(aTalker('/a', SERVE, OVERLAY));
  expect([...net.world.state.workloads.processes.values()].map(({ inquiry }) => inquiry)).toEqual([undefined]);
});
