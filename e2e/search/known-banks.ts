import type { Institution } from '@connect-layer/protocol';

/** Banks that people look for by other names than their own. Country, name, full name, aliases, codes, BIC. */
const lines = `
AE|ADCB|Abu Dhabi Commercial Bank|بنك أبوظبي التجاري||ADCBAEAA
AE|Emirates NBD|Emirates NBD Bank PJSC|بنك الإمارات دبي الوطني|026|EBILAEAD
AE|FAB|First Abu Dhabi Bank|بنك أبوظبي الأول;NBAD;First Gulf Bank;FGB|035|NBADAEAA
AE|ADIB|Abu Dhabi Islamic Bank|مصرف أبوظبي الإسلامي||ABDIAEAD
AE|Dubai Islamic Bank|Dubai Islamic Bank PJSC|بنك دبي الإسلامي;DIB|024|DUIBAEAD
AE|Mashreq|Mashreqbank PSC|بنك المشرق;Mashreq Neo|033|BOMLAEAD
AE|Emirates Islamic|Emirates Islamic Bank|الإمارات الإسلامي;EIB||MEBLAEAD
AE|RAKBANK|National Bank of Ras Al Khaimah|بنك رأس الخيمة الوطني||NRAKAEAK
AE|Sharjah Islamic Bank||مصرف الشارقة الإسلامي;SIB||
AE|Commercial Bank of Dubai||بنك دبي التجاري;CBD||CBDUAEAD
AE|Liv|Liv Digital Bank|ليف||
AE|Wio|Wio Bank PJSC|ويو||
AE|Ajman Bank||مصرف عجمان||
SA|Al Rajhi Bank|Al Rajhi Banking and Investment Corporation||80|RJHISARI
SA|Saudi National Bank||البنك الأهلي السعودي;SNB;AlAhli;NCB;National Commercial Bank|10|NCBKSAJE
SA|Riyad Bank||بنك الرياض|20|RIBLSARI
SA|SAB|Saudi Awwal Bank|البنك السعودي الأول;SABB;Saudi British Bank|45|SABBSARI
SA|Alinma Bank||مصرف الإنماء|05|INMASARI
SA|بنك البلاد|بنك البلاد||15|ALBISARI
SA|بنك الجزيرة|بنك الجزيرة||60|BJAZSAJE
SA|Banque Saudi Fransi||البنك السعودي الفرنسي;BSF|55|BSFRSARI
KW|National Bank of Kuwait||بنك الكويت الوطني||NBOKKWKW
KW|Kuwait Finance House||بيت التمويل الكويتي;KFH||KFHOKWKW
KW|Gulf Bank||بنك الخليج||
KW|Boubyan Bank||بنك بوبيان||
QA|QNB|Qatar National Bank|بنك قطر الوطني||QNBAQAQA
QA|Doha Bank||بنك الدوحة||
BH|Ahli United Bank||البنك الأهلي المتحد||
EG|Commercial International Bank||CIB;البنك التجاري الدولي||CIBEEGCX
EG|Banque Misr||بنك مصر||
EG|National Bank of Egypt||البنك الأهلي المصري;NBE||
JO|Arab Bank||البنك العربي||ARABJOAX
MA|Attijariwafa Bank||التجاري وفا بنك||
MA|Bank of Africa||BMCE;BMCE Bank of Africa||
IL|בנק לאומי|Bank Leumi|||LUMIILIT
IL|בנק הפועלים|בנק הפועלים|||POALILIT
IL|Israel Discount Bank||בנק דיסקונט||
DE|Deutsche Bank|Deutsche Bank AG|DB|10070000|DEUTDEFF
DE|Postbank|Postbank – eine Niederlassung der Deutsche Bank AG|Deutsche Postbank|10010010|PBNKDEFF
DE|Commerzbank|Commerzbank AG||37040044|COBADEFF
DE|comdirect|comdirect – eine Marke der Commerzbank AG||20041133|COBADEHD
DE|DKB|Deutsche Kreditbank AG||12030000|BYLADEM1
DE|ING|ING-DiBa AG|DiBa;ING Deutschland|50010517|INGDDEFF
DE|N26|N26 Bank SE|Number 26|10011001|NTSBDEB1
DE|HypoVereinsbank|UniCredit Bank GmbH|HVB|70020270|HYVEDEMM
DE|Targobank|Targobank AG|Citibank Deutschland|30020900|CMCIDEDD
DE|GLS Bank|GLS Gemeinschaftsbank eG||43060967|GENODEM1
DE|Berliner Sparkasse|Landesbank Berlin AG – Berliner Sparkasse||10050000|BELADEBE
DE|Sparkasse KölnBonn|||37050198|COLSDE33
DE|Hamburger Sparkasse||Haspa|20050550|HASPDEHH
DE|Stadtsparkasse München||SSKM|70150000|SSKMDEMM
DE|Frankfurter Sparkasse||1822;Fraspa|50050201|HELADEF1
DE|1822direkt||||
DE|apoBank|Deutsche Apotheker- und Ärztebank eG||30060601|DAAEDEDD
DE|Santander Deutschland|Santander Consumer Bank AG||31010833|SCFBDE33
DE|Consorsbank|BNP Paribas S.A. Niederlassung Deutschland|Cortal Consors||CSDBDE71
DE|Trade Republic|Trade Republic Bank GmbH|||TRBKDEBB
DE|KfW|Kreditanstalt für Wiederaufbau|||
DE|Sparkasse Zürichsee||||
AT|Erste Bank|Erste Bank der oesterreichischen Sparkassen AG|Erste Bank und Sparkasse;George|20111|GIBAATWW
AT|BAWAG|BAWAG P.S.K.|PSK;easybank|14000|BAWAATWW
AT|Bank Austria|UniCredit Bank Austria AG|Creditanstalt|12000|BKAUATWW
AT|Raiffeisen Bank International||RBI||RZBAATWW
CH|UBS|UBS Switzerland AG|Credit Suisse;CS||UBSWCHZH
CH|Zürcher Kantonalbank||ZKB||ZKBKCHZZ
CH|St.Galler Kantonalbank|St.Galler Kantonalbank AG|SGKB||KBSGCH22
CH|Raiffeisen St. Gallen||||
CH|PostFinance|PostFinance AG|||POFICHBE
NL|bunq|bunq B.V.|||BUNQNL2A
NL|ABN AMRO|ABN AMRO Bank N.V.|||ABNANL2A
NL|Rabobank|Coöperatieve Rabobank U.A.|||RABONL2U
NL|ING Nederland|ING Bank N.V.|Postbank NV||INGBNL2A
NL|de Volksbank|ASN Bank|SNS Bank;RegioBank||SNSBNL2A
NL|Knab||||
BE|KBC|KBC Bank NV|||KREDBEBB
BE|Belfius|Belfius Banque SA|Dexia||GKCCBEBB
BE|BNP Paribas Fortis||Fortis Banque||GEBABEBB
GB|Barclays|Barclays Bank UK plc||200000|BARCGB22
GB|HSBC UK|HSBC UK Bank plc|Midland Bank;first direct|400530|HBUKGB4B
GB|Lloyds Bank|Lloyds Bank plc|Lloyds TSB|309634|LOYDGB2L
GB|NatWest|National Westminster Bank plc|Nat West|600001|NWBKGB2L
GB|Royal Bank of Scotland|The Royal Bank of Scotland plc|RBS||RBOSGB2L
GB|Santander UK|Santander UK plc|Abbey National||ABBYGB2L
GB|Nationwide|Nationwide Building Society||070116|NAIAGB21
GB|Monzo|Monzo Bank Limited||040004|MONZGB2L
GB|Starling Bank|Starling Bank Limited||608371|SRLGGB2L
GB|Revolut|Revolut Ltd|||REVOGB21
GB|TSB|TSB Bank plc|||TSBSGB2A
GB|Halifax|Bank of Scotland plc trading as Halifax|HBOS||
GB|The Co-operative Bank|The Co-operative Bank plc|||CPBKGB22
GB|Metro Bank||||
GB|Coutts|Coutts & Company|||
GB|Marcus|Goldman Sachs International Bank|Marcus by Goldman Sachs||
IE|AIB|Allied Irish Banks plc|||AIBKIE2D
IE|Bank of Ireland||BOI||BOFIIE2D
FR|BNP Paribas|BNP Paribas S.A.|BNP|30004|BNPAFRPP
FR|Société Générale|Société Générale S.A.|SocGen;SG|30003|SOGEFRPP
FR|Crédit Lyonnais|LCL – Le Crédit Lyonnais|LCL|30002|CRLYFRPP
FR|La Banque Postale|||20041|PSSTFRPP
FR|Boursorama|BoursoBank|||BOUSFRPP
FR|Crédit Coopératif||||
FR|Fortuneo|Arkéa Direct Bank|||
FR|Caisse d’Épargne Île-de-France||||
ES|BBVA|Banco Bilbao Vizcaya Argentaria|||BBVAESMM
ES|CaixaBank|CaixaBank S.A.|La Caixa;Bankia||CAIXESBB
ES|Banco Santander|Banco Santander S.A.|||BSCHESMM
ES|Banco Sabadell||Banc Sabadell||BSABESBB
ES|Kutxabank||||
PT|Caixa Geral de Depósitos||CGD||CGDIPTPL
PT|Millennium bcp|Banco Comercial Português|||BCOMPTPL
PT|Novo Banco||Banco Espírito Santo||
IT|Intesa Sanpaolo|Intesa Sanpaolo S.p.A.|Banca Intesa;Sanpaolo IMI||BCITITMM
IT|UniCredit|UniCredit S.p.A.|||UNCRITMM
IT|Banca Monte dei Paschi di Siena||MPS||PASCITMM
IT|FinecoBank|FinecoBank S.p.A.|Fineco||
PL|PKO Bank Polski|Powszechna Kasa Oszczędności Bank Polski|||BPKOPLPW
PL|mBank|mBank S.A.|BRE Bank||BREXPLPW
PL|Bank Pekao|Bank Polska Kasa Opieki S.A.|Pekao SA||PKOPPLPW
PL|Santander Bank Polska||BZ WBK||
PL|ING Bank Śląski||||
CZ|Česká spořitelna||ČS||GIBACZPX
CZ|Komerční banka||KB||KOMBCZPP
DK|Danske Bank||||DABADKKK
DK|Jyske Bank||||
SE|Swedbank|Swedbank AB|Föreningssparbanken||SWEDSESS
SE|Skandinaviska Enskilda Banken||SEB||ESSESESS
SE|Handelsbanken|Svenska Handelsbanken AB|||HANDSESS
SE|Länsförsäkringar Bank||||
NO|DNB|DNB Bank ASA|Den norske Bank||DNBANOKK
NO|SpareBank 1 Sør-Norge||SR-Bank||
FI|Nordea|Nordea Bank Abp|||NDEAFIHH
FI|OP Financial Group|OP Osuuskunta|Osuuspankki||OKOYFIHH
FI|Säästöpankki||||
IS|Íslandsbanki||||
IS|Landsbankinn||||
EE|LHV Pank||||
RU|Сбербанк|ПАО Сбербанк|||SABRRUMM
RU|Тинькофф Банк|АО «ТБанк»|Т-Банк||
RU|Альфа-Банк|АО «Альфа-Банк»|||
UA|ПриватБанк|АТ КБ «ПриватБанк»|PrivatBank||PBANUA2X
UA|monobank|АТ «Універсал Банк»|||
BG|Банка ДСК||||STSABGSF
GR|Εθνική Τράπεζα|Εθνική Τράπεζα της Ελλάδος|National Bank of Greece;NBG||ETHNGRAA
GR|Τράπεζα Πειραιώς|Τράπεζα Πειραιώς Α.Ε.|Piraeus Bank||PIRBGRAA
GR|Alpha Bank|Alpha Τράπεζα|||CRBAGRAA
GR|Eurobank||||ERBKGRAA
TR|İş Bankası|Türkiye İş Bankası A.Ş.|||ISBKTRIS
TR|Garanti BBVA|Türkiye Garanti Bankası A.Ş.|||TGBATRIS
TR|Ziraat Bankası||||TCZBTR2A
TR|Yapı Kredi|Yapı ve Kredi Bankası A.Ş.|||
US|Chase|JPMorgan Chase Bank, N.A.|JP Morgan;Washington Mutual|021000021|CHASUS33
US|Bank of America|Bank of America, N.A.|BofA|026009593|BOFAUS3N
US|Wells Fargo|Wells Fargo Bank, N.A.|Wachovia|121000248|WFBIUS6S
US|Citibank|Citibank, N.A.|Citi|021000089|CITIUS33
US|U.S. Bank|U.S. Bank National Association|US Bancorp|122105155|USBKUS44
US|Capital One|Capital One, N.A.|ING Direct USA|031176110|
US|PNC Bank|PNC Bank, N.A.|BBVA USA|043000096|
US|Truist|Truist Bank|SunTrust;BB&T|061000104|
US|TD Bank|TD Bank, N.A.||031101266|
US|Fifth Third Bank||5/3 Bank|042000314|
US|M&T Bank|Manufacturers and Traders Trust Company||022000046|
US|Navy Federal Credit Union||NFCU|256074974|
US|USAA|USAA Federal Savings Bank||314074269|
US|Ally Bank|||124003116|
US|Charles Schwab Bank||TD Ameritrade|121202211|
US|First Citizens Bank||Silicon Valley Bank;SVB|053100300|
US|Discover Bank||||
US|Golden 1 Credit Union||||
CA|RBC Royal Bank|Royal Bank of Canada|RBC||ROYCCAT2
CA|Toronto-Dominion|TD Canada Trust|||TDOMCATT
CA|Scotiabank|The Bank of Nova Scotia|||NOSCCATT
CA|Desjardins|Mouvement Desjardins|||
BR|Itaú Unibanco||||ITAUBRSP
BR|Banco do Brasil||||BRASBRRJ
BR|Nubank|Nu Pagamentos S.A.|||
BR|Bradesco|Banco Bradesco S.A.|||
MX|BBVA México||Bancomer||
MX|Banorte|Banco Mercantil del Norte|||
IN|State Bank of India||SBI||SBININBB
IN|HDFC Bank||||HDFCINBB
IN|ICICI Bank||||ICICINBB
IN|Punjab National Bank||PNB||
SG|DBS|DBS Bank Ltd|POSB||DBSSSGSG
SG|OCBC|Oversea-Chinese Banking Corporation|||
HK|Hang Seng Bank||恒生銀行||
HK|HSBC Hong Kong|The Hongkong and Shanghai Banking Corporation|||
JP|三菱UFJ銀行|三菱UFJ銀行|MUFG Bank||BOTKJPJT
AU|Commonwealth Bank|Commonwealth Bank of Australia|CommBank;CBA||CTBAAU2S
AU|ANZ|Australia and New Zealand Banking Group|||
AU|Westpac|Westpac Banking Corporation|||
ZA|First National Bank||FNB||
ZA|Absa|Absa Bank Limited|||
ZA|Capitec|Capitec Bank Limited|||
NG|Zenith Bank||||
NG|Guaranty Trust Bank||GTBank||
KE|Equity Bank Kenya||||
KE|KCB|Kenya Commercial Bank|||`;

/** The id that a bank has here. */
export const idOf = (country: string, name: string): string => `${country}:${name}`;

export const knownBanks: readonly Institution[] = lines
  .trim()
  .split('\n')
  .map((line) => {
    const [country = '', name = '', fullName = '', aliases = '', codes = '', bic = ''] = line.split('|');
    return {
      ...{ id: idOf(country, name), name, fullName: fullName || name, country, logo: '', fields: [] },
      color: { primaryColor: '#123456', secondaryColor: '#ffffff' },
      ...(aliases && { aliases: aliases.split(';') }),
      ...(codes && { bankCodes: codes.split(';') }),
      ...(bic && { bic }),
    };
  });
