/** Service ports: numbers unique in the cluster that stand for an app with load balancers (Marathon `AssignDynamicServiceLogic`). */
import type { AppSpec } from './app';

/** Those of the app, one per port in their order; 0 where none was given yet. */
export const servicePortsOf = ({ container, portDefinitions = [] }: AppSpec): readonly number[] =>
  container?.portMappings?.map(({ servicePort }) => servicePort) ?? portDefinitions.map(({ port }) => port);

/** The app with each service port changed, in the order of the ports. */
export const withServicePorts = (app: AppSpec, change: (port: number) => number): AppSpec => {
  const { container, portDefinitions } = app;
  if (container?.portMappings !== undefined) {
    const portMappings = container.portMappings.map((mapping) => ({
      ...mapping,
      servicePort: change(mapping.servicePort),
    }));
    return { ...app, container: { ...container, portMappings } };
  }
  if (portDefinitions === undefined) return app;
  return {
    ...app,
    portDefinitions: portDefinitions.map((definition) => ({ ...definition, port: change(definition.port) })),
  };
};
