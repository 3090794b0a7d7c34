/** `E2E_PORT` moves both, so that two copies of the project can be tested at once. */
const demoPort = Number(process.env.E2E_PORT ?? 5199);
const gatewayPort = demoPort + 3600;

/** Where the demo answers while the tests run; not the ports of `npm start`, so both can run at once. */
export const demoURL = `http://localhost:${demoPort}`;

/** Where its gateway answers: another origin, as in life. */
export const gatewayURL = `http://localhost:${gatewayPort}`;

/** What `demo/start.ts` reads to listen there. */
export const demoEnvironment = { PORT: String(demoPort), GATEWAY_PORT: String(gatewayPort) };
