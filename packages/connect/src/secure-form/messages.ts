import type { Institution, Operation, UserInput } from '@connect-layer/protocol';
import type { LoginStart, OperationName } from '../connect-client.js';
import type { Problem, Session } from '../flow/flow.js';
import type { Look } from '../ui/look.js';
import type { Wording } from '../ui/wanted.js';

/**
 * What the modal and the gateway's frame say to each other, over a port of their own.
 *
 * Nothing that a person types is ever part of a message: the frame sends it to its own origin, and tells the modal
 * only how the operation stands.
 */
export type ToFrame =
  /** Without a form it shows nothing: what was typed is gone and nothing counts on. */
  | { type: 'show'; form: Form | undefined }
  /** The look has changed since the greeting. */
  | { type: 'look'; look: Look }
  /** Takes the focus, and gives it to the first field. */
  | { type: 'focus' }
  /** Sends what was typed; `id` names the errand. */
  | { type: 'login'; id: number; login: Omit<LoginStart, 'credentials'> }
  | { type: 'answer'; id: number; operation: OperationName }
  | { type: 'abort'; id: number };

export type FromFrame =
  | { type: 'ready'; nonce: string }
  /** The person has filled in the form. */
  | { type: 'submitted' }
  /** The person does not answer, but starts again or goes to another bank. */
  | { type: 'left'; by: 'retry' | 'other' }
  | { type: 'close' }
  /** The form cannot be shown. */
  | { type: 'unshown'; problem: Problem }
  | { type: 'operation'; id: number; operation: Operation }
  | { type: 'broken'; id: number; problem: Problem };

/**
 * The form that the frame is to draw.
 *
 * Of the institution only the id is believed, of a challenge not even that: there it is the operation's. Everything else
 * that a person is told about bank and app the frame asks the gateway for. What was typed goes to that bank, or to that
 * operation, or nowhere. `needed` names the fields that a repair needs, `asked` is when the bank asked, in milliseconds
 * since 1970.
 */
export type Form = { institution: Institution; appName: string } & (
  | { step: 'credentials'; needed: readonly string[] | undefined }
  | {
      step: 'challenge';
      operationID: string;
      userInputs: readonly UserInput[];
      asked: number;
      purpose: Session['purpose'];
    }
);

/** The one message that goes from window to window: it brings the port. */
export interface Greeting {
  greeting: 'connect-layer';
  nonce: string;
  bundleID: string | undefined;
  look: Look;
  /** How the modal speaks. */
  wording: Wording;
}
