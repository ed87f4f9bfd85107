/** The order in which the containers of an instance start: a picture, and the list by which it is changed. */
import { START_AFTER_LABEL } from '../../../protocol/marathon/start-order';
import { Banner } from '../../../ui/banner';
import { CheckboxField } from '../../../ui/checkbox-field';
import { SelectField } from '../../../ui/select-field';
import { fieldId, useDraftForm } from '../draft-form';
import { containerName, listAt, namesOf, textAt, valueAt } from '../json-value';
import { Choices, Group, MoreSettings, Note, Row } from '../fields/form-parts';
import { changeCondition, conditionsFor, startOrderProblems, toggleWait, waitsOf } from './start-order-draft';
import { StartOrderGraph } from './start-order-graph';
import styles from './start-order.module.css';

const sayings = { running: 'runs', healthy: 'is healthy', finished: 'has finished' };

export function StartOrder() {
  const form = useDraftForm();
  const containers = listAt(form.value, ['containers']);
  const ordered = containers.some((container) => waitsOf(container).length > 0);
  if (containers.length < 2 && !ordered) return null;
  const list = containers.map((_, index) => <Waits key={index} index={index} />);
  return (
    <Group title="Start Order" note="All containers of an instance start at once, unless one waits for others.">
      {startOrderProblems(form.value).map((problem) => (
        <Banner key={problem} tone="bad">{`${problem.charAt(0).toUpperCase()}${problem.slice(1)}.`}</Banner>
      ))}
      {ordered && <StartOrderGraph containers={containers} />}
      {ordered ? list : <MoreSettings title="Let containers wait for others">{list}</MoreSettings>}
    </Group>
  );
}

/** What one container starts after. Folded, it draws no ticks: between many containers there are their number squared. */
function Waits({ index }: { index: number }) {
  const form = useDraftForm();
  const name = containerName(form.value, index);
  const waited = waitsOf(valueAt(form.value, ['containers', index])).map((wait) => wait.container);
  const path = ['containers', index, 'lifecycle', 'startAfter'];
  const error = form.errorAt([path]);
  return (
    <MoreSettings
      title={`${name} starts ${waited.length === 0 ? 'at once' : `after ${waited.join(', ')}`}`}
      paths={[path, ['containers', index, 'labels', START_AFTER_LABEL]]}
    >
      {() => (
        <>
          <div className={styles['waits']} role="group" aria-label={`${name} starts after`}>
            <Ticks index={index} waited={waited} />
            <Row columns="narrow">
              {waited.map((other, place) => (
                <Condition key={other} index={index} place={place} />
              ))}
            </Row>
          </div>
          {error !== undefined && <Note>{error}</Note>}
        </>
      )}
    </MoreSettings>
  );
}

function Ticks({ index, waited }: { index: number; waited: readonly string[] }) {
  const form = useDraftForm();
  const known = namesOf(listAt(form.value, ['containers'])).filter((other, place) => place !== index && other !== '');
  return (
    <Choices>
      {[...new Set([...known, ...waited])].map((other) => (
        <CheckboxField
          key={other}
          id={fieldId(['containers', index, 'lifecycle', 'startAfter', `#${other}`])}
          label={other}
          value={waited.includes(other)}
          disabled={form.frozen}
          help={known.includes(other) ? undefined : 'There is no other container of this name.'}
          onChange={() => form.edit(...toggleWait(form.value, index, other))}
        />
      ))}
    </Choices>
  );
}

function Condition({ index, place }: { index: number; place: number }) {
  const form = useDraftForm();
  const containers = listAt(form.value, ['containers']);
  const wait = waitsOf(containers[index])[place];
  if (!wait) return null;
  const target = containers.find((other) => textAt(other, ['name']) === wait.container);
  const offered = [...new Set([...conditionsFor(target), wait.condition])];
  return (
    <SelectField
      id={fieldId(['containers', index, 'lifecycle', 'startAfter', place, 'condition'])}
      label={`Once ${wait.container}`}
      value={wait.condition}
      options={offered.map((value) => ({ value, label: sayings[value] }))}
      disabled={form.frozen}
      onChange={(word) => form.edit(...changeCondition(form.value, index, place, word))}
    />
  );
}
