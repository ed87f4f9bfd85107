/** The sections of the form, and which of them shows a place of the definition. */
import type { JSONPath } from 'jsonc-parser';
import type { ServiceKind } from '../../api/client/service';
import { containerName, listAt } from './json-value';

export type Section = { value: string; label: string; nested: boolean };

const fixed = [
  { value: 'networking', label: 'Networking' },
  { value: 'volumes', label: 'Volumes' },
  { value: 'health', label: 'Health Checks' },
  { value: 'environment', label: 'Environment' },
  { value: 'placement', label: 'Placement' },
];

/** *Service(s)*, for pods with one nested entry per container, then what the containers share. */
export function sectionsOf(value: unknown, kind: ServiceKind): readonly Section[] {
  const containers = kind === 'pod' ? listAt(value, ['containers']) : [];
  return [
    { value: 'service', label: containers.length > 1 ? 'Services' : 'Service', nested: false },
    ...containers.map((_, index) => ({
      value: `container-${index}`,
      label: containerName(value, index),
      nested: true,
    })),
    ...fixed.map((section) => ({ ...section, nested: false })),
  ];
}

const ofMember: Readonly<Record<string, string>> = {
  endpoints: 'networking',
  networks: 'networking',
  portDefinitions: 'networking',
  portMappings: 'networking',
  ports: 'networking',
  requirePorts: 'networking',
  ipAddress: 'networking',
  volumeMounts: 'volumes',
  volumes: 'volumes',
  healthCheck: 'health',
  healthChecks: 'health',
  readinessChecks: 'health',
  environment: 'environment',
  env: 'environment',
  constraints: 'placement',
  acceptedResourceRoles: 'placement',
  role: 'placement',
  labels: 'environment',
  secrets: 'environment',
};

const memberSection = (member: unknown): string | undefined =>
  typeof member === 'string' && Object.hasOwn(ofMember, member) ? ofMember[member] : undefined;

/** The section that shows the field at a path. */
export function sectionOf(path: JSONPath): string {
  const [first, second, third, fourth] = path;
  if (first === 'containers' && typeof second === 'number') {
    // Who waits for whom is one picture of all containers.
    if (third === 'lifecycle' && fourth === 'startAfter') return 'service';
    return memberSection(third) ?? `container-${second}`;
  }
  if (first === 'container' && second === 'docker' && (third === 'network' || third === 'portMappings'))
    return 'networking';
  if (first === 'container') return memberSection(second) ?? 'service';
  if (first === 'scheduling' && second === 'placement') return 'placement';
  return memberSection(first) ?? 'service';
}
