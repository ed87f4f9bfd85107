/** Stands in for MSW's public-suffix list: cookies of the simulated API are of our own origin, so any host will do. */
export const getDomain = (host: string): string => host;
