"""The words that say what to do with concepts: group, rank, compare, leave out."""

from __future__ import annotations

GROUP = (
    "by, per, each, every, wise, separately,  for each, for every, across, split by, broken down by, break down by, breakdown by, broken out by, grouped by, "
    "group by, sorted into, split into, in each, in every, split across, divided by, divided over, one line per, each of our, "
    "each of the, split over, split per, divided into, individual, respective, broken up by, breakdown per, "
    "separately for, separated by, split between, split up by, one row per, for all the, rolled up by, roll up by, "
    "within each, inside each, within every, inside every, at each, at every, from each, from every, of each, of every, "
    "breakdown across, listed by, apiece, respectively, arranged by, segmented by, cut by, splitted by, each and every, "
    "bucketed by, aggregated by, summarized by, divide over, divided among, distributed over, distributed across, distribution by"
)

SUPERLATIVES = {
    "high": "highest, most, top, best, largest, biggest, greatest, leading, max, strongest, maximum, greatest number of, winner, first place, number one, "
    "no 1, no. 1, #1, topmost, leader, leaders, ranked first, on top, most often, most frequently, podium, frontrunner, "
    "heaviest, richest, most valuable, priciest, costliest, most expensive, record, peak, star, ranks highest, rank highest, "
    "come out on top, comes out on top, leads, ahead, fattest, dominant, dearest, longest, slowest, oldest won, champion",
    "low": "lowest, least, fewest, smallest, bottom, worst, weakest, poorest, minimum, cheapest, last place, tiniest, slightest, "
    "least often, ranks lowest, hardest, fastest, quickest, shortest, lightest, laggard, laggards, least valuable, quickest to close",
    "late": "latest, most recent, most recently, last, newest, youngest, lately, recent",
    "early": "earliest, first, oldest, first ever, very first",
}

COMPARE = {
    ">": "more than, over, less short than,  above, greater than, higher than, larger than, bigger than, exceeding, exceeds, exceed, beyond, "
    "upwards of, in excess of, >, better than, north of, exceeded, longer than, beats, beat, higher, surpass, surpasses, outnumber, outnumbers, outnumbered, passed, aged > , "
    "surpassing, past, greater, bigger, topping, more",
    ">=": "at least, no less than, not less than, minimum of, >=, or more, and more, and above, or above, or higher, and up, "
    "or better, minimum, min, or over, a minimum of, and over, and higher, plus, not below, no fewer than, not under, from",
    "<": "less than, under, below, fewer than, lower than, smaller than, shorter than, <, worse than, short of, cheaper than, "
    "beneath, south of, lower, quicker than, faster than",
    "<=": "at most, no more than, not more than, maximum of, <=, or less, or fewer, or lower, up to, within, or under, or below, "
    "maximum, not over, not above, a maximum of, not exceeding, max of, and below, and under, inside",
    "older": "older than, aged over, aged more than, aged, open longer than, open for more than, open more than, "
    "been open for more than, open over, open for over, age over, age above, age of more than, age >, age of over, "
    "older, started more than, engaged more than, opened more than, age more than, aged >, aged >=, been open for over, "
    "been open more than, been open over, open for longer than, been open longer than, been open for longer than",
    "younger": "younger than, newer than, aged under, aged less than, aged up to, open less than, open for less than",
}

COMMANDS = (
    "which, who, what, list, show, give, name, names, tell, get, find, pull, whose, whom, where, when, display, print, want, need, "
    "see, look up, looking for, identify, names of, what's, who's, whos, whats, list of, listing, overview, table, report, which one, "
    "which ones, wheres, where's, when's, rank, ranking, ranked, league table, chart, plot"
)

