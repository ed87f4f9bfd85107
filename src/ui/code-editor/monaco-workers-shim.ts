/**
 * Stands in for Monaco's `internal/common/workers.js` (see `vite.config.ts`): the original also registers every editor
 * feature there is, which no page here wants. This one only starts the language worker.
 */
import { editor } from 'monaco-editor/editor';

type WorkerOptions = {
  createWorker: () => Worker;
  createData: unknown;
  host?: Parameters<typeof editor.createWebWorker>[0]['host'];
  keepIdleModels?: boolean;
};

async function started({ createWorker, createData }: WorkerOptions): Promise<Worker> {
  const worker = createWorker();
  // The worker's loader waits for a first message of any content, then for the data of its language service.
  worker.postMessage('ignore');
  worker.postMessage(createData);
  return worker;
}

/** Called by Monaco's JSON mode, never by us. */
export function createWebWorker<Api extends object>(options: WorkerOptions): editor.MonacoWebWorker<Api> {
  return editor.createWebWorker<Api>({
    worker: started(options),
    ...(options.host === undefined ? {} : { host: options.host }),
    ...(options.keepIdleModels === undefined ? {} : { keepIdleModels: options.keepIdleModels }),
  });
}
