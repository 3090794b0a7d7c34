export { allowsOrigin, loopbackOrigins, type App, type Webhook } from './apps.js';
export { createGateway, type Gateway, type GatewayOptions, type LogEntry } from './gateway.js';
export type { Context, Embedding, Json, Login, Outcome, Provider, ProviderCalls } from './provider.js';
export { memoryStore, type Store } from './store.js';
