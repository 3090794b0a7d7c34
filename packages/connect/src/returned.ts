import { returnParameter } from '@connect-layer/protocol';

let state: string | undefined;

/**
 * The state with which this page was come back to from a page of the bank, if it was. It is taken out of the address, so
 * that nobody reloads or shares it.
 */
export function returnedState(): string | undefined {
  const url = new URL(location.href);
  const found = url.searchParams.get(returnParameter);
  if (found === null) return state;
  url.searchParams.delete(returnParameter);
  history.replaceState(history.state, '', url);
  return (state = found);
}

/** Each return is taken up once. */
export const takeUp = (): void => (state = undefined);

/** Where the bank is to lead back to: here. */
export const pageURL = (): string => location.href;
