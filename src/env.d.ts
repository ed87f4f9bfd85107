/** What the build tells the page. */
interface ImportMetaEnv {
  /** `page`: the cluster runs in the browser. `remote`: the server forwards the API paths to a real one; start no mock. */
  readonly VITE_CLUSTER: 'page' | 'remote';
  /** The real cluster's URL; empty where there is none. */
  readonly VITE_CLUSTER_ADDRESS: string;
}
