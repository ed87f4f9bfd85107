/** Who answers: `GET /v2/info` (Marathon RAML `info`). */

export interface Info {
  readonly name: string;
  readonly version: string;
  readonly buildref?: string;
  readonly elected?: boolean;
  /** `host:port` */
  readonly leader?: string;
  readonly frameworkId?: string;
  /** Command-line settings by their names with underscores. */
  readonly marathon_config: Readonly<Record<string, unknown>>;
  readonly zookeeper_config: Readonly<Record<string, unknown>>;
  readonly http_config: { readonly http_port: number; readonly https_port: number };
}
