import type { Identity } from '@connect-layer/protocol';

/** Whoever logs in is this person, spelt as in Dapi's sandbox. */
export const identity: Identity = {
  name: 'Mohammad Omar Amr',
  nationality: 'AE',
  dateOfBirth: '2020-12-03T22:52:51.765Z',
  emailAddress: 'mohoa@doe.com',
  numbers: [{ type: 'mobile', value: '971501988265' }],
  address: {
    flat: '1204',
    building: 'Burj Khalifa',
    full: '1204 Burj Khalifa Dubai United Arab Emiratess',
    area: 'Dubai',
    city: 'Dubai',
    state: 'Dubai',
    country: 'United Arab Emirates',
  },
  identification: [],
};