NEGATION = (
    "not, no, never, without, none, neither, zero, nothing, isn't, isnt, aren't, arent, hasn't, hasnt, haven't, havent, don't, dont, "
    "doesn't, doesnt, didn't, didnt, non, lacks, lacking, lack, nobody, not a single, no single, not once, minus, yet to, "
    "not yet, wasn't, wasnt, weren't, werent, never once, not even one, not any, hadn't, cannot, can't, failed to"
)
EXCEPT = (
    "except, excluding, exclude, excl, excl., ex, without counting, other than, apart from, leaving out, leave out, leaving aside, strip out, "
    "stripping out, excluded, ignoring, ignore, outside, outside of, not counting, setting aside, besides, aside from, bar, "
    "drop, omit, omitting, remove, take out, skip, but for, with the exception of, leave aside, disregard, disregarding, "
    "not in, not from, not including, not being, filter out, do not count, don't count, dont count, minus the, leaving, except for, "
    "barring, discounting the, not part of, not located in, not based in, aside, get rid of, throw out, kick out, taking out"
)
MISSING = (
    "missing, blank, empty, unassigned, unnamed, unknown, not filled in, not filled, forgotten, unspecified, not recorded, nameless, "
    "left blank, left empty, not specified, not on record, not attached, absent, anonymous, null, unfilled, not entered"
)
PRESENT = (
    "named, filled in, attached, on record, filled, recorded, on the record, assigned, on file, attached to it, entered, specified, linked"
)
VERSUS = (
    "versus, vs, vs., against, compared to, compared with, compare, comparison, compared, relative to, v, next to, beside, "
    "side by side, comparing, in comparison with, stack up, stack up against, measured against, set against, head to head, "
    "difference between, as opposed to, instead of, in place of, rather than, alongside, or rather, or was it, comparison of, differ, matched against, fare"
)
ONLY = "only, just, solely, exclusively, merely, purely, nothing but, limited to, restricted to, restrict, limit, limit to, limit it, keep, narrow, narrowed, filter, filtered, restrict to, keep only, focus"
CHANGE = {
    "growth": "growth, growth rate, change in percent, percent change, % change, percentage change, grew, grow, grown, increase in percent, "
    "relative change, mom, qoq, growth in percent, pct change, growth %, rate of growth, percentage growth, percentage increase, "
    "month over month, month on month, month-over-month, relative growth, percent growth, by what percentage, growth rates, change rate, change in %, "
    "by how many percent, by what percent, rise or fall, by how much percent",
    "diff": "difference, change, gap, delta, increase, decrease, absolute change, rise, fall, decline, drop in, differ by, "
    "how much more, how many more, by how much, move, moved, moves, shift, shifted, changed, increased, decreased, up or down, above or below, rose, fell, declined, went up, went down",
}
AVERAGE_REF = (
    "above average, above-average, over average, above the average, above the mean, over the mean, better than average, higher than average, "
    "above mean, over the average, bigger than average, more than average, more than the average, larger than average, beat the average",
    "below average, below-average, under average, below the average, below the mean, under the mean, worse than average, "
    "lower than average, under the average, smaller than average, less than average, less than the average, below mean",
)
WHOLE = (
    "company average, company wide, company-wide, companywide, overall, whole company, company as a whole, entire company, whole business, "
    "overall average, business as a whole, all of us, everything, company overall, company's as a whole, "
    "whole organisation, of everybody, of everyone, of everything, company total, house average, global, firm-wide, firmwide"
)
PRONOUN = (
    "he, she, it, they, his, her, hers, him, its, their, theirs, them, those, these, that one, this one, such, the same, same, ones, one, "
    "this, that, who of them, which of them, of them, of those, of these, among them, among those, there"
)
SELF = "i, me, my, mine, i've, ive, i'm, im, myself, own"
OTHERS = "teammates, teammate, colleagues, team mates, others, other, rest, remaining, the others, the rest, everyone else, everybody else, remainder, else, rest of the, others on"
HIGH_FIRST = (
    "highest first, largest first, biggest first, most first, best first, top first, descending, desc, from best to worst, "
    "from the top, best to worst, high to low, from highest to lowest, from high to low, largest on top, biggest on top, most on top, best on top, "
    "highest on top, most expensive on top, best month on top, top one first, biggest at the top, largest at the top, highest to lowest, largest to smallest, in descending order, biggest to smallest, from biggest to smallest, "
    "from largest to smallest, highest at the top, most expensive first, strongest first, starting with the highest, "
    "starting with the biggest, starting with the largest, starting from the highest, from the highest, start from the highest, "
    "top to bottom, from top to bottom, starting with the best, start with the biggest, decreasing, most to least"
)
LOW_FIRST = (
    "lowest first, smallest first, worst first, least first, ascending, asc, from worst to best, low to high, from lowest to highest, "
    "lowest on top, smallest to largest, in ascending order, cheapest first, start from the lowest, starting with the lowest, "
    "starting from the lowest, fewest first, weakest first, smallest to biggest, from the lowest, lowest to highest, "
    "start with the lowest, shortest first, fastest first, starting with the worst, increasing, least to most, from low to high"
)
OLD_FIRST = (
    "oldest first, earliest first, longest running on top, starting from the earliest, starting with the earliest, in date order, "
    "chronological, in chronological order, oldest on top, earliest at the top, by date, from the earliest, oldest to newest, "
    "in calendar order, in order of months, in time order, starting with the oldest, longest open first, first to last, "
    "chronologically, date order, start with the oldest, from oldest to newest, in order of time, in order of date, longest running first"
)
NEW_FIRST = (
    "newest first, latest first, most recent first, starting with the latest, newest on top, starting with the newest, "
    "newest to oldest, most recent on top, starting with the most recent, latest on top, from newest to oldest"
)
ALPHABETICAL = "alphabetically, alphabetical, alphabetical order, in alphabetical order, a to z, a-z, by name, sorted by name"

