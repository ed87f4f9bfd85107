/** A persistent volume of an instance as the API tells it (Marathon RAML `localVolumeId`). */
export interface LocalVolume {
  readonly runSpecId: string;
  /** Of an app where it is in the container, of a pod the name of the volume. */
  readonly containerPath: string;
  readonly uuid: string;
  /** `<path with _ for />#<containerPath>#<uuid>`: the volume's id in Mesos. */
  readonly persistenceId: string;
}
