import type { Operation } from '@connect-layer/protocol';
import type { ConnectAddress } from '../gateway.js';
import type { Deliver, DeliverAnswer, DeliverLogin, Problem } from '../flow/flow.js';
import type { Look } from '../ui/look.js';
import type { Wording } from '../ui/wanted.js';
import { randomKey } from '../random-key.js';
import type { Form, FromFrame, Greeting, ToFrame } from './messages.js';

/** Milliseconds that the frame has to load, and to deliver: a little more than it gives the gateway and the network. */
const patience = { load: 15_000, deliver: 200_000 };

/** What the modal does with what the frame says. */
export interface Listener {
  submitted(): void;
  left(by: 'retry' | 'other'): void;
  close(): void;
  /** The form asked for cannot be shown. */
  unshown(problem: Problem): void;
}

/** The gateway's frame, as the modal sees it: a form that can be shown and, once filled in, delivered. */
export interface SecureForm {
  /** Resolves when the frame can show forms; rejects when it never will. */
  readonly ready: Promise<void>;
  /** Without a form nothing is shown. */
  show(form: Form | undefined): void;
  /** Gives the form another look. */
  dress(look: Look): void;
  focus(): void;
  readonly login: DeliverLogin;
  readonly answer: DeliverAnswer;
  /** The frame is gone: ends every errand, and closes the port. */
  end(): void;
}

/** The document that draws the forms. */
export interface Place {
  frame: HTMLIFrameElement;
  /** Whether it is there already. */
  isLoaded: boolean;
  address: ConnectAddress;
}

/**
 * Talks to the document in a frame.
 *
 * The port is handed over once the document has loaded, to its exact origin and to no other; only a document that
 * sends back the nonce over that port is believed. After that nothing is sent from window to window.
 */
export function hostSecureForm(
  { frame, isLoaded, address }: Place,
  look: Look,
  listener: Listener,
  wording: Wording,
): SecureForm {
  const nonce = randomKey();
  const errands = new Map<number, PromiseWithResolver>();
  const { port1: port, port2 } = new MessageChannel();
  let latest: Form | undefined;
  let last = 0;
  let timer: ReturnType<typeof setTimeout>;

  const say = (message: ToFrame) => port.postMessage(message);

  const ready = new Promise<void>((resolve, reject) => {
    timer = setTimeout(() => reject(new Error('The secure form did not load.')), patience.load);
    const greet = () => {
      const { bundleID } = address;
      const greeting: Greeting = { greeting: 'connect-layer', nonce, bundleID, look, wording };
      frame.contentWindow?.postMessage(greeting, new URL(address.gatewayURL).origin, [port2]);
    };
    port.onmessage = ({ data }: MessageEvent<FromFrame>) => {
      if (data.type !== 'ready' || data.nonce !== nonce) return;
      clearTimeout(timer);
      port.onmessage = ({ data }: MessageEvent<FromFrame>) => hear(data);
      if (latest) say({ type: 'show', form: latest });
      resolve();
    };
    if (isLoaded) greet();
    else frame.addEventListener('load', greet, { once: true });
  });
  ready.catch(() => {}); // Whoever shows a form asks.

  const hear = (message: FromFrame) => {
    if (message.type === 'submitted') listener.submitted();
    if (message.type === 'left') listener.left(message.by);
    if (message.type === 'close') listener.close();
    if (message.type === 'unshown') listener.unshown(message.problem);
    if (message.type === 'operation') errands.get(message.id)?.resolve(message.operation);
    if (message.type === 'broken') errands.get(message.id)?.reject(new Broken(message.problem));
  };

  /** Has the frame deliver what was typed into it. */
  const errand =
    <Name>(ask: (id: number, name: Name) => ToFrame): Deliver<Name> =>
    (name, _client, signal) =>
      new Promise<Operation>((resolve, reject) => {
        const id = ++last;
        const late = new Broken({ type: 'TIMED_OUT', msg: 'The secure form did not answer.' });
        const timer = setTimeout(() => errands.get(id)?.reject(late), patience.deliver);
        const abort = () => {
          say({ type: 'abort', id });
          errands.get(id)?.reject(signal.reason as Error);
        };
        const ended = <T>(settle: (value: T) => void) => {
          return (value: T) => {
            clearTimeout(timer);
            signal.removeEventListener('abort', abort);
            errands.delete(id);
            settle(value);
          };
        };
        signal.addEventListener('abort', abort, { once: true });
        errands.set(id, { resolve: ended(resolve), reject: ended(reject) });
        say(ask(id, name));
      });

  return {
    ready,
    show: (form) => {
      latest = form;
      say({ type: 'show', form });
    },
    dress: (look) => say({ type: 'look', look }),
    focus: () => {
      frame.focus();
      say({ type: 'focus' });
    },
    login: errand((id, login) => ({ type: 'login', id, login })),
    answer: errand((id, operation) => ({ type: 'answer', id, operation })),
    end: () => {
      clearTimeout(timer);
      port.close();
      const gone = new Broken({ type: 'SERVER_ERROR', msg: 'The secure form is gone.' });
      for (const errand of errands.values()) errand.reject(gone);
    },
  };
}

interface PromiseWithResolver {
  resolve: (operation: Operation) => void;
  reject: (error: Error) => void;
}

/** What broke inside the frame, said in the way that errors of the SDK are. */
class Broken extends Error {
  override readonly name = 'ConnectError';
  readonly code: string;
  constructor({ type, msg }: { type: string; msg: string }) {
    super(msg);
    this.code = type;
  }
}
