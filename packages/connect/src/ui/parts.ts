/** The names under which a page may style what is in the modal, and what they stand for. */
export const parts = {
  dialog: 'dialog, section',
  header: 'header',
  'icon-button': 'button.icon',
  progress: 'progress',
  content: '.content',
  title: '#title',
  mark: '.mark',
  label: 'label',
  field: 'input:not([type=radio], [type=checkbox])',
  'bank-row': '[role=option]',
  'account-row': '.account',
  footer: 'footer',
  'primary-button': '.primary',
  'quiet-button': '.quiet',
  banner: '.banner',
} as const;

/** Gives everything in a shadow root its part, those of elements in it included. */
export function nameParts(root: ParentNode): void {
  for (const [part, selector] of Object.entries(parts))
    for (const element of root.querySelectorAll(selector)) element.part.add(part);
  for (const element of root.querySelectorAll('dapi-institution-search'))
    element.setAttribute('exportparts', Object.keys(parts).join());
}
