/** The rules about containers of apps and their volumes. */
import { describe } from 'vitest';
import { anApp, anImageApp } from './fixtures/an-app-fixture';
import { refuses } from './fixtures/judged-app-fixture';

type Json = Record<string, unknown>;
const volume = (...volumes: readonly Json[]): Json => anImageApp({ volumes });

const secrets = { password: { source: '/password' } };

describe('containers', () => {
  refuses([
    ['the Docker engine without an image', anApp({ container: {} }), { '/container/docker': ['not defined'] }],
    [
      'credentials with the Docker engine',
      anImageApp({ type: 'DOCKER', docker: { image: 'a', pullConfig: { secret: 'password' } } }, { secrets }),
      { '/container/docker/pullConfig': ['pullConfig is not supported with Docker containerizer'] },
    ],
    [
      'credentials that are no secret',
      anImageApp({ docker: { image: 'a', pullConfig: { secret: 'x' } } }),
      { '/container/docker/pullConfig': ['pullConfig.secret must refer to an existing secret'] },
    ],
    [
      'GPUs with the Docker engine',
      anImageApp({ type: 'DOCKER' }, { gpus: 1 }),
      { '/': ['GPU resources only work with the Mesos containerizer'] },
    ],
    [
      'two networks with the Docker engine',
      anImageApp({ type: 'DOCKER' }, { networks: [{ name: 'a' }, { name: 'b' }] }),
      { '/': ['may only specify a single container network when using the Docker container engine'] },
    ],
    [
      'a profile and unconfined',
      anImageApp({ linuxInfo: { seccomp: { profileName: 'p', unconfined: true } } }),
      { '/container/linuxInfo/seccomp': ['Seccomp unconfined can NOT be true when Profile is defined'] },
    ],
    [
      'a size of shared memory that is the parent’s',
      anImageApp({ linuxInfo: { ipcInfo: { mode: 'SHARE_PARENT', shmSize: 1 } } }),
      { '/container/linuxInfo/ipcInfo': ['ipcInfo shmSize can NOT be set when mode is SHARE_PARENT'] },
    ],
  ]);
});

describe('volumes', () => {
  const persistent = (info: Json, more: Json = {}): Json =>
    volume({ containerPath: 'data', persistent: { size: 10, ...info }, ...more });
  const at = '/container/volumes(0)';
  refuses([
    [
      'a secret that is not there',
      volume({ containerPath: 'a', secret: 's' }),
      { [at]: ['volume.secret must refer to an existing secret'] },
    ],
    ['a size of 0', persistent({ size: 0 }), { [`${at}/persistent/size`]: ['got 0, expected more than 0'] }],
    ['a read-only disk', persistent({}, { mode: 'RO' }), { [`${at}/mode`]: ['got RO, expected RW'] }],
    [
      'a path with a slash',
      persistent({}, { containerPath: 'a/b' }),
      { [`${at}/containerPath`]: ['value must not contain "/"'] },
    ],
    [
      'the sandbox itself',
      persistent({}, { containerPath: '.' }),
      { [`${at}/containerPath`]: ['can not be one of (.,..)'] },
    ],
    [
      'a maximal size of a root disk',
      persistent({ maxSize: 20 }),
      { [`${at}/persistent`]: ['Only mount volumes can have maxSize'] },
    ],
    [
      'a maximal size below the size',
      persistent({ type: 'mount', maxSize: 10 }),
      { [`${at}/persistent`]: ['Max size must be larger than size'] },
    ],
    [
      'constraints on a root disk',
      persistent({ constraints: [['path', 'LIKE', 'a']] }),
      { [`${at}/persistent`]: ['Constraints on root volumes are not supported'] },
    ],
    [
      'constraints that are none',
      persistent({
        type: 'path',
        constraints: [[], ['host', 'LIKE', 'a'], ['path', 'IS', 'a'], ['path', 'LIKE', '(']],
      }),
      {
        [`${at}/persistent/constraints(0)`]: ['Missing field and operator'],
        [`${at}/persistent/constraints(1)`]: ['Unsupported constraint host,LIKE,a'],
        [`${at}/persistent/constraints(2)`]: ['Operator must be one of LIKE, UNLIKE'],
        [`${at}/persistent/constraints(3)`]: ['Invalid regular expression'],
      },
    ],
    [
      'an external volume of nobody',
      volume({ containerPath: '/a', external: {} }),
      { [`${at}/external/name`]: ['not defined'], [`${at}/external/provider`]: ['not defined'] },
    ],
    [
      'one external volume twice, for two instances',
      anImageApp(
        {
          volumes: ['/a', '/b'].map((containerPath) => ({ containerPath, external: { name: 'n', provider: 'dvdi' } })),
        },
        { instances: 2 },
      ),
      {
        '/container/volumes': ['Volume names must be unique'],
        '/': ['Number of instances is limited to 1 when declaring DVDI volumes in app [/shop/web]'],
      },
    ],
  ]);
});
