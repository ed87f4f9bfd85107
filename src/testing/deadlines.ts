/** Things that have to happen in time: noted when they begin, looked at when their time is over. */
import TinyQueue from 'tinyqueue';

export interface Deadlines {
  /** `fault` says what is wrong at the end of the time; undefined = nothing is. */
  within(now: number, limit: number, fault: () => string | undefined): void;
  /** What is wrong with everything whose time is over. */
  check(now: number): string[];
}

interface Due {
  readonly at: number;
  readonly fault: () => string | undefined;
}

export const createDeadlines = (): Deadlines => {
  const queue = new TinyQueue<Due>([], (a, b) => a.at - b.at);
  return {
    within: (now, limit, fault) => queue.push({ at: now + limit, fault }),
    check(now) {
      const faults: string[] = [];
      for (let next = queue.peek(); next !== undefined && next.at < now; next = queue.peek()) {
        queue.pop();
        const fault = next.fault();
        if (fault !== undefined) faults.push(fault);
      }
      return faults;
    },
  };
};
