const tails = new Map<string, Promise<unknown>>();

/** Runs pieces of work that share a name one after another, in the order they were asked for. */
export function inTurn<T>(name: string, work: () => Promise<T>): Promise<T> {
  const turn = (tails.get(name) ?? Promise.resolve()).then(work);
  const tail = turn
    .catch(() => {})
    .then(() => {
      if (tails.get(name) === tail) tails.delete(name);
    });
  tails.set(name, tail);
  return turn;
}
