/** Puts the dashboard into the page: tokens, theme, query cache, event stream, router. */
import '../ui/tokens.css';
import '../ui/base.css';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { startEventSync } from '../api/queries/event-sync';
import { PanelBoundary } from '../ui/error-boundary';
import { createQueryClient } from './query-client';
import { createAppRouter } from './router';
import { applyTheme } from './theme';

/** Draws the dashboard at once; queries wait for whatever `setTransport` was given. Returns a way to take it down. */
export function mountApp(element: HTMLElement): () => void {
  applyTheme();
  const queryClient = createQueryClient();
  const router = createAppRouter();
  const root = createRoot(element);
  root.render(
    <StrictMode>
      <PanelBoundary name="The dashboard">
        <QueryClientProvider client={queryClient}>
          <RouterProvider router={router} />
        </QueryClientProvider>
      </PanelBoundary>
    </StrictMode>,
  );
  const stopEvents = startEventSync(queryClient);
  return () => {
    stopEvents();
    root.unmount();
  };
}
