import type { Institution } from '@connect-layer/protocol';

/** How the banks of a country are made up. Each part of a name is drawn from a list; the lists are invented or generic. */
export interface Grammar {
  country: string;
  /** How many of 200 banks are there. */
  share: number;
  /** Names of places: every beginning goes with every ending. */
  places: readonly [beginnings: string, endings: string];
  kinds: readonly Kind[];
  /** The national bank code: a digit stands for itself, `r` for one that a region has in common, `n` for any. */
  code?: string;
  /** The second half of a BIC, with the 0 that says it is none of a real bank. `n` is any letter. */
  bic?: string;
}

/** One kind of bank: `*` is the place. */
export interface Kind {
  name: string;
  fullName?: string;
  /** Another name that it goes by. */
  alias?: string;
  /** The first four letters of its BIC; without it, its own initials. */
  group?: string;
  /** A group's banks wear one colour. */
  color?: string;
  serves?: NonNullable<Institution['serves']>;
}

/** Names that are written in two scripts: Latin, then Arabic. */
export const arabicNames =
  'Noor|النور,Safwa|الصفوة,Waha|الواحة,Manar|المنار,Rabwa|الربوة,Nakheel|النخيل,Yasmin|الياسمين,Qamar|القمر,Bahr|البحر,Sahab|السحاب,Wadi|الوادي,Jabal|الجبل,Rimal|الرمال,Zahra|الزهراء,Firdaws|الفردوس,Hilal|الهلال,Najm|النجم,Shuruq|الشروق,Sabah|الصباح,Masa|المساء,Rawda|الروضة,Salam|السلام,Amal|الأمل,Karam|الكرم,Wafa|الوفاء,Ittihad|الاتحاد,Tawfir|التوفير,Bustan|البستان,Qasr|القصر,Burj|البرج,Marsa|المرسى,Sahil|الساحل,Khaleej|الخليج,Badr|البدر,Fajr|الفجر,Rashid|الرشيد,Mubarak|المبارك,Hikma|الحكمة,Diyar|الديار,Thiqa|الثقة,Amana|الأمانة,Dhahab|الذهب,Lulu|اللؤلؤ,Marjan|المرجان,Sadaf|الصدف,Murooj|المروج,Nahda|النهضة,Tamkin|التمكين,Ghadir|الغدير'.split(
    ',',
  );

const savings = { group: 'SPKO', color: '#C8102E' };
const cooperative = { group: 'GENO', color: '#0A4FA3' };
const retail: Pick<Kind, 'serves'> = { serves: ['retail'] };
const business: Pick<Kind, 'serves'> = { serves: ['business'] };

