/** The smallest machine that one more instance of a service would fit on: its resources, and attributes that its constraints agree to. */
import type { Constraint } from '../../../protocol/marathon/pod';
import type { Offer } from '../../../protocol/mesos/offer';
import { addPorts } from '../../../protocol/mesos/resource-math';
import type { Attribute, PortRange } from '../../../protocol/mesos/resources';
import type { AgentFix, AgentToAdd } from '../../../protocol/simulation/fix';
import { fromMilli } from '../../../protocol/units';
import type { Demand } from '../../marathon/matcher/demand';
import { satisfies } from '../../marathon/matcher/constraints';
import { fieldValue } from '../../marathon/matcher/field-value';
import type { Place } from '../../marathon/matcher/field-value';
import { matchOffer, placeOf } from '../../marathon/matcher/match-offer';
import { PRIVATE_AGENT_PORTS, PUBLIC_AGENT_PORTS, roleResources } from '../../mesos/agent-spec';
import { amount } from '../requirement-words';
import type { ServiceView } from '../service-view';

/** Less is offered to nobody. */
const LEAST_CPUS = 0.01;

const textAttribute = (name: string, text: string): Attribute => ({ name, type: 'TEXT', text });

/** Parts of a regular expression that are texts it matches, if it is a simple one: the matcher decides. */
const textsOf = ({ operator, value = '' }: Constraint): string[] =>
  operator === 'LIKE' ? value.split('|').map((part) => part.replaceAll(/\\|\^|\$|\(|\)/g, '')) : [value];

/** What the constraints on a field ask for. */
const askedFor = ({ demand }: ServiceView, field: string): string[] =>
  demand.constraints
    .filter(({ fieldName }) => fieldName === field)
    .flatMap(textsOf)
    .filter((text) => text !== '');

/** Where others are: the first instance, which CLUSTER goes by, then the agents. */
const placesIn = ({ prospects, context }: ServiceView): Place[] => {
  const first = context.placements.first();
  return [...(first === undefined ? [] : [first]), ...prospects.map(({ offer }) => placeOf(offer))];
};

const isHost = (field: string): boolean => field === 'hostname' || field === '@hostname';
const isOfDomain = (field: string): boolean => field === '@region' || field === '@zone';

/** The first of some places that all constraints on certain fields agree to. */
const firstAgreed = (
  { demand, context }: ServiceView,
  isOne: (field: string) => boolean,
  places: readonly Place[],
): Place | undefined => {
  const rules = demand.constraints.filter(({ fieldName }) => isOne(fieldName));
  return places.find((place) => rules.every((rule) => satisfies(rule, place, context.placements, demand.instances)));
};

/** Hosts of agents are taken. */
const withHost = (view: ServiceView, place: Place): Place | undefined => {
  const taken = new Set(view.prospects.map(({ offer }) => offer.hostname));
  const hosts = [...askedFor(view, 'hostname'), ...askedFor(view, '@hostname')].filter((host) => !taken.has(host));
  return firstAgreed(
    view,
    isHost,
    [freshHost(taken), ...hosts].map((host) => ({ ...place, host })),
  );
};

/** At home, where others are, or where the constraints want it. */
const withDomain = (view: ServiceView, place: Place): Place | undefined => {
  const home = view.context.localRegion;
  if (home === null) return firstAgreed(view, isOfDomain, [place]);
  const known = placesIn(view).flatMap(({ region, zone }) => (region === null ? [] : [{ region, zone }]));
  const zone = known.find(({ region }) => region === home)?.zone ?? `${home}-a`;
  const regions = askedFor(view, '@region').map((region) => ({ region, zone: `${region}-a` }));
  const zones = [...askedFor(view, '@zone'), 'new'].flatMap((asked) =>
    [home, ...askedFor(view, '@region')].map((region) => ({ region, zone: asked })),
  );
  const domains = [{ region: home, zone }, ...known, ...regions, ...zones];
  return firstAgreed(
    view,
    isOfDomain,
    domains.map((domain) => ({ ...place, ...domain })),
  );
};

/** No attribute of this name, a value others have, one that is asked for, or a new one. */
const withAttribute = (view: ServiceView, place: Place, field: string): Place | undefined => {
  const known = placesIn(view).flatMap((other) => fieldValue(field, other) ?? []);
  const values = new Set([...known, ...askedFor(view, field), 'new']);
  return firstAgreed(view, (each) => each === field, [
    place,
    ...[...values].map((text) => ({ ...place, attributes: [...place.attributes, textAttribute(field, text)] })),
  ]);
};

