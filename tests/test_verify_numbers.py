"""Numbers: the same value in two locales is no finding, another value fails."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.types import Finding, Pair
from dragoman.verify import dates, money, numbers, units, verdict
from dragoman.verify.quantities import quantities

EN_PT, PT_EN = Pair("en", "pt-BR"), Pair("pt-PT", "en-GB")


def read(text: str, language: str) -> set[object]:
    return {reading for quantity in quantities(text, language) for reading in quantity.readings}


def judged(check: object, source: str, target: str, pair: Pair = EN_PT) -> str:
    return verdict(check.check(source, target, pair))  # type: ignore[attr-defined]


ALIKE = [
    ("5,667 people were ill.", "5.667 pessoas adoeceram."),
    ("5,667 people were ill.", "5667 pessoas adoeceram."),
    ("It cost 1.5 million.", "Custou 1,5 milhão."),
    ("It cost 1.5 million.", "Custou 1.500.000."),
    ("It cost 1.5 million.", "Custou um milhão e meio."),
    ("It cost £1.5m.", "Custou 1,5 milhão de libras."),
    ("It cost 3bn in all.", "Custou 3 bilhões ao todo."),
    ("It cost 3 billion in all.", "Custou 3 mil milhões ao todo."),
    ("Some 820,000 people", "Cerca de 820 mil pessoas"),
    ("about 2.3 million people", "cerca de 2 milhões e 300 mil pessoas"),
    ("between 2 and 3 million people", "entre 2 milhões e 3 milhões de pessoas"),
    ("at 80 km/h on 300 km²", "a 80 km/h em 300 km2"),
    ("the music of the 1990s", "a música da década de 1990"),
    ("the music of the 1990s", "a música dos anos 90"),
    ("the music of the nineties", "a música dos anos 90"),
    ("in the 17th century", "no século XVII"),
    ("Elizabeth II visited", "Elizabeth II visitou"),
    ("the 21st of the month", "o dia 21 do mês"),
    ("his twenty-first win", "sua 21ª vitória"),
    ("the eighteenth hole", "o décimo oitavo buraco"),
    ("two of the five", "dois dos cinco"),
    ("2 of the five", "duas das 5"),
    ("both of the two sisters", "ambas as irmãs"),
    ("twenty-five dogs", "vinte e cinco cães"),
    ("one hundred and twenty-one dogs", "cento e vinte e um cães"),
    ("Two thousand and nineteen people", "2.019 pessoas"),
    ("half a million people", "meio milhão de pessoas"),
    ("half a dozen eggs", "meia dúzia de ovos"),
    ("two and a half years", "dois anos e meio"),
    ("2.5 years", "2½ anos"),
    ("two thirds of them", "2/3 deles"),
    ("dozens of people", "dezenas de pessoas"),
    ("hundreds of thousands of people", "centenas de milhares de pessoas"),
    ("They met again.", "Os dois se encontraram de novo."),
    ("The two have met again.", "Eles se encontraram de novo."),
    ("They are back where they began.", "Eles voltaram à estaca zero."),
    ("It is under lock and key.", "Está guardado a sete chaves."),
    ("She is 100 percent sure.", "Ela tem certeza absoluta."),
    ("It is No. 1 in sales.", "É a líder em vendas."),
    ("a tenfold rise", "uma alta de dez vezes"),
    ("Some 1 to 2 inches fell.", "Caíram de 2,5 a 5 cm."),
    ("They live a mile from here.", "Eles moram a 1,6 km daqui."),
    ("He stands half a mile away.", "Ele está a 800 metros."),
    ("The 6-foot-2 guard left.", "O armador de 1,88 m saiu."),
    ("She is 5 feet 6 inches tall.", "Ela tem 1,68 m de altura."),
    ("The road is 10 miles long.", "A estrada tem 10 milhas (16 km)."),
    ("It is 645 miles (1,040 km) off.", "Fica a 1.040 km."),
    ("It weighs 3.5 tons, or 7,700 pounds.", "Pesa 3,5 toneladas."),
    ("It hit 104 degrees Fahrenheit.", "Chegou a 40 graus Celsius."),
    ("It lasted 90 minutes.", "Durou uma hora e meia."),
    ("It lasted 1.5 hours.", "Durou 1h30."),
    ("It lasted 18 months.", "Durou um ano e meio."),
    ("Two weeks later it fell.", "Quinze dias depois, caiu."),
    ("three-quarters of them", "75% deles"),
    ("a couple of thousand people", "alguns milhares de pessoas"),
    ("at 3:30 p.m. today", "às 15h30 de hoje"),
    ("at half past six today", "às seis e meia de hoje"),
    ("at half past six today", "às 18h30 de hoje"),
    ("at twenty to four in the afternoon", "às 15h40"),
    ("at a quarter to one today", "às quinze para uma de hoje"),
    ("at a quarter to one today", "às 12h45 de hoje"),
    ("at 3:30 p.m. today", "às 15:30 de hoje"),
    ("at 3 p.m. today", "às 15h de hoje"),
    ("at 8 p.m. today", "às 8 da noite de hoje"),
    ("at 3 p.m. today", "às três da tarde de hoje"),
    ("at 1 a.m. today", "à uma da madrugada de hoje"),
    ("at 10:30 p.m. today", "às dez e meia da noite de hoje"),
    ("at 3:25 p.m. today", "às três e vinte e cinco da tarde de hoje"),
    ("until two in the morning", "até as duas da madrugada"),
    ("from 3 to 5 p.m.", "das 15h às 17h"),
    ("at midnight", "às 0h"),
    ("at 9.30am local time", "às 9h30, hora local"),
    ("at 0230 UTC", "às 02h30 UTC"),
    ("won 3-1", "venceu por 3 a 1"),
    ("passed 52–48", "aprovado por 52 a 48"),
    ("the 2015-16 season", "a temporada 2015/2016"),
    ("from 1990 to 1995", "de 1990-95"),
    ("5 to 10%", "5% a 10%"),
    ("10 percent of them", "10% deles"),
    ("ten per cent of them", "10 por cento deles"),
    ("3 percentage points", "3 pontos percentuais"),
    ("after 9/11", "após o 11 de setembro"),
    ("on March 18", "em 18/3"),
    ("a ratio of 1:3", "uma razão de 1:3"),
    ("2:01:39 hours", "2:01:39 horas"),
    ("web 2.0", "web 2.0"),
    ("it is 24/7", "são 24 horas, 7 dias"),
    ("the game Six Days in Fallujah", "o jogo Six Days in Fallujah"),
    ("one of them", "um deles"),
    ("COVID-19 and the F-16", "a covid-19 e o F-16"),
    ("see https://example.org/2020/11 now", "veja https://example.org/2020/11 agora"),
]


@pytest.mark.parametrize(("en", "pt"), ALIKE)
def test_a_number_written_as_the_other_language_writes_it_is_no_finding(en: str, pt: str) -> None:
    assert list(numbers.check(en, pt, EN_PT)) == []
    assert list(numbers.check(pt, en, PT_EN)) == []


DIFFERENT = [
    ("Some 820,000 people", "Cerca de 880 mil pessoas"),
    ("5,667 people", "5,667 pessoas"),  # five and a bit, as Portuguese reads it
    ("299,200 people", "299.9200 pessoas"),
    ("It cost 3 million.", "Custou 3 bilhões."),
    ("It cost 3 million.", "Custou 3 mil."),
    ("It cost 3 million.", "Custou 3."),
    ("10% of them", "10 deles"),
    ("two to three hundred cars", "dois a trezentos carros"),
    ("10 of them", "10% deles"),
    ("two of the five", "dois dos seis"),
    ("millions of people", "bilhões de pessoas"),
    ("in the 17th century", "no século XVIII"),
    ("at 3:30 p.m. today", "às 3h30 de hoje"),
    ("at half past six today", "às 7h30 de hoje"),
    ("at 3 p.m. today", "às quatro da tarde de hoje"),
    ("at 10:15 p.m. today", "às dez e meia da noite de hoje"),
    ("a five-door car", "um carro de quatro portas"),
    ("at twenty to four in the afternoon", "às 16h20"),
    ("won 3-1", "venceu por 3 a 2"),
    ("in 2017", "naquele ano"),
    ("that year", "em 2017"),
    ("Some 1 to 2 inches fell.", "Caíram de 2,5 a 8 cm."),
    ("They live a mile from here.", "Eles moram a 16 km daqui."),
    ("The 6-foot-2 guard left.", "O armador de 1,98 m saiu."),
    ("The road is 10 miles long.", "A estrada tem 10 milhas (19 km)."),
    ("It is 645 miles (1,040 km) off.", "Fica a 645 milhas (km)."),
    ("It is 645 miles (1,040 km) off.", "Fica a 645 milhas (1.080 km)."),
    ("It hit 104 degrees Fahrenheit.", "Chegou a 50 graus Celsius."),
    ("It lasted 90 minutes.", "Durou duas horas e meia."),
    ("It lasted 1.5 hours.", "Durou 1h50."),
    ("Three weeks later it fell.", "Quinze dias depois, caiu."),
    ("three-quarters of them", "85% deles"),
    ("He drank a pint of 2 litres.", "Ele bebeu uma de 9 litros."),
    ("She is 100 percent sure.", "Ela tem certeza."),
    ("All 100 of them left.", "Todos eles saíram."),
    ("It is No. 1 in sales.", "É boa em vendas."),
    ("He had 2 goals and 2 assists, 5-3.", "Teve 5 gols e 2 assistências, 5-3."),
]


@pytest.mark.parametrize(("en", "pt"), DIFFERENT)
def test_another_number_fails(en: str, pt: str) -> None:
    assert judged(numbers, en, pt) == "fail"


def test_a_number_word_that_is_only_missing_is_a_warning() -> None:
    assert judged(numbers, "the two countries met", "os países se reuniram") == "warn"


def test_a_number_word_beside_its_noun_is_missed_where_one_that_only_tells_who_is_not() -> None:
    assert judged(numbers, "They met again.", "Os dois homens se encontraram de novo.") == "warn"
    assert judged(numbers, "The two men met again.", "Eles se encontraram de novo.") == "warn"
    assert judged(numbers, "The two have met.", "Os três se encontraram.") == "warn"


def test_a_changed_number_is_pointed_at_on_both_sides() -> None:
    source, target = "More than 820,000 people", "Mais de 880 mil pessoas"
    (finding,) = numbers.check(source, target, EN_PT)
    assert source[slice(*finding.source or ())] == "820,000"
    assert target[slice(*finding.target or ())] == "880 mil"


def test_a_language_whose_scales_are_unknown_fails_only_where_digits_differ_on_both_sides() -> None:
    pair = Pair("en", "fi")
    assert verdict(numbers.check("1.5 million people", "1,5 miljoonaa ihmistä", pair)) == "pass"
    assert verdict(numbers.check("two people in 2019", "2 ihmistä 2019", pair)) == "pass"
    assert verdict(numbers.check("in 2019", "silloin", pair)) == "warn"
    assert verdict(numbers.check("in 2019", "vuonna 2018", pair)) == "fail"


def test_the_scales_of_chinese_japanese_and_korean_are_read() -> None:
    assert verdict(numbers.check("1.5 million people in June", "6月に150万人", Pair("en", "ja"))) == "pass"
    assert verdict(numbers.check("350 million people", "3억5000만 명", Pair("en", "ko"))) == "pass"
    assert verdict(numbers.check("200 million people", "2亿人", Pair("en", "zh"))) == "pass"


def test_the_digits_of_other_scripts_are_digits() -> None:
    assert verdict(numbers.check("in 2019 with 35 people", "في ٢٠١٩ مع ٣٥ شخصا", Pair("en", "ar"))) == "pass"
    assert verdict(numbers.check("in 2019", "في ٢٠١٨", Pair("en", "ar"))) == "fail"


# --- Properties --------------------------------------------------------------------------------------------------

UNITS = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
EN_SMALL = [*UNITS.split(), "seventeen", "eighteen", "nineteen"]
EN_TENS = "- - twenty thirty forty fifty sixty seventy eighty ninety".split()
PT_SMALL = (
    "zero um dois três quatro cinco seis sete oito nove dez onze doze treze quatorze quinze dezesseis dezessete"
    " dezoito dezenove"
).split()
PT_TENS = "- - vinte trinta quarenta cinquenta sessenta setenta oitenta noventa".split()
PT_HUNDREDS = "- cento duzentos trezentos quatrocentos quinhentos seiscentos setecentos oitocentos novecentos".split()


def spelled_en(value: int) -> str:
    if value >= 1000:
        rest = value % 1000
        return spelled_en(value // 1000) + " thousand" + (f" {'and ' * (rest < 100)}{spelled_en(rest)}" if rest else "")
    if value >= 100:
        return EN_SMALL[value // 100] + " hundred" + (f" and {spelled_en(value % 100)}" if value % 100 else "")
    if value >= 20:
        return EN_TENS[value // 10] + (f"-{EN_SMALL[value % 10]}" if value % 10 else "")
    return EN_SMALL[value]


def spelled_pt(value: int) -> str:
    if value >= 1000:
        head = "mil" if value < 2000 else f"{spelled_pt(value // 1000)} mil"
        rest = value % 1000
        joined = " e " if rest <= 100 or rest % 100 == 0 else " "
        return head + (joined + spelled_pt(rest) if rest else "")
    if value == 100:
        return "cem"
    if value > 100:
        return PT_HUNDREDS[value // 100] + (f" e {spelled_pt(value % 100)}" if value % 100 else "")
    if value >= 20:
        return PT_TENS[value // 10] + (f" e {PT_SMALL[value % 10]}" if value % 10 else "")
    return PT_SMALL[value]


@given(st.integers(0, 10**12))
def test_every_whole_number_reads_the_same_in_every_form_of_both_locales(value: int) -> None:
    grouped = f"{value:,}"
    for form in (str(value), grouped, f"about {grouped}.", f"({grouped})"):
        assert Decimal(value) in read(form, "en")
    for form in (str(value), grouped.replace(",", "."), grouped.replace(",", "\u00a0"), grouped.replace(",", " ")):
        assert Decimal(value) in read(form, "pt")


@given(st.integers(0, 10**7), st.integers(1, 4), st.integers(0, 9999))
def test_every_decimal_reads_the_same_in_both_locales(whole: int, places: int, fraction: int) -> None:
    digits = f"{fraction % 10**places:0{places}d}"
    value = Decimal(f"{whole}.{digits}")
    assert value in read(f"{whole:,}.{digits}", "en")
    assert value in read(f"{whole:,}".replace(",", ".") + f",{digits}", "pt")


@given(
    st.integers(1, 99999),
    st.sampled_from([("thousand", "mil", 3), ("million", "milhões", 6), ("billion", "bilhões", 9)]),
)
def test_every_scaled_number_reads_the_same_in_both_locales(tenths: int, scale: tuple[str, str, int]) -> None:
    english, portuguese, power = scale
    value = Decimal(tenths) / 10 * 10**power
    written = f"{tenths / 10:.1f}"
    assert value in read(f"{written} {english}", "en")
    assert value in read(f"{written.replace('.', ',')} {portuguese}", "pt")


@given(st.integers(2, 999_999))
def test_every_number_in_words_reads_as_its_value(value: int) -> None:
    assert Decimal(value) in read(spelled_en(value), "en")
    assert Decimal(value) in read(spelled_pt(value), "pt")


@given(st.integers(0, 23), st.integers(0, 59))
def test_every_clock_time_reads_the_same_in_every_form(hour: int, minute: int) -> None:
    time = ("t", hour * 60 + minute)
    half = "a.m." if hour < 12 else "p.m."
    assert time in read(f"at {hour % 12 or 12}:{minute:02d} {half}", "en")
    for form in (f"às {hour}h{minute:02d}", f"às {hour}:{minute:02d}", f"às {hour}h{minute:02d}min"):
        assert time in read(form, "pt")


@pytest.mark.parametrize(
    ("source", "target", "verdict_"),
    [
        ("He had 2 goals and 2 assists.", "Ele teve gols e 2 assistências.", "warn"),
        ("He had 2 goals and 2 assists.", "Ele teve 2 gols e duas assistências.", "pass"),
        ("He won in 2015-16 and 2016.", "Ele venceu em 2015/16 e 2016.", "pass"),
    ],
)
def test_a_number_that_is_said_less_often_is_doubted(source: str, target: str, verdict_: str) -> None:
    assert judged(numbers, source, target) == verdict_


@given(st.integers(0, 10**9), st.integers(0, 10**9))
def test_two_whole_numbers_pass_exactly_where_they_are_equal(one: int, other: int) -> None:
    target = f"{other:,}".replace(",", ".")
    assert (judged(numbers, f"There were {one:,} of them.", f"Havia {target} deles.") == "pass") == (one == other)


NASTY = st.text(alphabet=st.sampled_from("0123456789.,:/-–'’ %$£hm½²٣IVX pmandeilhõãsto½"), max_size=60)


@given(st.one_of(st.text(max_size=80), NASTY), st.one_of(st.text(max_size=80), NASTY))
def test_no_text_breaks_the_reading_of_numbers(source: str, target: str) -> None:
    for pair in (EN_PT, PT_EN, Pair("zh", "hi"), Pair("xx", "")):
        for module, side in ((numbers, 0), (money, 1), (dates, 2)):
            assert all(isinstance(finding, Finding) for finding in module.check(source, target, pair)), side


@given(st.one_of(st.text(max_size=80), NASTY))
def test_a_text_says_the_same_numbers_as_itself(text: str) -> None:
    assert list(numbers.check(text, text, Pair("en", "en"))) == []


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("A 650-pound bull broke the gate.", "Um touro de 650 quebrou o portão.", "warn"),
        ("The town is 30 miles away.", "A cidade fica a 30.", "warn"),
        ("Fire took 90 acres of forest.", "O fogo levou 90 hectares de floresta.", "fail"),
        ("Fire took 90 acres of forest.", "O fogo levou 90 acres de floresta.", "pass"),
        ("The town is 30 miles away.", "A cidade fica a 30 km dali, ou 48.", "fail"),
        ("It is 3 to 6 inches deep.", "Tem de 3 a 6 polegadas de fundo.", "pass"),
        ("It runs at 160 km/h.", "Corre a 160Km/h.", "pass"),
        ("Ana, 54 years old, left.", "Ana, 54, saiu.", "pass"),
        ("Ana, aged 54, left.", "Ana, de 54 anos, saiu.", "pass"),
        ("Ana, aged 54, left.", "Ana, de 54 meses, saiu.", "warn"),
        ("It opens at 10 o'clock.", "Abre às 10 minutos.", "warn"),
        ("They were held for 24 hours.", "Ficaram presos por 24 minutos.", "fail"),
        ("Winds reached 83 km/h.", "Os ventos chegaram a 83 milhas / h.", "fail"),
        ("Winds reached 105 mph.", "Os ventos chegaram a 105 milhas por hora.", "pass"),
        ("It weighed some 800 pounds.", "Pesava alguns quilos 800.", "fail"),
        ("It weighed some 800 pounds.", "Pesava umas libras 800.", "pass"),
        ("He ran 10 miles and swam a kilometre.", "Correu 10 e nadou um quilômetro em milhas.", "pass"),
        ("It covers 300 square miles.", "Cobre 300 quilômetros quadrados.", "fail"),
        ("It covers 300 sq mi.", "Cobre 300 milhas quadradas.", "pass"),
        ("It covers 5 km² of forest.", "Cobre 5 quilômetros quadrados de floresta.", "pass"),
        ("It held 120 cubic metres of oil.", "Levava 120 pés cúbicos de óleo.", "fail"),
        ("He had a penalty on the quarter-hour.", "Teve um pênalti aos 15 minutos.", "pass"),
    ],
)
def test_a_number_keeps_its_unit(source: str, target: str, expected: str) -> None:
    assert verdict(units.check(source, target, EN_PT)) == expected


def test_millions_of_money_are_no_miles() -> None:
    assert verdict(units.check("O preço é de R$ 5 mi.", "The price is 5 million reais.", PT_EN)) == "pass"
