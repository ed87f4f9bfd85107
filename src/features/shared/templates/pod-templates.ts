/** Pods to learn from: small, each shows one thing, all run on a fresh cluster. */
import { healthTemplates } from './health-templates';
import { networkTemplates } from './network-templates';
import { placementTemplates } from './placement-templates';
import { settingsTemplates } from './settings-templates';
import { startTemplates } from './start-templates';
import { storageTemplates } from './storage-templates';
import type { Template } from './template';
import { togetherTemplates } from './together-templates';

export const templates: readonly Template[] = [
  ...togetherTemplates,
  ...startTemplates,
  ...healthTemplates,
  ...networkTemplates,
  ...storageTemplates,
  ...placementTemplates,
  ...settingsTemplates,
];
