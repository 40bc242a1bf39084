export {
  createServiceClient,
  type ClientParts,
  type Followed,
  type FollowOptions,
  type Pause,
  type Send,
  type ServiceClient,
  type ServiceRequest,
  type ServiceResponse
} from './client.js';
export { createEventReader, type StreamEvent } from './event-stream.js';
export { ServiceAbsent, ServiceRefused, ServiceSlow } from './failures.js';
export type * from './types.js';
