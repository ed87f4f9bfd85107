/** Why fields of a Kubernetes manifest are left out. */

const REASONS: readonly (readonly [RegExp, string])[] = [
  [/\.readinessProbe/, 'a container has one check: that of the livenessProbe was taken'],
  [/\.lifecycle\./, 'commands after the start and before the end have no counterpart'],
  [/\.restartPolicy$/, 'a pod is started again whenever it ends'],
  [/\.schedule$/, 'nothing is started by the clock here'],
  [/\.strategy/, 'say it in scheduling.upgrade: how many may be missing, how many too many'],
  [/\.serviceAccount/, 'there are no service accounts'],
  [/\.imagePullSecrets/, 'name the credentials in the pullConfig of each image'],
  [/\.tolerations/, 'agents are chosen by constraints and roles'],
  [/\.affinity/, 'only strict anti-affinity has a counterpart; say the rest in constraints'],
  [/\.securityContext/, 'only the user has a counterpart'],
  [/\.annotations/, 'there are no annotations; use labels'],
  [
    /\.(backoffLimit|completions|parallelism|activeDeadlineSeconds|ttlSecondsAfterFinished)$/,
    'a job is not counted: the pod runs until it is scaled to 0',
  ],
  [/\.(dnsPolicy|dnsConfig|hostAliases|hostname|subdomain)/, 'names are given by the network'],
  [/^[^.]*\.status/, 'it is the state of the other cluster'],
];

export const kubernetesReason = (path: string): string =>
  REASONS.find(([pattern]) => pattern.test(path))?.[1] ?? 'it has no counterpart here';
