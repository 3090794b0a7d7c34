import { base64url } from 'jose';
import type { App, Webhook } from '../apps.js';
import type { Deps } from '../deps.js';
import type { Body } from './quirks.js';
import { keyedBytes } from '../secrets.js';

/** Milliseconds before each further attempt. */
const delays = [1_000, 5_000, 25_000];

/**
 * Tells the app of an operation that has ended, in the background.
 *
 * The body is the operation's answer; `type` is the call's path and `errorType` what would else be `type`. The header
 * `dapi-signature` is base64(HMAC-SHA256(secret, `dapi-ts` + body)). Whatever answers with 2xx within 10 s has been
 * told; else there are three more attempts.
 */
export function notify({ webhook }: App, path: string, answer: Body, deps: Deps): void {
  if (!webhook) return;
  const body = JSON.stringify({
    ...answer,
    ...(answer.type !== undefined && { errorType: answer.type }),
    type: path,
  });
  deps.inBackground(deliver(webhook, body, deps));
}

async function deliver({ url, secret }: Webhook, body: string, { now, fetch }: Deps): Promise<void> {
  for (const delay of [0, ...delays]) {
    await new Promise((resolve) => setTimeout(resolve, delay * (0.8 + Math.random() * 0.4)));
    const time = String(now());
    const headers = {
      'content-type': 'application/json',
      'dapi-ts': time,
      'dapi-signature': base64(await keyedBytes(secret, time + body)),
    };
    const signal = AbortSignal.timeout(10_000);
    const response = await fetch(url, { method: 'POST', headers, body, signal }).catch(() => undefined);
    await response?.body?.cancel();
    if (response?.ok) return;
  }
}

/** Not in base64url, as Dapi's library compares it. */
const base64 = (bytes: Uint8Array): string =>
  base64url.encode(bytes).replace(/-/g, '+').replace(/_/g, '/').padEnd(44, '=');