STOP = (
    "a an the of for to in on at with from and is are was were be been being do does did have has had we us our ours you your will would "
    "could can should shall may might please pls plz kindly thanks thank hi hello hey so ok okay well also as if then there here than "
    "but or it's its that's that this these those such into onto out off up down about around among amongst between during while when where "
    "how what's who's currently current now right moment today day still already yet ever so far to date all any some both either "
    "just only really actually exactly simply quickly maybe perhaps possible possibly like quick again back let let's lets me my i i'd i'm i've i'll "
    "id im ive want wants need needs know tell show give get see find look looking send pull bring put make made making take taken taking "
    "list name names please table figure figures info information data details detail question answer thing things stuff "
    "am wondering wonder curious interested interest need would like love wish hope try trying check checking think thinking guess "
    "his her their he she they him them it who whom whose which what one ones other another same much many very more quite pretty rather "
    "got getting go goes going gone come comes came coming been say says said ask asking asked run runs running manage having "
    "did didn done doing actually currently whole entire full complete per cent within whose next along together "
    "every each everything everyone anybody anyone someone somebody everybody anything something there's theres "
    "because since until till before after later earlier prior previous last first second third s t d ll ve re m "
    "really overall total in all kind kinds sort type types way ways terms term regarding concerning respect "
    "system crm database record records book books file files sheet row rows line lines column columns entry entries "
    "year month quarter week time times period date dates number numbers value values per "
    "gimme wanna gotta lemme yes no yeah hmm hm uh um sir madam dear folks guys team everyone mate buddy "
    "real actual true good great nice fine fair bit lot lots few several couple plus include included including incl "
    "add added adding next side too alone itself themselves himself herself ourselves yourself "
    "however therefore hence thus though although even else otherwise instead meanwhile anyway besides "
    "available existing exist exists present known mean means meaning defined i.e e.g ie eg etc namely "
    "basis based basically according account's customer's single e i e i.e they're they've we've who've they'd he'd inclusive redo away final wide trend turn part cut using use class classes grateful escalate retry behaviour separately head productivity idle creation hockey loaded roll whitespace apply improved exception considering handful whether spread level through statistics net negative reflection suit ago measured set home faster company's deal's rep's regarding view picture looks "
    "yes help assist helping calculate compute work works worked working figure determine count counted counting "
    "give-me gives given giving provide providing provided share sharing return display present print "
    "best regards cheers morning evening afternoon w/ w wrt re: fyi asap btw oh ah hmm"
).split()