/** A place all constraints agree to; undefined: there is none. */
const placeFor = (view: ServiceView): Place | undefined => {
  const fields = new Set(view.demand.constraints.map(({ fieldName }) => fieldName));
  const attributes = [...fields].filter((field) => !isHost(field) && !isOfDomain(field));
  let place: Place | undefined = { host: '', region: null, zone: null, attributes: [] };
  place = withHost(view, place);
  place = place && withDomain(view, place);
  for (const field of attributes) place = place && withAttribute(view, place, field);
  return place;
};

const freshHost = (taken: ReadonlySet<string>): string => {
  for (let n = 1; ; n++) if (!taken.has(`10.0.99.${n}`)) return `10.0.99.${n}`;
};

const portsFor = (role: string, { ports }: Demand): readonly PortRange[] => {
  const usual = role === '*' ? PRIVATE_AGENT_PORTS : PUBLIC_AGENT_PORTS;
  const fixed = [...new Set(ports)].filter((port) => port !== 0);
  const missing = fixed.filter((port) => !usual.some(({ begin, end }) => begin <= port && port <= end));
  return missing.reduce((sum, port) => addPorts(sum, [{ begin: port, end: port }]), usual);
};

const offerOf = (agent: AgentToAdd): Offer => ({
  id: '',
  frameworkId: '',
  agentId: '',
  hostname: agent.hostname,
  resources: [roleResources(agent.role, agent, agent.ports)],
  attributes: Object.entries(agent.attributes).map(([name, text]) => textAttribute(name, text)),
  ...(agent.region !== null && agent.zone !== null && { domain: { region: agent.region, zone: agent.zone } }),
});

const wordsOf = ({ role, cpus, mem, disk, gpus, attributes, region, zone }: AgentToAdd, view: ServiceView): string => {
  const scalars = Object.entries({ cpus, mem, disk, gpus } as const).flatMap(([name, value]) =>
    value > 0 && (name === 'cpus' || name === 'mem' || name === 'disk' || name === 'gpus') ? [amount(name, value)] : [],
  );
  const marks = Object.entries(attributes).map(([name, text]) => `${name}=${text}`);
  const chosen = (field: string): boolean => view.demand.constraints.some(({ fieldName }) => fieldName === field);
  return [
    ...scalars,
    ...(role === '*' ? [] : [`all of role ${role}`]),
    ...marks,
    ...(region !== null && chosen('@region') ? [`in region ${region}`] : []),
    ...(zone !== null && chosen('@zone') ? [`in zone ${zone}`] : []),
  ].join(', ');
};

/** Whose reserved resources it accepts that Marathon is offered at all; resources of nobody first. */
const roleFor = ({ demand, roles }: ServiceView): string | undefined =>
  ['*', ...roles].find((role) => demand.acceptedRoles.includes(role));

const agentAt = ({ total }: Demand, place: Place, role: string, ports: readonly PortRange[]): AgentToAdd => ({
  hostname: place.host,
  role,
  cpus: Math.max(LEAST_CPUS, fromMilli(total.cpus)),
  mem: fromMilli(total.mem),
  disk: fromMilli(total.disk),
  gpus: fromMilli(total.gpus),
  ports,
  attributes: Object.fromEntries(
    place.attributes.flatMap((attribute) => (attribute.type === 'TEXT' ? [[attribute.name, attribute.text]] : [])),
  ),
  region: place.region,
  zone: place.zone,
});

/** Undefined where no machine helps: a constraint asks for what no new machine can be. */
export const agentFix = (view: ServiceView): AgentFix | undefined => {
  const { demand, context, bound } = view;
  // Whoever is bound to its agent has no use for another.
  if (bound !== null) return undefined;
  const role = roleFor(view);
  const place = placeFor(view);
  if (role === undefined || place === undefined) return undefined;
  const agent = agentAt(demand, place, role, portsFor(role, demand));
  if (matchOffer(offerOf(agent), demand, context).kind === 'no-match') return undefined;
  return { kind: 'agent', agent, sentence: `Add an agent with ${wordsOf(agent, view)}.` };
};
