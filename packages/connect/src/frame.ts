import type { Operation } from '@connect-layer/protocol';
import { createConnectClient } from './connect-client.js';
import type { DeliverAnswer, DeliverLogin } from './flow/flow.js';
import { problemOf } from './login.js';
import { FrameForm } from './secure-form/frame-form.js';
import { Countdown } from './ui/countdown.js';
import type { FromFrame, Greeting, ToFrame } from './secure-form/messages.js';

// The document that the gateway serves for the modal's frame. Its headers say whose pages may hold it.

/** Where the gateway is: this document is its own. */
const gatewayURL = location.origin + location.pathname.replace(/\/connect\/v1\/frame$/, '');

addEventListener('message', function greeted(event: MessageEvent<Partial<Greeting>>) {
  const [port] = event.ports;
  const { greeting, nonce, app, look } = event.data;
  if (event.source !== parent || greeting !== 'connect-layer' || !port || !nonce || !app || !look) return;
  removeEventListener('message', greeted);
  serve(port, { ...app, gatewayURL }, look);
  port.postMessage({ type: 'ready', nonce } satisfies FromFrame);
});

/** Shows what the modal asks for, and sends what is typed to the gateway: never to the modal. */
function serve(
  port: MessagePort,
  address: Parameters<typeof createConnectClient>[0],
  { scheme, tokens }: Greeting['look'],
): void {
  const client = createConnectClient(address);
  const errands = new Map<number, AbortController>();
  let login: DeliverLogin | undefined;
  let answer: DeliverAnswer | undefined;

  customElements.define('dapi-countdown', Countdown);
  customElements.define('dapi-form', FrameForm);
  const form = document.createElement('dapi-form') as FrameForm;
  const say = (message: FromFrame) => port.postMessage(message);
  form.send = (event) => {
    if (event.type === 'submit') login = event.deliver;
    if (event.type === 'answer') answer = event.deliver;
    if (event.type === 'submit' || event.type === 'answer') say({ type: 'submitted' });
    if (event.type === 'retry' || event.type === 'other') say({ type: 'left', by: event.type });
  };
  addEventListener('keydown', ({ key }) => key === 'Escape' && say({ type: 'close' }));
  document.documentElement.style.colorScheme = scheme;
  form.style.colorScheme = scheme;
  for (const [name, value] of Object.entries(tokens))
    if (name.startsWith('--dapi-')) form.style.setProperty(name, value);
  document.body.append(form);

  /** Each delivery serves once; what was typed is gone with it. */
  const deliver = (id: number, work: ((signal: AbortSignal) => Promise<Operation>) | undefined) => {
    const errand = new AbortController();
    errands.set(id, errand);
    (work?.(errand.signal) ?? Promise.reject(new Error('There is nothing to send.')))
      .then((operation) => say({ type: 'operation', id, operation }))
      .catch((error: unknown) => say({ type: 'broken', id, problem: problemOf(error) }))
      .finally(() => errands.delete(id))
      .catch(reportError);
  };

  port.onmessage = ({ data }: MessageEvent<ToFrame>) => {
    if (data.type === 'show') form.show(data.form);
    if (data.type === 'focus') form.focus();
    if (data.type === 'abort') errands.get(data.id)?.abort();
    if (data.type === 'login') {
      const send = login;
      login = undefined;
      deliver(data.id, send && ((signal) => send(data.login, client, signal)));
    }
    if (data.type === 'answer') {
      const send = answer;
      answer = undefined;
      deliver(data.id, send && ((signal) => send(data.operation, client, signal)));
    }
  };
}
