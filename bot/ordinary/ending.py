"""Stems of ordinary words, M to Z: a table, see `bot.ordinary` for where it is from. Pure."""

from __future__ import annotations

from typing import Final

STEMS: Final = """
    machin machineri macro macroeconom mad magazin magic magician magnet magnifi magnific
    magnitud mail main mainfram mainstream maintain maintainership mainten major make makefil
    maker makeup maladapt male malic malici malleabl malwar man manag mandat mandatori maneuv
    mangl manifest manifesto manipul manner mantra manual manufactur map mapper marathon march
    margin marin mark markdown marker market marketplac markup marri marriag marshal martial
    mascot mash mashup mask masquerad mass massag massiv master masteri masterpiec match mate
    materi math mathemat mathematician matrix matter matur max maxim maximum mayb maze meal mean
    meander meaning meaningless meant meantim meanwhil measur meat mechan media median mediat
    medic medicin mediocr medit medium meet meetup megabit megabyt meld melt member membership
    meme memo memor memori mental mention mentor mentorship menus merch merchandis merchant
    merci mere merg merger merit meritocraci merri mesh mess messag messeng messi metadata metal
    metaphor meter method methodolog meticul metric micro microcontrol microcosm microphon
    microsecond microservic microwav middl middleman middlewar midnight midst might mightv
    migrat mild mile mileag mileston milieu militari milk mill millimet million millionair
    millisecond mimic mimick mind mindset mindshar mine miner mingl mini minifi minim minimalist
    minimum minor mint minus minuscul minut minutia miracl mirror misalign misconcept
    misconfigur miser misinform misinterpret mislead mismatch misnom mispronounc misread
    misrememb miss mission misspel misstep mistak mistaken misunderstand misunderstood misus
    mitig mix mixtur moat mob mobil mock mod modal mode model modem moder modern modest modif
    modifi modul modular mold moment momentum monet monetari monetarili money moneymak monik
    monitor monkey mono monolith monologu monopoli monorepo monster montag month monument mood
    moon moral morbid more morn morph mortal mortem mortgag most mother motherboard motion motiv
    motor motorcycl motto mount mountain mourn mous mouth move movement mover movi mow muck
    muddi mull multi multifacet multimedia multipl multiplay multiplex multipli multitask
    multitud mundan mung murder murki muscl museum music musician mustv mutabl mutat mute mutual
    myriad myself mysteri mystic myth mythic nag nail naiv naiveti nake name namespac nap napkin
    narcissist narrat narrow nascent nasti nation nativ natur nauseam navel navig naysay near
    nearbi nearest neat nebul necess necessari necessarili neck need needl nefari negat neglect
    neglig negoti neighbor neighborhood neither neon nerd nerdi nerdier nerv nervous nest
    network neural neuro neuron neuroplast neurosci neutral never nevermind nevertheless new
    newb newbi newcom newer newest newfound newish newli news newsfe newslett newspap nice nicer
    nicest niceti nich nickel nicknam nifti night nightmar nighttim nilli nimbl nine nineti
    ninja nitpick nitti nobl nobodi nod node nois noisi nomad nomenclatur nomin nonetheless
    nonfict nonprofit nonsens nonstop noodl norm normal north nose nostalg nostalgia notabl
    notch note notebook noteworthi noth notic notif notifi notion notori notorieti noun novel
    novelti novic nowaday nowher nuanc nuclear nudg nugget nuke null numb number numer nurs
    nurtur nutshel obfusc object oblig obliter obnoxi obscen obscur observ obsess obsolesc
    obsolet obstacl obtain obvious occas occasion occup occupi occur occurr ocean oclock odd
    odditi off offend offens offer offic offici offlin offload offset often oftentim oil okay
    olden older oldest onboard one oner ongo onion onlin onward opaqu open oper operation
    opinion oppon opportun opportunist oppos opposit opt optic optim optimist option oral orang
    orbit orchestr order ordinari organ organic organism organiz orient origin orthogon osmosi
    ostens other otherwis ought ounc ourself ourselv out outag outbound outcom outdat outdoor
    outer outfit outgo outgrow outgrowth outlast outlet outlier outlin outlook outnumb
    outperform output outrag outreach outright outro outset outsid outsiz outsourc outstand
    outward outweigh oven over overal overarch overboard overcom overdo overdu overestim
    overflow overhaul overhead overhyp overkil overlap overlay overload overlook overlord
    overnight overrid overse oversea oversight overst overtak overtim overus overview overwhelm
    overwrit own owner ownership oxygen oxymoron pace pack packag packet pad page pager pageview
    pagin pain painless painstak paint pair palat palett pan panacea pandem pane panel panelist
    panic panick panoram pant paper paperwork paradigm paradox paragraph parallel paralysi
    paralyz paramet parameter paramount paranoid paraphras parcel pardon parent parenthes
    parenthesi pariti park pars parser part parti partial particip particl particular partit
    partner partnership pass passag passion passiv passkey passport password past paste pat
    patch patent patern path pathway patienc patient patron pattern paus pave pay paycheck
    payload payment payoff payout payrol paywal peac peak peanut peculiar pedal pedant pedest
    pedestrian pedigre pee peek peel peer peg pejor pen penalti pencil pend pendulum penetr
    penni pentest peopl pepper perceiv percent percentag percentil percept percol perfect
    perfectionist perform perhap perimet period peripher perk perman permeat permiss
    permissionless permit permut perpetu perplex persever persist person persona perspect
    persuad pertain pertin perus pervas pervers pessimist pet petabyt petit petti phase phenomen
    phenomenon philanthropi philosoph philosophi phish phone photo photograph photographi phrase
    physic physician physicist physiolog piano pick picker picki pickup pictur piec piecem pig
    pigeonhol piggyback pile pill pillar pillow pilot pin pinch pine ping pinnacl pinpoint
    pioneer pipe pipelin piqu pirat piss pit pitch pitfal pithi pivot pixel pizza place
    placehold placement plagiar plagu plain plan plane planet planner plant plastic plate
    plateau platform platinum plausibl play playback playbook player playground playlist pleas
    pleasant pleasur pledg plenti plethora plot plow plug pluggabl plugin plumb plumber plung
    plural pluse pocket pod podcast poem poetic poetri poignant point pointer pointless poison
    poke poker polar pole polic polici polish polit politician poll pollin pollut polyfil
    polyglot pond ponder poni pontif poo pool poop poor pop popcorn popul popular port portabl
    portal portfolio portion portray pose posit possess possibl post poster postpon postur
    potato potenti pound pour power practic practition pragmat pragmatist prais pray preach
    preambl precari preced precious precipit precis precompil preconceiv precursor predat
    predecessor predefin predic predict predomin preempt prefac prefer prefix prefront pregnant
    prem prematur premier premis premium prep prepar preparatori prerequisit prerog prescrib
    prescript presenc present preserv presid press pressur prestigi presum pretend pretti
    prettier preval prevent preview previous pri price priceless pride primari primarili prime
    primer primetim primit princip principl print printer prior priorit prioriti prison pristin
    privaci privat privi privileg prize proactiv probabl probe problem problemat procedur
    proceed process processor proclaim procrastin procur prod produc product profess profession
    professor profici profil profit profound program programm programmat progress prohibit
    project projector prolif prolifer promin promis promo promot prompt prone pronounc pronunci
    proof prop propag propel proper properti propheci propon proport propos proposit proprietari
    prose prospect prosper protect protein protobuf protocol prototyp proud prove proven
    proverbi provid provis provoc provok prowess proxi proxim prudent prune pseudo psych
    psycholog psychopath public publish puck pull puls pump pun punch punctuat punish punt
    puppet purchas pure purest purg purist puriti purpl purpos pursu pursuit purveyor purview
    push pushback put puzzl pyramid quadrant qualif qualifi qualit qualiti quantifi quantit
    quantiti quantum quarantin quarter queri quest question questionnair queu queue quick
    quicker quickest quiet quintessenti quirk quirki quit quorum quot quota rabbit race rack
    radar radiat radic radio radius rage rail rain rainbow rais rake ralli rambl ramif ramp
    rando random rang rank ransomwar rant rap rapid rapper rapport rare ratchet rate rather
    ratio ration rational rattl rave raw reach react reaction reactiv read readabl reader readi
    readili readm real realist realiti realiz realli realloc realm reap reappli rear rearchitect
    rearrang reason reassur rebas rebel reboot rebrand rebuild rebuilt recal recalcul recalibr
    recap receipt receiv recent recept recess recharg recip recipi reciproc reckon recogn
    recognit recollect recommend recompil reconcil reconcili reconfigur reconnect reconsid
    reconstruct record recoup recours recov recoveri recreat recruit rectangl recur recurs
    recycl red redact redefin redeploy redesign redid redirect rediscov redistribut redo reduc
    reduct redund reel reevalu refactor refer referenc referenti referr refil refin reflect
    reflex refocus reform reformat refrain refram refresh refriger refund refus regard
    regardless regener regex regim regiment region regist registr registrar registri regress
    regret regul regular regulatori regurgit rehash rehears reimagin reimburs reimplement rein
    reinforc reinstal reintroduc reinvent reinvest reiter reject relat relationship relaunch
    relax relay relearn releas relentless relev reli reliabl relianc reliant relicens relief
    reliev religi religion relisten reliv reload reloc reluct remain remak remap remark remast
    remedi rememb remind reminisc remiss remix remors remot remov renaiss renam render rendit
    renew rent rental reopen reorder reorgan rep repackag repair repeat repercuss repertoir
    repetit rephras repl replac replatform replay repli replic replica repo report repositori
    repost repres represent reproduc republish repurpos reput request requir reread rerout rerun
    reschedul rescu research resel resembl resent reserv reset reshap resid resign resili resist
    resiz resolut resolv reson resort resourc respect respond respons rest restart restaur
    restor restrict restructur result resum resurg retail retain retent rethink rethought retir
    retract retrain retreat retri retriev retro retroact retrospect return retweet reunion reus
    reusabl revamp reveal revel revenu revers revert review revis revisit reviv revok revolt
    revolut revolution revolutionari revolv reward rewatch rewind rewir rework rewrit rewritten
    rewrot rhetor rhyme rhythm rich richer ride rider ridicul rif riff rig right rigid rigor
    ring rins rip rippl rise risen risk riski rival river road roadblock roadmap roam roast rob
    robot robust rock rocket rocki rodeo rogu role roll rollback roller rollercoast rollout
    romant roof room roommat root rope rose rot rotat rough round roundabout roundtrip rout
    router routin row royal royalti rsync rub rubber rubbish rudder rude rudimentari ruffl rug
    ruin rule rumin rumor run runbook rundown runner runtim runway rural rush rust rusti
    ruthless sabbat sack sacrif sacrific sad safe safeguard safer safest safeti saga sail sake
    salad salari sale salesman salespeopl salesperson salient salt same sampl sanction sand
    sandbox sandwich sanit saniti sarcasm sarcast satellit satir satisfact satisfactori satisfi
    satur sauc sausag save saver savvi say scaffold scalabl scale scam scan scandal scanner scar
    scarc scarciti scare scari scatter scenario scene schedul schema scheme scholar scholarship
    school scienc scienci scientif scientist scoop scoot scooter scope score scour scout scrambl
    scrap scrape scrappi scratch scream screen screencast screenshot screw scribbl script scroll
    scrub scrutin scrutini seal seam seamless search searchabl season seat second secondari
    secret secretari section sector secur sed see seed seek seem segfault segment segu select
    selector selfi selfish sell seller selv semant semest semicolon semin semver send senior
    sens sensat sensibl sensit sensor sensori sent sentenc sentiment separ sequel sequenc
    sequenti serendip serendipit sergeant seri serial serious serv servant server serverless
    servic session set settl setup seven seventh sever shade shadi shadow shake shaken shall
    shallow shame shameless shape shard share shareabl sharehold sharewar shark sharp sharpen
    shatter shave shed sheer sheet shelf shell shelter shelv shenanigan shepherd shi shield
    shift shill shim shine shini ship shipit shirt shit shock shoe shoehorn shook shoot shooter
    shop short shortag shortcom shortcut shorten shorter shortest shorthand shortlist shot
    shotgun should shoulder shouldnt shout shoutout shove shovel show showcas shower shown shred
    shrink shrunk shtick shuffl shut shutdown sibl sick side sidebar sidecar sidekick sidelin
    sidestep sidetrack sideway sift sigh sight sign signal signatur signific signup silenc
    silent silicon silli silo silver similar simpl simpler simplest simpli simplic simplif
    simplifi simplist simul simultan sin sinc sincer sing singer singl singular sink sip sister
    sit site situat six sixth sizabl size skate skateboard skeleton skeptic sketch sketchi skew
    ski skid skill skillset skim skin skinni skip skirt skull skunkwork sky skyrocket slack slam
    slang slap slash slate slave slay sleep sleev slept slice slick slide slider slight slim
    sling slip slipperi sliver slog slogan slop slope sloppi slot slow slowdown slower slowest
    slowli slug slurp smack small smaller smallest smart smarter smartest smartphon smash smell
    smile smoke smooth smoother snack snake snap snappi snapshot snarki sneak sneaki snif sniff
    snipe snippet snow snowbal snowboard snowflak soak soapbox soccer social societ societi
    socio sock socket soft softwar soil solar soldier sole solicit solid solidifi solo solut
    solv solvabl solver somebodi someday somehow someon someplac someth sometim someway somewhat
    somewher song sooner sooth sophist sophomor sore sorri sort sought soul sound soundbit
    soundtrack soup sourc sourcer south sovereignti space spaceship spade spaghetti spam spammer
    spammi span spare spark spars spatial spawn speak speaker spearhead spec speci special
    specialist specialti specif specifi spectacular spectrum specul speech speed speedi spell
    spelunk spend spent spew sphere spi spice spici spider spiel spike spill spin spinner spiral
    spirit spiritu spit spitbal spite splash splat splice split spoil spoiler spoke spoken
    sponsor sponsorship spoof sport spot spotlight spous sprawl spray spread spreadsheet spring
    sprinkl sprint sprung spur squad squar squash squat squeaki squeez squint squirrel squish
    stab stabil stabl stack stadium staf staff stage stagger stagnant stagnat stair stake
    stakehold stale stalk stall stamp stanc stand standalon standard standpoint stapl star stare
    stark start starter startup starv stash stat state stateless statement static station
    statist status stay steadi steadili steak steal stealth steam steel steep steer stellar stem
    step stereotyp steroid stew steward stick sticker sticki stiff stigma still stimul sting
    stink stinkin stint stipend stir stitch stock stodgi stoke stole stolen stomach stomp stone
    stood stop storag store storefront stori storm storylin storytel straddl straight
    straightforward strain strand strang stranger strap strateg strategi straw strawberri stray
    streak stream streamer streamlin street strength strengthen stress stretch strict stride
    strike string stringent strip stripe strive stroke strong stronger strongest struck struct
    structur struggl stub stubborn stuck student studi studio stuf stuff stumbl stump stun
    stupid stupidest sturdi stutter style stylist sub subconsci subcultur subdirectori subdomain
    subject submarin submiss submit subnet suboptim subpar subreddit subscrib subscript subsect
    subsequ subset subsid subsidiari substanc substanti substitut substrat subsystem subt
    subtitl subtl subtract subway succeed success successor succinct suck sucker sucki sudden
    suffer suffici sugar suggest suit suitabl sum summar summari summer summit sun sunni sunset
    sunshin super supercomput superfici superhero superhuman superior supermarket superpow
    superset superstar supervis supervisor supplant supplement suppli supplier support suppos
    suppress sure surf surfac surg surgeri surgic surpass surpris surreal surround surveil
    survey surviv suscept suspect suspend suspens suspici suspicion suss sustain swallow swap
    swarm swath sway swear sweat sweater sweati sweep sweet swell swept swim swing swipe swirl
    switch swoop sword swung syllabl symbiot symbol sympathet sympathi symptom sync synchron
    syndic syndrom synergi synonym synopsi syntact syntax synthes synthet sysadmin system
    systemat systemd tab tabl tablet tack tackl taco tact tactic tactil tag taglin tail tailor
    taint take takeaway takedown taken takeov taker tale talent talk tall taller tame tandem
    tangent tangenti tangibl tank tantal tap tape tarbal target task tast tattoo taught tax taxi
    taxonomi teach teacher team teammat teamwork tear teas teaser tech techi technic techniqu
    technolog tedious tee teen teenag teeter teeth telecom telemetri telephon teleport televis
    tell temp temper temperatur templat tempor temporari temporarili tempt temptat tenanc tenant
    tend tendenc tenet tens tension tent tenth tenur terabyt term termin terminolog terraform
    terrain terribl terrif terrifi territori terror ters test testament tester testimoni tether
    text textbook textual textur thank thankless that thatd thatll theater thechangelog theft
    their them theme themself themselv theorem theoret theori theoriz therapeut therapi
    therapist there thereaft thered therefor therel thereof thermostat these thesi theyd theyll
    theyr theyv thick thicker thin thing thingi think thinker third thirti thorough those though
    thought thousand thread threat threaten three threshold threw thrill thrive throat throttl
    through throughlin throughout throughput throw throwaway throwback thrown thrust thumb
    thumbnail tick ticker ticket tickl tidbit tide tidi tier tight tighten tighter tile till
    tilt time timefram timeless timelin timeout timer timescal timestamp timezon tinfoil tiniest
    tinker tip tipto tire tissu titl toast today toddler toe togeth toggl toil toilet token
    toler toll tomorrow tone tongu tonight tool toolbox toolchain toolkit toolset toot tooth top
    topic topolog torch torrent tortur toss total touch touchi touchpoint tough tougher toughest
    tour tourist tout toward towel tower town toxic toy trace track tracker trackpad traction
    tractor trade trademark tradeoff tradit traffic tragedi tragic trail trailblaz trailer train
    trainer trait trajectori transact transcend transcod transcrib transcript transfer transform
    transient transistor transit translat transmiss transmit transpar transpil transpir
    transplant transport trap trash trauma traumat travel travers tray tread treadmil treasur
    treat treatment tree tremend trench trend trendi trepid tri triag trial triangl tribal tribe
    tribul tribut trick tricki trickier trickl trigger trillion trilog trim trip tripl triumph
    trivia trivial troll trope troubl troubleshoot truck true truli trump truncat trunk trust
    trustworthi truth tube tuck tug tumultu tune tunnel turbo turkey turn turnaround turtl
    tutori tweak tweet twelv twenti twice twiddl twin twist twitch twitter twofold type typefac
    typic typo typographi uber ubiqu ubiquit ugli ultim ultra umbrella unabl unaccept unambigu
    unanim unavail unavoid unawar unbeknownst unbeliev unblock unbound unbox uncanni uncertain
    uncertainti unchang uncheck uncl unclear uncomfort uncommon uncompress uncov undefin under
    undercurr underestim undergrad underground undermin underneath underpin underr underscor
    underserv understand understood undertak undervalu underwat underway undifferenti undo
    undoubt unearth unemploy unencrypt unexpect unfair unfamiliar unfett unfinish unfold
    unfortun unfurl unhappi unhealthi unheard unicorn unifi uniform unilater uniniti uninstal
    unintellig unintend unintent uninterrupt union uniqu unit univers universal universiti
    unknown unlearn unleash unless unlik unlimit unload unlock unmaintain unmanag unnam
    unnecessari unnecessarili unoffici unpack unpaid unpleas unplug unpopular unpreced unpredict
    unquot unravel unread unrealist unreason unrel unreli unsaf unsaid unsatisfi unsolicit
    unsolv unspoken unstabl unstructur unstuck unsubscrib unsuccess unsur unsurpris unsustain
    untangl untap until untouch untrust unus unusu unveil unwieldi unwil unwind unzip upcom
    updat upfront upgrad uphil uplift upload upper upris upscal upsel upset upsid upstair
    upstart upstream uptak uptick uptim upvot upward urban urg urgenc urgent usabl usag use
    useless user usernam usual util utilitarian utmost utopia utter vacat vaccin vacuum vagu
    valiant valid valley valu valuabl valuat vanilla vanish vaniti vantag vaporwar vari variabl
    varianc variant variat varieti various varnish vast vault vector veer vegan veget vehicl
    veil vein veloc velvet vendor ventur venu verb verbal verbatim verbiag verbos verif verifi
    vers versa versatil version versus vertic vessel vest vet veteran veto viabil viabl vibe
    vibrant vibrat vicari vicious victim victori video vie view viewer viewpoint viewport vigil
    villag villain vim vine vintag violat violenc violent viral virtu virtual virtuous virus
    viscer visibl vision visionari visit visitor visual vital vivid vocabulari vocal voic
    voicemail void volatil volum volunt voluntari voluntarili vote vouch vulner wade wage wager
    wagon wait waitlist wake walk walkthrough wall wallet wander wane wanna want war ware wareh
    warehous warm warmer warn warp warrant warranti warrior wart wash wasnt wast watch watcher
    water watercool waterfal watermark watt wave wax way waypoint waysid weak weakest wealth
    wealthi weapon wear weather weav web webcam webhook webinar webpag websit wed weed week
    weekend weigh weight weird weirder weirdest weirdo welcom well werent wet whack whale what
    whatev whatnot whatsoev wheel wheelhous when whenev where wherea wherebi wherein wherev
    whether which whichev while whilst whim whip whirlwind whisper whistl white whiteboard
    whitelist whitespac whittl whoever whole wholeheart wholesal wholli whomev whoop whose whov
    wick wide widen wider widespread widest widget width wield wife wiggl wiki wild wildcard
    wilder wildest wildfir will willi willing willpow win wind windi window wine wing wink
    winner winter wipe wire wireless wisdom wise wiser wish wit withdraw within without wive
    wizard wobbl woken woman women wonder wonki wood wooden woodwork word work workaround
    workday worker workflow workforc workload workout workplac workshop workspac workstat
    workweek world worldview worldwid worm worri wors worst worth worthi worthless worthwhil
    would wouldnt wouldv wound wow wrangl wrap wrapper wreck wrench wrestl wrist write writer
    written wrong wrote yacht yadda yall yaml yank yard year yell yellow yes yesterday yield
    youll young younger youngest youngster your yourself yourselv youth youtub youv yucki
    zeitgeist zero zip zone zoom
"""
