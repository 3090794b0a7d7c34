// A classic script, as on a page without any tools. The three samples come first, the page around them below.

function connectAndReadIdentity(print) {
  const handler = Dapi.create({
    environment: Dapi.environments.sandbox,
    appKey: 'sandbox-app',
    bundleID: 'sandbox-bundle',
    clientUserID: 'CLIENT_USER_ID',
    countries: ['AE'],
    onReady: () => {
      handler.open();
    },
    onSuccessfulLogin: (bankAccount) => {
      bankAccount.data
        .getIdentity()
        .then((response) => print(response)) // 'done' or 'failed'
        .catch((error) => print(error)); // Something broke on the way.
    },
    onFailedLogin: (error) => {
      if (error) print(error);
    },
    onExit: () => {
      console.log('The widget was closed.');
    },
  });
}

function readCachedAccounts(print) {
  const bankAccounts = Dapi.getCachedBankAccounts('CLIENT_USER_ID');
  const params = bankAccounts.map((bankAccount) => bankAccount.flush());
  print(params);
}

function makeAccountAgain(print, savedParams) {
  const bankAccount = new DapiBankAccount(savedParams);
  bankAccount.data
    .getAccounts()
    .then((response) => print(response))
    .catch((error) => print(error));
}

// The page around the samples.

(() => {
  /** `?user=` makes the page somebody else's. */
  const user = new URLSearchParams(location.search).get('user') || 'CLIENT_USER_ID';

  /** Where the banks are that this page's gateway reaches. */
  const { country } = document.body.dataset;

  /** What stands in a function, with this page's user and country in it: shown as it is, and run as it is shown. */
  const codeOf = (sample) => {
    const lines = String(sample).split('\n').slice(1, -1);
    return lines
      .map((line) => line.slice(2))
      .join('\n')
      .replaceAll(`'CLIENT_USER_ID'`, JSON.stringify(user))
      .replace(`['AE']`, `['${country}']`);
  };

  const find = (id) => document.getElementById(id);
  find('no-script').hidden = 'Dapi' in window;

  let created = false;
  let saved;

  /** Resolves when the cache may be read at once: after `onReady` of a `Dapi.create` for this user. */
  const ready = () =>
    new Promise((resolve, reject) => {
      if (created) return resolve();
      Dapi.create({
        environment: Dapi.environments.sandbox,
        appKey: 'sandbox-app',
        bundleID: 'sandbox-bundle',
        clientUserID: user,
        onReady: () => {
          created = true;
          resolve();
        },
        onFailedLogin: reject,
      });
    });

  const masked = (key, value) => (key === 'userSecret' || key === 'accessCode' ? '…' : value);

  /** Errors have no members of their own that JSON would show. */
  const plain = (value) =>
    value instanceof Error ? { error: value.name, type: value.type, msg: value.message } : value;

  const set = (name, sample, before, argument) => {
    const code = codeOf(sample);
    const output = find(`result-${name}`);
    const print = (value) => {
      if (name === 'cached' && value[0]) saved = value[0];
      if (name === 'identity' && value.success) created = true;
      output.textContent = JSON.stringify(plain(value), masked, 2);
    };
    find(`code-${name}`).textContent = code;
    find(`run-${name}`).addEventListener('click', async () => {
      output.textContent = '';
      try {
        await before?.();
        new Function('print', 'savedParams', code)(print, argument?.());
      } catch (error) {
        print(error);
      }
    });
  };

  const params = () => {
    const pasted = find('pasted').value.trim();
    const given = pasted ? JSON.parse(pasted) : saved;
    const first = Array.isArray(given) ? given[0] : given;
    if (!first)
      throw new Error('There are no saved parameters yet: run “cached accounts” first, or paste some.');
    return first;
  };

  set('identity', connectAndReadIdentity);
  set('cached', readCachedAccounts, ready);
  set('again', makeAccountAgain, ready, params);
})();
