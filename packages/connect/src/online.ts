/** Resolves once the browser has a network. Rejects with the signal's reason when it aborts. */
export const online = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
    signal.throwIfAborted();
    if (navigator.onLine) return resolve();
    const end = () => {
      removeEventListener('online', back);
      signal.removeEventListener('abort', leave);
    };
    const back = () => {
      end();
      resolve();
    };
    const leave = () => {
      end();
      reject(signal.reason as Error);
    };
    addEventListener('online', back);
    signal.addEventListener('abort', leave, { once: true });
  });
