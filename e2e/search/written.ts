/**
 * Queries as people type them, written by hand: what is typed, then the bank that is meant. Several banks may be as
 * right, separated by `;`.
 */
const lines = `
enbd|Emirates NBD
nbd|Emirates NBD
ENBD|Emirates NBD
emirates nbd|Emirates NBD
nbd emirates|Emirates NBD
emirate nbd|Emirates NBD
emirates nbd dubai|Emirates NBD
emiratesnbd|Emirates NBD
الإمارات دبي الوطني|Emirates NBD
بنك الامارات دبي الوطني|Emirates NBD
امارات دبي|Emirates NBD
الامارات|Emirates NBD;Emirates Islamic
adcb|ADCB
abu dhabi commercial|ADCB
abu dabi commercial bank|ADCB
abudhabi commercial|ADCB
commercial abu dhabi|ADCB
أبوظبي التجاري|ADCB
ابوظبي التجاري|ADCB
بنك ابوظبي التجاري|ADCB
first abu dhabi|FAB
fab|FAB
nbad|FAB
first gulf|FAB
ابوظبي الاول|FAB
adib|ADIB
abu dhabi islamic|ADIB
ابوظبي الاسلامي|ADIB
dubai islamic|Dubai Islamic Bank
dubay islamic bank|Dubai Islamic Bank
dib|Dubai Islamic Bank
دبي الاسلامي|Dubai Islamic Bank
mashreq|Mashreq
mashriq|Mashreq
mashrek|Mashreq
المشرق|Mashreq
مشرق|Mashreq
emirates islamic|Emirates Islamic
rak bank|RAKBANK
rakbank|RAKBANK
ras al khaimah|RAKBANK
ras al kheima|RAKBANK
رأس الخيمة|RAKBANK
sharjah islamic|Sharjah Islamic Bank
الشارقة|Sharjah Islamic Bank
cbd|Commercial Bank of Dubai
liv|Liv
wio|Wio
wio bank|Wio
ajman|Ajman Bank
عجمان|Ajman Bank
al rajhi|Al Rajhi Bank
alrajhi|Al Rajhi Bank
al-rajhi|Al Rajhi Bank
rajhi|Al Rajhi Bank
al rajhy|Al Rajhi Bank
el rajhi|Al Rajhi Bank
rajihi|Al Rajhi Bank
الراجحي|Al Rajhi Bank
راجحي|Al Rajhi Bank
مصرف الراجحي|Al Rajhi Bank
بنك الراجحي|Al Rajhi Bank
snb|Saudi National Bank
ncb|Saudi National Bank
alahli|Saudi National Bank
الاهلي السعودي|Saudi National Bank
البنك الأهلي|Saudi National Bank;National Bank of Egypt;Ahli United Bank
saudi national|Saudi National Bank
riyad bank|Riyad Bank
riyadh bank|Riyad Bank
الرياض|Riyad Bank
sabb|SAB
saudi british|SAB
saudi awal|SAB
alinma|Alinma Bank
al inma|Alinma Bank
inma|Alinma Bank
الإنماء|Alinma Bank
albilad|بنك البلاد
al bilad|بنك البلاد
bank albilad|بنك البلاد
bilad|بنك البلاد
البلاد|بنك البلاد
aljazira|بنك الجزيرة
al jazeera|بنك الجزيرة
bank al jazira|بنك الجزيرة
saudi fransi|Banque Saudi Fransi
bsf|Banque Saudi Fransi
nbk|National Bank of Kuwait
national bank kuwait|National Bank of Kuwait
kuwait national bank|National Bank of Kuwait
الكويت الوطني|National Bank of Kuwait
kfh|Kuwait Finance House
بيت التمويل|Kuwait Finance House
gulf bank|Gulf Bank
gulf bank kuwait|Gulf Bank
بوبيان|Boubyan Bank
boubian|Boubyan Bank
qnb|QNB
qatar national|QNB
قطر الوطني|QNB
doha bank|Doha Bank
الدوحة|Doha Bank
cib|Commercial International Bank
misr|Banque Misr
bank misr|Banque Misr
مصر|Banque Misr
nbe|National Bank of Egypt
arab bank|Arab Bank
attijari|Attijariwafa Bank
attijari wafa|Attijariwafa Bank
bmce|Bank of Africa
leumi|בנק לאומי
bank leumi|בנק לאומי
לאומי|בנק לאומי
hapoalim|בנק הפועלים
bank hapoalim|בנק הפועלים
הפועלים|בנק הפועלים
discount bank|Israel Discount Bank
דיסקונט|Israel Discount Bank
deutsche bank|Deutsche Bank
deutschebank|Deutsche Bank
deutche bank|Deutsche Bank
deutsche bnak|Deutsche Bank
duetsche bank|Deutsche Bank
deutsch bank|Deutsche Bank
DEUTDEFF|Deutsche Bank
10070000|Deutsche Bank
100 700 00|Deutsche Bank
1007|Deutsche Bank
postbank|Postbank
post bank|Postbank
commerzbank|Commerzbank
comerzbank|Commerzbank
commerz bank|Commerzbank
commertzbank|Commerzbank
commerbank|Commerzbank
COBADEFF|Commerzbank
cobade|Commerzbank;comdirect
37040044|Commerzbank
comdirect|comdirect
com direct|comdirect
dkb|DKB
deutsche kreditbank|DKB
kreditbank|DKB
ing|ING;ING Nederland
ing diba|ING
ing-diba|ING
diba|ING
50010517|ING
n26|N26
N 26|N26
number26|N26
n26 germany|N26
hypovereinsbank|HypoVereinsbank
hypo vereinsbank|HypoVereinsbank
hvb|HypoVereinsbank
hypovereinsbnak|HypoVereinsbank
targo|Targobank
targobank|Targobank
targo bank|Targobank
gls|GLS Bank
gls gemeinschaftsbank|GLS Bank
berliner sparkasse|Berliner Sparkasse
sparkasse berlin|Berliner Sparkasse
landesbank berlin|Berliner Sparkasse
sparkasse köln|Sparkasse KölnBonn
sparkasse koeln|Sparkasse KölnBonn
sparkasse koln bonn|Sparkasse KölnBonn
sparkasse kölnbonn|Sparkasse KölnBonn
spk köln|Sparkasse KölnBonn
haspa|Hamburger Sparkasse
hamburger sparkasse|Hamburger Sparkasse
hamburger spk|Hamburger Sparkasse
hamburg sparkasse|Hamburger Sparkasse
stadtsparkasse münchen|Stadtsparkasse München
stadtsparkasse muenchen|Stadtsparkasse München
stadtsparkasse munchen|Stadtsparkasse München
münchen stadtsparkasse|Stadtsparkasse München
sskm|Stadtsparkasse München
frankfurter sparkasse|Frankfurter Sparkasse
1822|1822direkt;Frankfurter Sparkasse
1822 direkt|1822direkt
apobank|apoBank
apo bank|apoBank
apotheker und ärztebank|apoBank
ärztebank|apoBank
aerztebank|apoBank
consors|Consorsbank
cortal consors|Consorsbank
trade republic|Trade Republic
traderepublic|Trade Republic
trade repulbic|Trade Republic
kfw|KfW
zürichsee|Sparkasse Zürichsee
erste bank|Erste Bank
george|Erste Bank
erste sparkasse|Erste Bank
bawag|BAWAG
bawag psk|BAWAG
easybank|BAWAG
bank austria|Bank Austria
creditanstalt|Bank Austria
rbi|Raiffeisen Bank International
raiffeisen international|Raiffeisen Bank International
ubs|UBS
credit suisse|UBS
zkb|Zürcher Kantonalbank
zürcher kantonalbank|Zürcher Kantonalbank
zuercher kantonalbank|Zürcher Kantonalbank
zurcher kb|Zürcher Kantonalbank
st. gallen|Raiffeisen St. Gallen;St.Galler Kantonalbank
st gallen|Raiffeisen St. Gallen;St.Galler Kantonalbank
st. galler kantonalbank|St.Galler Kantonalbank
stgaller kantonalbank|St.Galler Kantonalbank
sankt galler kantonalbank|St.Galler Kantonalbank
raiffeisen st gallen|Raiffeisen St. Gallen
raiffeisen sankt gallen|Raiffeisen St. Gallen
post finance|PostFinance
postfinance|PostFinance
bunq|bunq
BUNQ|bunq
Bunq|bunq
bunk|bunq
bunq nl|bunq
BUNQNL2A|bunq
abn amro|ABN AMRO
abnamro|ABN AMRO
abn|ABN AMRO
ABN-AMRO|ABN AMRO
amro|ABN AMRO
abm amro|ABN AMRO
rabobank|Rabobank
rabo|Rabobank
rabo bank|Rabobank
rabobnak|Rabobank
cooperatieve rabobank|Rabobank
ing nederland|ING Nederland
ing netherlands|ING Nederland
sns|de Volksbank
asn bank|de Volksbank
regiobank|de Volksbank
knab|Knab
kbc|KBC
belfius|Belfius
belfuis|Belfius
dexia|Belfius
fortis|BNP Paribas Fortis
bnp fortis|BNP Paribas Fortis
barclays|Barclays
barclay|Barclays
barcleys|Barclays
barclays uk|Barclays
20-00-00|Barclays
hsbc|HSBC UK;HSBC Hong Kong
hsbc uk|HSBC UK
hsbcuk|HSBC UK
first direct|HSBC UK
firstdirect|HSBC UK
lloyds|Lloyds Bank
loyds|Lloyds Bank
lloyd’s|Lloyds Bank
lloyds tsb|Lloyds Bank
natwest|NatWest
nat west|NatWest
national westminster|NatWest
natwset|NatWest
60-00-01|NatWest
rbs|Royal Bank of Scotland
royal bank scotland|Royal Bank of Scotland
scotland royal|Royal Bank of Scotland
santander uk|Santander UK
santander|Santander UK;Banco Santander;Santander Deutschland;Santander Bank Polska
santandr|Santander UK;Banco Santander;Santander Deutschland;Santander Bank Polska
abbey national|Santander UK
nationwide|Nationwide
nation wide|Nationwide
nationwide building society|Nationwide
monzo|Monzo
monso|Monzo
04-00-04|Monzo
040004|Monzo
starling|Starling Bank
starlng|Starling Bank
60 83 71|Starling Bank
revolut|Revolut
revoult|Revolut
revolute|Revolut
tsb|TSB
halifax|Halifax
hallifax|Halifax
coop bank|The Co-operative Bank
co-op bank|The Co-operative Bank
cooperative bank|The Co-operative Bank
co operative bank|The Co-operative Bank
metro|Metro Bank
coutts|Coutts
couts|Coutts
marcus|Marcus
goldman sachs|Marcus
goldmann sachs|Marcus
aib|AIB
allied irish|AIB
bank of ireland|Bank of Ireland
ireland bank|Bank of Ireland
boi|Bank of Ireland
bnp|BNP Paribas
bnp paribas|BNP Paribas
bnpparibas|BNP Paribas
bnp parisbas|BNP Paribas
societe generale|Société Générale
société generale|Société Générale
socgen|Société Générale
soc gen|Société Générale
societé général|Société Générale
credit lyonnais|Crédit Lyonnais
lcl|Crédit Lyonnais
credit lyonais|Crédit Lyonnais
banque postale|La Banque Postale
la poste banque postale|La Banque Postale
boursorama|Boursorama
bourso|Boursorama
boursobank|Boursorama
credit cooperatif|Crédit Coopératif
fortuneo|Fortuneo
caisse epargne ile de france|Caisse d’Épargne Île-de-France
caisse d'epargne ile de france|Caisse d’Épargne Île-de-France
bbva|BBVA;Garanti BBVA;BBVA México
bilbao|BBVA
bbva spain|BBVA
caixabank|CaixaBank
la caixa|CaixaBank
caixa bank|CaixaBank
bankia|CaixaBank
banco santander|Banco Santander
santander spain|Banco Santander
sabadell|Banco Sabadell
banc sabadell|Banco Sabadell
kutxa|Kutxabank
caixa geral|Caixa Geral de Depósitos
cgd|Caixa Geral de Depósitos
depositos|Caixa Geral de Depósitos
millennium bcp|Millennium bcp
milenium bcp|Millennium bcp
bcp|Millennium bcp
novo banco|Novo Banco
novobanco|Novo Banco
espirito santo|Novo Banco
intesa|Intesa Sanpaolo
intesa san paolo|Intesa Sanpaolo
sanpaolo|Intesa Sanpaolo
unicredit|UniCredit;Bank Austria;HypoVereinsbank
uni credit|UniCredit
monte dei paschi|Banca Monte dei Paschi di Siena
mps|Banca Monte dei Paschi di Siena
monte paschi siena|Banca Monte dei Paschi di Siena
fineco|FinecoBank
pko|PKO Bank Polski
pko bp|PKO Bank Polski
polski|PKO Bank Polski
mbank|mBank
m bank|mBank
pekao|Bank Pekao
bz wbk|Santander Bank Polska
ing bank slaski|ING Bank Śląski
slaski|ING Bank Śląski
ceska sporitelna|Česká spořitelna
sporitelna|Česká spořitelna
komercni banka|Komerční banka
danske|Danske Bank
danske bank|Danske Bank
dankse bank|Danske Bank
jyske|Jyske Bank
swedbank|Swedbank
swed bank|Swedbank
seb|Skandinaviska Enskilda Banken
handelsbanken|Handelsbanken
handelsbank|Handelsbanken
lansforsakringar|Länsförsäkringar Bank
länsförsäkringar|Länsförsäkringar Bank
dnb|DNB
sparebank sor norge|SpareBank 1 Sør-Norge
sr bank|SpareBank 1 Sør-Norge
nordea|Nordea
norda|Nordea
osuuspankki|OP Financial Group
saastopankki|Säästöpankki
islandsbanki|Íslandsbanki
landsbankin|Landsbankinn
lhv|LHV Pank
sberbank|Сбербанк
сбербанк|Сбербанк
сбер|Сбербанк
tinkoff|Тинькофф Банк
тинькофф|Тинькофф Банк
alfa bank|Альфа-Банк
alfabank|Альфа-Банк
альфа банк|Альфа-Банк
альфабанк|Альфа-Банк
privatbank|ПриватБанк
приватбанк|ПриватБанк
monobank|monobank
монобанк|monobank
dsk|Банка ДСК
banka dsk|Банка ДСК
ethniki|Εθνική Τράπεζα
εθνικη|Εθνική Τράπεζα
national bank of greece|Εθνική Τράπεζα
piraeus|Τράπεζα Πειραιώς
πειραιως|Τράπεζα Πειραιώς
τραπεζα πειραιως|Τράπεζα Πειραιώς
alpha bank|Alpha Bank
αλφα|Alpha Bank
eurobank|Eurobank
euro bank|Eurobank
is bankasi|İş Bankası
iş bankası|İş Bankası
İŞ BANKASI|İş Bankası
turkiye is bankasi|İş Bankası
garanti|Garanti BBVA
ziraat|Ziraat Bankası
yapi kredi|Yapı Kredi
yapıkredi|Yapı Kredi
chase|Chase
jp morgan|Chase
jpmorgan|Chase
jp morgan chase|Chase
chase bank|Chase
washington mutual|Chase
021000021|Chase
0210000|Chase;Citibank
bank of america|Bank of America
bankofamerica|Bank of America
bofa|Bank of America
boa|Bank of America
bank america|Bank of America
america bank|Bank of America
bank of amercia|Bank of America
wells fargo|Wells Fargo
wellsfargo|Wells Fargo
wells fargo bank|Wells Fargo
well fargo|Wells Fargo
wells fago|Wells Fargo
wachovia|Wells Fargo
citi|Citibank
citibank|Citibank
city bank|Citibank
citybank|Citibank
us bank|U.S. Bank
u.s. bank|U.S. Bank
usbank|U.S. Bank
capital one|Capital One
capitalone|Capital One
captial one|Capital One
pnc|PNC Bank
truist|Truist
suntrust|Truist
bb&t|Truist
bbt|Truist
td bank|TD Bank
fifth third|Fifth Third Bank
5/3|Fifth Third Bank
53 bank|Fifth Third Bank
m&t|M&T Bank
m and t bank|M&T Bank
mt bank|M&T Bank
navy federal|Navy Federal Credit Union
navy fed|Navy Federal Credit Union
nfcu|Navy Federal Credit Union
navy fcu|Navy Federal Credit Union
usaa|USAA
ally|Ally Bank
ally bank|Ally Bank
schwab|Charles Schwab Bank
shwab|Charles Schwab Bank
charles schwab|Charles Schwab Bank
svb|First Citizens Bank
silicon valley|First Citizens Bank
discover|Discover Bank
golden one|Golden 1 Credit Union
golden 1|Golden 1 Credit Union
rbc|RBC Royal Bank
royal bank canada|RBC Royal Bank
td canada|Toronto-Dominion
toronto dominion|Toronto-Dominion
scotiabank|Scotiabank
scotia|Scotiabank
nova scotia|Scotiabank
desjardin|Desjardins
itau|Itaú Unibanco
banco do brasil|Banco do Brasil
banco brasil|Banco do Brasil
nubank|Nubank
nu bank|Nubank
bradesco|Bradesco
bancomer|BBVA México
bbva mexico|BBVA México
banorte|Banorte
sbi|State Bank of India
state bank india|State Bank of India
hdfc|HDFC Bank
icici|ICICI Bank
punjab national|Punjab National Bank
dbs|DBS
posb|DBS
ocbc|OCBC
hang seng|Hang Seng Bank
hangseng|Hang Seng Bank
恒生|Hang Seng Bank
三菱|三菱UFJ銀行
mufg|三菱UFJ銀行
commbank|Commonwealth Bank
commonwealth|Commonwealth Bank
comonwealth bank|Commonwealth Bank
cba|Commonwealth Bank
anz|ANZ
westpac|Westpac
absa|Absa
capitec|Capitec
zenith|Zenith Bank
gtbank|Guaranty Trust Bank
gt bank|Guaranty Trust Bank
guaranty trust|Guaranty Trust Bank
guarantee trust|Guaranty Trust Bank
equity kenya|Equity Bank Kenya
kcb|KCB`;

/** Typed, and the names of the banks that are right. */
export const written: readonly (readonly [typed: string, names: readonly string[]])[] = lines
  .trim()
  .split('\n')
  .map((line) => {
    const [typed = '', names = ''] = line.split('|');
    return [typed, names.split(';')];
  });
