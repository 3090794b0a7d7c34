const demoPort = 5199;
const gatewayPort = 8799;

/** Where the demo answers while the tests run; not the ports of `npm start`, so both can run at once. */
export const demoURL = `http://localhost:${demoPort}`;

/** Where its gateway answers: another origin, as in life. */
export const gatewayURL = `http://localhost:${gatewayPort}`;

/** What `demo/start.ts` reads to listen there. */
export const demoEnvironment = { PORT: String(demoPort), GATEWAY_PORT: String(gatewayPort) };
