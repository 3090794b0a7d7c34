import type { Institution, Operation } from '@connect-layer/protocol';
import { createConnectClient } from './connect-client.js';
import { problemOf } from './error.js';
import type { DeliverAnswer, DeliverLogin } from './flow/flow.js';
import { FrameForm } from './secure-form/frame-form.js';
import { isPlain } from './secure-form/look.js';
import type { Form, FromFrame, Greeting, ToFrame } from './secure-form/messages.js';
import { believed } from './secure-form/wording.js';
import { Countdown } from './ui/countdown.js';
import { learn } from './ui/learn.js';
import { wear, type Look } from './ui/look.js';
import { retell } from './ui/speech.js';

// The document that the gateway serves for the modal's frame. Its headers say whose pages may hold it. Such a page may
// have been broken into, so all that is believed of what it says is which form to show, and how.

/** Where the gateway is: this document is its own. */
const gatewayURL = location.origin + location.pathname.replace(/\/connect\/v1\/frame$/, '');

/** The app whose pages may hold this document, and its name, both by the gateway's word. */
const app = {
  key: new URLSearchParams(location.search).get('appKey') ?? '',
  name: document.querySelector<HTMLMetaElement>('meta[name="application-name"]')?.content ?? '',
};

addEventListener('message', function greeted(event: MessageEvent<unknown>) {
  const [port] = event.ports;
  const { greeting, nonce, bundleID, look, wording } = Object(event.data) as Partial<Greeting>;
  if (event.source !== parent || greeting !== 'connect-layer' || !port || !nonce || !look) return;
  removeEventListener('message', greeted);
  const form = serve(port, bundleID, look);
  speak(form, wording, () => port.postMessage({ type: 'ready', nonce } satisfies FromFrame));
});

/** Shows what the modal asks for, and sends what is typed to the gateway: never to the modal. */
function serve(port: MessagePort, bundleID: string | undefined, look: Look): FrameForm {
  const client = createConnectClient({ gatewayURL, appKey: app.key, bundleID });
  const errands = new Map<number, AbortController>();
  /** What was typed, and what it is for: the bank or the operation that the person saw it asked by. */
  let login: { institutionID: string; deliver: DeliverLogin } | undefined;
  let answer: { operationID: string; deliver: DeliverAnswer } | undefined;

  customElements.define('dapi-countdown', Countdown);
  customElements.define('dapi-form', FrameForm);
  const element = document.createElement('dapi-form') as FrameForm;
  const say = (message: FromFrame) => port.postMessage(message);
  element.send = (event, form) => {
    if (event.type === 'submit') login = { institutionID: form.institution.id, deliver: event.deliver };
    if (event.type === 'answer' && form.step === 'challenge')
      answer = { operationID: form.operationID, deliver: event.deliver };
    if (event.type === 'retry' || event.type === 'other') say({ type: 'left', by: event.type });
    if (event.type === 'submit' || event.type === 'answer') say({ type: 'submitted' });
  };
  addEventListener('keydown', ({ key }) => key === 'Escape' && say({ type: 'close' }));
  const dress = ({ scheme, tokens }: Look) => {
    document.documentElement.style.colorScheme = scheme;
    const plain = Object.entries(tokens).filter(([name, value]) => /^[a-z-]+$/.test(name) && isPlain(value));
    wear(element, { scheme, tokens: Object.fromEntries(plain) });
  };
  dress(look);
  document.body.append(element);

  const institutions = new Map<string, Promise<Institution>>();
  const institutionOf = (form: Form): Promise<Institution> => {
    const id = form.step === 'challenge' ? bankOf(form.operationID) : form.institution.id;
    const asked = institutions.get(id) ?? client.institution(id);
    institutions.set(id, asked);
    asked.catch(() => institutions.delete(id));
    return asked;
  };

  /** Draws a form once it is known which bank it is really of. */
  let latest: Form | undefined;
  const show = async (form: Form | undefined): Promise<void> => {
    latest = form;
    if (!form) return element.show(undefined);
    try {
      const institution = await institutionOf(form);
      if (latest === form)
        element.show({ ...form, institution: asked(institution, form), appName: app.name });
    } catch (error) {
      if (latest === form) say({ type: 'unshown', problem: problemOf(error) });
    }
  };
  let shown = Promise.resolve();

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

  port.onmessage = ({ data }: MessageEvent<unknown>) => {
    const message = Object(data) as ToFrame;
    if (message.type === 'show') shown = show(message.form);
    if (message.type === 'look') dress(message.look);
    if (message.type === 'focus') void shown.then(() => element.focus());
    if (message.type === 'abort') errands.get(message.id)?.abort();
    if (message.type === 'login') {
      const { id, login: start } = message;
      const typed = login?.institutionID === start.institutionID ? login : undefined;
      login = undefined;
      deliver(id, typed && ((signal) => typed.deliver(start, client, signal)));
    }
    if (message.type === 'answer') {
      const { id, operation } = message;
      const typed = answer?.operationID === operation.operationID ? answer : undefined;
      answer = undefined;
      deliver(id, typed && ((signal) => typed.deliver(operation, client, signal)));
    }
  };
  return element;
}

/** Has the document speak as the modal does; `ready` is called when it can. */
function speak(form: FrameForm, wording: unknown, ready: () => void): void {
  let isReady = false;
  learn(believed(wording), (speech) => {
    form.speech = speech;
    for (const root of [document.documentElement, form]) {
      root.lang = speech.language;
      root.dir = speech.direction;
    }
    retell();
    if (!speech.pending && !isReady) ready();
    isReady ||= !speech.pending;
  });
}

/** The bank, with those of its fields that are asked for: a repair needs only some. */
function asked(institution: Institution, form: Form): Institution {
  const needed = form.step === 'credentials' ? form.needed : undefined;
  return needed
    ? { ...institution, fields: institution.fields.filter(({ name }) => needed.includes(name)) }
    : institution;
}

/** The bank that an operation is at: its id begins with the bank's. */
const bankOf = (operationID: string): string => operationID.slice(0, operationID.lastIndexOf(':'));
