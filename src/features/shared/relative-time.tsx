/** A moment that has been, as "2 min ago" by the cluster's clock; the exact time shows on hover and focus. */
import { Tooltip } from '../../ui/tooltip';
import { useTicking } from './ticker';
import { exactText, parseTime, pastText, spanText } from './time-text';

export interface RelativeTimeProps {
  /** Marathon's ISO timestamp; missing or unreadable shows a dash. */
  readonly at: string | null | undefined;
  /** `ago`: "2 min ago"; `age`: "2 min", for columns whose heading says what is counted. */
  readonly form?: 'ago' | 'age';
  /** False inside tables, where a stop for every row would bury the keyboard; the exact time is then its title. */
  readonly focusable?: boolean;
}

export const RelativeTime = ({ at, form = 'ago', focusable = true }: RelativeTimeProps) => {
  const moment = parseTime(at);
  return moment === undefined ? <span>–</span> : <Moment at={moment} form={form} focusable={focusable} />;
};

const Moment = ({
  at,
  form,
  focusable,
}: {
  readonly at: number;
  readonly form: 'ago' | 'age';
  readonly focusable: boolean;
}) => {
  const words = useTicking((now) => (now === 0 ? '–' : form === 'ago' ? pastText(at, now) : spanText(now - at)));
  const dateTime = new Date(at).toISOString();
  if (!focusable) {
    return (
      <time dateTime={dateTime} title={exactText(at)}>
        {words}
      </time>
    );
  }
  return (
    <Tooltip text={exactText(at)}>
      <time dateTime={dateTime} tabIndex={0}>
        {words}
      </time>
    </Tooltip>
  );
};
