/** The form of one section, for a pod or an app. */
import { AppEnvironmentSection } from './app-form/app-environment-section';
import { AppHealthSection } from './app-form/app-health-section';
import { AppNetworkingSection } from './app-form/app-networking-section';
import { AppPlacementSection } from './app-form/app-placement-section';
import { AppServiceSection } from './app-form/app-service-section';
import { AppVolumesSection } from './app-form/app-volumes-section';
import { useDraftForm } from './draft-form';
import { OnlyInJson } from './only-in-json';
import { ContainerSection } from './pod-form/container-section';
import { EnvironmentSection } from './pod-form/environment-section';
import { HealthSection } from './pod-form/health-section';
import { NetworkingSection } from './pod-form/networking-section';
import { PlacementSection } from './pod-form/placement-section';
import { ServiceSection } from './pod-form/service-section';
import { VolumesSection } from './pod-form/volumes-section';

interface SectionFormProps {
  readonly section: string;
  readonly onOpen: (section: string) => void;
}

export function SectionForm(props: SectionFormProps) {
  return (
    <>
      {useDraftForm().kind === 'app' ? <AppSection section={props.section} /> : <PodSection {...props} />}
      <OnlyInJson />
    </>
  );
}

function PodSection({ section, onOpen }: SectionFormProps) {
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

function AppSection({ section }: Pick<SectionFormProps, 'section'>) {
  switch (section) {
    case 'networking':
      return <AppNetworkingSection />;
    case 'volumes':
      return <AppVolumesSection />;
    case 'health':
      return <AppHealthSection />;
    case 'environment':
      return <AppEnvironmentSection />;
    case 'placement':
      return <AppPlacementSection />;
    default:
      return <AppServiceSection />;
  }
}
