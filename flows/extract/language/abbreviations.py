"""Words that carry a full stop without ending a sentence, by what may follow them.

What lives here: closed word lists of English news style. What must not: the reading of text (sentences.py).
"""

from typing import Final

BEFORE_NAME: Final = frozenset(
    """
    mr mrs ms messrs mx dr prof rev fr hon pres sen sens rep reps gov govs atty amb sec supt insp dep asst min mgr
    gen gens lt col cols maj capt cmdr cdr comdr cpl sgt sgts pvt pfc spc adm vadm radm brig ens cmd cpt ltc ltg mg bg wg flt sqn
    ret st ste mt ft pt vs v cf ca approx e.g i.e viz al op ph.d m.d
    """.split()
)
"""Titles and connectives: never the end of a sentence."""

BEFORE_NUMBER: Final = frozenset(
    """
    no nos art arts sec secs para paras pp p vol vols fig figs ch chap res ser ver ed eds reg regs cl
    """.split()
)
"""Ends a sentence unless a number follows."""

MONTHS_AND_DAYS: Final = frozenset("jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri sat sun".split())
"""Ends a sentence only before a word that opens one."""

AFTER_NAME: Final = frozenset(
    """
    inc corp co cos ltd llc plc bros jr sr esq etc est dept univ assn bn mln tn ave blvd rd bldg mfg intl natl govt
    ala ariz ark calif colo conn del fla ga ill ind kan ky la mass md mich minn miss mo mont neb nev okla ore pa tenn tex va vt wash wis wyo
    approx max min avg sq hq
    """.split()
)
"""Ends a sentence only before a word that opens one."""

SENTENCE_OPENERS: Final = frozenset(
    """
    the a an this that these those there here it its he his she her they their we our i my you your who what when where why how which
    in on at by for from with without within after before during since until while although though because if unless as under over
    between among amid despite following according about
    but and or so yet nor however moreover meanwhile also then thus therefore instead still now today yesterday later earlier soon
    both all some many most several few each every no not none another other others such one two three four five six
    is are was were be has have had do does did will would can could may might should must let
    officials analysts experts critics sources police authorities
    """.split()
)
"""Words that, capitalised after a possible abbreviation, open a new sentence."""

SPEECH_VERBS: Final = frozenset(
    "said says asked asks added adds told wrote writes replied replies insisted insists shouted warned warns declared recalled".split()
)
