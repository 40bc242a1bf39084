// Jupyter servers, hubs and gateways. Loaded when one is used: a local job does without.
export { baseUrlOf, wayOfEnvironment, type Access, type Way } from './access.js';
export { openHub, type HubOptions } from './hub/open-hub.js';
export { openAddress, type Opened } from './open-address.js';
export { openServer } from './open-server.js';
export { Places, type PlacesOptions } from './places.js';
export type { Site, SiteKernel } from './site.js';
