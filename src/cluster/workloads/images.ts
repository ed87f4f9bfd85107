/** What an image runs when the definition gives no command, and how much a pull of it transfers. */

interface ImageModel {
  /** Arguments go behind it. */
  readonly entrypoint?: readonly string[];
  /** Arguments replace it. Neither: a shell, which ends at once without a terminal. */
  readonly command?: readonly string[];
  readonly pullMib: number;
}

const IMAGES: ReadonlyMap<string, ImageModel> = new Map<string, ImageModel>([
  ['nginx', { command: ['nginx', '-g', 'daemon off;'], pullMib: 54 }],
  ['httpd', { command: ['httpd-foreground'], pullMib: 60 }],
  ['redis', { command: ['redis-server'], pullMib: 40 }],
  ['postgres', { command: ['postgres'], pullMib: 140 }],
  ['mysql', { command: ['mysqld'], pullMib: 160 }],
  ['mariadb', { command: ['mysqld'], pullMib: 120 }],
  ['mongo', { command: ['mongod'], pullMib: 220 }],
  ['memcached', { command: ['memcached'], pullMib: 30 }],
  ['http-echo', { entrypoint: ['http-echo'], pullMib: 4 }],
  ['registry', { command: ['registry', 'serve'], pullMib: 10 }],
  ['haproxy', { command: ['haproxy'], pullMib: 40 }],
  ['marathon', { entrypoint: ['marathon'], pullMib: 330 }],
  ['stress', { entrypoint: ['stress'], pullMib: 5 }],
  ['busybox', { pullMib: 2 }],
  ['alpine', { pullMib: 3 }],
  ['debian', { pullMib: 50 }],
  ['ubuntu', { pullMib: 30 }],
  ['centos', { pullMib: 75 }],
  ['python', { pullMib: 48 }],
  ['node', { pullMib: 110 }],
  ['openjdk', { pullMib: 200 }],
  ['hello-world', { pullMib: 1 }],
]);

const UNKNOWN_PULL_MIB = 80;

/** `registry.example.com/team/nginx:1.25@sha256:…` → `nginx` */
const familyOf = (image: string): string => {
  const path = image.replace(/@.*$/, '');
  return (path.slice(path.lastIndexOf('/') + 1).split(':')[0] ?? '').toLowerCase();
};

/** What a pull transfers, MiB. */
export const imageSize = (image: string): number => IMAGES.get(familyOf(image))?.pullMib ?? UNKNOWN_PULL_MIB;

/** The words a container of this image executes, given its arguments; undefined for an image nobody knows. */
export const imageCommand = (image: string, args: readonly string[] | undefined): readonly string[] | undefined => {
  const model = IMAGES.get(familyOf(image));
  if (model === undefined) return undefined;
  const words = [...(model.entrypoint ?? []), ...(args ?? model.command ?? [])];
  return words.length === 0 ? ['sh'] : words;
};
