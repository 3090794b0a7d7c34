import { bankOf } from './banks.js';
import { skipsConfirmation } from './form-flow.js';
import { placeOf, profileOf } from './forms.js';
import { procedures } from './personas.js';
import type { Form } from './state.js';
import { amountOf, isFinal } from './wire.js';
import type { World } from './world.js';

/** What a person sees of a form, whether it is a page of its own or stands inside another one. */
export interface View {
  heading: string;
  text: string[];
  error?: string;
  fields: Field[];
  buttons: { do: string; label: string }[];
  /** A page of the bank that is to be opened, in a tab of its own where the form is inside another page. */
  leaves?: { label: string; href: string };
  /** The form has ended: what the page around it is told, and where the person goes from here. */
  end?: { event: 'complete' | 'fail' | 'abort'; code?: string; href?: string; atOnce?: boolean };
  support?: string;
  brand?: string;
}

export interface Field {
  name: string;
  label: string;
  kind: 'text' | 'password' | 'checkbox' | 'radio';
  options?: { value: string; label: string }[];
}

const go = { do: 'next', label: 'Continue' };
const cancel = { do: 'cancel', label: 'Cancel' };

/** How a form looks where it stands. */
export function viewOf(form: Form, world: World): View {
  const profile = profileOf(form, world);
  const introText = profile?.brand?.introText;
  const colors = profile?.aspect?.colorScheme as { brand?: string } | undefined;
  const brand = /^#[\da-f]{6}$/i.test(colors?.brand ?? '') ? colors?.brand : undefined;
  const view = stepView(form, world);
  return {
    ...view,
    text: [...(typeof introText === 'string' && !view.end ? [introText] : []), ...view.text],
    ...(form.returns.support !== undefined && { support: form.returns.support }),
    ...(brand !== undefined && { brand }),
  };
}

function stepView(form: Form, world: World): View {
  if (isFinal(form.status)) return endView(form, world);
  const { step } = form;
  const bank = placeOf(form)?.bank.name ?? 'your bank';
  const told = 'error' in step && step.error !== undefined && { error: step.error };
  switch (step.at) {
    case 'bank': {
      const options = step.found.map((id) => {
        const { name, city, blz } = bankOf(id) ?? { name: '', blz: '' };
        return { value: String(id), label: [name, city, blz].filter(Boolean).join(', ') };
      });
      return {
        ...{ heading: 'Choose your bank', text: ['Search by name, BLZ, BIC, city or IBAN.'], ...told },
        fields: [
          { name: 'text', label: 'Bank', kind: 'text' },
          ...(options.length > 0 ? [{ name: 'bank', label: 'Found', kind: 'radio' as const, options }] : []),
        ],
        buttons: [go, { do: 'search', label: 'Search' }, cancel],
      };
    }
    case 'review':
      return { heading: 'Confirm the payment', text: [summary(form)], fields: [], buttons: [go, cancel] };
    case 'login': {
      const fields = (placeOf(form)?.way.loginCredentials ?? []).map(({ label, isSecret }, index): Field => ({
        ...{ name: `field${index}`, label, kind: isSecret ? 'password' : 'text' },
      }));
      return {
        ...{ heading: `Log in at ${bank}`, text: again(form), ...told },
        fields: [...fields, { name: 'store', label: 'Save the PIN for later updates', kind: 'checkbox' }],
        buttons: [go, cancel],
      };
    }
    case 'leave':
      return {
        ...{ heading: `Continue at ${bank}`, text: ['You log in on the page of your bank.'], ...told },
        ...{ fields: [], buttons: [cancel] },
        leaves: { label: 'Continue to the bank', href: `/bank/${form.id}?state=${form.visit ?? ''}` },
      };
    case 'procedure':
      return {
        ...{ heading: 'Confirm that it is you', text: ['How do you want to do that?'] },
        fields: [
          {
            ...{ name: 'procedure', label: 'Procedure', kind: 'radio' },
            options: procedures.map(({ procedureId, procedureName }) => ({
              value: procedureId,
              label: procedureName,
            })),
          },
        ],
        buttons: [go, cancel],
      };
    case 'code':
      return {
        ...{ heading: 'Enter the code', text: [`${bank} has sent you a code.`], ...told },
        fields: [{ name: 'code', label: 'Code', kind: 'text' }],
        buttons: [go, cancel],
      };
    case 'app':
      return {
        ...{ heading: 'Approve in the app', text: [`${bank} asks you in its app.`], fields: [] },
        buttons: [{ do: 'next', label: 'I have approved it' }, cancel],
      };
    case 'end':
      return endView(form, world);
  }
}

const again = ({ rounds }: Form): string[] =>
  rounds.length > 0 ? ['Some of the accounts can only be reached another way, with one more login.'] : [];

function summary({ purpose }: Form): string {
  if (purpose.kind !== 'payment') return '';
  const { total, currency, to, count } = purpose.order;
  const others = count > 1 ? ` and ${count - 1} more` : '';
  return `${amountOf(total).toFixed(2)} ${currency} to ${to}${others}`;
}

function endView(form: Form, world: World): View {
  const { status, returns, errorCode } = form;
  const close = { fields: [], buttons: [] };
  const leads = (href: string | undefined) => (href === undefined ? {} : { href });
  switch (status) {
    case 'COMPLETED': {
      const atOnce = skipsConfirmation(form, world);
      const end = { event: 'complete', ...leads(returns.done), ...(atOnce && { atOnce }) } as const;
      return { heading: 'Done', text: ['You can close this page.'], ...close, end };
    }
    case 'ABORTED':
    case 'CANCELLED': {
      const end = { event: 'abort', ...leads(returns.abort), atOnce: true } as const;
      return { heading: 'Cancelled', text: ['Nothing more happens.'], ...close, end };
    }
    default: {
      const code = errorCode ?? 'INTERNAL_ERROR';
      const text = [status === 'EXPIRED' ? 'The time is over.' : (reasons[code] ?? 'Something went wrong.')];
      return {
        heading: 'That did not work',
        text,
        ...close,
        end: { event: 'fail', code, ...leads(returns.error) },
      };
    }
  }
}

const reasons: Partial<Record<string, string>> = {
  BANK_SERVER_REJECTION: 'The bank has refused the login.',
  ENTITY_EXISTS: 'This bank connection exists already.',
  NO_ACCOUNTS_FOR_TYPE_LIST: 'There is no account of the kind that was asked for.',
  UNDETERMINED_BANK: 'It is not clear which bank is meant.',
  INTERRUPTED: 'The form was loaded a second time. Begin again.',
};