/** Countries with banks by the thousand, as many of 200 each as make a list look like a real one. */
export const grammars: readonly Grammar[] = [
  {
    country: 'US',
    share: 110,
    places: [
      'Spring,River,Oak,Maple,Green,Fair,Clear,Cedar,Stone,Mill,Lake,Pine,Silver,Eagle,Fox,Bear,Elm,Ash,West,East,North,South,Rose,Harbor,Prairie,Canyon,Willow,Birch,Summer,Winter,Copper,Iron,Gold,Sun,Moon,Star,Blue,Red,White,Black,Adams,Bradley,Carter,Dawson,Edwards,Franklin,Grant,Harris,Jasper,Kendall,Lawrence,Madison,Newton,Orange,Parker,Quincy,Russell,Shelby,Taylor,Union,Vernon,Warren,Cotton,Walnut,Laurel,Magnolia,Buffalo,Falcon,Otter,Heron',
      'field,ton,ville,wood,dale,port,burg,ford,view,brook,haven,crest,ridge,land,side,water, Falls, Springs, Valley, Hills, County, Grove, Creek, Junction, Heights, City,mont,bury',
    ],
    kinds: [
      { name: '* Federal Credit Union', alias: '* FCU', ...retail },
      { name: '* Community Credit Union', ...retail },
      { name: '* Teachers Credit Union', ...retail },
      { name: '* Municipal Employees Credit Union', ...retail },
      { name: '* Firefighters Federal Credit Union', ...retail },
      { name: 'First National Bank of *' },
      { name: '* State Bank' },
      { name: 'Farmers & Merchants Bank of *', alias: 'F&M Bank *' },
      { name: 'Bank of *' },
      { name: '* Savings Bank', fullName: '* Savings Bank, FSB', ...retail },
      { name: '* Trust', fullName: '* Trust Company, National Association' },
      { name: 'Citizens Bank of *' },
      { name: '* Community Bank' },
      { name: 'Peoples Bank of *' },
      { name: '* Commercial Bank', ...business },
      { name: 'United Bank of *' },
    ],
    code: '9rrnnnnnn',
  },
  {
    country: 'DE',
    share: 30,
    places: [
      'Alten,Neuen,Ober,Nieder,Groß,Klein,Linden,Eichen,Rosen,Stein,Wald,Wiesen,Königs,Bischofs,Mühl,Schön,Birken,Hirsch,Lauter,Burg,Mönch,Frei,Grün,Lichten,Weißen',
      'berg,hausen,feld,stadt,dorf,heim,bach,furt,kirchen,brück,au,tal',
    ],
    kinds: [
      { name: 'Sparkasse *', ...savings },
      { name: 'Kreissparkasse *', alias: 'KSK *', ...savings },
      { name: 'Stadtsparkasse *', alias: 'SSK *', ...savings },
      { name: 'Volksbank *', fullName: 'Volksbank * eG', ...cooperative },
      { name: 'Raiffeisenbank *', fullName: 'Raiffeisenbank * eG', alias: 'Raiba *', ...cooperative },
      { name: 'VR-Bank *', fullName: 'VR-Bank * eG', alias: 'Volks- und Raiffeisenbank *', ...cooperative },
      { name: 'Sparda-Bank *', fullName: 'Sparda-Bank * eG', ...cooperative, ...retail },
      { name: 'Bankhaus *', fullName: 'Bankhaus * AG', ...business },
      { name: 'PSD Bank *', fullName: 'PSD Bank * eG', ...cooperative, ...retail },
    ],
    code: '9rrnnnnn',
    bic: 'DEn0nnn',
  },
  {
    country: 'FR',
    share: 8,
    places: [
      'Belle,Ville,Mont,Clair,Saint-,Haute,Fontaine,Roche,Château,Val,Pont,Beau',
      'fort,neuve,mont,bourg,rive,lieu,martin,val,court,marais',
    ],
    kinds: [
      { name: 'Crédit Agricole *', fullName: 'Caisse régionale de Crédit Agricole Mutuel *', group: 'AGRI' },
      { name: 'Caisse d’Épargne *', group: 'CEPA' },
      { name: 'Banque Populaire *', group: 'CCBP' },
      { name: 'Crédit Mutuel *', group: 'CMCI' },
      { name: 'Banque * Entreprises', ...business },
    ],
    code: '9nnnn',
    bic: 'FRn0nnn',
  },
  {
    country: 'AT',
    share: 8,
    places: [
      'Sankt ,Ober,Unter,Neu,Alt,Wald,Stein,Hohen,Kirch,Marien',
      'gallen,egg,zell,dorf,kirchen,markt,ach,tal,berg,see',
    ],
    kinds: [
      { name: 'Raiffeisenbank *', group: 'RZTI' },
      { name: 'Sparkasse *', fullName: '* Sparkasse Bank AG', group: 'SPST' },
      { name: 'Volksbank *', group: 'VBOE' },
    ],
    code: '9nnnn',
    bic: 'ATn0nnn',
  },
  {
    country: 'CH',
    share: 6,
    places: [
      'Frauen,Schaff,Appen,Linth,Rüti,Inter,Grindel,Emmen',
      'feld,hausen,zell,al,wil,laken,wald,brücke',
    ],
    kinds: [
      { name: 'Raiffeisen *', group: 'RAIF' },
      { name: '*er Kantonalbank', group: 'KBAN' },
      { name: 'Regiobank *' },
    ],
    code: '9nnnn',
    bic: 'CHn0nnn',
  },
  {
    country: 'GB',
    share: 8,
    places: [
      'Ash,Black,Bridge,Church,Crow,East,Hart,King’s ,Lang,Marl,Nether,Upper ,Whit,Wool',
      'borough,bury,combe,ford,ham,ley,mouth,stone,ton,wick',
    ],
    kinds: [
      { name: '* Building Society', ...retail },
      { name: '* & County Bank' },
      { name: 'The * Bank', fullName: 'The * Bank plc' },
      { name: '* Merchant Bank', ...business },
    ],
    code: '00nnnn',
    bic: 'GBn0nnn',
  },
  {
    country: 'PL',
    share: 8,
    places: [
      'Biało,Czarno,Zielona ,Nowa ,Stara ,Wielka ,Mała ,Łęk',
      'góra,brzeg,wola,wieś,dąbrowa,rzeka,łąka,żary',
    ],
    kinds: [{ name: 'Bank Spółdzielczy *', fullName: 'Bank Spółdzielczy w *' }, { name: '*Bank' }],
    code: '9nnnnnnn',
    bic: 'PLn0nnn',
  },
  {
    country: 'IT',
    share: 8,
    places: [
      'Castel,Monte,Villa,Borgo,Campo,Torre,Rocca,Ponte',
      'nuovo,verde,rosso,chiaro,alto,bello,lungo,santo',
    ],
    kinds: [
      { name: 'Banca di Credito Cooperativo di *', alias: 'BCC *', group: 'ICRA' },
      { name: 'Cassa di Risparmio di *' },
      { name: 'Banca Popolare di *' },
    ],
    code: '9nnnn',
    bic: 'ITn0nnn',
  },
  {
    country: 'ES',
    share: 4,
    places: [
      'Villa,Monte,Puente,Casa,Torre,Rio,Fuente,Campo',
      'nueva,blanca,hermosa,real,clara,alta,seco,verde',
    ],
    kinds: [{ name: 'Caja Rural de *', group: 'BCOE' }, { name: 'Banco de *' }, { name: 'Caixa Popular *' }],
    code: '9nnn',
    bic: 'ESn0nnn',
  },
  {
    country: 'NL',
    share: 2,
    places: ['Noord,Zuid,Ooster,Wester,Nieuwe,Oude,Hoge,Lage', 'dijk,veen,broek,beek,wijk,meer,horn,kerk'],
    kinds: [{ name: '* Bank' }, { name: 'Spaarbank *', ...retail }],
    bic: 'NLn0nnn',
  },
  {
    country: 'GR',
    share: 2,
    places: ['Νέα ,Άνω ,Κάτω ,Μεγάλη ', 'Πόλη,Χώρα,Βρύση,Παναγιά,Λίμνη,Αυλή'],
    kinds: [{ name: 'Συνεταιριστική Τράπεζα *' }, { name: 'Τράπεζα *' }],
    code: '9nn',
    bic: 'GRn0nnn',
  },
  {
    country: 'BG',
    share: 1,
    places: ['Нов,Стар,Бел,Черн,Добр,Злат', 'град,поле,ица,овец,ово'],
    kinds: [{ name: 'Банка *' }, { name: 'Кредитна Банка *' }],
    bic: 'BGn0nnn',
  },
  {
    country: 'SA',
    share: 3,
    places: ['', ''],
    kinds: [
      { name: 'Al * Bank', alias: 'بنك *' },
      { name: 'Al * Finance', fullName: 'Al * Finance Company', alias: 'شركة * للتمويل', ...business },
    ],
    code: '9n',
    bic: 'SAn0nnn',
  },
  {
    country: 'AE',
    share: 2,
    places: ['', ''],
    kinds: [
      { name: 'Al * Islamic Bank', alias: 'مصرف * الإسلامي' },
      { name: 'Al * Commercial Bank', alias: 'بنك * التجاري' },
    ],
    code: '9nn',
    bic: 'AEn0nnn',
  },
];
