/** The form of one section. */
import { ContainerSection } from './container-section';
import { EnvironmentSection } from './environment-section';
import { HealthSection } from './health-section';
import { NetworkingSection } from './networking-section';
import { PlacementSection } from './placement-section';
import { ServiceSection } from './service-section';
import { VolumesSection } from './volumes-section';

export function SectionForm({ section, onOpen }: { section: string; onOpen: (section: string) => void }) {
  const container = /^container-(\d+)$/.exec(section)?.[1];
  if (container !== undefined) return <ContainerSection index={Number(container)} />;
  switch (section) {
    case 'networking':
      return <NetworkingSection />;
    case 'volumes':
      return <VolumesSection />;
    case 'health':
      return <HealthSection />;
    case 'environment':
      return <EnvironmentSection />;
    case 'placement':
      return <PlacementSection />;
    default:
      return <ServiceSection onOpen={onOpen} />;
  }
}
