import type { Words } from './words.js';

/** German. */
export const words = {
  close: 'Schließen',
  back: 'Zurück',
  'step-of': 'Schritt {step} von {steps}',
  'test-mode': 'Testmodus: Diese Banken sind simuliert.',
  'opening.title': 'Einen Moment',
  'search.title': 'Finden Sie Ihre Bank',
  'search.label': 'Name der Bank',
  'search.placeholder': 'Nach Name oder Land suchen',
  'search.popular': 'Häufig gewählt',
  'search.all': 'Alle Banken',
  'search.results': { one: '{count} Bank', other: '{count} Banken' },
  'search.none': 'Keine Bank gefunden für „{query}“.',
  'search.hint': 'Prüfen Sie die Schreibweise oder geben Sie nur einen Teil des Namens ein.',
  'credentials.title': 'Bei {institution} anmelden',
  'credentials.text': 'Verwenden Sie dieselben Zugangsdaten wie auf der Website oder in der App Ihrer Bank.',
  'credentials.submit': 'Anmelden',
  'credentials.missing': 'Bitte ausfüllen: {label}.',
  'credentials.note':
    'Ihre Zugangsdaten werden verschlüsselt übertragen, um {institution} zu verbinden. {app} speichert sie nicht.',
  'credentials.show': '{label} anzeigen',
  'credentials.hide': '{label} verbergen',
  'connecting.title': 'Anmeldung bei {institution}',
  'connecting.text': 'Das kann bis zu einer Minute dauern. Bitte lassen Sie dieses Fenster geöffnet.',
  'resuming.title': '{institution} prüft Ihre Antwort',
  'waiting.elapsed': 'Bisher {time}',
  'waiting.meanwhile': 'Bitte melden Sie sich währenddessen nicht anderswo bei Ihrer Bank an.',
  cancel: 'Abbrechen',
  'challenge.title': '{institution} fragt',
  'challenge.submit': 'Weiter',
  'challenge.confirmed': 'Ich habe es freigegeben',
  'challenge.redirect':
    'Ihre Bank macht auf einer eigenen Seite weiter. Kommen Sie hierher zurück, wenn Sie dort fertig sind.',
  'challenge.open': 'Seite der Bank öffnen',
  'challenge.returned': 'Ich bin dort fertig',
  'challenge.missing': 'Bitte antworten Sie, um fortzufahren.',
  'challenge.note':
    'Diese Frage kommt von {institution}. Nennen Sie die Antwort niemals jemandem, der Sie anruft.',
  'challenge.otp': 'Code',
  'challenge.token': 'Code aus der App Ihrer Bank',
  'challenge.pin': 'PIN',
  'challenge.secret_question': 'Ihre Antwort',
  'challenge.captcha': 'Zeichen im Bild',
  'challenge.captcha-alt': 'Ein Bild mit Zeichen, gesendet von Ihrer Bank',
  'challenge.choice': 'Bitte wählen',
  'choice.none':
    '{institution} zeigt hier keine Konten. Versuchen Sie es später noch einmal oder verbinden Sie eine andere Bank.',
  'connected.title': '{institution} ist verbunden',
  'connected.text': '{app} kann jetzt Ihre Konten dort lesen.',
  'connected.finish': 'Zurück zu {app}',
  'failed.again': 'Noch einmal versuchen',
  'failed.other': 'Andere Bank wählen',
  'failed.close': 'Schließen',
  'failed.reference': 'Referenz für den Kundendienst: {reference}',

  INVALID_CREDENTIALS: [
    'Die Anmeldung wurde nicht akzeptiert',
    '{institution} hat die Eingaben nicht erkannt. Prüfen Sie sie und versuchen Sie es noch einmal. Nach zu vielen Versuchen kann die Bank Ihren Zugang sperren.',
  ],
  INVALID_MFA: [
    'Die Antwort wurde nicht akzeptiert',
    '{institution} hat die Antwort nicht akzeptiert. Vielleicht war sie vertippt oder kam zu spät. Versuchen Sie es noch einmal, um eine neue Frage zu erhalten.',
  ],
  INACTIVE_ACCOUNT: [
    'Dieses Konto ist nicht aktiv',
    'Laut {institution} ist es gesperrt oder geschlossen. Bitten Sie die Bank, es freizugeben.',
  ],
  INVALID_CONNECTION: [
    'Ihre Bank verlangt eine neue Anmeldung',
    '{institution} akzeptiert die gespeicherte Verbindung nicht mehr. Verbinden Sie die Bank erneut.',
  ],
  INSUFFICIENT_BALANCE: [
    'Das Guthaben reicht nicht aus',
    'Auf dem Konto ist dieser Betrag nicht verfügbar. Wählen Sie einen kleineren Betrag oder ein anderes Konto.',
  ],
  BENEFICIARY_NOT_ACTIVATED: [
    'Bestätigen Sie zuerst den Empfänger',
    '{institution} verlangt, dass Sie diesen Empfänger in der App oder auf der Website der Bank bestätigen.',
  ],
  BENEFICIARY_COOL_DOWN_PERIOD: [
    'Noch nicht möglich',
    'Bei {institution} können neue Empfänger erst nach einiger Zeit Geld erhalten. Versuchen Sie es später noch einmal.',
  ],
  BENEFICIARY_ALREADY_EXISTS: [
    'Diesen Empfänger gibt es schon',
    'Wählen Sie ihn aus der Liste, statt ihn noch einmal hinzuzufügen.',
  ],
  NOT_SUPPORTED: ['Diese Bank kann das nicht', '{institution} bietet das nicht an.'],
  OPERATION_NOT_FOUND: [
    'Das hat zu lange gedauert',
    'Die Frage Ihrer Bank ist nicht mehr offen. Versuchen Sie es noch einmal, um eine neue zu erhalten.',
  ],
  OPERATION_CANCELLED: ['Abgebrochen', 'Es wurde nichts geändert. Sie können es noch einmal versuchen.'],
  TIMED_OUT: [
    'Die Bank hat zu lange gebraucht',
    'Die Bank hat nicht rechtzeitig geantwortet. Das liegt nicht an Ihnen. Versuchen Sie es in ein paar Minuten noch einmal.',
  ],
  BANK_ERROR: [
    'Die Bank hat ein Problem',
    '{institution} konnte das gerade nicht ausführen. Versuchen Sie es in ein paar Minuten noch einmal.',
  ],
  UNKNOWN_ERROR: [
    'Das hat nicht geklappt',
    'Bei uns ist etwas schiefgegangen. Es wurde nichts geändert. Bitte versuchen Sie es noch einmal.',
  ],
  NO_INTERNET_CONNECTION: [
    'Sie sind offline',
    'Prüfen Sie Ihre Internetverbindung und versuchen Sie es noch einmal. Es wurde nichts gesendet.',
  ],
  SERVER_ERROR: [
    'Wir sind nicht erreichbar',
    'Unser Dienst antwortet gerade nicht. Es ist nichts verloren gegangen. Versuchen Sie es gleich noch einmal.',
  ],
  USER_CANCELLED_MFA: ['Abgebrochen', 'Es wurde nichts geändert. Sie können es noch einmal versuchen.'],
  USER_CANCELLED_ACCOUNT_SELECTION: ['Abgebrochen', 'Es wurde nichts ausgewählt.'],
  NOT_SET_UP: [
    'Diese App ist noch nicht eingerichtet',
    'In dieser App lässt sich zurzeit keine Bank verbinden. Nur der Betreiber der App kann das beheben.',
  ],
  REFUSED: [
    'Die Bank hat das nicht ausgeführt',
    '{institution} hat es abgelehnt. Prüfen Sie Ihre Angaben und versuchen Sie es noch einmal.',
  ],
} as const satisfies Words;
