/** All that Marathon's resources do beside reading; fetched when somebody first writes. */
import { rollBack } from '../deployment/roll-back';
import { addApp, removeApp, restartApp, updateApp, updateApps } from './app-changes';
import { deleteGroup, patchGroup, postGroup, putGroup } from './group-changes';
import { addPod, removePod, updatePod } from './pod-changes';
import { killInstances } from './pod-kills';
import { killTasks, killTasksOfBody } from './task-kills';

export const marathonWrites = {
  addPod,
  updatePod,
  removePod,
  killInstances,
  addApp,
  updateApp,
  updateApps,
  restartApp,
  removeApp,
  killTasks,
  killTasksOfBody,
  postGroup,
  putGroup,
  patchGroup,
  deleteGroup,
  rollBack,
};
