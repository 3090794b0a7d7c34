import * as v from 'valibot';
import type { Ledger } from '../state/state.js';
import { answer, read, Refused } from './respond.js';

/** Who may manage the sandbox users. */
export interface Dashboard {
  email: string;
  password: string;
}

/** Public on purpose: it opens nothing but simulated users. */
export const dashboardLogin: Dashboard = { email: 'dashboard@sandbox.example', password: 'demo' };

/** Milliseconds for which a token is good. */
const lifetime = 24 * 60 * 60 * 1000;

/** Gives a token to whoever knows the dashboard's login. Opaque, whatever the member is called. */
export async function logIn(
  request: Request,
  { ledger, now, dashboard }: { ledger: Ledger; now: () => number; dashboard: Dashboard },
): Promise<Response> {
  const given = await read(request, v.object({ email: v.string(), password: v.string() }));
  if (given.email !== dashboard.email || given.password !== dashboard.password)
    throw new Refused('UNAUTHORIZED', 'Invalid email or password');
  const jwt = Array.from(crypto.getRandomValues(new Uint8Array(32)), hex).join('');
  const { state } = ledger;
  state.sessions = state.sessions.filter(({ until }) => until > now());
  state.sessions.push({ hash: await hashOf(jwt), until: now() + lifetime });
  const company = {
    billingEmail: dashboard.email,
    companyID: 'sandbox-company',
    companyName: 'Example Company',
    internalName: 'example-company',
  };
  return answer({ companies: [company], jwt });
}

/** Refuses who has no token, or one that is no longer good. */
export async function mustBeLoggedIn(request: Request, { state }: Ledger, now: number): Promise<void> {
  const token = /^Bearer (.+)$/i.exec(request.headers.get('authorization') ?? '')?.[1];
  const hash = token && (await hashOf(token));
  if (!state.sessions.some((session) => session.hash === hash && session.until > now))
    throw new Refused('UNAUTHORIZED');
}

async function hashOf(token: string): Promise<string> {
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(token));
  return Array.from(new Uint8Array(hash), hex).join('');
}

const hex = (byte: number): string => byte.toString(16).padStart(2, '0');
