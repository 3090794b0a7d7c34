import { Hono } from 'hono';
import * as v from 'valibot';
import { mustBe } from './auth.js';
import { bodyOf } from './requests.js';
import { address } from './web-forms.js';
import type { World } from './world.js';

/** `/clientConfiguration`: what this client may do. */
export function configuration(world: World): Hono {
  const app = new Hono();
  const Patch = v.strictObject({
    userNotificationCallbackUrl: address(world),
    userSynchronizationCallbackUrl: address(world),
    refreshTokensValidityPeriod: v.nullish(v.number()),
    userAccessTokensValidityPeriod: v.nullish(v.pipe(v.number(), v.minValue(60))),
    clientAccessTokensValidityPeriod: v.nullish(v.pipe(v.number(), v.minValue(60))),
  });

  app.get('/', (c) => {
    mustBe('client', c, world);
    return c.json(view());
  });
  app.patch('/', async (c) => {
    mustBe('client', c, world);
    const body = await bodyOf(c, Patch);
    const { userNotificationCallbackUrl: told, userSynchronizationCallbackUrl: gone } = body;
    Object.assign(world.state.configuration, {
      ...(told != null && { userNotificationCallbackUrl: told }),
      ...(gone != null && { userSynchronizationCallbackUrl: gone }),
    });
    world.settings.tokenLifetime = body.userAccessTokensValidityPeriod ?? world.settings.tokenLifetime;
    return c.json(view());
  });
  return app;

  function view() {
    const { licensed, tokenLifetime, maxUserLoginAttempts } = world.settings;
    return {
      ...{ pfmServicesEnabled: true, isAutomaticBatchUpdateEnabled: false, isDevelopmentModeEnabled: true },
      ...{ isNonEuroAccountsSupported: true, isAutoCategorizationEnabled: true },
      ...{ mandatorLicense: licensed ? 'FULLY_LICENSED' : 'UNLICENSED', preferredConsentType: 'RECURRING' },
      ...world.state.configuration,
      ...{ refreshTokensValidityPeriod: 0, userAccessTokensValidityPeriod: tokenLifetime },
      ...{ clientAccessTokensValidityPeriod: tokenLifetime, maxUserLoginAttempts },
      ...{ transactionImportLimitation: 0, isUserAutoVerificationEnabled: true, isMandatorAdmin: false },
      ...{ isWebScrapingEnabled: true, aisEnabled: true, paymentsEnabled: true },
      ...{
        isStandalonePaymentsEnabled: true,
        availableBankGroups: ['DE', 'AT', 'IT', 'CZ', 'SK', 'NL', 'LU', 'CH'],
      },
      ...{ products: ['ACCESS', 'WEB_FORM'], enabledProducts: products },
      ...{ aisViaWebForm: true, pisViaWebForm: true, pisStandaloneViaWebForm: true, betaBanksEnabled: true },
      ...{ categoryRestrictionsEnabled: false, businessBanksEnabled: false, categoryRestrictions: [] },
      ...{ accountTypeRestrictions: [], corsAllowedOrigins: [] },
    };
  }
}

const products = Object.fromEntries(
  [
    ...[
      'access',
      'webForm',
      'customerDashboard',
      'dataIntelligence',
      'giroIdent',
      'schufaApi',
      'diLabelling',
    ],
    ...['contractManager', 'giroCheck', 'kreditCheck', 'kreditCheckB2B', 'debitFlex', 'transparencyRegister'],
  ].map((name) => [name, name === 'access' || name === 'webForm']),
);
