export {
  createServiceClient,
  type Followed,
  type Send,
  type ServiceClient,
  type ServiceRequest,
  type ServiceResponse
} from './client.js';
export { createEventReader, type StreamEvent } from './event-stream.js';
export { ServiceAbsent, ServiceRefused } from './failures.js';
export type * from './types.js';
