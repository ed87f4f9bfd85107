/** What master and agents were built from. */

export const MESOS_VERSION = '1.11.0';

export const VERSION_JSON = {
  version: MESOS_VERSION,
  git_tag: MESOS_VERSION,
  build_date: '2020-11-24 18:06:21',
  build_time: 1_606_241_181,
  build_user: 'root',
} as const;