FILLER = (
    "prepare preparing prep visit visiting lunch dinner breakfast meeting meetings review reviewing board boss report reporting presentation slide "
    "slides deck colleague phone-call conversation discussion discuss discussing planning plan plans plan's workshop training invite inviting email-them "
    "congratulate forecast-call one-on-one standup monday-morning audit finance-team marketing-team hr finance marketing ops exec execs "
    "leadership ceo-asked director vp heard told believe believed remember forgot forgotten lost-track worried worry sure unsure certain "
    "feel feeling feels felt seem seems seemed appear appears suspect suspecting hunting hunt chase chasing focus focusing "
    "trust mapping map understand understanding learn learning work-out figure-out sense idea ideas bigger-picture glance snapshot "
    "struggling struggle dependent depend depends belongs belong belonging sits sit sitting stands stand standing holds hold holding held "
    "carries carry carrying keep keeps kept keeping serve serves served serving handle handles handled handling cover covers "
    "covered covering reach reaching reached hear involved involve clean cleanup clean-up hygiene quality data-quality distorts distort "
    "quiet gone-quiet check-in checkup catch catching talk talking talks speak speaking spoke spoken mention mentioned mentioning "
    "ring ringing write writing wrote written fill filling start-with refer referring note-down jot remind reminding "
    "today's tomorrow's yesterday's curiosity straight quickly-please briefly short-answer concise precise precisely roughly approximately approx "
    "nearly almost barely hardly honestly frankly seriously literally obviously clearly apparently supposedly presumably "
    "world everywhere somewhere anywhere elsewhere nowhere whatsoever whatever whichever whoever whenever wherever "
    "manage manages managed managing supervise lead leads leading headed under underneath beneath belongs reports-to "
    "attention urgent urgently important importantly priority handy useful helpful easy easily hard harder easier tough "
    "big-picture deep dive drill drilled slicing slice dice zoom narrow further deeper closer "
    "person's people's anybody's someone's customer-facing happen happened happens happening occurred occur took place takes "
    "dealt deal-with worked-on assigned responsible charge-of charge-for owns own owned owning whats-the running-late perform performs performed "
    "performing performance doing-well fared stack stacked stacks ended end ends ending finish finishes finishing outcome-of "
    "various certain particular specific specifically particularly respective relevant related concerned question-is "
    "background context brief briefing summary summarize summarise summarizing overview rundown recap highlight highlights "
    "mentioning attention-to onboarding handover hand-over handing taking-over inherits inherit inheriting inherited lunchtime "
    "hurry rush deadline minute minutes hour hours moments second-opinion double-check verify confirm confirming "
    "cross check crosscheck sanity validation validate reconcile history historic historical historically past lifetime all-time alltime "
    "sofar year-to-date todate until-now upto track tracking tracked records monitor monitoring "
    "break identical swap place business went once consecutive less done offset cohort vs. concentrated reliably matter pattern building earned club exact exactly loyalty programme program sizing escalation combination upside leaderboard located looks hand hands halves sides side figures numbers columns value's remember remeember letters somewhere sitting combine view portfolio coasts earn mates broad base haggling behind wanted needed required requires require request requested requesting asks boss's fast slow slowly soon early "
    "roster roster's org organisation's organization's structure chart's sales-kickoff kickoff newsletter anniversary thing's campaign-idea "
    "compile compiled collate collect collected gather gathered extract extracted export exported pull-up pulling "
    "guys' man woman bro dude friend pal thx ty cheers! bye goodbye regards sincerely "
    "simple simply-put plain plainly words wording sentence question's short long term-wise wise "
    "side-note aside-note bear bearing mind minding forget forgetting ignore-that "
    "new-here newcomer newbie starter starting-out recently-joined join joined joining "
    "successor successor's successors interim replacement replaced replacing substitute "
    "territory's region's office's product's manager's seller's agent's client's sector's industry's country's "
    "bought-in selling-to sold-by won-by lost-by closed-by owned-by driven drive drives driving behind beyond-that "
    "ahead behind-schedule forward backward near close-by nearby far farther closest "
    "rich richer poor poorer big small large larger bigger smaller little tiny huge massive enormous strong weak stronger weaker "
    "high low higher lower mid middle top-level bottom-level average-ish typical-ish normal normally usual usually regular regularly "
    "common commonly frequent frequently rare rarely often sometimes always constantly mostly mainly chiefly largely"
).split()
"""Words that colour a question without asking for anything in the records."""
