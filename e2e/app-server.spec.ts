import { createRequire } from 'node:module';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type * as library from '@dapi-co/dapi-node';
import { createGateway, type App } from '@connect-layer/gateway';
import { browserFiles, serve } from '@connect-layer/gateway/node';
import { sandboxApp, sandboxBank, sandboxKey } from '@connect-layer/sandbox';
import { expect, test, type Page } from '@playwright/test';
import express from 'express';
import { BarePage } from './models/bare-page.js';
import { Connect, personas, type Persona } from './models/connect.js';

// The library is CommonJS, and reads the addresses anew at every call.
const require = createRequire(import.meta.url);
const { default: Dapi } = require('@dapi-co/dapi-node') as typeof library;
const { DAPI_URL } = require('@dapi-co/dapi-node/lib/constants/url') as {
  DAPI_URL: { DEPLOY_WITH_DAPI_URL: string };
};

const hostname = '127.0.0.1';
const portOf = (server: Server) => (server.address() as AddressInfo).port;
const close = (server: Server) =>
  new Promise<void>((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });

/** A gateway that can be stopped, and started again at the same address with the same memory. */
async function startGateway(app: Partial<App> = {}) {
  const paths: string[] = [];
  const gateway = createGateway({
    provider: sandboxBank(),
    apps: [{ ...sandboxApp(), ...app }],
    keys: [sandboxKey],
    files: browserFiles(),
    log: ({ method, path }) => paths.push(`${method} ${path}`),
  });
  let server = await serve(gateway, { port: 0, hostname });
  const port = portOf(server);
  return {
    url: `http://${hostname}:${port}`,
    paths,
    stop: () => close(server),
    start: async () => {
      server = await serve(gateway, { port, hostname });
    },
  };
}

/** An App Server as Dapi documents it for Express, around Dapi's own library. */
async function startAppServer(appSecret = 'sandbox-secret') {
  const dapi = new Dapi({ appSecret });
  const seen: { action: string; answer: unknown }[] = [];
  let swallowed = '';

  const app = express();
  app.use((request, response, next) => {
    response.setHeader('access-control-allow-origin', '*');
    response.setHeader('access-control-allow-headers', '*');
    if (request.method === 'OPTIONS') response.sendStatus(204);
    else next();
  });
  app.use(express.json());
  app.post('/dapi', async (request, response) => {
    const answer: unknown = await dapi.handleSDKDapiRequests(request.body, request.headers);
    const { action } = request.body as { action: string };
    seen.push({ action, answer });
    if (swallowed === action) swallowed = '';
    else return response.send(answer);
    response.send();
  });
  const server = await new Promise<Server>((resolve) => {
    const listening = app.listen(0, hostname, () => resolve(listening));
  });
  return {
    url: `http://${hostname}:${portOf(server)}/dapi`,
    seen,
    actions: () => seen.map(({ action }) => action),
    /** Loses the next answer to this action. */
    swallow: (action: string) => (swallowed = action),
    stop: () => close(server),
  };
}

/** Runs with a gateway and an App Server in front of it, and ends both. */
async function withBoth(
  use: (both: {
    gateway: Awaited<ReturnType<typeof startGateway>>;
    appServer: Awaited<ReturnType<typeof startAppServer>>;
  }) => Promise<void>,
  isRegistered = false,
) {
  const appServer = await startAppServer();
  const gateway = await startGateway(isRegistered ? { serverURL: appServer.url } : {});
  DAPI_URL.DEPLOY_WITH_DAPI_URL = `${gateway.url}/`;
  try {
    await use({ gateway, appServer });
  } finally {
    await appServer.stop();
    await gateway.stop().catch(() => {});
  }
}

async function connected(page: Page, gateway: string, options: object, persona: Persona = personas.happy) {
  await BarePage.open(page, { gateway, options: { ...options } });
  const connect = new Connect(page);
  await page.getByRole('button', { name: 'Connect a bank' }).click();
  await connect.connect(persona);
  return connect;
}

/** All that the page has sent to an address, by path. */
function sentTo(page: Page, address: string): string[] {
  const paths: string[] = [];
  page.on('request', (request) => {
    const { origin, pathname } = new URL(request.url());
    if (origin === new URL(address).origin && request.method() === 'POST') paths.push(pathname);
  });
  return paths;
}

const landlord = {
  ...{ name: 'Erika Example', accountNumber: '1623404370879825504324', iban: 'AE070331234567890123456' },
  ...{ swiftCode: 'EBILAEAD', type: 'local', country: 'UNITED ARAB EMIRATES' },
  address: { line1: 'Maryam Island', line2: 'Sharjah', line3: 'United Arab Emirates' },
  ...{ branchAddress: 'Dubai Mall', branchName: 'Main branch' },
};

