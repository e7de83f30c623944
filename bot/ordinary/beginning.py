"""Stems of ordinary words, A to L: a table, see `bot.ordinary` for where it is from. Pure."""

from __future__ import annotations

from typing import Final

STEMS: Final = """
    abandon abbrevi abid abil abl abnorm about abov abroad absenc absent absolut absorb abstract
    absurd abund abus academ academia acceler accent accept access accessori accid accident
    accolad accommod accompani accomplish accord account accru accumul accur accuraci accus
    accustom achiev acknowledg acquaint acquihir acquir acquisit acronym across act action activ
    activist actor actual acumen acut adag adam adapt add addict addit address adept adequ adher
    adjac adject adjunct adjust admin administ administr admir admiss admit adolesc adopt ador
    adrenalin adult advanc advantag advent adventur advers adversari advert advertis advic advis
    advisor advisori advoc advocaci aerospac aesthet affair affect affili affin affirm afford
    aficionado afield afloat afraid after aftermath afternoon afterthought afterward again
    against age agenc agenda agent aggreg aggress agil agnost agre agreement agricultur ahead
    aid aim air aircraft airlin airplan airport airwav aisl alarm album alcohol alert algebra
    algorithm alia alias alien align alik aliv alleg allerg allevi alley alloc allow allud allur
    almost alon along alongsid aloud alpha alphabet alreadi alright alter altern although
    altitud altogeth altruism altruist aluminum alumni alway amateur amaz ambassador ambient
    ambigu ambit ambiti amen amidst among amongst amount amp amplifi amus analog analys analysi
    analyst analyt analyz anarchi ancestor anchor ancient ancillari and anecdot angel anger angl
    angri angst anim animos anniversari annot announc annoy annual anomali anonym anoth answer
    antagonist antenna antholog anthropolog anthropomorph anticip antidot antiqu antithet
    antivirus anxieti anxious anybodi anyhow anymor anyon anyth anytim anyway anywher apart
    apocalyps apolog appar appeal appear append appetit appl applaud applaus appli applianc
    applic appoint appreci apprehens approach appropri approv approxim apt arbit arbitrag
    arbitrari arbitrarili arcan arch archaic archetyp architect architectur archiv arduous area
    arena arent argu arguabl argument aris arithmet arm armi armor around arrang array arrest
    arriv arrog arrow articl articul artifact artifici artisan artist artwork ascend asham asid
    ask asleep aspect aspir ass assembl assert assess asset asshol assign assimil assist associ
    assum assumpt assur asterisk astonish astound astronaut astronom async asynchron athlet
    atmospher atom attach attack attain attempt attend attende attent attest attitud attorney
    attract attribut attrit attun auction audaci audibl audienc audio audiobook audit auditor
    aught augment aunt auth authent author authorit authorship auto autocomplet autom automag
    automat autonom autonomi autopilot autosc autoscal avail avatar avenu averag avers avoid
    await awak awaken awar award away awesom awkward babe babi babysit babysitt bachelor back
    backbon backdoor backend backer backfil backfir background backlash backlog backpack
    backport backseat backslash backstag backstori backtrack backup backward backyard bad badass
    badg baffl bag baggag bail bait bake balanc ball baller balloon ballpark ban banana band
    bandwagon bandwidth bang bank bankrupt banner bar barbecu barber bare barebon bark barrel
    barrier barter base basebal baselin basement bash basi basic basket basketbal bass bat batch
    bath bathroom batteri battl bazillion beach beacon beam bean bear beard beast beat beaten
    beauti becam becaus becom bed bedrock bedroom beef beefi beefier beep beer befor beforehand
    beg began begin beginn begrudg begun behalf behav behavior behemoth behind behold beholden
    behoov belief believ belittl bell belli belong belov below belt bench benchmark bend beneath
    benefici benefit benevol benign berat besid bespok best besti bestsel bet beta better
    between beyond bias bibl bicycl bid bifurc big bigger biggest bike biker bikesh bikeshed
    bill billboard billion billionair binari bind bing bingo biographi biolog biometr bird birth
    birthday bit bite bitten bitter bittersweet bizarr black blade blah blame bland blank
    blanket blast blatant blaze bleak bleed bleep blend bless blind blinder blink blip bliss
    bloat blob block blockchain blocker blog blogger blood bloodi bloom blossom blow blowback
    blown blue blueprint blunt blur blurb blurri board boast boat bob bodi bog boggl boil
    boilerpl bold bolster bolt bomb bombard bond bone bonker bonus book bookkeep bookmark
    bookshelf bookstor boolean boom boon boost boot bootcamp booth bootstrap border borderlin
    bore boredom born borrow boss botch bother bottl bottleneck bottom bought bounc bound
    boundari bounti boutiqu bow bowl box brace bracket brag brain brainchild brainer brainstorm
    brake branch brand brave breach bread breadcrumb breadth break breakag breakdown breaker
    breakfast breakout breakpoint breakthrough breath breed breez breviti brew brick bridg brief
    briefli bright brighter brightest brilliant bring brittl broach broad broadcast broaden
    broader broke broken broker brother brought brown brows browser brush brutal brute bubbl
    buck bucket buckl bud buddi budget buffer bug buggi build builder built bulb bulk bull
    bullet bulli bullish bullshit bum bummer bump bunch bundl bundler burden bureaucraci
    bureaucrat burgeon burger buri burn burner burnout burnt burst buse bush busi busiest
    businesspeopl businessperson bust but butcher butt butter button buy buyer buzz buzzword
    bypass byproduct byte bytecod cabin cabinet cabl cach cadenc cafe caffein cage cake calcul
    calculus calendar calib calibr call callback caller calm camaraderi camel cameo camera camp
    campaign campus can canari cancel cancer candi candid cannot canon canva cap capabl capac
    capit capitalist captain caption captiv captur carbon card cardboard cardin care career
    caregiv cargo caricatur carousel carpet carri carrier carrot cart cartoon carv cascad case
    cash cashflow cast castl casual cat catalog catalyst catastroph catch catchi categor
    categori cater cattl caught caus causal caution cautious cave caveat ceas ceil celebr cell
    cement censor censorship cent center centerpiec central centric centuri ceremoni cert
    certain certainti certif certifi cetera chagrin chain chair challeng chamber champagn
    champion chanc chang changelog changer channel chao chaotic chap chapter charact character
    characterist charg charger charismat chariti charm chart charter chase chasm chat chatbot
    chatter cheap cheaper cheapest cheapli cheat check checkbox checker checklist checkmark
    checkout checkpoint checksum cheek cheeki cheer cheerlead chees cheesi chef chemic chemistri
    cherri chess chest chew chicken chief child childcar childhood childlik children chill chime
    chin chip chisel chocol choic choir choke chomp choos chop chord chore chose chosen chronic
    chronolog chuck chuckl chug chunk chunki church churn cinema cipher circa circl circuit
    circul circular circumst circumv citat cite citi citizen civic civil claim clap clarif
    clarifi clariti clash class classic classif classifi classroom claud claus claw clay clean
    cleaner cleanup clear clearer clever clich click clickabl clickbait client cliff climat
    climb clincher cling clinic clip clipboard clock clone close closer closest closet closur
    cloth cloud cloudi clout clown club clue clunki cluster clutter coach coal coalesc coast
    coaster coat cobbl cockroach code codebas codec codenam coder codifi coffe cog cognit cogniz
    coher cohes cohort coin coincid coincident collab collabor collaps collar colleagu collect
    collector colleg collid collis colloc colo colon color column columnar comb combat combin
    combo come comeback comed comedi comedian comer comfort comic comm comma command commend
    commensur comment commentari commerc commerci commiser commiss commit committ committe
    commod commodit common commonplac commune communic communist communiti commut comp compact
    compani companion compar comparison compartment compass compassion compat compel compens
    compet competit competitor compil complac complain complaint complement complementari
    complet completionist complex compli complianc compliant complic compliment complimentari
    compon component compos composit compound comprehend comprehens compress compris compromis
    comput concaten conceiv concentr concept conceptu concern concert concierg concis conclud
    conclus concret concur concurr condens condit conduct conduit conf confer confess confid
    confidenti config configur confin confirm conflat conflict confluenc conform confront confus
    congest conglomer congrat congratul congreg conjectur conjunct conjur connect connector
    connot conquer conscious consecut consensus consent consequ conserv consid consider consist
    consol consolid consortium conspiraci constant constel constitu constitut constrain
    constraint construct consult consum consumpt contact contain container contempl contemporari
    contend content contenti contest context contextu contin conting continu continuum contort
    contract contractor contractu contradict contrari contrarian contrast contribut contributor
    control controversi conundrum conveni convent converg convers convert convey convict convinc
    convolut cook cooki cool cooler coolest cooper coordin cope copi copper copycat copyleft
    copyright copywrit cord core corn corner cornerston corni corollari corp corpor corpus
    correct correl correspond corrupt cortex cost costum cottag couch cough could couldnt
    council counsel counselor count counter counterintuit counterpart counterpoint countless
    countri coupl coupon courag cours court cousin cover coverag cowboy cowork crack craft
    craftsman craftsmanship cram crank crap crappi crash crate crave crawl craze crazi crazier
    craziest cream creat creation creativ creator creatur cred credenc credenti credibl credit
    creep creepi crew cri crime crimin cring crippl crise crisi crisp criteria critic critiqu
    cron crop cross crossov crowd crowdfund crowdsourc crown crucial crude cruft cruis crumbl
    crunch crush crutch cryptic crypto cryptocurr cryptograph cryptographi crystal cube culmin
    culprit cult cultiv cultur cumbersom cur curat curb cure curios curious curl curmudgeon
    currenc current curriculum curs cursor curtain curv curvebal cushion cuss custodi custom
    customiz cut cute cutter cyber cybersecur cycl cyclic cylind cynic dabbl daddi daemon dagger
    daili damag damn danc danger dangl dare dark darker darl dash dashboard data databas
    datacent dataset date daughter daunt dawn day dayjob daytim dead deadlin deal dealer dealt
    dear death debacl debat debt debug debugg debunk decad decent decentr decept decid decim
    deciph decis deck declar declin decod decompress decor decoupl decreas decrypt dedic deduct
    deem deep deeper deepest deepli default defeat defect defend defens defer defici defin
    definit defrag defunct degrad degre delay deleg delet deliber delic delici delight delimit
    delin deliv deliver deliveri delta delv demand demeanor demis demo democraci democrat
    demograph demolish demonstr demor demystifi deni denial denomin dens densiti dent dentist
    depart departur depend depict deplet deploy deposit deprec depress depriorit depriv depth
    derail deriv derogatori descend describ descript descriptor deseri desert deserv design
    desir desist desk desktop desper despis despit destin destini destroy destruct detach detail
    detect detector deter determin determinist detriment devast develop deviat devic devil devis
    devot diagnos diagnosi diagnost diagram dial dialect dialog dialogu diamond diari dice
    dichotomi dictat dictionari didnt die diehard diesel diet dif diff differ differenti
    difficult difficulti diffus dig digest digit digress dilemma dilig dilut dim dime dimens
    dimension diminish ding dinner dinosaur dip diplomat direct director directori dirti disabl
    disadvantag disagr disagre disappear disappoint disassembl disast disbelief disc discard
    discern disciplin disclaim disclos disclosur discomfort disconnect discontinu discount
    discourag discov discover discoveri discreet discrep discret discrimin discuss disdain
    diseas disgust dish dishwash disingenu disk dislik dismiss disord dispar disparag dispatch
    dispers displac display dispos disposit disproportion disput disqualifi disregard disrepair
    disrespect disrupt diss dissatisfi dissemin disservic dissimilar dissip dissolv distanc
    distant distil distinct distinguish distort distract distress distribut distributor distro
    disturb ditch dive diverg divers diversifi divid dividend divis divorc divvi doabl dock
    docker doctor document documentari dodg doer doesnt dog dogfood dogmat dollar domain domin
    domino donat done donor dont doom door doorstep dopamin dope dork dorm dose dot dotcom
    dotfil doubl doubli doubt dove dovetail down downer downfal downgrad downhil download
    downplay downsid downstair downstream downtim downtown downturn downward dozen draft drag
    dragon drain drama dramat drank drastic draw drawback drawer drawn dread dream dreamer dress
    dri drift drill drink drip drive driven driver drone drop dropdown droplet drove drown
    drudgeri drug drum drunk dub dubious duck duct dude dull dumb dumbest dummi dump dumpster
    dunk dupe duper duplic durabl durat dure dust duti dwarf dwell dynam dysfunct dystopian
    eager ear earli earlier earliest earmark earn earnest earth earthquak eas easi easier
    easiest easili eat eaten ebb echo econom economi ecosystem edg edit editor editori educ
    effect effici effort effortless egg egotist egregi egress eight eighth eighti either eject
    eke elabor elast elbow elder elect electr electron eleg element elementari eleph elev eleven
    elicit elig elimin elit elong eloqu els elsewher elus email emb embark embarrass embed
    embodi embrac emerg emergenc emergent emit emoji emot empath empathet empathi emphas emphasi
    emphat empir employ employe empow empower empti emul enabl enact enamor encapsul encod
    encompass encount encourag encrypt end endear endeavor endgam endless endors endpoint endur
    enemi energ energi enforc engag engin enhanc enjoy enlighten enorm enough enrich enrol
    ensembl ensu ensur entail entangl enter enterpris enterprisi entertain enthusiasm enthusiast
    entic entir entireti entiti entitl entranc entrant entrench entrepreneur entrepreneuri
    entrepreneurship entri entropi entrypoint enumer enunci envelop envi envious environ
    environment envis ephemer epic epicent epiphani episod epitom equal equat equip equiti
    equival eras ergonom erod err errand error escal escap esoter especi esqu essay essenc
    essenti establish estat estim etern ether ethic etho eval evalu evangel evangelist even
    evening event eventu evergreen everi everybodi everyday everyon everyth everytim everywher
    evid evil evok evolut evolutionari evolv exacerb exact exagger exam examin exampl exceed
    excel except excerpt excess exchang excit exclam exclud exclus excus exec execut exempt
    exercis exert exhaust exhibit exist existenti exit exot expand expans expect expens experi
    experienc experienti experiment expert expertis expir explain explan explanatori explicit
    explod exploit explor exploratori explos exponenti export expos exposur express extend
    extens extent extern extinguish extra extract extraordinari extraordinarili extrapol extrem
    extrins extrovert eyebal eyebrow fabric fabul facad face facet faceti facial facil facilit
    fact facto factor factori factual fade fail failov failur fair faith fake fall fallaci
    fallback fallen fallout fals fame famili familiar famous fanat fanboy fanci fancier fanfar
    fanless fantasi fantast fare farm farmer fart farther fascin fashion fast faster fastest
    fatal fate father fathom fatigu fault favor favorit fear feasibl feat feather featur feder
    feed feedback feel fell fella fellow femal fenc fertil fest festiv fetch fewer fiber fickl
    fiction fictiti fiddl fidel field fifth fifti fight fighter figur file filesystem fill film
    filmmak filter final financ financi find findabl finder fine finer finger fingerprint
    fingertip finicki finish finit fire firefight firewal firm firmwar first firsthand fiscal
    fish fishi fist fit five fix fixat fixer fizzl flag flagship flair flake flaki flame flash
    flashback flashi flat flatten flatter flavor flaw flawless fledg fleet flesh flex flexibl
    fli flick flight flip flipsid float flood floor flop floppi flounder flourish flow flower
    flown fluctuat fluent fluff fluffi fluid fluiditi flush flywheel focus fodder fold folder
    folk follow fond font food fool foolish foot footag footbal footer foothold footprint
    footstep foray forbid forbidden forc forecast forefront forego foreground foreign foremost
    forens forese foresight forest forethought forev forfeit forg forget forgiv forgot forgotten
    fork form formal format formatt former formul formula forth forthcom forti fortun forum
    forward foster fought foul found foundat founder four fourth fractal fraction fractur fragil
    fragment frame framework franca franchis frank frantic fraud fraught freak freakin free
    freed freedom freeform freelanc freeli freemium freez frequenc frequent fresh freshman fri
    frickin friction frictionless fridg friend friendli friendship frighten fring frog front
    frontal frontend frontier frontlin frontpag frown frozen fruit fruition frustrat fuel fulfil
    full fulli fumbl fun function fund fundament funder fundrais funki funnel funnest funni
    funnier funniest funnili furious furnitur further fuse fusion fuss futil futur futurist futz
    fuzz fuzzer fuzzi gadget gain galleri gallon gambl game gameplay gamer gamif gamifi gamut
    gang gap garag garbag garden garner gate gatekeep gateway gather gaug gaze gear geek geeki
    gender gene general generalist generaliz generat generic generos generous genesi genet geni
    genius genr gentl gentleman gentlemen genuin geograph geographi geoloc geometri geopolit
    gestur get ghost giant giddi gift gigabit gigabyt gigant giggl gimmick girl girlfriend gist
    git github give giveaway given giver glad glamor glanc glare glass glaze glean glimps glitch
    global globe gloom glori glorifi glorious gloss glove glow glu glue gnar goal gobbl goggl
    gold golden golf gonna good goodby goodi goodwil goofi googl gopher gorgeous gorilla gospel
    gotcha gotta gotten govern government grab grace gracious grad grade gradient gradual
    graduat grail grain grammar grand grandfath grandios grandma grandpa grandpar grant granular
    graph graphic grappl grasp grass grassroot grate gratif gratifi gratitud grave gravit
    graviti gray greas great greater greatest greed greedi green greener greenfield grep grey
    grid grief grill grind grip gripe gritti groceri grokk groom groov gross ground groundbreak
    groundswel groundwork group grow grown growth gruel grumbl grumpi grunt guarante guard
    guardrail guess guest guid guidanc guidelin guild guilt guilti guinea guitar gun gush gut
    guy gymnast habit habitu hack hackabl hackathon hacker hacki hadnt hail hair hairi halfway
    hall hallmark hallucin hallway halt hamburg hammer hamper hand handbook handcraft handheld
    handhold handi handicap handl handler handoff handshak handwrit handwritten hang hangout
    haphazard happen happenst happi happier happiest happili har harass hard hardcod hardcor
    harden harder hardest hardship hardwar harken harm harmoni harp harsh harvest hash hashtag
    hasnt hassl hatch hate hater haul haunt have havent haw haywir hazard head headach headcount
    header headless headlin headphon headquart headset headspac headstart heal health healthcar
    healthi healthier heap hear heard heart heartbeat heat heater heaven heavi heavier heavili
    heavylift heavyweight heck hedg heel height heighten helicopt hell hello helm helmet help
    helper hem henc herd here heritag hero heroic herself hesit heurist heyday hiatus hiccup
    hidden hide hierarch hierarchi high higher highest highlight highway hijack hike hilari hill
    himself hinder hindsight hing hint hippi hire histogram histor histori hit hitch hobbi
    hobbyist hoc hockey hodgepodg hog hold holder hole holiday holist holler homag home homebrew
    homegrown homelab homelabb homeless homepag homeschool hometown homework homogen hone honest
    honesti honey honor hoodi hook hoop hop hope hopeless hopper horizon horizont hormon horn
    horribl horrif horrifi horror hors hose hospit host hostag hostil hostnam hot hotel hotspot
    hotter hottest hour hous household hover howev htop https hubri hug huge hum human humanist
    humankind humbl humid humil humong humor hump hunch hundr hundredth hungri hunt hurdl hurri
    hurrican hurt husband hustl hybrid hygien hype hyper hyperbol hyperscal hypervisor hyphen
    hypothes hypothesi hypothet ice iceberg icki icon idea ideal idealist ideat idempot ident
    identif identifi ideolog idiom idiomat idiosyncrasi idiosyncrat idiot idl idol ifi ignit
    ignor ill illeg illus illustr imag imageri imagin imaginari imbal imit immatur immedi immens
    immers immigr immun immut impact impair impart impati imped impedi imper imperfect imperson
    impetus implement impli implic implicit implod import impos imposs impost impostor impress
    improv improvis impuls inabl inaccess inaccur inact inadequ inappropri inbound inbox incant
    incarn incent incentiv incept inch incid incident inclin includ inclus incom incompat
    incompet incomplet inconsist inconveni incorpor incorrect increas incred increment incub
    incumb incur inde indefinit indent independ index indi indic indirect indistinguish individu
    induc indulg industri ineffici inertia inevit inexpens inexperienc infam infanc infect
    infecti infer inferior infiltr infin infinit inflat inflect inflex inflict influenc
    influenti influx inform infra infrastructur infrequ infring infus ingenu ingest ingrain
    ingredi ingress inher inherit inhibit init initi inject injur injuri ink inkl inlin innat
    inner inning innoc innov input inquiri inroad insan insecur insert insid insight insignific
    insist insofar inspect inspector inspir instal instanc instant instantan instanti instead
    instil instinct institut institution instruct instructor instrument insuffici insul insult
    insur insurmount intact intak intang integ integr intellectu intellig intend intens intent
    inter interact intercept interchang interconnect interest interfac interfer interim interior
    interject intermedi intermediari intermitt intern internal internat internation internet
    internship interop interoper interperson interplay interpret interrog interrupt intersect
    intertwin interval intervent interview interweb intim intimid intric intricaci intrigu
    intrins intro introduc introduct introductori introspect introvert intrus intuit inund invad
    invalid invalu invari invas invent inventor inventori invers invert invest investig investor
    invigor invis invit invoc invoic invok involv inward iron ironi irrat irrelev irrit island
    isol issu itch item iter itself jab jack jacket jade jail jailbreak jam janki jar jargon
    jazz jealous jelli jerk jewel jingl jinx jive join joint joke journal journalist journey joy
    json judg judgment juggernaut juggl juic juici jump jungl junior junk junki juri jurisdict
    justic justif justifi juxtapos juxtaposit kaizen keen keep keeper kerfuffl kernel key
    keyboard keynot keystrok keyword kick kickoff kickstart kid kill killer kilobyt kilomet kind
    kinda kindr king kingdom kink kiss kit kitchen kitti kludgi knack knee knife knit knob knock
    know knowledg known knuckl kubectl kubelet kudo lab labber label labor laboratori lack
    ladder ladi lag lake lambda lament lamp land landscap lane lang languag languish lap laptop
    larg larger largest laser lash last latch late latenc latent later lateral latest latter
    laudabl laugh laughabl laughter launch laundri law lawn lawsuit lawyer lay layer layman
    laymen layoff layout lazi lead leader leaderboard leadership leaf leagu leak lean leap
    leapfrog learn learner leas least leather leav lectur ledger leech leeway left leftov leg
    legaci legal legend legendari legibl legisl legit legitim legitimaci legwork leisur lemon
    lend length lengthi lens lesser lesson let letter level lever leverag lexicon liabil liabl
    liar lib liber liberti librari licens lie life lifeblood lifecycl lifelong lifespan lifestyl
    lifetim lift light lighter lightn lightweight likabl like likelihood liken likewis limit
    limitless limp linchpin line lineag linear liner linger lingo lingua linguist link lint
    linter lion liquid list listen listenership liter literatur litig litmus litter littl live
    livelihood livestream lizard load loader loan lobbi local locat lock lockdown log logic
    login logist logo lone loneli long longer longest longev longtim look lookout lookup loom
    loop loophol loos loosen lose loser loss lost lotteri loud louder loudest love lover lower
    lowercas lowest loyal loyalti luck lucki luckili lucrat ludicr lump lunch lunchtim lung lure
    lurk luxuri lyric
"""
