/** When a health check runs, and how many failures are too many. */
import type { JSONPath } from 'jsonc-parser';
import { DraftNumber } from './draft-field';
import { MoreSettings, Row } from './form-parts';

export function HealthTiming({ path }: { path: JSONPath }) {
  return (
    <MoreSettings title="Advanced">
      <Row columns="narrow">
        <DraftNumber path={[...path, 'gracePeriodSeconds']} label="Grace Period (s)" placeholder="300" />
        <DraftNumber path={[...path, 'intervalSeconds']} label="Interval (s)" placeholder="60" />
        <DraftNumber path={[...path, 'timeoutSeconds']} label="Timeout (s)" placeholder="20" />
        <DraftNumber path={[...path, 'maxConsecutiveFailures']} label="Max Failures" placeholder="3" />
        <DraftNumber path={[...path, 'delaySeconds']} label="Delay (s)" placeholder="15" />
      </Row>
    </MoreSettings>
  );
}
