import { css } from 'lit';

/** Accounts to choose from. */
export const accountStyles = css`
  .accounts {
    display: grid;
    gap: 8px;
    list-style: none;
  }
  .account {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: 12px;
    inline-size: 100%;
    min-block-size: 64px;
    padding: 10px 16px;
    border-color: var(--control);
    text-align: start;
    cursor: pointer;
  }
  .account:hover {
    background: var(--subtle);
  }
  .account .names {
    min-inline-size: 0;
    display: flex;
    flex-direction: column;
    align-items: flex-start;
    line-height: 1.35;
    font-weight: 550;
    overflow-wrap: anywhere;
  }
  .account .amount {
    flex: none;
    font-variant-numeric: tabular-nums;
  }
  .account:has(:checked) {
    border-color: var(--primary);
    box-shadow: inset 0 0 0 1px var(--primary);
  }
  fieldset.accounts {
    min-inline-size: 0;
  }
  .accounts legend {
    font-weight: 400;
    margin-block-end: 8px;
  }
  .accounts .all {
    display: flex;
    align-items: center;
    gap: 14px;
    min-block-size: 44px;
    margin: 0;
    padding-inline: 17px;
    cursor: pointer;
    border-radius: 12px;
  }
  label.account {
    margin: 0;
    border: 1px solid var(--control);
    border-radius: var(--curve);
    gap: 14px;
    font-size: 16px;
  }
  label.account .names {
    flex: 1;
  }
  .account .small,
  label.account .amount {
    font-weight: 400;
  }
  label.account .small bdi {
    white-space: nowrap;
  }
  @media (forced-colors: active) {
    .account:has(:checked) {
      outline: 2px solid Highlight;
    }
  }
  @media (max-width: 360px) {
    label.account {
      gap: 10px;
      padding-inline: 12px;
    }
    label.account .amount {
      font-size: 15px;
    }
  }
`;
