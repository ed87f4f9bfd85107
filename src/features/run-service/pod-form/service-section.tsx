/** The pod as a whole: its id, how many instances, its containers and their order, and how it is scheduled. */
import { useDraftForm } from '../draft-form';
import { isRecord, valueAt } from '../json-value';
import { DraftNumber } from '../fields/draft-field';
import { ServiceIdField } from '../fields/service-id-field';
import { Row, SectionTitle, Stack } from '../fields/form-parts';
import { ContainerCards } from './container-cards';
import { ServiceSettings } from './service-settings';
import { StartOrder } from './start-order';

export function ServiceSection({ onOpen }: { onOpen: (section: string) => void }) {
  const { value } = useDraftForm();
  const scaling = valueAt(value, ['scaling']);
  const scaled = valueAt(scaling, ['kind']) !== undefined;
  const containers = valueAt(value, ['containers']);
  // Emptied, nothing but the kind would be left, which says nothing.
  const onlyCount = isRecord(scaling) && Object.keys(scaling).every((name) => name === 'kind' || name === 'instances');
  const withCount = (count: unknown) => {
    if (count === undefined) return onlyCount ? [{ path: ['scaling'], value: undefined }] : [];
    return scaled ? [] : [{ path: ['scaling', 'kind'], value: 'fixed' }];
  };
  return (
    <Stack>
      <SectionTitle title={Array.isArray(containers) && containers.length > 1 ? 'Services' : 'Service'}>
        A pod runs its containers together on one agent. Every instance is one such set.
      </SectionTitle>
      <Row columns="wide-first">
        <ServiceIdField />
        <DraftNumber
          path={['scaling', 'instances']}
          label="Instances"
          placeholder="1"
          owns={[['scaling']]}
          also={withCount}
        />
      </Row>
      <ContainerCards onOpen={onOpen} />
      <StartOrder />
      <ServiceSettings />
    </Stack>
  );
}
