"""How English writes numbers."""

from __future__ import annotations

from dragoman.verify.lexicon.forms import (
    FIRST,
    HALF,
    MIDNIGHT,
    NOON,
    QUARTER,
    WHOLE,
    Lexicon,
    counted,
    each,
    loosely,
    months,
)

EN = Lexicon(
    decimal=".",
    group=",",
    joiner="and",
    small=counted("zero - two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen")
    | counted("seventeen eighteen nineteen", 17)
    | counted("twenty thirty forty/fourty fifty sixty seventy eighty ninety", 20, 10)
    | {"one": 1, "hundred": 100, "dozen": 12},
    scales={"thousand": 10**3, "lakh": 10**5, "million": 10**6, "crore": 10**7, "billion": 10**9, "trillion": 10**12},
    glued={"k": 10**3, "m": 10**6, "mn": 10**6, "mln": 10**6, "b": 10**9, "bn": 10**9, "bln": 10**9}
    | {"t": 10**12, "tn": 10**12, "trn": 10**12, "million": 10**6, "billion": 10**9},
    plurals={"dozens": 12, "hundreds": 100, "thousands": 10**3, "millions": 10**6, "billions": 10**9}
    | {"trillions": 10**12, "tens": 12},
    ordinals=counted(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth", 1
    )
    | counted("fifteenth sixteenth seventeenth eighteenth nineteenth twentieth", 15)
    | {"thirtieth": 30, "fortieth": 40, "fiftieth": 50, "hundredth": 100},
    fractions=counted("half/halves third/thirds quarter/quarters/fourths fifth/fifths sixth/sixths seventh/sevenths", 2)
    | {"eighth": 8, "eighths": 8, "tenth": 10, "tenths": 10},
    loose=loosely(
        **months("january february march april may june july august september october november december"),
        **each("first once single sole only alone one's a an firstly", (1,)),
        **each("both twice double doubled doubles couple pair pairs duo twin twins second secondly dual two", (2,)),
        **each("either neither brace runner-up bilateral biennial two-time couples seconds", (2,)),
        **each("triple tripled trio thrice threefold triplets hat-trick treble trilogy trilateral thirdly", (3,)),
        **each("quarterly quarter quarters", (QUARTER, 3, 4, 15, 25)),
        **each("half halves halved", (HALF, 30, 50)),
        **each("threesome threesomes tripling trebled trebling", (3,)),
        **each("twofold twosome twosomes doubling", (2,)),
        **each("quadruple quadrupled quadrupling quadruplets quartet fourfold foursome", (4,)),
        **each("quintuple quintupled quintuplets quintet fivefold", (5,)),
        **each("sextet sextuplets sixfold", (6,)),
        **each("sevenfold septet", (7,)),
        **each("eightfold octet", (8,)),
        **each("tenfold", (10,)),
        **each("hundredfold", (100,)),
        **each("thousandfold", (10**3,)),
        **each("absolute absolutely complete completely entire entirely full fully total totally", (WHOLE,)),
        **each("utterly whole wholly", (WHOLE,)),
        **each("lead leader leaders leading leads", (FIRST,)),
        **each("fortnight fortnightly", (2, 14, 15)),
        **each("decade decades", (10,)),
        **each("score scores teens", (20, 12, ("s", 12))),
        **each("century centuries centenary centennial", (100,)),
        **each("midnight", MIDNIGHT),
        **each("noon midday", NOON),
        **each("none no nil", (0,)),
        **each("twenties", (20, 1920)),
        **each("thirties", (30, 1930)),
        **each("forties", (40, 1940)),
        **each("fifties", (50, 1950)),
        **each("sixties", (60, 1960)),
        **each("seventies", (70, 1970)),
        **each("eighties", (80, 1980)),
        **each("nineties", (90, 1990)),
        **each("hundredth", (100,)),
        **each("millennial millennia", (10**3, ("s", 10**3))),
        **each("multimillion", (10**6, ("s", 10**6))),
    ),
    halves=frozenset({"half"}),
    articles=frozenset({"a", "an"}),
    eras=frozenset({"s"}),
)
