/** How much of the whole cluster the draft would take. Where the agents can't be read it says nothing. */
import { useQuery } from '@tanstack/react-query';
import { agentQueries } from '../../api/queries/agents';
import { shareSentence } from './instance-total';
import type { JsonRecord } from './json-value';

export function ClusterShare({ value }: { value: JsonRecord }) {
  const { data: agents } = useQuery(agentQueries.all());
  const share = agents && shareSentence(value, agents);
  return share === undefined ? null : <> That is {share}.</>;
}
