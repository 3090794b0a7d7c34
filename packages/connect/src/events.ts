import type { eventTable } from './event-table.js';

type Table = typeof eventTable;

/** The name of an event. */
export type EventName = keyof Table;

interface Types {
  text: string;
  number: number;
  flag: boolean;
  texts: readonly string[];
}

/** What an event alone tells. */
export type Told<N extends EventName> = {
  -readonly [M in keyof Table[N]['detail']]: Table[N]['detail'][M] extends readonly [
    infer T extends keyof Types,
    string,
  ]
    ? Types[T]
    : never;
};

/** What comes with an event. */
export type EventDetail<N extends EventName = EventName> = N extends EventName
  ? Told<N> & {
      /** Of the table of events. */
      version: 1;
      /** Milliseconds since 1970. */
      at: number;
      /** Names what is between one `open` and its `exit`; empty outside of that. */
      session: string;
    }
  : never;

/** Takes events. Branch on `name`; `detail` has then the members of that event. */
export type OnEvent = <N extends EventName>(name: N, detail: EventDetail<N>) => void;

/** Tells of one event. */
export type Tell = <N extends EventName>(name: N, told: Told<N>) => void;

/** Gives events of a session to the page. A mistake in its callback is its own, and ends nothing. */
export const teller =
  (onEvent: OnEvent | undefined, session = ''): Tell =>
  (name, told) => {
    try {
      onEvent?.(
        name,
        Object.freeze({ version: 1, at: Date.now(), session, ...told }) as EventDetail<typeof name>,
      );
    } catch (error) {
      reportError(error);
    }
  };