test.describe('an App Server with Dapi’s own library', () => {
  test('connects, reads and pays, and the page never asks the gateway itself', async ({ page }) => {
    await withBoth(async ({ gateway, appServer }) => {
      const atGateway = sentTo(page, gateway.url);
      await connected(page, gateway.url, { apiURL: appServer.url });
      const answers = await page.evaluate(async (beneficiary) => {
        const { data, payment, metadata } = window.account;
        const accounts = await data.getAccounts();
        if (accounts.status !== 'done') throw new Error(accounts.msg);
        const senderID = accounts.accounts[0]!.id;
        const { name, iban, accountNumber } = beneficiary;
        return {
          accounts,
          identity: await data.getIdentity(),
          transfer: await payment.createTransfer({ senderID, amount: 10, name, iban, accountNumber }),
          autoflow: await payment.transferAutoflow({ senderID, amount: 5.5, beneficiary, remarks: 'Tea' }),
          balance: await data.getBalance(senderID),
          metadata: await metadata.getAccounts(),
          refused: await data.getBalance('nobody'),
        };
      }, landlord);
      const { accounts, identity, transfer, autoflow, balance, metadata, refused } = answers;
      expect(accounts.accounts[0]).toMatchObject({ balance: { amount: 50000 } });
      expect(identity).toMatchObject({ status: 'done', identity: { name: 'Mohammad Omar Amr' } });
      expect(transfer).toMatchObject({ status: 'done', reference: expect.any(String) });
      expect(autoflow).toMatchObject({ status: 'done', remark: 'Tea', hlAPIStep: 'Transfer' });
      expect(balance).toMatchObject({ balance: { amount: 49984.5 } });
      expect(metadata).toMatchObject({ accountsMetadata: { bankId: 'DAPIBANK_AE_ADCB' } });
      expect(refused, 'over HTTP 200').toMatchObject({ status: 'failed', type: 'INVALID_ACCOUNT_ID' });
      expect(atGateway).toEqual(['/connect/v1/login']);
      expect(appServer.actions()).toEqual([
        '/auth/ExchangeToken',
        '/data/accounts/get',
        '/data/identity/get',
        '/payment/transfer/create',
        '/payment/transfer/autoflow',
        '/data/balance/get',
        '/metadata/accounts/get',
        '/data/balance/get',
      ]);
      expect(JSON.stringify(appServer.seen)).not.toContain('accessToken');
    });
  });

  test('is used without apiURL when it is registered', async ({ page }) => {
    await withBoth(async ({ gateway, appServer }) => {
      const atGateway = sentTo(page, gateway.url);
      await connected(page, gateway.url, {});
      const identity = await page.evaluate(() => window.account.data.getIdentity());
      expect(identity).toMatchObject({ status: 'done' });
      expect(appServer.actions()).toEqual(['/auth/ExchangeToken', '/data/identity/get']);
      expect(atGateway).toEqual(['/connect/v1/login']);
    }, true);
  });

  test('never sees the answer to a question that a call raised', async ({ page }) => {
    await withBoth(async ({ gateway, appServer }) => {
      const connect = await connected(page, gateway.url, { apiURL: appServer.url }, personas.otpForData);
      const sent: string[] = [];
      page.on('request', (request) => {
        if (request.url() === appServer.url) sent.push(request.postData() ?? '');
      });
      const answer = page.evaluate(() => window.account.data.getIdentity());
      await connect.isAt('ADCB asks');
      await connect.answer('123456');
      expect(await answer).toMatchObject({ status: 'done', identity: { name: 'Mohammad Omar Amr' } });
      await connect.isGone();
      expect(sent.filter((body) => body.includes('/data/identity/get')).length).toBeGreaterThan(1);
      for (const body of sent) expect(body).not.toContain('123456');
    });
  });

  test('that answers nothing breaks that one call, and no other', async ({ page }) => {
    await withBoth(async ({ gateway, appServer }) => {
      await connected(page, gateway.url, { apiURL: appServer.url });
      const identity = () =>
        page.evaluate(() =>
          window.account.data.getIdentity().then(
            ({ status }) => status,
            ({ name, code }: { name: string; code: string }) => `${name} ${code}`,
          ),
        );
      expect(await identity()).toBe('done');
      await gateway.stop();
      const { error } = console;
      console.error = () => {}; // The library prints all it knows of the request.
      expect(await identity()).toBe('ConnectError UNEXPECTED_RESPONSE');
      console.error = error;
      expect(appServer.seen.at(-1)!.answer, 'the library gives nothing').toBeUndefined();
      await gateway.start();
      expect(await identity()).toBe('done');
    });
  });

  test('that loses the answer to a payment: asked for again, it has happened once', async ({ page }) => {
    await withBoth(async ({ gateway, appServer }) => {
      await connected(page, gateway.url, { apiURL: appServer.url });
      const balance = () =>
        page.evaluate(async () => {
          const accounts = await window.account.data.getAccounts();
          return accounts.status === 'done' ? accounts.accounts[0]!.balance!.amount : undefined;
        });
      const pay = () =>
        page.evaluate(async ({ name, iban }) => {
          const accounts = await window.account.data.getAccounts();
          const senderID = accounts.status === 'done' ? accounts.accounts[0]!.id : '';
          return window.account.payment.createTransfer({ senderID, amount: 100, name, iban }).then(
            ({ status }) => status,
            ({ code }: { code: string }) => code,
          );
        }, landlord);
      appServer.swallow('/payment/transfer/create');
      expect(await pay()).toBe('UNEXPECTED_RESPONSE');
      expect(await balance(), 'the money has moved').toBe(49900);
      expect(await pay()).toBe('done');
      expect(await balance()).toBe(49900);
      expect(await pay(), 'one that was answered is over; this is another').toBe('done');
      expect(await balance()).toBe(49800);
    });
  });

  test('with a wrong secret connects nobody, and the person is told', async ({ page }) => {
    await withBoth(async ({ gateway }) => {
      const wrong = await startAppServer('another-secret');
      try {
        const bare = await BarePage.open(page, { gateway: gateway.url, options: { apiURL: wrong.url } });
        const connect = new Connect(page);
        await bare.press();
        await connect.findBank();
        await connect.logIn(personas.happy);
        await connect.isAt('This app is not set up yet');
        expect(await bare.names()).not.toContain('onSuccessfulLogin');
        expect(await bare.called('onFailedLogin')).toMatchObject({ type: 'UNAUTHORIZED' });
      } finally {
        await wrong.stop();
      }
    });
  });
});
