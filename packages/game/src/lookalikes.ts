/**
 * Words that end like forms of a shorter one and are none: CORN does not forbid "corner", nor TOW
 * "tower". By the ending that misleads.
 */
const LOOKALIKES = `
  er: adder amber anger antler archer badger banner barber barter beaker beaver beer better bitter
    blazer blister boulder bower bunker butcher butter canter caper carter cater center chapter
    charter clover cluster cooper copper corner cover crater customer cyber dagger danger deer
    dinner elder ember ever fender fetter fever fiber filter finger flicker flower fodder former
    gander garter gather ginger gopher grocer gutter halter hammer hamper heather hinder holster
    hover hunger kipper ladder lager lather latter leather ledger letter lever linger litter liver
    lumber manner master matter member meter mister monster mother muster number offer other otter
    pamper panther paper partner patter pauper pepper pester pier plaster platter pliers poker
    ponder porter powder power proper quarter quaver quiver rafter rasher rather river rooster
    roster rudder saber saucer scatter sever sewer shatter shelter shiver shoulder shower sister
    skipper slaughter snooker sober soccer spanner spider splinter stagger stutter suffer summer
    super supper tamper taper tatter temper tender thunder tiger tiller timber tinder tower
    trigger trouser tuber tucker upper usher utter viper wafer wager wander waver weather whisker
    whisper wicker winter wither wonder
  or: anchor ardor armor bachelor cantor castor censor clamor color condor corridor cursor doctor
    error factor favor flavor harbor honor humor juror labor manor mayor mentor meteor minor
    mirror motor odor pallor parlor pastor razor rotor rumor savior sector stupor tailor tenor
    terror tractor traitor tremor tumor tutor vapor victor vigor visor
  age: average bandage beverage bondage cabbage carnage cartilage corsage cottage courage cribbage
    damage forage garage garbage heritage homage hostage image language luggage manage massage
    message mirage mortgage outrage plumage portage rampage sabotage sausage savage sewage stage
    vantage village vintage voyage
  y: ally any archery army baby balcony battery belly berry body booty brandy buddy bully bunny
    candy canny carry chary city colony comedy copy cory county crony curry daisy dandy deny diary
    dolly dummy early envy factory fairy family fancy ferry folly fury gantry gravy gully gypsy
    heavy hobby holly holy husky irony ivory ivy jelly jetty jolly jury kitty lady lily lobby lorry many
    marry mastery mercy misery mummy nanny navy only pansy pantry parry party pastry patty penny
    petty policy phony pity pixy pony poppy posy potty pretty privy pussy putty quarry query ready reply
    ruby rugby sally shy silly story study tally tardy tarry teddy they tidy tiny tory toy treaty
    tummy vary very wary zany
  ly: assembly barely barfly belly bully burly butterfly comely curly dolly early family firefly
    fly gingerly gully holly jelly jolly lily only rally reply silly sully supply tally ugly wily
  en: alien barren batten been burden chicken dozen even garden haven heaven kitten linen listen
    maiden mitten omen open oven raven seamen seven siren sudden token vixen warden
  ing: being bring bunting ceiling cunning darling during earring evening farthing herring inkling
    inning king lightning morning offspring outing pudding ring shilling sibling sing spring
    sterling stocking string thing wing
  ed: bed bleed breed creed deed feed greed hundred kindred moped naked need reed sacred seed shed
    shred sled speed steed weed wicked
  s: bias james lens mars news species
  ion: accordion ascension auction bastion battalion billion bullion bunion caption carnation
    cation champion companion compassion complexion condition convention cushion dimension faction
    fashion fiction fraction function junction lesion lotion mansion medallion million minion
    mission motion nation notion onion oration passion pavilion pension pinion portion potion
    proportion question ration reception region scorpion secretion section sensation session
    stallion station suction suspicion torsion union vacation version vision vocation
  ive: archive captive dive drive festive five forgive hive motive native octave olive pensive
    relative tentative
  al: admiral animal canal capital cereal coral cordial crystal dental dial dual equal factorial
    festival final funeral general hospital jackal journal lateral literal local loyal marshal
    medal memorial mental metal mineral moral mortal mural oral partial pedal petal plural portal
    principal rational regal rival royal sandal scandal seal serial several signal social special
    spiral terminal total trial vandal vial vital vocal
  ness: business harness witness
  ment: apartment argument basement cement comment compliment department element experiment
    figment fragment garment implement lament moment monument ornament parliament pigment regiment
    segment statement tenement torment vestment
  ist: assist consist dentist exist insist list mist persist resist twist wrist
  ish: banish dish finish flourish furnish lavish parish perish polish publish punish radish
    ravish relish rubbish tarnish vanish varnish
  able: cable capable constable fable gable parable portable sable stable syllable table vegetable
  ful: awful
  less: bless unless
  ship: worship
  dom: random seldom
  ery: artery battery celery cemetery gallery lottery misery monastery mystery query surgery very
  ess: caress chess cypress dress duress express fortress impress largess mattress press process
    profess success
  ance: balance chance dance distance finance glance instance lance penance perchance pittance
    romance stance substance trance
  ence: audience decadence essence fence pretence science sentence sequence silence
  ity: cavity charity city commodity deity entity gravity quantity trinity unity university vanity
  ous: bayous callous curious ravenous
`

const lookalikes: ReadonlySet<string> = new Set(
  LOOKALIKES.replaceAll(/\w+:/g, ' ').trim().split(/\s+/),
)

/** Whether a lower-case word only looks as if it were a form of another. */
export const isLookalike = (word: string): boolean => lookalikes.has(word)
